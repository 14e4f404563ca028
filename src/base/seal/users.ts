import { covers, listAppointments, organisationNow, roleGrants } from "#base/duty";
import { listStaff } from "#base/identity";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Seal } from "./seal.ts";

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
      roleGrants(each.role, "seal.use") &&
      covers(organisation, each, { unit: unit.unit, area: unit.area }),
  );
  return staff.filter(({ staffId }) => users.some((each) => each.staffId === staffId)).map(({ name }) => name);
}
