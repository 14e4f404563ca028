/** One measured figure beside the baseline of the same run. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  baseline?: number;
  /** value / baseline, where a baseline was measured. */
  ratio?: number;
}

/** Prints a figure as one line of JSON. */
export function tell({ name, value, unit, baseline }: Omit<Figure, "ratio">): void {
  const round = (n: number): number => Number(n.toPrecision(4));
  console.log(
    JSON.stringify({ name, value: round(value), unit, ...(baseline !== undefined && { baseline: round(baseline), ratio: round(value / baseline) }) }),
  );
}

/** The value below which a share of the samples lies. */
export function percentile(samples: number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Runs `work` `count` times by `workers` at once; gives how many a second. */
export async function rate(count: number, workers: number, work: (i: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let i = next++; i < count; i = next++) await work(i);
    }),
  );
  return count / ((performance.now() - started) / 1000);
}
