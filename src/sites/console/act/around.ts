import { scriptOf } from "#matter/act";
import type { Field } from "#content/form";
import { asksOf, fieldsAsked, workOf, type Work } from "#content/kind";
import { aroundMatter } from "#matter/around";
import type { Task } from "#matter/matter";
import { alikeOf } from "#matter/begin";
import { linkOfAlike, type Alike } from "#matter/location";
import { companionsFor, presetsOf, unaskedOf } from "#matter/work";
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

/** Matters that say the same as this one, for whom a work may join them: where it asks for another matter. The nearest stands in that field. */
async function alikeFor(ctx: Ctx, { matter, blueprint: { kind } }: MatterView, work: Work): Promise<{ alike: Alike[]; presets: Record<string, unknown> }> {
  const link = linkOfAlike(kind);
  const field = Object.values(work.outcomes)
    .flatMap((outcome) => asksOf(work, outcome))
    .find(({ type }) => type === "matter");
  if (link === undefined || !field) return { alike: [], presets: {} };
  const alike = await alikeOf(ctx, kind, link, matter);
  return { alike, presets: alike[0] ? { [field.name]: alike[0].number } : {} };
}

/** What a waiting task asks about, what of it is known already, what says the same, and who may sign with the actor. */
export async function aroundTask(ctx: Ctx, view: MatterView, task: Task): Promise<TaskAround> {
  const work = workOf(view.blueprint.kind, task.signOf ? "countersign" : task.kind);
  const [around, companions] = await Promise.all([aroundWorks(ctx, view, [task]), work?.two && !task.signOf ? companionsFor(ctx, task) : []]);
  const { alike, presets } = work && !task.signOf ? await alikeFor(ctx, view, work) : { alike: [], presets: {} };
  const known = work ? presetsOf(ctx, view, fieldsAsked(work)) : {};
  const unasked = work ? unaskedOf(ctx, view, fieldsAsked(work)) : new Set<string>();
  const script = work && !task.signOf ? await scriptOf(ctx, view, work) : undefined;
  const filesAt = `/console/matters/${view.matter.matterId}/files`;
  return { around: { ...around, filesAt }, companions, alike, script, presets: { ...presets, ...known }, unasked };
}
