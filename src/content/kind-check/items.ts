import { NOWHERE, TYPES, type FieldDefinition } from "#content/form";
import { ITEM_KEYS, type Item } from "#content/pack";
import { unitFault, type Finding, type Surroundings } from "#content/scope";
import { isDuration } from "#kernel/clock";
import { instead } from "#values/spelling";
import { finder, type Finder, type Path } from "./finder.ts";
import type { Setting } from "./setting.ts";

/** Keys of every item beside the columns that its kind gives it. */
const KEYS = ["id", "name", "short", "code", "unit", "area", "clocks", "once", "audience", "synonyms", "themes", "appeal"];

/** What an item says of itself where it has no guide: columns of its kind and values that fit, lengths of its clocks, a unit. */
function item(setting: Setting, found: Finder, at: Path, written: Readonly<Record<string, unknown>>, keys: readonly string[]): void {
  const { kind, known, around } = setting;
  const columns = Object.keys(kind.items);
  for (const [name, value] of Object.entries(written)) {
    if (keys.includes(name)) continue;
    if (!columns.includes(name)) {
      // What another kind of item could say of itself is no column either.
      const why = ITEM_KEYS.has(name) ? `“${kind.name}”的事项不写“${name}”` : `不认识“${name}”这一项：它不是件类 items 里的列`;
      found.say([...at, name], `${why}。${instead(name, [...columns, ...keys])}`, { key: true });
      continue;
    }
    const field = { name, label: name, type: kind.items[name] } as FieldDefinition;
    if (!Object.hasOwn(TYPES, field.type)) continue;
    const fault = TYPES[field.type].check(value, field, NOWHERE);
    if (fault !== undefined) found.say([...at, name], `“${name}”要填${TYPES[field.type].word}（${field.type}），这里是“${String(value)}”`);
  }
  const { clocks = {}, unit } = written as { clocks?: Record<string, string>; unit?: string };
  for (const [id, within] of Object.entries(clocks)) {
    if (!known.clock.names.includes(id))
      found.say([...at, "clocks", id], `没有时限“${id}”。${instead(id, known.clock.names, known.clock.words)}`, { key: true });
    else if (!isDuration(within) && !within.startsWith("="))
      found.say([...at, "clocks", id], `时长“${within}”写法不对：五个工作日写 P5WD，两小时写 PT2H，四个工作小时写 PT4WH`);
    else if (within.startsWith("=")) found.formula([...at, "clocks", id], within, setting.facts);
  }
  const fault = unit === undefined ? undefined : unitFault(unit, around.city);
  if (fault) found.say([...at, "unit"], fault);
}

/** What is wrong with the items of a kind that are rows of a table, and that none of them could begin. */
export function rowFindings(setting: Setting, rows: readonly Readonly<Record<string, unknown>>[]): Finding[] {
  const found = finder();
  const ids = rows.map(({ id }) => id);
  rows.forEach((row, at) => {
    if (ids.indexOf(row["id"]) < at) found.say([at, "id"], `事项“${String(row["id"])}”重复`);
    item(setting, found, [at], row, KEYS);
  });
  const lacking = (["form", "flow"] as const).filter((part) => setting.definition[part] === undefined);
  if (rows.length > 0 && lacking.length > 0)
    found.say(
      [],
      `这些事项没法开始：件类“${setting.kind.id}”没有 ${lacking.map((part) => ({ form: "form.yaml", flow: "flow.bpmn" })[part]).join("、")}${lacking.includes("form") ? "（什么也不问的，form.yaml 写 pages: []）" : ""}`,
    );
  return found.found;
}

/** What is wrong with an item that has a folder and no guide: its kind, what it says, and that it could not begin. */
export function plainItemFindings(setting: Setting, written: Readonly<Record<string, unknown>>, own: { form?: unknown; flow?: unknown }): Finding[] {
  const found = finder();
  item(setting, found, [], written, [...KEYS, "kind"]);
  const lacking = (["form", "flow"] as const).filter((part) => own[part] === undefined && setting.definition[part] === undefined);
  if (lacking.length > 0)
    found.say([], `这个事项没法开始：它和件类“${setting.kind.id}”都没有 ${lacking.map((part) => ({ form: "form.yaml", flow: "flow.bpmn" })[part]).join("、")}`);
  return found.found;
}

/** That an item's kind is there, and that items with a guide are of a kind that shows one. */
export function kindOfItemFindings({ kind }: Pick<Item, "kind">, { kinds }: Surroundings): Finding[] {
  if (kinds.has(kind)) return [];
  return [{ path: ["kind"], message: `没有件类“${kind}”。${instead(kind, kinds.keys())}`, word: kind }];
}
