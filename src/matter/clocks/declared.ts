import type { ClockKind as Clock, Kind, StopKind as Stop } from "#content/kind";
import type { Calendar } from "#kernel/clock";

/** What happens so long before or after a clock is due. */
export type ClockMark = Partial<Clock["marks"][number]> & { at: string };

/** A clock as the kind of a matter declares it, under its id. */
export type ClockKind = Omit<Clock, "marks"> & { id: string; marks: readonly ClockMark[] };

/** A way to pause, as the kind of a matter declares it, under its id. */
export type StopKind = Pick<Stop, "word" | "basis" | "by" | "clocks" | "works" | "most" | "times" | "paper" | "started" | "ended"> & { id: string };

/** The clocks and stops of a kind; the first clock is the main one. */
export interface Declared {
  clocks: readonly ClockKind[];
  stops: readonly StopKind[];
}

/** 挂起: every kind may be set aside by whoever directs, with no clock standing; a kind may say it in its own words. */
export const HOLD = "hold";
const SET_ASIDE: StopKind = { id: HOLD, word: "挂起", by: "direct", clocks: "none", works: false };

const known = new WeakMap<Kind, Declared>();

/** What a kind declares of time. */
export function declaredBy(kind: Kind): Declared {
  let declared = known.get(kind);
  if (!declared) {
    const named = <T extends object>(map: Readonly<Record<string, T>>): (T & { id: string })[] => Object.entries(map).map(([id, each]) => ({ ...each, id }));
    known.set(kind, (declared = { clocks: named(kind.clocks), stops: [...named(kind.stops), ...(Object.hasOwn(kind.stops, HOLD) ? [] : [SET_ASIDE])] }));
  }
  return declared;
}

/** What movers go by: what is declared, the calendar, and the instant of the act. */
export interface Timing extends Declared {
  calendar: Calendar;
  now: Date;
}

/** The declaration of a stop; throws where the kind has none of that name. */
export function stopKindOf({ stops }: Declared, id: string): StopKind {
  const kind = stops.find((each) => each.id === id);
  if (!kind) throw new Error(`no stop ${id} is declared`);
  return kind;
}

/** The declaration of a clock; throws where the kind has none of that name. */
export function clockKindOf({ clocks }: Declared, id: string): ClockKind {
  const kind = clocks.find((each) => each.id === id);
  if (!kind) throw new Error(`no clock ${id} is declared`);
  return kind;
}
