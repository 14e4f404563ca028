/** How long one sample of a pair is measured, and how many pairs there are. */
const MILLISECONDS = 200;
const PAIRS = 9;

function perSecond(work: () => void): number {
  const started = performance.now();
  let count = 0;
  let spent = 0;
  do {
    work();
    count += 1;
    spent = performance.now() - started;
  } while (spent < MILLISECONDS);
  return count / (spent / 1000);
}

function median(samples: number[]): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)]!;
}

/** Rounds a second of two ways to do the same, measured in turns so that both meet the same machine; the medians. */
export function alternating(ours: () => void, theirs: () => void): { ours: number; theirs: number } {
  perSecond(ours);
  perSecond(theirs);
  const pairs = Array.from({ length: PAIRS }, () => ({ ours: perSecond(ours), theirs: perSecond(theirs) }));
  return { ours: median(pairs.map((pair) => pair.ours)), theirs: median(pairs.map((pair) => pair.theirs)) };
}
