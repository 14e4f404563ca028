import type { Around, Field } from "#content/form";
import { fieldsAsked, type Work } from "#content/kind";
import { aroundMatter } from "#matter/around";
import type { Task } from "#matter/matter";
import { companionsFor, presetsOf, type Companion } from "#matter/work";
import type { MatterView } from "#matter/view";
import type { Ctx } from "#kernel/ctx";

/** What the city knows that a task asks for. */
export interface Known {
  around: Around;
  /** What stands in fields before anybody writes. */
  presets: Readonly<Record<string, unknown>>;
  companions: readonly Companion[];
}

/** What the city knows that a task asks for, and who may sign with whoever does it. */
export async function knownFor(ctx: Ctx, { matter, blueprint, materials }: MatterView, task: Task, work: Work): Promise<Known> {
  const asked = fieldsAsked(work);
  const plain = asked.filter(({ type }) => type !== "marks" && type !== "checklist");
  const form = { ...blueprint.form, fields: new Map(plain.map((field) => [field.name, field as Field])) };
  const [around, companions] = await Promise.all([
    aroundMatter(ctx, matter, { ...blueprint, form }, {}),
    work.two && !task.signOf ? companionsFor(ctx, task) : [],
  ]);
  const papers = materials.map(({ material }) => ({ value: material.id, label: material.name }));
  const questions = [...blueprint.form.fields.values()].map(({ name, label }) => ({ value: name, label }));
  return { around: { ...around, markable: [...papers, ...questions] }, presets: presetsOf(ctx, { matter, blueprint }, asked), companions };
}
