import type { Element } from "./element.ts";
import type { Moment } from "./graph.ts";

/** ISO 8601 durations, and P5WD for working days. */
const DURATION = /^P(?!$)(\d+WD|\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(?!$)(\d+H)?(\d+M)?(\d+S)?)?)$/;

/** Whether a text is a duration, or FEEL that will give one. */
export function isDuration(text: string): boolean {
  return text.startsWith("=") || DURATION.test(text);
}

/** Whether a value that came out of FEEL is a duration. */
export function isPlainDuration(value: unknown): value is string {
  return typeof value === "string" && DURATION.test(value);
}

/** The moment of a timer definition, or undefined where it has not exactly one that can be read. */
export function momentOf(timer: Element): Moment | undefined {
  const duration = timer.timeDuration?.body?.trim();
  const at = timer.timeDate?.body?.trim();
  if (duration && at) return undefined;
  if (duration) return isDuration(duration) ? { duration } : undefined;
  return at ? { at } : undefined;
}
