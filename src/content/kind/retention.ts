import { addCalendar, type Day } from "#kernel/clock";
import type { Kind } from "./kind.ts";
import { stateOf } from "./words.ts";

/** 永久 */
const PERMANENT = "permanent";

/** How many years a matter is kept that ended in a state: what the state says, else the kind; undefined for ever. */
export function yearsKept(kind: Pick<Kind, "states" | "retention">, state: string): number | undefined {
  const said = stateOf(kind as Kind, state).retention ?? kind.retention;
  return said === PERMANENT ? undefined : Number(/^P(\d+)Y$/.exec(said)?.[1] ?? 10);
}

/** The last day on which a matter has to be kept that ended on a day; undefined for ever. */
export function keptUntil(kind: Pick<Kind, "states" | "retention">, state: string, closed: Day): Day | undefined {
  const years = yearsKept(kind, state);
  return years === undefined ? undefined : addCalendar(closed, years, 0, 0);
}

/** 保管期限 in words: 10 年, 永久. */
export function keptWords(years: number | undefined): string {
  return years === undefined ? "永久" : `${years} 年`;
}
