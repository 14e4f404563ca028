import { recordOf, type InspectionRecord } from "#matter/work";
import type { MatterView } from "./view.ts";

/** A site check of a matter, and who has to confirm it still; empty where both have signed. */
export interface Inspection extends InspectionRecord {
  taskId: string;
  waitsFor: string;
}

/** The site checks of a matter in order, as they were filled in; one that was objected to and done again stands there once more. */
export function inspectionsOf({ tasks, blueprint }: Pick<MatterView, "tasks" | "blueprint">): Inspection[] {
  return tasks.flatMap((task) => {
    const signs = tasks.filter(({ signOf }) => signOf === task.taskId);
    const agreed = signs.find(({ doneAt, outcome }) => doneAt && outcome === "agree");
    const waits = signs.find(({ doneAt, cancelledAt }) => !doneAt && !cancelledAt);
    const second = agreed && { name: agreed.holderName ?? "", at: agreed.doneAt!.toISOString() };
    const found = recordOf(task, blueprint.version.definition.checklists, second);
    return found ? [{ ...found, taskId: task.taskId, waitsFor: waits?.assigneeName ?? "" }] : [];
  });
}
