import { listHolders } from "#people/duty";
import { canRetake, move, returnTargets, type Move } from "#process/relocation";
import type { FlowState } from "#process/token";
import { actOn, type Occasion, carryOut, factsOf, listTasks, record, type Matter, type Task } from "#matter/matter";
import { onlyRunning } from "#matter/work";
import type { MatterView } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { badInput, conflict } from "#values/errors";
import { allows, onlyAllowed, ownTask, reasonOf } from "./who.ts";

/** A step to which a task can be sent back. */
export interface Earlier {
  node: string;
  name: string;
}

/**
 * Steps that were walked and to which a waiting task can be sent back. One that lies before an act with effect outside is
 * none: what was declared to the owner stands, and can be revoked only as the law says.
 */
export function earlierSteps({ matter, blueprint }: Pick<Occasion, "matter" | "blueprint">, taskId: string): Earlier[] {
  return returnTargets(blueprint.graph, matter.flow as FlowState, taskId)
    .filter(({ again }) => again.length === 0)
    .map(({ node, name }) => ({ node, name }));
}

/**
 * 退回: sends a waiting task back to a step that was walked, of one's own branch or another; it goes to whoever did it. What stands behind
 * that step is withdrawn and will be asked for again; what runs beside it stays (see `relocate` of the flow).
 */
export async function sendBack(ctx: Ctx, matterId: string, taskId: string, { to, reason }: { to: string; reason: string }): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, occasion) => {
    const task = await ownTask(inner, occasion, taskId);
    onlyRunning(occasion.matter, occasion.blueprint.kind);
    onlyAllowed(occasion.blueprint, task, "return");
    const said = reasonOf(reason);
    const target = earlierSteps(occasion, taskId).find(({ node }) => node === to);
    if (!target) throw badInput("NO_RETURN", "不能退回到这个环节。", { to: "请选择已经办过的环节。" });
    record(inner, occasion.change, "returned", { step: task.name, to: target.name, reason: said });
    await goBack(inner, occasion, { type: "return", task: taskId, to }, to);
  });
}

/** 取回: who did a step takes it back, as long as nobody has worked on what came of it. */
export async function takeBack(ctx: Ctx, matterId: string, taskId: string, reason: string): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, occasion) => {
    const tasks = await listTasks(inner, matterId);
    const done = tasks.find((task) => task.taskId === taskId);
    onlyRunning(occasion.matter, occasion.blueprint.kind);
    const said = reasonOf(reason);
    const way = done && takenFrom(inner, { ...occasion, tasks }, done);
    if (!done || !way) throw conflict("NOT_TAKEN_BACK", "后面的环节已经有人办理，或者结果已经告知当事人，不能取回。可以请办理人退回。");
    record(inner, occasion.change, "taken-back", { step: done.name, reason: said });
    await goBack(inner, occasion, way, done.node);
  });
}

/** A matter with all of its tasks, done ones included. */
type Walked = Pick<MatterView, "matter" | "open" | "tasks" | "blueprint">;

/** The steps that the actor did last in a matter and could take back now. */
export function takeableSteps(ctx: Ctx, at: Walked): Task[] {
  return at.tasks.filter((task) => takenFrom(ctx, at, task) !== undefined);
}

/**
 * How a step that was done would be taken back: from the task that came of it, or from where its token waits while others are still at work.
 * Undefined when it is too late, or was somebody else's.
 */
function takenFrom(ctx: Ctx, { matter, open, tasks, blueprint }: Walked, done: Task): Move | undefined {
  if (!done.doneAt || done.cancelledAt || done.holder !== ctx.actor.id || done.signOf || !allows(blueprint, done.node, "take-back")) return undefined;
  const { doneAt } = done;
  const later = tasks.filter((task) => task.doneAt && task.doneAt > doneAt && task.kind !== "copy");
  const after = open.filter((task) => task.openedAt >= doneAt && task.kind !== "copy");
  const workedOn = later.some((task) => task.openedAt >= doneAt);
  const from = after.find((task) => earlierSteps({ matter, blueprint }, task.taskId).some(({ node }) => node === done.node));
  if (workedOn || matter.closedAt) return undefined;
  if (from) return { type: "return", task: from.taskId, to: done.node };
  const step = { task: done.taskId, node: done.node };
  return canRetake(blueprint.graph, matter.flow as FlowState, step) ? { type: "retake", ...step } : undefined;
}

async function goBack(ctx: Ctx, { matter, change, blueprint }: Occasion, asked: Move, to: string): Promise<void> {
  const moved = move(blueprint.graph, matter.flow as FlowState, asked, factsOf(ctx, matter, blueprint));
  await carryOut(ctx, change, blueprint, moved);
  const before = (await listTasks(ctx, matter.matterId)).filter((task) => task.node === to && task.doneAt && !task.signOf);
  for (const task of change.opened) if (task.node === to) await giveToFormer(ctx, task, before);
}

/** A step that is done again goes to who did it (of several instances, to each their own unit's), if they still may. */
async function giveToFormer(ctx: Ctx, task: Task, before: Task[]): Promise<void> {
  const former = before.findLast((each) => each.unit === task.unit && each.holder);
  if (!former?.holder || !task.role || !task.unit) return;
  if (!(await listHolders(ctx, task.role, { unit: task.unit, area: task.area })).includes(former.holder)) return;
  Object.assign(task, { assignee: former.holder, assigneeName: former.holderName });
}
