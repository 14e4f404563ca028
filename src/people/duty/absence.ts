import { dayOf, isDay } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { badInput, conflict, forbidden, notFound } from "#values/errors";
import { isId, newId } from "#values/ids";
import { fitting } from "#values/graphemes";
import { holdStaff } from "./appointment.ts";
import { grants } from "./reach.ts";
import { packRoles } from "./roles.ts";
import { conflictOf, rolesBetween } from "./separation.ts";

/** A member of staff by id, with the name as it is now. */
export interface Colleague {
  id: string;
  name: string;
}

/** 代理: `deputy` does the work of `staff` from one day to another, both included. */
export interface Absence {
  staffId: string;
  absenceId: string;
  staffName: string;
  deputyId: string;
  deputyName: string;
  reason: string;
  fromDay: string;
  untilDay: string;
  endedAt: Date | null;
}

const OVERLAP = "select 1 as one from duty.absences where staff_id = $1 and ended_at is null and from_day <= $3 and until_day >= $2";

const INSERT = `
  insert into duty.absences (staff_id, absence_id, staff_name, deputy_id, deputy_name, reason, from_day, until_day, recorded_by, recorded_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

function ownOrManaged(ctx: Ctx, staffId: string): void {
  if (ctx.actor.kind === "staff" && ctx.actor.id === staffId) return;
  if (!grants(ctx.actor, "duty.manage")) throw forbidden("只能登记自己的外出代理；替别人登记要由管理员办理。");
}

/**
 * Records that somebody is away and who stands in: from the first day on the deputy holds the same duties, and does what was given to the
 * absent person. What a deputy does is on record as done for them. Deputies of deputies there are none.
 */
export async function recordAbsence(
  ctx: Ctx,
  { staff, deputy, fromDay, untilDay, reason }: { staff: Colleague; deputy: Colleague; fromDay: string; untilDay: string; reason: string },
): Promise<string> {
  ownOrManaged(ctx, staff.id);
  const fields: Record<string, string> = {};
  if (!isId(deputy.id) || deputy.id === staff.id) fields["deputy"] = "请选择一位代理您的同事。";
  if (!isDay(fromDay)) fields["fromDay"] = "请填写开始日期。";
  if (!isDay(untilDay) || untilDay < fromDay) fields["untilDay"] = "结束日期不能早于开始日期。";
  else if (untilDay < dayOf(ctx.now)) fields["untilDay"] = "结束日期已经过去了。";
  if (reason.trim() === "") fields["reason"] = "请写明原因，如出差、休假、培训。";
  if (Object.keys(fields).length > 0) throw badInput("ABSENCE", "代理信息有误，请检查。", fields);
  return transaction(ctx, async ({ db }) => {
    // Asked and written under one lock: two who register at once for the same person do not both find the days free.
    await db.query("select pg_advisory_xact_lock(hashtextextended($1, 17))", [staff.id]);
    // Standing in is holding: what nobody may hold together, nobody stands in for either, and nobody makes themselves a deputy of others.
    if (ctx.actor.kind === "staff" && ctx.actor.id === deputy.id && ctx.actor.id !== staff.id)
      throw badInput("ABSENCE", "不能把自己登记成别人的代理人，请由本人或者另一位管理员登记。", { deputy: "请由本人登记。" });
    const inner = { ...ctx, db };
    await holdStaff(inner, deputy.id);
    const [held, taken] = [await rolesBetween(inner, deputy.id, fromDay, untilDay), await rolesBetween(inner, staff.id, fromDay, untilDay)];
    const against = conflictOf(held, taken, await packRoles(inner));
    if (against) throw badInput("ABSENCE", "这位同事不能代理。", { deputy: against });
    if (await first(db, OVERLAP, [staff.id, fromDay, untilDay])) throw conflict("ABSENT_ALREADY", "这段时间已经登记过代理，请先结束原来的再登记。");
    const absenceId = newId();
    const by = ctx.actor.kind === "staff" ? ctx.actor.id : null;
    await db.query(INSERT, [staff.id, absenceId, staff.name, deputy.id, deputy.name, fitting(reason, 200, "reason"), fromDay, untilDay, by, ctx.now]);
    return absenceId;
  });
}

/** Ends an absence now: the deputy's duties end with it. */
export async function endAbsence(ctx: Ctx, staffId: string, absenceId: string): Promise<void> {
  ownOrManaged(ctx, staffId);
  if (!isId(staffId) || !isId(absenceId)) throw notFound("代理");
  const rows = await ctx.db.query("update duty.absences set ended_at = $3 where staff_id = $1 and absence_id = $2 and ended_at is null returning absence_id", [
    staffId,
    absenceId,
    ctx.now,
  ]);
  if (rows.length === 0) throw notFound("代理");
}

/** Ids of the staff who are away today. */
export async function listAbsent(ctx: Ctx): Promise<Set<string>> {
  const today = dayOf(ctx.now);
  const rows = await ctx.db.query<{ id: string }>("select staff_id as id from duty.absences where ended_at is null and from_day <= $1 and until_day >= $1", [
    today,
  ]);
  return new Set(rows.map(({ id }) => id));
}

const SELECT = `select staff_id as "staffId", absence_id as "absenceId", staff_name as "staffName", deputy_id as "deputyId", deputy_name as "deputyName",
  reason, from_day as "fromDay", until_day as "untilDay", ended_at as "endedAt" from duty.absences`;

/** The absences of a member of staff, and those in which they stand in, latest first. */
export function listAbsences(ctx: Ctx, staffId: string): Promise<Absence[]> {
  return ctx.db.query<Absence>(`${SELECT} where staff_id = $1 or deputy_id = $1 order by from_day desc, absence_id limit 100`, [staffId]);
}
