import { matterChannel } from "#content/kind";
import type { FieldDefinition } from "#content/form";
import type { Surroundings } from "./surroundings.ts";

/** Fields that have to be answered whatever else was: files aside, which nobody brings where no person begins. */
function needed({ items, kinds }: Pick<Surroundings, "items" | "kinds">, id: string): FieldDefinition[] {
  const service = items?.get(id);
  const form = service?.form ?? kinds.get(service?.item.kind ?? "")?.form;
  const always = (form?.pages ?? []).filter(({ when }) => when === undefined).flatMap(({ fields }) => fields as FieldDefinition[]);
  return always.filter(({ required, when, type }) => required === true && when === undefined && !["files", "photos", "matter"].includes(type));
}

/**
 * Why a matter of this item cannot be begun by another one; undefined where it can, or nobody knows.
 * @param answered names of answers that it is given: those of its input, and those of the same name that the other one has
 */
export function unbegun(id: string, around: Pick<Surroundings, "items" | "kinds">, answered: readonly string[] | undefined): string | undefined {
  const service = around.items?.get(id);
  const kind = service && around.kinds.get(service.item.kind)?.kind;
  if (!kind) return undefined;
  if (matterChannel(kind) === undefined) return `“${service.item.name}”（${id}）不能由另一件开始：件类“${kind.id}”的 channels 里没有 by: matter 的渠道`;
  const lacking = answered ? needed(around, id).filter(({ name }) => !answered.includes(name)) : [];
  if (lacking.length === 0) return undefined;
  return `“${service.item.name}”（${id}）要填 ${lacking.map(({ name, label }) => `${name}（${label}）`).join("、")}，由另一件开始时没有人填：写进 yw:input，或者两张表单用同样的名字`;
}
