import { getItem, kindsNow, listItems } from "#content/catalogue";
import { compileForm, type Form } from "#content/form";
import type { Kind, Watch } from "#content/kind";
import { codesScope } from "#content/scope";
import { expression, MOMENT } from "#language/feel";
import type { Ctx } from "#kernel/ctx";
import { watchedFields, type Said } from "./sighting.ts";

/** A rule made ready: the kind that it counts, which matters of it, and what tells groups apart. */
export interface Rule {
  watch: Watch;
  kind: Kind;
  form: Form | undefined;
  /** Columns of the items of the kind, by item. */
  items: ReadonlyMap<string, Record<string, unknown>>;
  /** Whether the rule is about a matter. */
  counts(said: Said): boolean;
  /** What tells its group: the values of `same` as one text; undefined where one of them is not said. */
  keyOf(said: Said): string | undefined;
  /** Answers that it looks at. */
  fields: readonly string[];
}

const DAY = 86_400_000;

/** Days of a length of days, in milliseconds: P30D. */
export function spanOf(days: string): number {
  return Number(/^P(\d+)D$/.exec(days)?.[1] ?? 0) * DAY;
}

// The last eight digits of a city's area: who says no place lies there.
const NOWHERE = /0{8}$/;

/** The value of a typed path of a matter; null where it is not said. */
export function valueAt(path: string, seen: Said): unknown {
  const [first = "", name = ""] = path.split(".");
  if (first === "form") return seen.form[name] ?? null;
  const columns: Record<string, unknown> = {
    item: seen.itemId,
    area: NOWHERE.test(seen.area) ? null : seen.area,
    unit: seen.unit,
    channel: seen.channel,
    priority: seen.priority,
  };
  return Object.hasOwn(columns, path) ? columns[path] : null;
}

/** What is asked of many that say the same, asked once. */
function remembered<T>(ask: (said: Said) => T): (said: Said) => T {
  const known = new WeakMap<Said, { answer: T }>();
  return (said) => {
    let found = known.get(said);
    if (!found) known.set(said, (found = { answer: ask(said) }));
    return found.answer;
  };
}

function conditionOf(when: string, { codes }: Kind, items: Rule["items"], now: Date): Rule["counts"] {
  const asked = expression(when);
  const codeLists = codesScope({ ...(codes && { codes }) });
  return ({ itemId, form, ...matter }) => asked({ form, item: items.get(itemId) ?? { id: itemId }, matter, ...codeLists, [MOMENT]: now }) === true;
}

/** A rule over the kind that it counts, as that is now; undefined where there is no such kind any more. */
export async function ruleOf(ctx: Ctx, watch: Watch): Promise<Rule | undefined> {
  const definition = (await kindsNow(ctx)).get(watch.of);
  if (!definition) return undefined;
  const { kind } = definition;
  const entries = (await listItems(ctx)).filter((item) => item.kind === kind.id);
  const definitions = await Promise.all(entries.map(async ({ itemId }) => (await getItem(ctx, itemId)).definition));
  const items = new Map(
    definitions.map(({ item }) => [item.id, { ...item.attributes, id: item.id, code: item.code, type: item.type, unit: item.unit }] as const),
  );
  const written = definition.form ?? definitions.find(({ form }) => form)?.form;
  const form = written && compileForm(written);
  return {
    watch,
    kind,
    form,
    items,
    counts: watch.when === undefined ? () => true : remembered(conditionOf(watch.when, kind, items, ctx.now)),
    keyOf: remembered((said) => {
      const values = watch.same.map((path) => valueAt(path, said));
      return values.includes(null) ? undefined : JSON.stringify(values);
    }),
    fields: watchedFields(form, [watch]),
  };
}
