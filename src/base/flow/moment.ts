/** ISO 8601 durations, and P5WD for working days. */
const DURATION = /^P(?!$)(\d+WD|\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(?!$)(\d+H)?(\d+M)?(\d+S)?)?)$/;

/** Whether a text is a duration, or FEEL (after "=") that will give one. */
export function isDuration(text: string): boolean {
  return text.startsWith("=") || DURATION.test(text);
}

/** Whether a value that came out of FEEL is a duration. */
export function isPlainDuration(value: unknown): value is string {
  return typeof value === "string" && DURATION.test(value);
}
