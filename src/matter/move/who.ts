import { listDuties, listHolders, mayAt, organisationNow, roleGrants } from "#people/duty";
import type { TaskMove } from "#process/graph";
import { mayComplete } from "#matter/work";
import type { Blueprint, Matter, Task } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import { badInput, conflict, forbidden } from "#values/errors";
import { fitting } from "#values/graphemes";

/** Somebody a task or a copy goes to: a member of staff, with the name as it is now. */
export interface Recipient {
  id: string;
  name: string;
}

/** Whether one of the actor's duties grants a permission where the matter lies. */
export async function mayHere(ctx: Ctx, matter: Matter, permission: string): Promise<boolean> {
  return ctx.actor.kind === "staff" && mayAt(await organisationNow(ctx), ctx.actor, permission, { unit: matter.unit, area: matter.area });
}

/** The waiting task with an id, refused to whom it is not given; a supervisor may too where `orSupervisor` says so. */
export async function ownTask(
  ctx: Ctx,
  { matter, open }: { matter: Matter; open: Task[] },
  taskId: string,
  { orSupervisor = false }: { orSupervisor?: boolean } = {},
): Promise<Task> {
  const task = open.find((each) => each.taskId === taskId);
  if (task && task.kind !== "copy" && ((await mayComplete(ctx, task)) || (orSupervisor && (await mayHere(ctx, matter, "matter.supervise"))))) return task;
  if (task || !(await mayHere(ctx, matter, "matter.read"))) throw forbidden("这个环节不在您的职责范围内。");
  throw conflict("TASK_DONE", "这个环节已经有人办过了，请刷新页面看最新情况。");
}

/** Whether a flow lets a move be made with a task of a node (`yw:moves`). */
export function allows({ graph }: Pick<Blueprint, "graph">, node: string, move: TaskMove): boolean {
  const found = graph.nodes[node];
  return found?.kind !== "user" || found.moves === undefined || found.moves.includes(move);
}

/** Refuses a move that the flow does not let be made with a task. */
export function onlyAllowed(blueprint: Pick<Blueprint, "graph">, task: Pick<Task, "node" | "name">, move: TaskMove): void {
  if (!allows(blueprint, task.node, move)) throw conflict("MOVE_NOT_ALLOWED", `流程规定“${task.name}”这个环节不能这样做。`);
}

/** Refuses a recipient who may not do the task: who does not hold its role for its unit; for a task without a role, who has no work at all. */
export async function onlyFit(ctx: Ctx, recipient: Recipient, task: Pick<Task, "role" | "unit" | "area">): Promise<void> {
  const fit =
    task.role && task.unit ? (await listHolders(ctx, task.role, { unit: task.unit, area: task.area })).includes(recipient.id) : await works(ctx, recipient);
  if (!fit) throw badInput("RECIPIENT", `${recipient.name}没有办理这个环节的职责，请另选一位。`, { to: "请选择有这项职责的同事。" });
}

/** Whether somebody works on matters at all. */
export async function works(ctx: Ctx, { id }: Recipient): Promise<boolean> {
  return (await listDuties(ctx, id)).some((duty) => !duty.insteadOf && roleGrants(duty, "matter.work"));
}

/** The reason of a move, which everybody who reads the history will see. */
export function reasonOf(text: string): string {
  const reason = fitting(text, 5000, "reason");
  if (reason === "") throw badInput("REASON_NEEDED", "请写明理由，它会记入办理过程。", { reason: "请写明理由。" });
  return reason;
}
