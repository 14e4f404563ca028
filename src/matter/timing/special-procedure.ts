import type { Kind } from "#content/kind";
import { dayOf, endOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { badInput, conflict, forbidden } from "#values/errors";
import { fitting } from "#values/graphemes";
import { declaredBy, dueDayOf, listStops, mainClock, resume, runningStops, stop, timingNow, type Stop, type StopKind } from "#matter/clocks";
import { blueprintOf, changeOf, issueDocument, record, listActs, lockMatter, type Loaded, lookAgain, type Matter, writeChange } from "#matter/matter";
import { mayComplete } from "#matter/work";

/** The stops of a kind that whoever works on a matter may start: procedures whose time does not count. */
export function proceduresOf(kind: Kind): StopKind[] {
  return declaredBy(kind).stops.filter(({ by }) => by === "works");
}

/** A special procedure, or an extension, as it is shown. */
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

function shownOf({ stopId, data, reason, basis, startedAt, endedAt, result }: Stop): SpecialProcedure {
  const { name, expectedDays } = data;
  return { procedureId: stopId, kind: "other", name: String(name), reason, basis, expectedDays: Number(expectedDays), startedAt, endedAt, result };
}

/** The special procedures of a matter and its extension, in order. */
export async function listProcedures(ctx: Ctx, matterId: string): Promise<SpecialProcedure[]> {
  const procedures = (await listStops(ctx, matterId)).filter(({ data }) => "expectedDays" in data).map(shownOf);
  const extensions = (await listActs(ctx, matterId))
    .filter(({ kind }) => kind === "extended")
    .map(({ seq, at, data }): SpecialProcedure => {
      const said = { reason: String(data["reason"]), basis: "行政许可法 第四十二条", expectedDays: Number(data["days"]) };
      return { procedureId: `${matterId}-${seq}`, kind: "extension", name: "延长审批", ...said, startedAt: at, endedAt: at, result: null };
    });
  return [...procedures, ...extensions].toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
}

async function lockAccepted(ctx: Ctx, matterId: string): Promise<Loaded> {
  const { matter, open } = await lockMatter(ctx, matterId);
  const able = (await Promise.all(open.map((task) => mayComplete(ctx, task)))).some(Boolean);
  if (!able) throw forbidden("只有正在办理这件事的人员可以启动或结束特别程序。");
  if (matter.phase !== "open") throw conflict("NOT_ACCEPTED", "只有受理以后、办结以前可以启动特别程序。");
  return { matter, open };
}

/** The special procedure that runs in a matter, or undefined. */
function procedureIn(matter: Matter): Stop | undefined {
  return runningStops(matter).find(({ data }) => "expectedDays" in data);
}

const MOST = 250;

/** Starts a procedure whose time does not count: the clock stops, the applicant is told in writing how long it is expected to take. */
export async function startProcedure(
  ctx: Ctx,
  matterId: string,
  { name, reason, expectedDays }: { name: string; reason: string; expectedDays: number },
): Promise<Matter> {
  return transaction(ctx, async (inner) => {
    const { matter, open } = await lockAccepted(inner, matterId);
    if (procedureIn(matter)) throw conflict("PAUSED", "已经有一个特别程序在进行，结束后才能再启动。");
    const fields: Record<string, string> = {};
    const blueprint = await blueprintOf(inner, matter);
    const kind = proceduresOf(blueprint.kind).find(({ word }) => word === name);
    if (!kind) fields["name"] = "请选择特别程序的种类。";
    if (reason.trim() === "") fields["reason"] = "请写明理由，申请人会看到。";
    if (!Number.isInteger(expectedDays) || expectedDays < 1 || expectedDays > MOST) fields["expectedDays"] = `请填写预计需要的工作日数，1 到 ${MOST}。`;
    if (!kind || Object.keys(fields).length > 0) throw badInput("PROCEDURE", "特别程序的内容有误，请检查。", fields);
    const basis = kind.basis ?? "";
    const change = changeOf(matter);
    const timing = await timingNow(inner, blueprint.kind);
    const expectedAt = endOf(timing.calendar.addWorkdays(dayOf(inner.now), expectedDays));
    const said = { reason: fitting(reason, 5000, "reason"), basis, data: { name, expectedDays }, expectedAt };
    stop(timing, change, open, kind, { by: inner.actor.id, ...said });
    issueDocument(change, blueprint, "special", { name, reason: reason.trim(), expectedDays, basis });
    record(inner, change, "special-started", { name, reason: reason.trim(), expectedDays, basis });
    return writeChange(inner, change);
  });
}

/** Ends the running procedure: what is due moves by the working days that passed, day for day. */
export async function endProcedure(ctx: Ctx, matterId: string, result: string): Promise<Matter> {
  return transaction(ctx, async (inner) => {
    const { matter, open } = await lockAccepted(inner, matterId);
    const running = procedureIn(matter);
    if (!running) throw conflict("NOT_PAUSED", "现在没有正在进行的特别程序。");
    const blueprint = await blueprintOf(inner, matter);
    if (result.trim() === "") throw badInput("PROCEDURE", "请写明特别程序的结果。", { result: "请写明结果。" });
    const timing = await timingNow(inner, blueprint.kind);
    const days = timing.calendar.workdaysBetween(dayOf(running.startedAt), dayOf(inner.now));
    const change = changeOf(matter);
    const past = (await listStops(inner, matterId)).filter(({ endedAt }) => endedAt !== null);
    resume(timing, change, open, { stopId: running.stopId, result: fitting(result, 5000, "result"), past });
    record(inner, change, "special-ended", { result: result.trim(), days, due: dueDayOf(mainClock(change.matter, timing)) });
    await lookAgain(inner, { matter, open, change, blueprint });
    return writeChange(inner, change);
  });
}
