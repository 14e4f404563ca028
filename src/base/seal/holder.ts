import { listAppointments, organisationNow } from "#base/duty";
import { listStaff } from "#base/identity";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";

/** Somebody in whose name a seal may be made. */
export interface SealHolder {
  holderId: string;
  name: string;
  /** Codes of the units they serve today. */
  units: string[];
}

/** The staff with an account in use who serve one of some units, or a part of it, today; by name. */
export async function listHoldersOf(ctx: Ctx, units: readonly string[]): Promise<SealHolder[]> {
  const [staff, appointments, organisation] = await Promise.all([listStaff(ctx), listAppointments(ctx), organisationNow(ctx)]);
  const today = dayOf(ctx.now);
  const current = appointments.filter(({ fromDay, untilDay }) => fromDay <= today && (untilDay === null || untilDay >= today));
  return staff
    .filter(({ disabledAt }) => disabledAt === null)
    .map(({ staffId, name }) => ({ holderId: staffId, name, units: [...new Set(current.filter((each) => each.staffId === staffId).map(({ unit }) => unit))] }))
    .filter((each) => each.units.some((unit) => units.some((above) => organisation.unitWithin(unit, above))))
    .sort((a, b) => a.name.localeCompare(b.name, "zh"));
}
