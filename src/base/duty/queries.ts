import { dayOf } from "#kernel/clock";
import type { Ctx, Duty } from "#kernel/ctx";
import { organisationOf, type Area, type Organisation, type Unit } from "./organisation.ts";

const AREAS = `select area, name, level, parent from duty.areas where from_day <= $1 and (until_day is null or until_day >= $1) order by area`;
const UNITS = `select unit, name, short_name as "shortName", area, parent from duty.units
  where from_day <= $1 and (until_day is null or until_day >= $1) order by unit`;

/** The city's areas and units in force today. */
export function organisationNow(ctx: Ctx): Promise<Organisation> {
  return ctx.memory.recall("duty.organisation", async () => {
    const today = dayOf(ctx.now);
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

/** Duties of a member of staff in force today. */
export function listDuties(ctx: Ctx, staffId: string): Promise<Duty[]> {
  return ctx.db.query<Duty>(
    `select a.role, a.unit, a.area, a.scope, p.name as post
     from duty.appointments a join duty.posts p on p.unit = a.post_unit and p.post_id = a.post_id
     where a.staff_id = $1 and a.from_day <= $2 and (a.until_day is null or a.until_day >= $2) order by a.appointment_id`,
    [staffId, dayOf(ctx.now)],
  );
}

/** Every appointment, past and coming ones included, for the administrator. */
export function listAppointments(ctx: Ctx): Promise<Appointment[]> {
  return ctx.db.query<Appointment>(`select ${APPOINTMENT} order by a.unit, a.role, a.from_day`, []);
}
