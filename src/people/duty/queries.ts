import { dayOf } from "#kernel/clock";
import type { Ctx, Duty } from "#kernel/ctx";
import { covers, type Place } from "./reach.ts";
import { withPackRoles } from "./roles.ts";
import { organisationOf, type Area, type Organisation, type Unit } from "./organisation.ts";

const AREAS = `select area, name, level, parent from duty.areas where from_day <= $1 and (until_day is null or until_day >= $1) order by area`;
const UNITS = `select u.unit, u.name, u.short_name as "shortName", u.area, u.parent, m.heir from duty.units u
  left join duty.mergers m on m.unit = u.unit and m.from_day <= $1
  where u.from_day <= $1 and (u.until_day is null or u.until_day >= $1) order by u.unit`;

/** Under what the organisation of a day is held in memory. */
export function organisationOn(day: string): string {
  return `duty.organisation.${day}`;
}

/** The city's areas and units as they stand today. */
export function organisationNow(ctx: Ctx): Promise<Organisation> {
  const today = dayOf(ctx.now);
  return ctx.memory.recall(organisationOn(today), async () => {
    const [areas, units] = await Promise.all([ctx.db.query<Area>(AREAS, [today]), ctx.db.query<Unit>(UNITS, [today])]);
    return organisationOf(areas, units);
  });
}

/** An appointment with the names a page shows. */
export interface Appointment extends Duty {
  staffId: string;
  appointmentId: string;
  fromDay: string;
  untilDay: string | null;
}

const APPOINTMENT = `a.staff_id as "staffId", a.appointment_id as "appointmentId", a.role, a.unit, a.area, a.scope, p.name as post,
  a.from_day as "fromDay", a.until_day as "untilDay"
  from duty.appointments a join duty.posts p on p.unit = a.post_unit and p.post_id = a.post_id`;

// A deputy holds the duties of whoever they stand in for, marked as theirs; deputies of deputies there are none.
const DUTIES = `
  select a.role, a.unit, a.area, a.scope, p.name as post, x.instead_of as "insteadOf"
  from (
    select $1::uuid as staff_id, null::jsonb as instead_of
    union all
    select staff_id, jsonb_build_object('id', staff_id, 'name', staff_name) from duty.absences
    where deputy_id = $1 and ended_at is null and from_day <= $2 and until_day >= $2) x
  join duty.appointments a using (staff_id)
  join duty.posts p on p.unit = a.post_unit and p.post_id = a.post_id
  where a.from_day <= $2 and (a.until_day is null or a.until_day >= $2) order by x.instead_of is not null, a.appointment_id`;

/** Duties of a member of staff in force today, those of absent colleagues they stand in for after their own. */
export async function listDuties(ctx: Ctx, staffId: string): Promise<Duty[]> {
  const rows = await ctx.db.query<Duty & { insteadOf: Duty["insteadOf"] | null }>(DUTIES, [staffId, dayOf(ctx.now)]);
  return withPackRoles(
    ctx,
    rows.map(({ insteadOf, ...duty }) => ({ ...duty, ...(insteadOf && { insteadOf }) })),
  );
}

const HOLDERS = `
  select distinct staff_id as "staffId", unit, area from duty.appointments
  where role = $1 and from_day <= $2 and (until_day is null or until_day >= $2)`;

/** The ids of staff who hold a role today: for the tasks of a unit in an area, or, where none is said, anywhere. */
export async function listHolders(ctx: Ctx, role: string, place?: Place): Promise<string[]> {
  const organisation = await organisationNow(ctx);
  const rows = await ctx.db.query<{ staffId: string; unit: string; area: string }>(HOLDERS, [role, dayOf(ctx.now)]);
  const holding = rows.filter((row) => !place || covers(organisation, { role, unit: row.unit, area: row.area, scope: "unit", post: "" }, place));
  return [...new Set(holding.map((row) => row.staffId))];
}

/** Every appointment, past and coming ones included, for the administrator. */
export async function listAppointments(ctx: Ctx): Promise<Appointment[]> {
  return withPackRoles(ctx, await ctx.db.query<Appointment>(`select ${APPOINTMENT} order by a.unit, a.role, a.from_day`, []));
}
