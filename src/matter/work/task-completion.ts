import { holdsRole, isOrStandsFor, organisationNow } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { conflict, forbidden } from "#values/errors";
import { asksOf, workOf, type Kind, type Outcome, type Work } from "#content/kind";
import { bring, factsScope } from "#matter/act";
import { aroundMatter } from "#matter/around";
import { advance, listTasks, isClosed, record, type Blueprint, type Matter, type Task, actOn, type Occasion } from "#matter/matter";
import { askCompanion, checkAgain, companionOf, confirmed, issueRecord, onlyInPerson, recordConfirmation } from "./companion.ts";
import { stopBefore } from "#matter/clocks";
import { followsAs, mayRead } from "#matter/party";
import { withParties } from "./named-parties.ts";
import { checkResult, LISTS, personalIn, resultForm, type TaskResult } from "./task-result.ts";

/**
 * Whether a task is the actor's to do: a party's own; or it was given to them or to somebody they stand in for; or, given to nobody, their duties have its role, for
 * its unit, where the matter lies.
 */
export async function mayComplete(ctx: Ctx, task: Pick<Task, "matterId" | "role" | "unit" | "area" | "assignee" | "party">): Promise<boolean> {
  if (task.party) return followsAs(ctx, task.matterId, task.party);
  if (ctx.actor.kind !== "staff") return false;
  if (task.assignee) return isOrStandsFor(ctx.actor, task.assignee);
  if (!task.role || !task.unit) return false;
  return holdsRole(await organisationNow(ctx), ctx.actor, task.role, { unit: task.unit, area: task.area });
}

// An aside ends no task: that it was is in the history.
const DONE_SO = `
  select 1 as one from matter.tasks where matter_id = $1 and outcome = $2 and done_at is not null
  union all select 1 from matter.acts where matter_id = $1 and data ->> 'aside' = $2 limit 1`;

/** Outcomes that may be once in a matter and have been. */
async function pastOf(ctx: Ctx, matterId: string, outcome: string, declared: Outcome | undefined): Promise<ReadonlySet<string>> {
  return new Set(declared?.once && (await first(ctx.db, DONE_SO, [matterId, outcome])) ? [outcome] : []);
}

/** No act of its own: where the flow leads is what is recorded. */
const NONE = "none";

/** What the history says of a completed task: the act that its outcome or its work names, else that it was done. */
async function recordWork(ctx: Ctx, { change, blueprint }: Occasion, task: Task, work: Work, result: TaskResult): Promise<void> {
  const act = task.signOf ? "signed" : (work.outcomes[result.outcome]?.act ?? work.act ?? "done");
  if (act === NONE) return;
  const insteadOf = standsFor(ctx, task);
  const names = personalIn(work, result.outcome);
  const personal = Object.fromEntries(Object.entries(result).filter(([name]) => names.has(name)));
  await bring(ctx, { change, blueprint, given: without(result, names), personal, step: task.node.split("/").at(-1)! }, act, {
    step: task.name,
    ...(work.outcomes[result.outcome]?.aside && { aside: result.outcome }),
    ...(insteadOf !== undefined && { insteadOf }),
  });
}

/** Whether a result ends the matter by its act. What two sign is not over before the second has: until then it is only done. */
function endsBy({ kind }: Blueprint, work: Work, outcome: string): boolean {
  const act = work.outcomes[outcome]?.act ?? work.act;
  const state = act !== undefined && Object.hasOwn(kind.acts, act) ? kind.acts[act]!.state : undefined;
  // A state that a formula gives may be any.
  return state !== undefined && (state.startsWith("=") || kind.states[state]?.phase === "closed");
}

/** The absent colleague whose task it was, when the actor does it in their stead. */
function standsFor({ actor }: Ctx, task: Task): string | undefined {
  if (task.assignee === actor.id) return undefined;
  const duties = actor.duties ?? [];
  const own = duties.some((duty) => !duty.insteadOf && duty.role === task.role);
  const instead = duties.find(({ insteadOf, role }) => insteadOf && (task.assignee ? insteadOf.id === task.assignee : role === task.role));
  return task.assignee || !own ? instead?.insteadOf?.name : undefined;
}

function without(result: TaskResult, names: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(result).filter(([name]) => !names.has(name)));
}

/** What the flow is told of a result: without what stays with the task, personal answers that no formula sees, lists of points that nobody decides by. */
function toldOf(work: Work, result: TaskResult): Record<string, unknown> {
  const lists = asksOf(work, work.outcomes[result.outcome]!).filter(({ type }) => LISTS.has(type));
  return without(result, new Set([...personalIn(work, result.outcome), ...lists.map(({ name }) => name)]));
}

/**
 * Completes a waiting task with its result and moves the matter on, in one transaction; an outcome that does not end the step (`aside`) is handed to the
 * step's border as a message. Refuses who does not hold the duty, a matter that a stop holds, a task that somebody else has just done.
 */
export async function completeTask(ctx: Ctx, matterId: string, taskId: string, given: TaskResult, { revision }: { revision?: number } = {}): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, occasion) => {
    const { matter, open, blueprint, change } = occasion;
    const task = open.find((each) => each.taskId === taskId);
    if (!task && !(await mayRead(inner, matter, await listTasks(inner, matterId)))) throw forbidden("这件事不在您的职责范围内。");
    if (!task || isClosed(matter)) throw conflict("TASK_DONE", "这个环节已经有人办过了，或者这件事已经结束，请刷新页面看最新情况。");
    if (!(await mayComplete(inner, task))) throw forbidden("这个环节不在您的职责范围内。");
    if (revision !== undefined && revision !== matter.revision) throw conflict("MATTER_CHANGED", "这件事刚刚有了新的变化，请刷新页面看最新情况后再办。");
    onlyRunning(matter, blueprint.kind, taskId);
    const work = task.signOf ? workOf(blueprint.kind, "countersign") : workOf(blueprint.kind, task.kind);
    const outcome = work && Object.hasOwn(work.outcomes, given.outcome) ? work.outcomes[given.outcome] : undefined;
    const found = checkResult(work, given, {
      past: await pastOf(inner, matterId, given.outcome, outcome),
      checklist: blueprint.version.definition.checklists?.find((each) => each.id === task.checklist),
      facts: factsScope(inner, { change, blueprint }),
      called: (on) => blueprint.version.definition.item.materials.find(({ id }) => id === on)?.name ?? blueprint.form.fields.get(on)?.label ?? on,
      ...(work && outcome && { around: await aroundMatter(inner, matter, { ...blueprint, form: resultForm(work, outcome) }, given) }),
    });
    const result = task.signOf ? found : await withParties(inner, occasion, task.kind, found);
    if (outcome!.aside) {
      await recordWork(inner, occasion, task, work!, result);
      return void (await advance(inner, change, blueprint, { type: "message.arrived", message: result.outcome, data: toldOf(work!, result) }));
    }
    if (work!.two && !task.signOf) {
      const companion = await companionOf(inner, task, result.companion);
      result.companion = companion.name;
      await askCompanion(inner, occasion, taskId, companion);
    }
    const checked = task.signOf ? confirmed(matter, await listTasks(inner, matterId), task) : undefined;

    // Of parties the history says who it was, masked.
    const { kind, id, name } = inner.actor;
    const [holder, holderName] = kind === "staff" ? [id, name] : [kind === "person" ? id : null, null];
    change.done.push({ taskId, outcome: result.outcome, result: { ...result }, personal: personalIn(work!, result.outcome), holder, holderName });
    if (checked) {
      onlyInPerson(inner, task);
      recordConfirmation(inner, occasion, checked, result);
      if (result.outcome === "disagree") return void (await checkAgain(inner, occasion, checked.taskId));
      await issueRecord(inner, occasion, checked);
      const own = workOf(blueprint.kind, checked.kind);
      const signed = checked.result as TaskResult | null;
      if (own && signed && endsBy(blueprint, own, signed.outcome)) await recordWork(inner, occasion, checked, own, signed);
    } else if (work!.two && !task.signOf && endsBy(blueprint, work!, result.outcome))
      record(inner, change, "done", { step: task.name, outcome: result.outcome });
    else await recordWork(inner, occasion, task, work!, result);
    await advance(inner, change, blueprint, { type: "task.completed", task: taskId, result: toldOf(work!, result) });
  });
}

/** Refuses work on a matter that stands still (挂起, or any stop that lets nobody work); of a task that itself holds the stop, its own is no reason. */
export function onlyRunning(matter: Matter, { stops }: Pick<Kind, "stops">, taskId?: string): void {
  const stop = stopBefore(matter, taskId);
  if (!stop) return;
  if (stop.clocks.length === 0) throw conflict("SUSPENDED", "这件事已经挂起，恢复以后才能接着办。");
  throw conflict("PAUSED", `“${stops[stop.stop]?.word ?? "暂停"}”还没有结束，结束以后才能办这个环节。`);
}
