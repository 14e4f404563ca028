import { listAppointments, organisationNow, roleGrants } from "#people/duty";
import { listStaff } from "#people/identity";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Recipient } from "./who.ts";

/** Somebody to whom a task, a signature or a copy can go. */
export interface FellowWorker extends Recipient {
  /** Code and name of the unit they work for. */
  desk: string;
  unit: string;
  post: string;
  roles: string[];
}

/** Everybody who works on matters today, by unit and name; the actor is left out. Kept in memory for a moment: every form of a move shows them. */
export async function listFellows(ctx: Ctx): Promise<FellowWorker[]> {
  const all = await ctx.memory.recall(`move.fellows.${dayOf(ctx.now)}`, async () => {
    const [appointments, staff, organisation] = await Promise.all([listAppointments(ctx), listStaff(ctx), organisationNow(ctx)]);
    const today = dayOf(ctx.now);
    const names = new Map(staff.filter((each) => !each.disabledAt).map((each) => [each.staffId, each.name]));
    const fellows = new Map<string, FellowWorker>();
    for (const held of appointments) {
      const { staffId, role, unit, post, fromDay, untilDay } = held;
      const name = names.get(staffId);
      if (!name || fromDay > today || (untilDay && untilDay < today)) continue;
      if (!roleGrants(held, "matter.work")) continue;
      const known = fellows.get(staffId);
      fellows.set(
        staffId,
        known ? { ...known, roles: [...known.roles, role] } : { id: staffId, name, desk: unit, unit: organisation.unitName(unit), post, roles: [role] },
      );
    }
    return [...fellows.values()].toSorted((one, other) => one.unit.localeCompare(other.unit, "zh") || one.name.localeCompare(other.name, "zh"));
  });
  return all.filter(({ id }) => id !== ctx.actor.id);
}
