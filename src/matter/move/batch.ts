import { workOf } from "#content/kind";
import { blueprintOf, getMatter, listTasks } from "#matter/matter";
import { completeTask, type TaskResult } from "#matter/work";
import type { Ctx } from "#kernel/ctx";
import { badInput, Refusal } from "#values/errors";

/** Most tasks completed at once. */
export const MOST = 100;

/** What became of one task of a batch: done, or why not, in words for the person. */
export interface BatchLine {
  matterId: string;
  taskId: string;
  refused?: string;
}

/** Refuses an outcome that its work does not let be given to many at once. */
async function onlyTogether(ctx: Ctx, matterId: string, taskId: string, outcome: string): Promise<void> {
  const { matter } = await getMatter(ctx, matterId);
  const task = (await listTasks(ctx, matterId)).find((each) => each.taskId === taskId);
  const { kind } = await blueprintOf(ctx, matter);
  const given = task && workOf(kind, task.kind)?.outcomes[outcome];
  if (task && !given?.batch) throw badInput("BATCH", "批量办理只能用于同意一类的结果，其他结果要逐件写明理由。");
}

/**
 * Completes many tasks with the same result, each in a transaction of its own: what is refused does not hold up the rest, and is named.
 * Outcomes that end a matter badly need reasons of their own and are not given in a batch.
 */
export async function completeBatch(ctx: Ctx, tasks: { matterId: string; taskId: string }[], result: TaskResult): Promise<BatchLine[]> {
  if (tasks.length === 0 || tasks.length > MOST) throw badInput("BATCH", `请选择要办的事项，一次最多 ${MOST} 件。`);
  for (const { matterId, taskId } of tasks) await onlyTogether(ctx, matterId, taskId, result.outcome);
  const lines: BatchLine[] = [];
  for (const { matterId, taskId } of tasks) {
    try {
      await completeTask(ctx, matterId, taskId, result);
      lines.push({ matterId, taskId });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      lines.push({ matterId, taskId, refused: Object.values(error.fields ?? {})[0] ?? error.message });
    }
  }
  return lines;
}
