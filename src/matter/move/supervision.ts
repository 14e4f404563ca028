import { move, jumpTargets } from "#process/relocation";
import type { FlowState } from "#process/token";
import { bring } from "#matter/act";
import { actOn, carryOut, enter, factsOf, isClosed, type Matter, record, lookAgain } from "#matter/matter";
import { declaredBy, HOLD, holdIn, stopKindOf, resume as endStop, suspendedSince, timingNow } from "#matter/clocks";
import { owns } from "#matter/party";
import { onlyRunning, setAside } from "#matter/work";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { badInput, conflict, forbidden } from "#values/errors";
import { fitting } from "#values/graphemes";
import { mayHere, onlyAllowed, reasonOf } from "./who.ts";

/** 催办: whose matter it is (once a day) or a supervisor asks to hurry; the tasks that wait are marked in the inboxes of whoever has them. */
export async function urge(ctx: Ctx, matterId: string, words: string): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, { matter, open, change, blueprint }) => {
    const own = await owns(inner, matter, blueprint.kind);
    if (!own && !(await mayHere(inner, matter, "matter.supervise"))) throw forbidden("只有提出这件事的人和监督人员可以催办。");
    if (isClosed(matter) || !open.some((task) => task.party === null)) throw conflict("NOTHING_TO_URGE", "这件事现在没有等工作人员办理的环节，不用催办。");
    if (own && matter.urgedAt && dayOf(matter.urgedAt) === dayOf(inner.now))
      throw conflict("URGED_TODAY", "今天已经催办过了，工作人员已经看到。明天可以再催。");
    change.matter.urgedAt = inner.now;
    const said = fitting(words, 500, "words");
    record(inner, change, "urged", { step: matter.step, ...(said && { words: said }) });
  });
}

/** 挂起: nobody works on the matter until it is resumed. Only while it is open; its clocks run on (for stopping them there are other stops). */
export async function suspend(ctx: Ctx, matterId: string, reason: string): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, { matter, open, change, blueprint }) => {
    if (!(await mayDirect(inner, matter))) throw forbidden("挂起要由负责人或监督人员决定。");
    if (matter.phase !== "open") throw conflict("NOT_ACCEPTED", "只有开始办理以后、结束以前可以挂起。");
    if (suspendedSince(matter)) throw conflict("SUSPENDED", "这件事已经挂起了。");
    const said = reasonOf(reason);
    await setAside(inner, { open, change, blueprint }, said);
    const hold = stopKindOf(declaredBy(blueprint.kind), HOLD);
    await bring(inner, { change, blueprint, given: { reason: said } }, hold.started ?? "stopped", hold.started === undefined ? { stop: hold.word } : {});
  });
}

/** 恢复: work goes on where it stood. */
export async function resume(ctx: Ctx, matterId: string, words: string): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, occasion) => {
    const { matter, open, change } = occasion;
    if (!(await mayDirect(inner, matter))) throw forbidden("恢复办理要由负责人或监督人员决定。");
    const held = holdIn(matter);
    if (!held) throw conflict("NOT_SUSPENDED", "这件事没有挂起。");
    const said = fitting(words, 1000, "words");
    endStop(await timingNow(inner, occasion.blueprint.kind), change, open, { stopId: held.stopId, result: said, past: [] });
    record(inner, change, "resumed", said === "" ? {} : { reason: said });
    await lookAgain(inner, occasion);
  });
}

/** 终止办理: the matter ends without a decision, because what it was about is gone; the owner is told in writing why. */
export async function terminate(ctx: Ctx, matterId: string, { reason, basis }: { reason: string; basis: string }): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, { matter, change, blueprint }) => {
    if (!(await mayHere(inner, matter, "matter.decide"))) throw forbidden("终止办理要由负责人决定。");
    if (matter.phase === "draft" || isClosed(matter) || matter.outcome) throw conflict("NOT_RUNNING", "这件事还没有提交，或者已经有了结果，不能终止。");
    const said = reasonOf(reason);
    const clause = fitting(basis, 500, "basis");
    if (clause === "") throw badInput("BASIS_NEEDED", "请写明终止办理的依据。", { basis: "请写明所依据的法律条款。" });
    const ended = move(blueprint.graph, matter.flow as FlowState, { type: "terminate" }, factsOf(inner, matter, blueprint));
    await carryOut(inner, change, blueprint, ended);
    enter(change, blueprint.kind, "terminated", inner.now);
    await bring(inner, { change, blueprint, given: { reason: said, basis: clause } }, "terminated");
  });
}

/**
 * 跳转: an administrator of flows puts a matter that cannot go on by itself at another step, with the reason on record. What would have come to
 * that step is taken along; acts on the way are not done.
 */
export async function jump(ctx: Ctx, matterId: string, taskId: string, { to, reason }: { to: string; reason: string }): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, { matter, open, change, blueprint }) => {
    if (!(await mayHere(inner, matter, "matter.redirect"))) throw forbidden("只有流程管理员可以跳转。");
    onlyRunning(matter, blueprint.kind);
    const task = open.find((each) => each.taskId === taskId);
    if (!task) throw conflict("TASK_DONE", "这个环节已经有人办过了，请刷新页面看最新情况。");
    onlyAllowed(blueprint, task, "jump");
    const target = jumpTargets(blueprint.graph).find(({ node }) => node === to);
    if (!target) throw badInput("NO_SUCH_STEP", "流程里没有这个环节。", { to: "请选择要跳到的环节。" });
    const said = reasonOf(reason);
    const moved = move(blueprint.graph, matter.flow as FlowState, { type: "jump", task: taskId, to }, factsOf(inner, matter, blueprint));
    record(inner, change, "jumped", { step: task.name, to: target.name, reason: said });
    await carryOut(inner, change, blueprint, moved);
  });
}

async function mayDirect(ctx: Ctx, matter: Matter): Promise<boolean> {
  return (await mayHere(ctx, matter, "matter.decide")) || (await mayHere(ctx, matter, "matter.supervise"));
}
