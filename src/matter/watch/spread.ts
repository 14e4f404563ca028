import { metresBetween, metresOfDegree, type Point } from "#place/point";

/** Things at places, asked which of them lie near another: in squares of the distance that is asked for, so that nine of them hold all that do. */
export interface Spread<T extends { point?: Point }> {
  add(thing: T): void;
  remove(thing: T): void;
  /** Those at most so many metres from a point. */
  near(point: Point): T[];
}

/** An empty spread. @param steepest the latitude furthest from the equator that is asked for: there a degree of longitude is shortest */
export function spreadOf<T extends { point?: Point }>(metres: number, steepest: number): Spread<T> {
  const [wide, high] = metresOfDegree(steepest);
  const squares = new Map<string, Set<T>>();
  // A little more than the distance, for a degree is an arc and the distance goes through it.
  const side = metres * 1.001;
  const squareOf = ([longitude, latitude]: Point): [number, number] => [Math.floor((longitude * wide) / side), Math.floor((latitude * high) / side)];
  const at = (point: Point): string => squareOf(point).join();
  return {
    add(thing) {
      if (!thing.point) return;
      const square = squares.get(at(thing.point));
      if (square) square.add(thing);
      else squares.set(at(thing.point), new Set([thing]));
    },
    remove: (thing) => void (thing.point && squares.get(at(thing.point))?.delete(thing)),
    near(point) {
      const [x, y] = squareOf(point);
      const found: T[] = [];
      for (const dx of [-1, 0, 1])
        for (const dy of [-1, 0, 1])
          for (const thing of squares.get([x + dx, y + dy].join()) ?? []) if (metresBetween(point, thing.point!) <= metres) found.push(thing);
      return found;
    },
  };
}
