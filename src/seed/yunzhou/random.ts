/** Numbers between 0 and 1, the same every time for the same beginning (mulberry32). */
export interface Random {
  (): number;
  /** Between two numbers. */
  between(from: number, to: number): number;
  /** A whole number below another. */
  below(most: number): number;
  /** Whether something of so great a chance happens. */
  chance(share: number): boolean;
}

/** Own random numbers: the made city is the same on every machine. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let n = Math.imul(state ^ (state >>> 15), 1 | state);
    n = (n + Math.imul(n ^ (n >>> 7), 61 | n)) ^ n;
    return ((n ^ (n >>> 14)) >>> 0) / 2 ** 32;
  };
  return Object.assign(next, {
    between: (from: number, to: number) => from + (to - from) * next(),
    below: (most: number) => Math.floor(next() * most),
    chance: (share: number) => next() < share,
  });
}
