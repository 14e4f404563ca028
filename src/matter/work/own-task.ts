import { workOf } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { conflict, forbidden } from "#values/errors";
import { asksForFiles } from "#content/form";
import { blueprintOf, getMatter, isClosed, lockMatter, type Blueprint, type Matter, type Task } from "#matter/matter";
import { answerSupplement, judgedFor, keepFor, type BroughtFor } from "#matter/intake";
import { followsAs } from "#matter/party";
import { completeTask, mayComplete } from "./task-completion.ts";
import { resultForm, type TaskResult } from "./task-result.ts";

/** A task that waits for the actor as a party of its matter; refuses who has no part in it, and a task that waits no more. */
export async function ownTask(ctx: Ctx, matterId: string, taskId: string): Promise<{ matter: Matter; task: Task; blueprint: Blueprint }> {
  const { matter, open } = await getMatter(ctx, matterId);
  if (!(await followsAs(ctx, matterId))) throw forbidden("这件事不是您的。");
  const task = open.find((each) => each.taskId === taskId);
  if (!task || isClosed(matter)) throw conflict("TASK_DONE", "这一步已经办过了，或者这件事已经结束，请刷新页面看最新情况。");
  if (!task.party || !(await mayComplete(ctx, task))) throw forbidden("这一步不是等您办的。");
  return { matter, task, blueprint: await blueprintOf(ctx, matter) };
}

/** A party does what waits for them, with the files that came with it. A task that opens the form of the matter sends what was changed there. */
export async function completeOwnTask(
  ctx: Ctx,
  matterId: string,
  taskId: string,
  given: TaskResult,
  { files = [], revision }: { files?: readonly BroughtFor[]; revision?: number } = {},
): Promise<Matter> {
  const { task, blueprint } = await ownTask(ctx, matterId, taskId);
  const work = workOf(blueprint.kind, task.kind);
  if (work?.edits === "form") return answerSupplement(ctx, matterId);
  const outcome = work && Object.hasOwn(work.outcomes, given.outcome) ? work.outcomes[given.outcome] : undefined;
  const asking = work && outcome ? [...resultForm(work, outcome).fields.values()].filter(asksForFiles).map(({ name }) => name) : [];
  const judged = await judgedFor(
    ctx,
    files.filter(({ field }) => asking.includes(field)),
  );
  return transaction(ctx, async (inner) => {
    await lockMatter(inner, matterId);
    await ownTask(inner, matterId, taskId);
    const kept = await keepFor(inner, matterId, judged);
    // Only files that came with it are of it.
    const named = Object.fromEntries(asking.map((name) => [name, kept[name]?.map(({ entryId }) => entryId)]));
    return completeTask(inner, matterId, taskId, { ...given, ...named }, revision === undefined ? {} : { revision });
  });
}
