import type { Feature } from "#place/ground";
import { BLOCK } from "./blocks.ts";
import type { Plot } from "./outlines.ts";
import { micro, squareMetres, type Spot } from "./plane.ts";
import type { Random } from "./random.ts";
import type { MadeStreet } from "./streets.ts";
import type { Water } from "./water.ts";

/** Hills around the city: where, in parts of its size, how far they reach, and their names. */
const HILLS = [
  { name: "屏山", at: [0.6, 0.64], reach: [0.26, 0.2] },
  { name: "云顶山", at: [-0.6, 0.64], reach: [0.24, 0.16] },
  { name: "南岭", at: [0.66, -0.66], reach: [0.2, 0.18] },
] as const;

function hills(width: number, height: number, random: Random): Feature[] {
  return HILLS.flatMap(({ name, at, reach }) => {
    const phase = random.between(0, 6);
    return [1, 0.78, 0.56, 0.34].map((size, ring): Feature => {
      const spots = Array.from({ length: 40 }, (_none, i): Spot => {
        const turn = (i / 40) * 2 * Math.PI;
        const far = size * (1 + 0.12 * Math.sin(2 * turn + phase) + 0.06 * Math.sin(5 * turn + 2 * phase));
        return [at[0] * width + Math.cos(turn) * far * reach[0] * width, at[1] * height + Math.sin(turn) * far * reach[1] * height];
      });
      return ring === 0 ? { kind: "hill", name, rings: [micro(spots)] } : { kind: "contour", rings: [micro([...spots, spots[0]!])] };
    });
  });
}

/** What the ground of the made city shows, from below: hills, parks, water, buildings, ways from the narrow to the broad. */
export function makeFeatures(
  {
    plots,
    parks,
    buildings,
    streets,
    water,
  }: { plots: readonly Plot[]; parks: ReadonlySet<Plot>; buildings: readonly { ring: Spot[]; name?: string }[]; streets: readonly MadeStreet[]; water: Water },
  { columns, rows }: { columns: number; rows: number },
  random: Random,
): Feature[] {
  const waters = [...water.rivers.map(({ name, line }) => ({ name, line })), { name: water.lake.name, line: [] as Spot[] }];
  return [
    ...hills(columns * BLOCK.width, rows * BLOCK.height, random),
    ...plots.flatMap((plot) =>
      parks.has(plot) ? plot.dry.filter((piece) => Math.abs(squareMetres(piece)) > 800).map((piece): Feature => ({ kind: "park", rings: [micro(piece)] })) : [],
    ),
    ...water.whole.map((polygon): Feature => ({ kind: "water", rings: polygon.map((ring) => micro(ring.slice(0, -1))) })),
    ...waters.map(({ name, line }): Feature => ({
      kind: "water-name",
      name,
      rings: [micro(line.length > 0 ? line : [water.lake.ring[24]!, water.lake.ring[0]!])],
    })),
    ...buildings.map(({ ring, name }): Feature => ({ kind: "building", ...(name !== undefined && { name }), rings: [micro(ring)] })),
    ...(["lane", "street", "avenue"] as const).flatMap((kind) =>
      streets
        .filter(({ broad }) => broad === kind)
        .flatMap(({ name, stretches }) => stretches.map((stretch): Feature => ({ kind, name, rings: [micro(stretch)] }))),
    ),
  ];
}
