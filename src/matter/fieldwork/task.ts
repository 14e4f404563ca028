import { keepFor, judgedFor, type BroughtFor } from "#matter/intake";
import { actOn, blueprintOf, listTasks, lockMatter } from "#matter/matter";
import { mayRead } from "#matter/party";
import { completeTask, mayComplete, type TaskResult } from "#matter/work";
import type { Ctx } from "#kernel/ctx";
import { once } from "#kernel/idempotency";
import { forbidden } from "#values/errors";
import { actsWith, arrivedAt, recordEntry, type Arrived } from "./arrival.ts";
import { conflictOf } from "./conflict.ts";
import type { Entry } from "./entry.ts";

/** A task as it was done outside. */
export interface DoneOutside {
  matterId: string;
  taskId: string;
  /** What was found, by field; files are named by what came with it. */
  result: TaskResult;
  files: readonly BroughtFor[];
  /** The last act of the matter that the phone knew of. */
  seen: number;
  /** Whoever did it has read what happened meanwhile, and wants it done all the same. */
  anyway?: boolean;
}

/**
 * Completes a task that was done outside, once for an entry. Refuses with who did what (`FIELD_GONE`, `FIELD_CHANGED`) where the task or its matter went on meanwhile;
 * else as `completeTask` does.
 */
export function completeOutside(ctx: Ctx, entry: Entry, { matterId, taskId, result, files, seen, anyway }: DoneOutside): Promise<Arrived> {
  return once(ctx, entry.id, ["field-task", matterId, taskId], async (inner) => {
    const { matter } = await lockMatter(inner, matterId);
    const tasks = await listTasks(inner, matterId);
    if (!(await mayRead(inner, matter, tasks))) throw forbidden("这件事已经不在您的职责范围内，没有送到。您记的还在手机里。");
    const { acts, there } = await actsWith(inner, matterId, entry);
    if (there) return { ...arrivedAt(matter), again: true as const };
    const { kind } = await blueprintOf(inner, matter);
    const task = tasks.find((each) => each.taskId === taskId);
    const waits = task !== undefined && (await mayComplete(inner, task));
    const met = conflictOf({ matter, kind, acts, task, waits, seen, actor: inner.actor.id });
    if (met && !(anyway && met.code === "FIELD_CHANGED")) throw met;
    const kept = await keepFor(inner, matterId, await judgedFor(inner, files));
    const named = Object.fromEntries(Object.entries(kept).map(([field, entries]) => [field, entries.map(({ entryId }) => entryId)]));
    await actOn(inner, matterId, async (within, occasion) => recordEntry(within, occasion, entry));
    return arrivedAt(await completeTask(inner, matterId, taskId, { ...result, ...named }));
  });
}
