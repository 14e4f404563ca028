import type { FieldDefinition } from "#content/form";
import { CORE_ACTS, CORE_FLAGS, statesIn, withWorks, type Kind } from "#content/kind";
import type { Item, KindDefinition, Service } from "#content/pack";
import { wholeItem } from "#content/pack";
import { factsType, fieldsOf, flowScope, givenType, wordsOf, wordsType, type Surroundings } from "#content/scope";
import { ANY, joined, recordOf, type RecordType } from "#language/typing";
import { ROLES } from "#people/duty";
import { compile } from "#process/bpmn";
import type { Graph } from "#process/graph";
import type { Known } from "./finder.ts";

/** Everything that the check of one kind looks at. */
export interface Setting {
  kind: Kind;
  definition: KindDefinition;
  around: Surroundings;
  /** Items of the kind, of whatever pack. */
  items: readonly Service[];
  /** Flows that run it, of its own or of its items, those that compile. */
  graphs: readonly Graph[];
  /** Whether all its flows are among them. */
  whole: boolean;
  /** The fields of its form; undefined where only its items bring forms. */
  fields: readonly FieldDefinition[] | undefined;
  /** What formulas see of a matter, without results of steps. */
  facts: RecordType;
  known: Readonly<Record<Sort, Known>>;
}

/** What a kind names. */
export type Sort =
  | "state"
  | "outcome"
  | "act"
  | "clock"
  | "stop"
  | "link"
  | "flag"
  | "paper"
  | "role"
  | "party"
  | "work"
  | "kind"
  | "register"
  | "item"
  | "person";

/** An item that stands for all those of a kind, in checks of what they have in common. */
export function likeItem(kind: Kind, items: readonly Item[]): Item {
  const item = items[0] ?? wholeItem({ id: kind.id, name: kind.name }, { department: "", unit: "", kind: kind.id });
  return { ...item, situations: kind.situations ? item.situations : [] };
}

function knownIn({ kind, papers }: Pick<KindDefinition, "kind" | "papers">, around: Surroundings): Setting["known"] {
  const states = wordsOf(kind.states);
  const acts = Object.fromEntries(Object.entries(kind.acts).map(([id, { word }]) => [id, word || (CORE_ACTS[id] ?? id)]));
  const roles = [...(around.roles?.keys() ?? []), ...Object.keys(ROLES)];
  const parties = wordsOf(kind.parties);
  const known = (what: string, words: Readonly<Record<string, string>>, names = Object.keys(words)): Known => ({ what, names, words });
  return {
    state: known("状态", states),
    outcome: known("结果（phase: closed 的状态）", states, statesIn(kind, "closed")),
    act: known("动作", { ...CORE_ACTS, ...acts }, [...new Set([...Object.keys(kind.acts), ...Object.keys(CORE_ACTS)])]),
    clock: known("时限", wordsOf(kind.clocks)),
    stop: known("停", wordsOf(kind.stops)),
    link: known("关联", wordsOf(kind.links)),
    flag: known("标记", { ...CORE_FLAGS, ...kind.flags }),
    paper: known("文书", Object.fromEntries(papers.map(({ id, name }) => [id, name]))),
    role: known("角色", {}, roles),
    party: known("当事人", parties),
    work: known("环节", wordsOf(kind.works)),
    kind: known("件类", Object.fromEntries([...around.kinds].map(([id, each]) => [id, each.kind.name]))),
    register: known("库", Object.fromEntries([...around.registers].map(([id, { name }]) => [id, name]))),
    item: known("事项", Object.fromEntries([...(around.items ?? [])].map(([id, { item }]) => [id, item.name]))),
    person: known("当事人或者角色", parties, [...Object.keys(parties), ...roles, "holder", "beneficiary"]),
  };
}

/** What is looked at in the check of a kind. */
export async function settingOf(definition: KindDefinition, around: Surroundings): Promise<Setting> {
  const { kind } = definition;
  const items = [...(around.items?.values() ?? [])].filter(({ item }) => item.kind === kind.id);
  const flows = new Set([definition.flow, ...items.map(({ flow }) => flow)].filter((flow) => flow !== undefined));
  const compiled = await Promise.all([...flows].map((flow) => compile(flow)));
  const graphs = compiled.flatMap((each) => ("graph" in each ? [withWorks(each.graph, kind)] : []));
  const form = definition.form ?? (items.length === 1 ? items[0]!.form : undefined);
  const item = likeItem(
    kind,
    items.map((each) => each.item),
  );
  const facts = factsType({ item, ...(form && { form }) }, around);
  // Without a form of the kind nobody knows what its items ask.
  const seen = form ? facts : recordOf({ ...facts.entries, form: ANY, situation: ANY });
  return {
    kind,
    definition,
    around,
    items,
    graphs,
    whole: graphs.length === flows.size && flows.size > 0,
    fields: form && fieldsOf({ form }),
    facts: seen,
    known: knownIn(definition, around),
  };
}

/** Results of steps by their ids, of all flows that run the kind; open where no flow is known, or one does not compile. */
function withSteps({ graphs, whole, facts, around, kind }: Setting): RecordType {
  const scopes = graphs.map((graph) => flowScope(graph, recordOf({}), around, kind, () => ANY));
  const names = new Set(scopes.flatMap(({ entries }) => Object.keys(entries)));
  const steps = Object.fromEntries(
    [...names].map((name) => [name, joined(scopes.flatMap(({ entries }) => (Object.hasOwn(entries, name) ? [entries[name]!] : [])))]),
  );
  return recordOf({ ...steps, ...facts.entries }, whole ? {} : { open: true });
}

/** What formulas see of what an act brings: the facts, results of steps, and the result that led to it; its `personal` answers in papers alone. */
export function actScope(setting: Setting, acts: readonly string[], personal: "hidden" | "seen" = "hidden"): RecordType {
  const { kind, graphs, around } = setting;
  const given = acts.map((act) => givenType(act, kind, graphs, around, personal));
  const entries: RecordType["entries"] = Object.fromEntries(
    [...new Set(given.flatMap((each) => Object.keys(each.entries)))].map((name) => [
      name,
      joined(given.flatMap((each) => (Object.hasOwn(each.entries, name) ? [each.entries[name]!] : []))),
    ]),
  );
  const steps = withSteps(setting);
  // As it is when it is lived: a field has its plain name before a step that is called the same, and facts have theirs before both.
  return recordOf(
    { ...steps.entries, ...entries, ...setting.facts.entries, given: recordOf(entries, { called: "这一步的结果里" }) },
    steps.open ? { open: true } : {},
  );
}

/** The same for what is written to people. */
export function wordsScope(setting: Setting, acts: readonly string[], personal: "hidden" | "seen" = "hidden"): RecordType {
  return wordsType(actScope(setting, acts, personal), setting.kind, setting.fields);
}
