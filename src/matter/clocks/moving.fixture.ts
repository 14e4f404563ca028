import { announcedDays, calendarOf } from "#kernel/clock";
import { runningStops, type Stop } from "./clock.ts";
import type { Limited } from "./counting.ts";
import type { Declared, Timing } from "./declared.ts";
import { limitOf, type Moving } from "./moving.ts";

/** The calendar as announced. */
export const calendar = calendarOf(announcedDays());

/** A task with a name. */
export type Work = Limited & { name: string };

/** A step of a matter that has nothing yet, and what is left of the steps before. */
export interface Lived extends Moving<Work> {
  open: Work[];
  past: Stop[];
}

/** A matter that begins. */
export function matter(): Lived {
  return { matter: { clocks: [], stops: [] }, opened: [], altered: [], open: [], past: [] };
}

/** What movers go by at an instant. */
export const on = (now: Date, declared: Declared, days = calendar): Timing => ({ ...declared, calendar: days, now });
let tasks = 0;

/** A task that is opened now. */
export function task(timing: Timing, moving: Moving<Work>, within: string, party: string | null = null): Work {
  tasks += 1;
  return { taskId: `t${tasks}`, name: "办理", party, openedAt: timing.now, ...limitOf(timing, moving, party, within) };
}

/** Goes on with what the step left: what was opened or altered waits now. */
export function written(moving: Lived): void {
  const altered = new Map(moving.altered.map((each) => [each.taskId, each]));
  moving.open = [...moving.open.map((each) => altered.get(each.taskId) ?? each), ...moving.opened];
  moving.past.push(...moving.matter.stops.filter(({ endedAt }) => endedAt !== null));
  moving.matter.stops = runningStops(moving.matter);
  [moving.opened, moving.altered] = [[], []];
}
