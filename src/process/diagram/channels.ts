/** A stretch of a line that runs up or down between two layers. Stretches of one `owner` may lie on each other: a line that forks. */
export type Stretch = { owner: string; from: number; to: number; lane: number };

/** Least distance between the ends of stretches in one lane. */
const CLEAR = 10;

/** Gives the stretches of one channel lanes, so that those of different owners do not touch. Returns how many lanes there are. */
export function assignLanes(stretches: Stretch[]): number {
  const lanes: Stretch[][] = [];
  const span = ({ from, to }: Stretch): [number, number] => [Math.min(from, to) - CLEAR / 2, Math.max(from, to) + CLEAR / 2];
  const touch = (a: Stretch, b: Stretch): boolean => a.owner !== b.owner && span(a)[0] < span(b)[1] && span(b)[0] < span(a)[1];
  for (const stretch of stretches.toSorted((a, b) => a.from - b.from || Math.abs(b.to - b.from) - Math.abs(a.to - a.from))) {
    const own = lanes.findIndex((lane) => lane.some((other) => other.owner === stretch.owner) && lane.every((other) => !touch(stretch, other)));
    const free = own >= 0 ? own : lanes.findIndex((lane) => lane.every((other) => !touch(stretch, other)));
    stretch.lane = free >= 0 ? free : lanes.length;
    (lanes[stretch.lane] ??= []).push(stretch);
  }
  return lanes.length;
}
