import { listHolders, organisationNow } from "#people/duty";
import { actOn, record, type Matter } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import { badInput } from "#values/errors";
import { onlyAllowed, onlyFit, ownTask, reasonOf, type Recipient } from "./who.ts";

/**
 * 转办: a waiting task becomes somebody else's for good: a colleague's who holds the same role, or another unit's desk. By who has the task, or by
 * a supervisor.
 */
export async function handOver(
  ctx: Ctx,
  matterId: string,
  taskId: string,
  { to, unit, reason }: { to?: Recipient; unit?: string; reason: string },
): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, occasion) => {
    const task = await ownTask(inner, occasion, taskId, { orSupervisor: true });
    onlyAllowed(occasion.blueprint, task, "hand-over");
    const said = reasonOf(reason);
    if (to) {
      if (to.id === task.assignee) throw badInput("RECIPIENT", `这个环节本来就由${to.name}办理。`, { to: "请另选一位同事。" });
      await onlyFit(inner, to, task);
      occasion.change.altered.push({ ...task, assignee: to.id, assigneeName: to.name });
      record(inner, occasion.change, "handed-over", { step: task.name, to: to.name, reason: said });
      return;
    }
    const organisation = await organisationNow(inner);
    const target = unit === undefined ? undefined : organisation.standing.find((each) => each.unit === unit);
    if (!target || !task.role) throw badInput("RECIPIENT", "请选择转给谁办。", { to: "请选择一位同事或一个单位。" });
    if ((await listHolders(inner, task.role, { unit: target.unit, area: task.area })).length === 0)
      throw badInput("RECIPIENT", `${target.name}没有人办理这类环节，请另选。`, { to: "请选择有人办理这类环节的单位。" });
    occasion.change.altered.push({ ...task, unit: target.unit, assignee: null, assigneeName: null });
    record(inner, occasion.change, "handed-over", { step: task.name, to: target.name, reason: said });
  });
}
