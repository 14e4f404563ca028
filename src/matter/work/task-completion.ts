import { holdsRole, isOrStandsFor, organisationNow } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { conflict, forbidden } from "#values/errors";
import { advance, issueDocument, record, type Change, listTasks, isClosed, type Matter, type Task, actOn, type Occasion } from "#matter/matter";
import { askCompanion, checkAgain, companionOf, confirmed, issueRecord, onlyInPerson, recordConfirmation } from "./companion.ts";
import { standsStill, stop, stopKindOf, suspendedSince, timingNow } from "#matter/clocks";
import { mayRead } from "#matter/party";
import { ACT_OF, checkResult, type TaskResult } from "./task-result.ts";

/**
 * Whether a task is the actor's to do: it was given to them or to somebody they stand in for; or, given to nobody, their duties have its role, for
 * its unit, where the matter lies.
 */
export async function mayComplete(ctx: Ctx, task: Pick<Task, "role" | "unit" | "area" | "assignee">): Promise<boolean> {
  if (ctx.actor.kind !== "staff") return false;
  if (task.assignee) return isOrStandsFor(ctx.actor, task.assignee);
  if (!task.role || !task.unit) return false;
  return holdsRole(await organisationNow(ctx), ctx.actor, task.role, { unit: task.unit, area: task.area });
}

// 补正 is asked for once.
const ASKED = "select 1 as one from matter.stops where matter_id = $1 and stop = 'supplement'";

async function askForSupplement(ctx: Ctx, { change, open }: Pick<Occasion, "change" | "open">, result: TaskResult): Promise<void> {
  change.matter.state = "supplement";
  const timing = await timingNow(ctx);
  stop(timing, change, open, stopKindOf(timing, "supplement"), { by: ctx.actor.id, data: { problems: result.problems } });
  issueDocument(change, "supplement", { problems: result.problems });
  record(ctx, change, "supplement-asked", { problems: result.problems });
}

/** What the history says of a completed task. */
function recordWork(ctx: Ctx, change: Change, task: Task, result: TaskResult): void {
  const { outcome, opinion, reason, basis, companion } = result;
  const insteadOf = standsFor(ctx, task);
  const said = { opinion, reason, basis, companion, insteadOf };
  const kind = outcome === "return" ? "returned" : task.signOf ? "signed" : ACT_OF[task.kind];
  const given = Object.fromEntries(Object.entries(said).filter(([, text]) => text !== undefined));
  if (kind) record(ctx, change, kind, { step: task.name, outcome, ...given });
}

/** The absent colleague whose task it was, when the actor does it in their stead. */
function standsFor({ actor }: Ctx, task: Task): string | undefined {
  if (task.assignee === actor.id) return undefined;
  const duties = actor.duties ?? [];
  const own = duties.some((duty) => !duty.insteadOf && duty.role === task.role);
  const instead = duties.find(({ insteadOf, role }) => insteadOf && (task.assignee ? insteadOf.id === task.assignee : role === task.role));
  return task.assignee || !own ? instead?.insteadOf?.name : undefined;
}

/**
 * Completes a waiting task with its result and moves the matter on, in one transaction. Refuses who does not hold the duty, a
 * matter whose clock a special procedure has stopped or that is set aside, a task that somebody else has just done.
 */
export async function completeTask(ctx: Ctx, matterId: string, taskId: string, given: TaskResult, { revision }: { revision?: number } = {}): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, { matter, open, blueprint, change }) => {
    const task = open.find((each) => each.taskId === taskId);
    if (!task && !(await mayRead(inner, matter, await listTasks(inner, matterId)))) throw forbidden("这件事不在您的职责范围内。");
    if (!task || isClosed(matter.state)) throw conflict("TASK_DONE", "这个环节已经有人办过了，或者这件事已经结束，请刷新页面看最新情况。");
    if (!(await mayComplete(inner, task))) throw forbidden("这个环节不在您的职责范围内。");
    if (revision !== undefined && revision !== matter.revision) throw conflict("MATTER_CHANGED", "这件事刚刚有了新的变化，请刷新页面看最新情况后再办。");
    onlyRunning(matter);
    const supplemented = given.outcome === "supplement" && (await first(inner.db, ASKED, [matterId])) !== undefined;
    const checklist = blueprint.version.definition.checklists?.find((each) => each.id === task.checklist);
    const result = checkResult(task, given, { supplemented, checklist });
    const occasion = { matter, open, blueprint, change };
    if (task.kind === "inspection") {
      const companion = await companionOf(inner, task, result.companion);
      result.companion = companion.name;
      await askCompanion(inner, occasion, taskId, companion);
    }
    const checked = task.signOf ? confirmed(matter, await listTasks(inner, matterId), task) : undefined;

    change.done.push({ taskId, outcome: result.outcome, result: { ...result }, holder: inner.actor.id, holderName: inner.actor.name });
    if (checked) {
      onlyInPerson(inner, task);
      recordConfirmation(inner, occasion, checked, result);
      if (result.outcome === "disagree") return void (await checkAgain(inner, occasion, checked.taskId));
      issueRecord(inner, occasion, checked);
    } else if (result.outcome === "supplement") await askForSupplement(inner, occasion, result);
    else recordWork(inner, change, task, result);
    // The check list's answers stay with the task; the flow needs the outcome and the words alone.
    const { points: _points, problems: _problems, ...told } = result;
    await advance(inner, change, blueprint, { type: "task.completed", task: taskId, result: told });
  });
}

/** Refuses work on a matter that is set aside, or whose clock a special procedure has stopped. */
export function onlyRunning(matter: Matter): void {
  if (suspendedSince(matter)) throw conflict("SUSPENDED", "这件事已经挂起，恢复以后才能接着办。");
  if (standsStill(matter)) throw conflict("PAUSED", "特别程序还没有结束，请先结束特别程序再办这个环节。");
}
