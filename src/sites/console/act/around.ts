import type { Field } from "#content/form";
import { fieldsAsked, workOf } from "#content/kind";
import { aroundMatter } from "#matter/around";
import type { Task } from "#matter/matter";
import { companionsFor } from "#matter/work";
import type { MatterView } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import type { TaskAround } from "./act-fields.tsx";

/** What the city knows that the works of these tasks ask about; of the results that were given already too. */
export function aroundWorks(
  ctx: Ctx,
  { matter, blueprint, tasks }: MatterView,
  asked: readonly Pick<Task, "kind" | "signOf">[],
): Promise<TaskAround["around"]> {
  const fields = asked.flatMap((task) => {
    const work = workOf(blueprint.kind, task.signOf ? "countersign" : task.kind);
    return work ? fieldsAsked(work).filter(({ type }) => type !== "marks" && type !== "checklist") : [];
  });
  const form = { ...blueprint.form, fields: new Map(fields.map((field) => [field.name, field as Field])) };
  const given = Object.assign({}, ...tasks.map(({ result }) => result ?? {})) as Record<string, unknown>;
  return aroundMatter(ctx, matter, { ...blueprint, form }, given);
}

/** What a waiting task asks about, and who may sign with the actor. */
export async function aroundTask(ctx: Ctx, view: MatterView, task: Task): Promise<TaskAround> {
  const work = workOf(view.blueprint.kind, task.signOf ? "countersign" : task.kind);
  const [around, companions] = await Promise.all([aroundWorks(ctx, view, [task]), work?.two && !task.signOf ? companionsFor(ctx, task) : []]);
  return { around: { ...around, filesAt: `/console/matters/${view.matter.matterId}/files` }, companions };
}
