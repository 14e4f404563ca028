import { direction, length, minus, type Spot } from "./plane.ts";
import type { Random } from "./random.ts";
import type { MadeStreet } from "./streets.ts";
import type { Water } from "./water.ts";

/** An address of the made city before it is known in which cell it lies. */
export interface MadeAddress {
  street: string;
  /** "18", "18-1" (18 号之一). */
  number: string;
  spot: Spot;
}

const BESIDE = { avenue: 26, street: 15, lane: 10 };

/** Numbers along a street: odd on the left, even on the right, some lots without. */
export function numbersAlong({ name, broad, stretches, spacing }: MadeStreet, water: Water, random: Random): MadeAddress[] {
  const found: MadeAddress[] = [];
  let next = 1;
  let ahead = spacing / 2;
  for (const stretch of stretches)
    for (let i = 1; i < stretch.length; i += 1) {
      const [from, to] = [stretch[i - 1]!, stretch[i]!];
      const metres = length(minus(to, from));
      const [dx, dy] = direction(from, to);
      for (; ahead < metres; ahead += spacing, next += 2)
        for (const [number, left] of [
          [next, 1],
          [next + 1, -1],
        ] as const) {
          if (random.chance(0.05)) continue;
          const beside = BESIDE[broad] * left;
          const spot: Spot = [from[0] + dx * ahead - dy * beside, from[1] + dy * ahead + dx * beside];
          if (water.wet(spot, 4)) continue;
          found.push({ street: name, number: String(number), spot });
          if (random.chance(0.02)) found.push({ street: name, number: `${number}-1`, spot: [spot[0] + dx * 6, spot[1] + dy * 6] });
        }
      ahead -= metres;
    }
  return found;
}
