import { randomFrom } from "../test/made-city.ts";
import type { Point } from "#place/point";

/** Where things happen in the made city: three in five in clusters, the rest anywhere. The same every time. */
export interface Spots {
  next(): Point;
  /** A number below another. */
  upTo(most: number): number;
}

const [WEST, SOUTH, WIDE, HIGH] = [118.09, 26.625, 0.07, 0.05];
const CLUSTERS = 300;

/** `inside`: what is not there is left out; by default nothing is. */
export function spotsFrom(seed: number, inside: (point: Point) => boolean = () => true): Spots {
  const random = randomFrom(seed);
  const anywhere = (): Point => [random.between(WEST, WEST + WIDE), random.between(SOUTH, SOUTH + HIGH)];
  const middles = Array.from({ length: CLUSTERS }, anywhere);
  const rounded = ([longitude, latitude]: Point): Point => [Number(longitude.toFixed(6)), Number(latitude.toFixed(6))];
  const somewhere = (): Point => {
    if (random.between(0, 5) >= 3) return rounded(anywhere());
    const [longitude, latitude] = middles[Math.floor(random.between(0, CLUSTERS))]!;
    return rounded([longitude + random.between(-0.0008, 0.0008), latitude + random.between(-0.0008, 0.0008)]);
  };
  return {
    upTo: (most) => random.between(0, most),
    next() {
      let point = somewhere();
      while (!inside(point)) point = somewhere();
      return point;
    },
  };
}
