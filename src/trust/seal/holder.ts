import { covers, listAppointments, organisationNow, roleGrants } from "#people/duty";
import { listStaff } from "#people/identity";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Seal } from "./seal.ts";

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

/** The names of those who may set a seal today: for a person's the person, else the staff with the duty to use the unit's seals. */
export async function listUsersOf(ctx: Ctx, { holderId, unit: code }: Pick<Seal, "holderId" | "unit">): Promise<string[]> {
  const staff = (await listStaff(ctx)).filter(({ disabledAt }) => disabledAt === null);
  if (holderId) return staff.filter(({ staffId }) => staffId === holderId).map(({ name }) => name);
  const [appointments, organisation] = await Promise.all([listAppointments(ctx), organisationNow(ctx)]);
  const unit = organisation.units.get(code);
  const today = dayOf(ctx.now);
  const users = appointments.filter(
    (each) =>
      unit !== undefined &&
      each.fromDay <= today &&
      (each.untilDay === null || each.untilDay >= today) &&
      roleGrants(each, "seal.use") &&
      covers(organisation, each, { unit: unit.unit, area: unit.area }),
  );
  return staff.filter(({ staffId }) => users.some((each) => each.staffId === staffId)).map(({ name }) => name);
}
