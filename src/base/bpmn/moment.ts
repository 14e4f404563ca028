import { isDuration } from "#base/flow";
import type { Moment } from "#base/flow";
import type { Element } from "./element.ts";

/** The moment of a timer definition, or undefined where it has not exactly one that can be read. */
export function momentOf(timer: Element): Moment | undefined {
  const duration = timer.timeDuration?.body?.trim();
  const at = timer.timeDate?.body?.trim();
  if (duration && at) return undefined;
  if (duration) return isDuration(duration) ? { duration } : undefined;
  return at ? { at } : undefined;
}
