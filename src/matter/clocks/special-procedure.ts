import { mayAt, organisationNow } from "#people/duty";
import { calendarNow, dayOf, dueDay } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { badInput, conflict, forbidden } from "#values/errors";
import { newId } from "#values/ids";
import { fitting } from "#values/graphemes";
import { blueprintOf, changeOf, issueDocument, record, lockMatter, type Loaded, lookAgain, type Matter, writeChange } from "#matter/matter";
import { mayComplete } from "#matter/work";

/** Procedures whose time does not count (行政许可法 第四十五条). */
export const PROCEDURES = ["听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审"] as const;

/** A special procedure as its row has it. */
export interface SpecialProcedure {
  procedureId: string;
  kind: "extension" | "other";
  name: string;
  reason: string;
  basis: string;
  expectedDays: number;
  startedAt: Date;
  endedAt: Date | null;
  result: string | null;
}

const COLUMNS = `procedure_id as "procedureId", kind, name, reason, basis, expected_days as "expectedDays", started_at as "startedAt", ended_at as "endedAt", result`;

/** The special procedures of a matter, in order. */
export function listProcedures(ctx: Ctx, matterId: string): Promise<SpecialProcedure[]> {
  return ctx.db.query<SpecialProcedure>(`select ${COLUMNS} from matter.special_procedures where matter_id = $1 order by procedure_id`, [matterId]);
}

async function lockAccepted(ctx: Ctx, matterId: string): Promise<Loaded> {
  const { matter, open } = await lockMatter(ctx, matterId);
  const able = (await Promise.all(open.map((task) => mayComplete(ctx, task)))).some(Boolean);
  if (!able) throw forbidden("只有正在办理这件事的人员可以启动或结束特别程序。");
  if (matter.state !== "accepted") throw conflict("NOT_ACCEPTED", "只有受理以后、办结以前可以启动特别程序。");
  return { matter, open };
}

const INSERT = `
  insert into matter.special_procedures (matter_id, procedure_id, kind, name, reason, basis, expected_days, started_at, started_by, ended_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

/** Starts a procedure whose time does not count: the clock stops, the applicant is told in writing how long it is expected to take. */
export async function startProcedure(
  ctx: Ctx,
  matterId: string,
  { name, reason, expectedDays }: { name: string; reason: string; expectedDays: number },
): Promise<Matter> {
  return transaction(ctx, async (inner) => {
    const { matter } = await lockAccepted(inner, matterId);
    if (matter.pausedAt) throw conflict("PAUSED", "已经有一个特别程序在进行，结束后才能再启动。");
    const fields: Record<string, string> = {};
    if (!(PROCEDURES as readonly string[]).includes(name)) fields["name"] = "请选择特别程序的种类。";
    if (reason.trim() === "") fields["reason"] = "请写明理由，申请人会看到。";
    if (!Number.isInteger(expectedDays) || expectedDays < 1 || expectedDays > 250) fields["expectedDays"] = "请填写预计需要的工作日数，1 到 250。";
    if (Object.keys(fields).length > 0) throw badInput("PROCEDURE", "特别程序的内容有误，请检查。", fields);
    const basis = "行政许可法 第四十五条";
    await inner.db.query(INSERT, [matterId, newId(), "other", name, fitting(reason, 5000, "reason"), basis, expectedDays, inner.now, inner.actor.id, null]);
    const change = changeOf(matter);
    change.matter.pausedAt = inner.now;
    issueDocument(change, blueprint, "special", { name, reason: reason.trim(), expectedDays, basis });
    record(inner, change, "special-started", { name, reason: reason.trim(), expectedDays, basis });
    return writeChange(inner, change);
  });
}

// A timer that was set meanwhile stood still from then on.
const SHIFT = `
  update matter.timers set due_at = due_at + ($2::timestamptz - greatest($3::timestamptz, counted_from)) where matter_id = $1`;

/** Ends the running procedure: due days move by the working days that passed, day for day. */
export async function endProcedure(ctx: Ctx, matterId: string, result: string): Promise<Matter> {
  return transaction(ctx, async (inner) => {
    const { matter, open } = await lockAccepted(inner, matterId);
    if (!matter.pausedAt) throw conflict("NOT_PAUSED", "现在没有正在进行的特别程序。");
    if (result.trim() === "") throw badInput("PROCEDURE", "请写明特别程序的结果。", { result: "请写明结果。" });
    const calendar = await calendarNow(inner);
    const { pausedAt } = matter;
    const days = calendar.workdaysBetween(dayOf(pausedAt), dayOf(inner.now));
    const later = (day: string | null): string | null => day && calendar.addWorkdays(day, days);
    await inner.db.query("update matter.special_procedures set ended_at = $2, result = $3 where matter_id = $1 and ended_at is null", [
      matterId,
      inner.now,
      fitting(result, 5000, "result"),
    ]);
    await inner.db.query(SHIFT, [matterId, inner.now, matter.pausedAt]);
    const change = changeOf(matter);
    // The limits of the steps that wait stood still too.
    change.altered = open.flatMap((task) => {
      const stood = calendar.workdaysBetween(dayOf(task.openedAt > pausedAt ? task.openedAt : pausedAt), dayOf(inner.now));
      return task.dueDay === null ? [] : [{ ...task, dueDay: calendar.addWorkdays(task.dueDay, stood) }];
    });
    Object.assign(change.matter, { pausedAt: null, dueDay: later(matter.dueDay), statutoryDay: later(matter.statutoryDay) });
    record(inner, change, "special-ended", { result: result.trim(), days, due: change.matter.dueDay });
    await lookAgain(inner, { matter, open, change, blueprint: await blueprintOf(inner, matter) });
    return writeChange(inner, change);
  });
}

/** 延长期限 (行政许可法 第四十二条): once, at most ten working days, by who may decide, with the reason told. */
export async function extendLimit(ctx: Ctx, matterId: string, { days, reason }: { days: number; reason: string }): Promise<Matter> {
  return transaction(ctx, async (inner) => {
    const { matter } = await lockMatter(inner, matterId);
    if (!mayAt(await organisationNow(inner), inner.actor, "matter.decide", { unit: matter.unit, area: matter.area }))
      throw forbidden("延长期限要由负责人批准。");
    if (matter.state !== "accepted") throw conflict("NOT_ACCEPTED", "只有办理中的事项可以延长期限。");
    if (await first(inner.db, "select 1 as one from matter.special_procedures where matter_id = $1 and kind = 'extension'", [matterId]))
      throw conflict("EXTENDED", "这件事已经延长过一次期限。");
    const fields: Record<string, string> = {};
    if (!Number.isInteger(days) || days < 1 || days > 10) fields["days"] = "最多延长 10 个工作日。";
    if (reason.trim() === "") fields["reason"] = "请写明理由，申请人会看到。";
    if (Object.keys(fields).length > 0) throw badInput("EXTENSION", "延长期限的内容有误，请检查。", fields);
    const calendar = await calendarNow(inner);
    const later = (day: string | null): string | null => day && dueDay(calendar, day, { days, unit: "workday" });
    await inner.db.query(INSERT, [
      matterId,
      newId(),
      "extension",
      "延长审批",
      fitting(reason, 5000, "reason"),
      "行政许可法 第四十二条",
      days,
      inner.now,
      inner.actor.id,
      inner.now,
    ]);
    const change = changeOf(matter);
    Object.assign(change.matter, { dueDay: later(matter.dueDay), statutoryDay: later(matter.statutoryDay) });
    const { dueDay: due } = change.matter;
    const uncertain = due !== null && calendar.isUncertain(due);
    issueDocument(change, blueprint, "special", { extended: days, reason: reason.trim(), due, ...(uncertain && { provisional: true }) });
    record(inner, change, "extended", { days, reason: reason.trim(), due });
    return writeChange(inner, change);
  });
}
