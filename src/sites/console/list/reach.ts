import { kindsNow, listItems, type ItemEntry } from "#content/catalogue";
import { compileForm, type Form } from "#content/form";
import type { Kind, KindLists } from "#content/kind";
import { kindsOf, roleGrants } from "#people/duty";
import type { Actor, Ctx } from "#kernel/ctx";
import { forbidden, notFound } from "#values/errors";

/** A kind of matter as its list shows it: its form, where all its items share one, and its items that can be begun. */
export interface ListedKind {
  kind: Kind;
  lists: KindLists;
  form: Form | undefined;
  items: ItemEntry[];
}

/** Whether some duty of the actor lets them read matters of a kind. */
export function readsKind({ duties = [] }: Actor, kind: string): boolean {
  return duties.some((duty) => roleGrants(duty, "matter.read") && (kindsOf(duty)?.includes(kind) ?? true));
}

/** The kinds whose matters the actor's duties reach, with their names. */
export async function kindsInReach(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  return [...(await kindsNow(ctx)).values()].flatMap(({ kind: { id, name } }) => (readsKind(ctx.actor, id) ? [{ id, name }] : []));
}

const forms = new WeakMap<object, Form>();

/** A kind by its id; refuses one that the actor's duties do not reach. */
export async function listedKind(ctx: Ctx, id: string): Promise<ListedKind> {
  const definition = (await kindsNow(ctx)).get(id);
  if (!definition) throw notFound("件类");
  if (!readsKind(ctx.actor, id)) throw forbidden("这类件不在您的职责范围内。");
  const { kind, lists, form: written } = definition;
  if (written && !forms.has(definition)) forms.set(definition, compileForm(written));
  return { kind, lists, form: forms.get(definition), items: (await listItems(ctx)).filter((item) => item.kind === id && !item.guideOnly) };
}
