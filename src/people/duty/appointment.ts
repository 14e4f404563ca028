import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { badInput, forbidden, notFound } from "#values/errors";
import { isId, newId } from "#values/ids";
import { organisationNow, organisationOn } from "./queries.ts";
import { grants } from "./reach.ts";
import { askSecondPerson, type DutyRequest } from "./request.ts";
import { isRole, packRoles } from "./roles.ts";
import { conflictOf, isPowerful, rolesBetween } from "./separation.ts";

/** What an appointment says. */
export interface NewAppointment {
  staffId: string;
  post: string;
  /** Unit the post belongs to. */
  postUnit: string;
  role: string;
  unit: string;
  area: string;
  scope: "own" | "unit" | "area";
  fromDay: string;
  untilDay?: string;
}

interface Held {
  role: string;
  unit: string;
  post: string;
}

const HELD = `
  select role, unit, (select name from duty.posts p where p.unit = a.post_unit and p.post_id = a.post_id) as post from duty.appointments a`;

async function checked(ctx: Ctx, { staffId, post, postUnit, role, unit, area, scope, fromDay, untilDay }: NewAppointment): Promise<void> {
  const organisation = await organisationNow(ctx);
  const fields: Record<string, string> = {};
  const packs = await packRoles(ctx);
  if (!isRole(role) && !packs.has(role)) fields["role"] = "请选择角色。";
  if ([unit, postUnit].some((each) => !organisation.standing.some((one) => one.unit === each))) fields["unit"] = "请选择现有的单位。";
  if (!organisation.areas.has(area)) fields["area"] = "请选择现有的区划。";
  if (!["own", "unit", "area"].includes(scope)) fields["scope"] = "请选择管辖范围。";
  if (post.trim() === "") fields["post"] = "请填写岗位名称。";
  if (untilDay && untilDay < fromDay) fields["untilDay"] = "截止日期不能早于开始日期。";
  if (ctx.actor.kind === "staff" && staffId === ctx.actor.id) fields["staffId"] = "不能给自己任职，请让另一位管理员办理。";
  const against = conflictOf(await rolesBetween(ctx, staffId, fromDay, untilDay), [role], packs);
  if (against && !fields["role"]) fields["role"] = against;
  if (Object.keys(fields).length > 0) throw badInput("APPOINTMENT", "任职信息有误，请检查。", fields);
}

async function written(ctx: Ctx, appointment: NewAppointment, by: string | null): Promise<string> {
  const { staffId, post, postUnit, role, unit, area, scope, fromDay, untilDay } = appointment;
  return transaction(ctx, async (inner) => {
    const { db } = inner;
    // What somebody holds is asked under a lock: two who appoint the same person at once do not both find nothing against it.
    await holdStaff(inner, staffId);
    await checked(inner, appointment);
    // One post of a name a unit, also when two appoint at once.
    await db.query("select pg_advisory_xact_lock(hashtextextended($1, 18))", [postUnit]);
    const held = await first<{ post_id: string }>(db, "select post_id from duty.posts where unit = $1 and name = $2", [postUnit, post.trim()]);
    const postId = held?.post_id ?? newId();
    if (!held) await db.query("insert into duty.posts (unit, post_id, name) values ($1, $2, $3)", [postUnit, postId, post.trim()]);
    const id = newId();
    await db.query(
      `insert into duty.appointments (staff_id, appointment_id, post_unit, post_id, role, unit, area, scope, from_day, until_day, appointed_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [staffId, id, postUnit, postId, role, unit, area, scope, fromDay, untilDay ?? null, by],
    );
    return id;
  });
}

/** Holds what a member of staff holds, until the running transaction ends. */
export async function holdStaff(ctx: Ctx, staffId: string): Promise<void> {
  await ctx.db.query("select pg_advisory_xact_lock(hashtextextended($1, 19))", [staffId]);
}

/**
 * Appoints a member of staff to a post with a role. Checks role, unit and area against today's organisation, and the role against what they hold. Nobody
 * appoints themselves; a powerful role is given by two: asked for by one, agreed to by another. Gives the id of the appointment, or of what was asked.
 */
export async function appoint(ctx: Ctx, appointment: NewAppointment, reason = "任职"): Promise<{ appointmentId: string } | { requestId: string }> {
  if (!grants(ctx.actor, "duty.manage")) throw forbidden();
  await checked(ctx, appointment);
  if (ctx.actor.kind === "staff" && isPowerful(appointment.role, await packRoles(ctx)))
    return { requestId: await askSecondPerson(ctx, { kind: "appoint", staffId: appointment.staffId, data: { ...appointment }, reason }) };
  return { appointmentId: await written(ctx, appointment, ctx.actor.kind === "staff" ? ctx.actor.id : null) };
}

/** Appoints as it was asked for, by the answer that was just written. */
export function appointAsked(ctx: Ctx, { data, askedBy }: DutyRequest): Promise<string> {
  return written(ctx, data as unknown as NewAppointment, askedBy);
}

const RUNNING = "staff_id = $1 and appointment_id = $2 and (until_day is null or until_day >= $3)";

async function ended(ctx: Ctx, staffId: string, appointmentId: string): Promise<void> {
  const rows = await ctx.db.query(`update duty.appointments set until_day = ($3::date - 1) where ${RUNNING} returning staff_id`, [
    staffId,
    appointmentId,
    dayOf(ctx.now),
  ]);
  if (rows.length === 0) throw notFound("任职");
}

/**
 * Ends an appointment with today; it stays in the list, as history. A powerful one is ended as it is given, by two: whoever could put security or audit out
 * of office alone would need neither. Gives the id of what was asked, where it was asked.
 */
export async function endAppointment(ctx: Ctx, staffId: string, appointmentId: string, reason = "结束任职"): Promise<{ requestId?: string }> {
  if (!grants(ctx.actor, "duty.manage")) throw forbidden();
  const held =
    isId(staffId) && isId(appointmentId) ? await first<Held>(ctx.db, `${HELD} where ${RUNNING}`, [staffId, appointmentId, dayOf(ctx.now)]) : undefined;
  if (!held) throw notFound("任职");
  if (ctx.actor.kind === "staff" && isPowerful(held.role, await packRoles(ctx)))
    return { requestId: await askSecondPerson(ctx, { kind: "end", staffId, data: { ...held, appointmentId }, reason }) };
  await ended(ctx, staffId, appointmentId);
  return {};
}

/** Ends what it was asked to end, by the answer that was just written. */
export function endAsked(ctx: Ctx, { staffId, data }: DutyRequest): Promise<void> {
  return ended(ctx, staffId, String(data["appointmentId"]));
}

/** Writes areas and units; existing codes get the new name and place. Used by the seed and by imports. */
export async function placeOrganisation(
  ctx: Ctx,
  areas: { code: string; name: string; level: number; parent?: string }[],
  units: { code: string; name: string; short: string; area: string; parent?: string }[],
): Promise<void> {
  await transaction(ctx, async ({ db }) => {
    for (const { code, name, level, parent } of areas) {
      await db.query(
        "insert into duty.areas (area, name, level, parent) values ($1, $2, $3, $4) on conflict (area) do update set name = excluded.name, parent = excluded.parent",
        [code, name, level, parent ?? null],
      );
    }
    for (const { code, name, short, area, parent } of units) {
      await db.query(
        "insert into duty.units (unit, name, short_name, area, parent) values ($1, $2, $3, $4, $5) on conflict (unit) do update set name = excluded.name, short_name = excluded.short_name, area = excluded.area, parent = excluded.parent",
        [code, name, short, area, parent ?? null],
      );
    }
  });
  ctx.memory.forget(organisationOn(dayOf(ctx.now)));
}
