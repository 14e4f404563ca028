/** How long one sample of a pair is measured, and how many pairs there are. */
const MILLISECONDS = 200;
const PAIRS = 9;

/** Milliseconds of the wall. */
const wall = (): number => performance.now();

/** Milliseconds that this process has worked: what one core gives, however busy the machine is. For work that does not wait. */
export function worked(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function perSecond(work: () => void, clock: () => number): number {
  const started = clock();
  let count = 0;
  let spent = 0;
  do {
    work();
    count += 1;
    spent = clock() - started;
  } while (spent < MILLISECONDS);
  return count / (spent / 1000);
}

function median(samples: number[]): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)]!;
}

/** Rounds a second of two ways to do the same, measured in turns so that both meet the same machine; the medians. */
export function alternating(ours: () => void, theirs: () => void, clock = wall): { ours: number; theirs: number } {
  perSecond(ours, clock);
  perSecond(theirs, clock);
  const pairs = Array.from({ length: PAIRS }, () => ({ ours: perSecond(ours, clock), theirs: perSecond(theirs, clock) }));
  return { ours: median(pairs.map((pair) => pair.ours)), theirs: median(pairs.map((pair) => pair.theirs)) };
}
