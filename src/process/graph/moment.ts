/** ISO 8601 durations, P5WD for working days, PT4WH for working hours. */
const DURATION = /^P(?!$)(\d{1,4}WD|\d{1,4}W|T\d{1,4}WH|(\d+Y)?(\d+M)?(\d+D)?(T(?!$)(\d+H)?(\d+M)?(\d+S)?)?)$/;

/** Whether a text is a duration, or FEEL (after "=") that will give one. */
export function isDuration(text: string): boolean {
  return text.startsWith("=") || DURATION.test(text);
}

/** Whether a value that came out of FEEL is a duration. */
export function isPlainDuration(value: unknown): value is string {
  return typeof value === "string" && DURATION.test(value);
}

/** Whether a text is a cycle, or FEEL (after "=") that will give one. */
export function isCycle(text: string): boolean {
  return text.startsWith("=") || cycleOf(text) !== undefined;
}

/** An ISO 8601 repeating interval: how often (undefined: for ever), from when, in which steps. */
export type Cycle = { times?: number; from?: string; step: string };

/** Reads "R3/PT1H", "R/P1D" or "R3/2026-12-01T08:00:00+08:00/P1D"; undefined for anything else. */
export function cycleOf(text: unknown): Cycle | undefined {
  if (typeof text !== "string") return undefined;
  const [, times, from, step = ""] = /^R(\d*)\/(?:(\d{4}-\d{2}-\d{2}[^/]*)\/)?(P[^/]+)$/.exec(text) ?? [];
  if (!isPlainDuration(step) || times === "0" || (from !== undefined && Number.isNaN(Date.parse(from)))) return undefined;
  return { ...(times ? { times: Number(times) } : {}), ...(from ? { from } : {}), step };
}
