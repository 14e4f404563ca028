import { readLimit } from "#kernel/clock";
import { compile, formulasOf } from "#process/bpmn";
import type { Graph, Scope } from "#process/graph";
import { judge } from "#process/soundness";
import type { Decisions } from "#content/rule";
import { askedChecklist, rolesAtWork, withWorks, type Kind } from "#content/kind";
import type { ItemDefinition } from "#content/pack";
import { ANY, typeWords, type RecordType, type Type } from "#language/typing";
import { instead } from "#values/spelling";
import { inputFaults } from "./act-input.ts";
import {
  calledScopes,
  type ElementFinding,
  factsType,
  fieldsOf,
  flowScope,
  formulaFaults,
  kindIn,
  type Surroundings,
  typeRules,
  unitFault,
  withMore,
} from "#content/scope";

/** Where tokens come into a scope by themselves: its starts, and its event sub-processes. */
function entries({ starts, handlers }: Scope, nodes: Graph["nodes"]): string[] {
  return [...starts, ...handlers.flatMap((key) => (nodes[key]?.kind === "event-sub" ? [nodes[key].start] : []))];
}

/** Nodes that a token can reach from the start without passing work of these kinds. */
function reachedWithout(work: ReadonlySet<string>, { nodes, edges, scopes, process }: Graph): Set<string> {
  const seen = new Set(entries(scopes[process]!, nodes));
  for (const key of seen) {
    const node = nodes[key]!;
    const judged = node.kind === "user" && work.has(node.work);
    const onward = judged ? [] : node.out.map((id) => edges[id]!.to);
    const inside = "inner" in node && !judged ? entries(scopes[node.inner]!, nodes) : [];
    // Behind a timer nobody judged either.
    const boundary = "boundary" in node ? node.boundary : [];
    for (const next of [...onward, ...inside, ...boundary]) if (nodes[next]) seen.add(next);
  }
  return seen;
}

/** Units that a formula names: all it can give where that is known, else those that stand in it. */
function unitsIn(text: string, type: Type): string[] {
  if (type.is === "text" && type.values) return [...type.values];
  return [...text.matchAll(/"([0-9A-Z]{18}(?:-\d{2})?)"/g)].map((match) => match[1]!);
}

/** Whether anybody is expected to hold a role by now: one that a pack brings is given to people once the pack is there. */
function isHeld(role: string, { roles, city }: Surroundings): boolean {
  return !roles?.has(role) || [...(city?.holders ?? [])].some((holder) => holder.endsWith(` ${role}`));
}

/** Which roles are held in a unit, as the end of a sentence. */
function rolesAt(unit: string, { city }: Surroundings): string {
  const held = [...(city?.holders ?? [])].flatMap((holder) => (holder.startsWith(`${unit} `) ? [holder.slice(unit.length + 1)] : []));
  return held.length > 0 ? `。那里有：${[...new Set(held)].join("、")}` : "";
}

/** The messages for which an event waits. */
function messagesOf(node: Graph["nodes"][string]): string[] {
  return "triggers" in node ? node.triggers.flatMap((trigger) => (trigger.on === "message" ? [trigger.message] : [])) : [];
}

function wordsOf(named: Readonly<Record<string, { word: string }>>): Record<string, string> {
  return Object.fromEntries(Object.entries(named).map(([id, { word }]) => [id, word]));
}

function taskFindings(graph: Graph, definition: ItemDefinition, around: Surroundings, kind: Kind | undefined, scope: RecordType): ElementFinding[] {
  const found: ElementFinding[] = [];
  const promised = readLimit(definition.item.limits?.promised ?? "");
  const roles = new Set([...(kind ? rolesAtWork(kind) : []), ...(around.roles?.keys() ?? [])]);
  const checklists = new Set(definition.checklists.map(({ id }) => id));
  for (const node of Object.values(graph.nodes)) {
    if (node.kind !== "user") continue;
    const say = (message: string, word?: string): void => void found.push({ element: node.id, message, ...(word !== undefined && { word }) });
    const strange = kind !== undefined && node.role !== undefined && !roles.has(node.role);
    const type = node.unit === undefined ? ANY : formulaFaults(node.unit, scope).type;
    if (!["text", "any", "null", "hidden"].includes(type.is)) say(`yw:unit 要得出机构代码，这里是${typeWords(type)}`, "yw:unit");
    for (const unit of unitsIn(node.unit ?? "", type)) {
      const fault = unitFault(unit, around.city);
      if (fault) say(fault, unit);
      else if (node.role && !strange && around.city?.holders && isHeld(node.role, around) && !around.city.holders.has(`${unit} ${node.role}`))
        say(`机构 ${unit} 里没有人担任 ${node.role}，这个环节没有人能办${rolesAt(unit, around)}`);
    }
    const work = kind && Object.hasOwn(kind.works, node.work) ? kind.works[node.work] : undefined;
    if (kind && !work) say(`yw:work“${node.work}”不是已知的环节种类。${instead(node.work, Object.keys(kind.works), wordsOf(kind.works))}`, node.work);
    if (kind && node.party && !Object.hasOwn(kind.parties, node.party))
      say(`yw:party“${node.party}”不是已知的当事人。${instead(node.party, Object.keys(kind.parties), wordsOf(kind.parties))}`, node.party);
    if (strange) say(`yw:role“${node.role!}”不是已知的角色。${instead(node.role!, roles)}`, node.role);
    for (const [outcome, { word, aside }] of Object.entries(work?.outcomes ?? {})) {
      const messages = node.boundary.flatMap((key) => messagesOf(graph.nodes[key]!));
      if (aside && !messages.includes(outcome))
        say(
          `结果“${word}”（${outcome}）不结束这个环节：环节边上要有一个消息边界事件，消息的名字是 ${outcome}${messages.length > 0 ? `。现在有：${messages.join("、")}` : ""}`,
        );
    }
    if (work?.party && !node.party) say(`“${work.word}”由${kind!.parties[work.party]?.word ?? work.party}完成，要写 yw:party="${work.party}"`);
    if (kind && node.stop && !Object.hasOwn(kind.stops, node.stop))
      say(`没有停“${node.stop}”。${instead(node.stop, Object.keys(kind.stops), wordsOf(kind.stops))}`, node.stop);
    if (work && askedChecklist(work) && !node.checklist) say(`${work.word}要写核查表 yw:checklist`);
    if (work && node.checklist && !askedChecklist(work)) say(`只有问核查表的环节能写 yw:checklist，“${work.word}”不问`, "yw:checklist");
    if (node.checklist && !checklists.has(node.checklist)) say(`没有核查表“${node.checklist}”。${instead(node.checklist, checklists)}`);
    const limit = readLimit(node.limit ?? "");
    if (limit && promised && limit.unit === promised.unit && limit.days > promised.days) say(`环节时限 ${limit.days} 超过了承诺时限 ${promised.days}`);
  }
  return found;
}

function actFindings(
  graph: Graph,
  { item }: ItemDefinition,
  { vocabulary }: Surroundings,
  kind: Kind | undefined,
  decisions: Decisions | undefined,
): ElementFinding[] {
  const found: ElementFinding[] = [];
  for (const node of Object.values(graph.nodes)) {
    const say = (message: string, word?: string): void => void found.push({ element: node.id, message, ...(word !== undefined && { word }) });
    if (node.kind === "rule" && !decisions?.byId.has(node.decision))
      say(`规则文件里没有决策“${node.decision}”。${decisions ? instead(node.decision, decisions.byId.keys()) : "现在没有能用的 rules.dmn"}`, node.decision);
    if (node.kind !== "service") continue;
    const act = Object.hasOwn(vocabulary.acts, node.act) ? vocabulary.acts[node.act] : undefined;
    const own = kind && Object.hasOwn(kind.acts, node.act) ? kind.acts[node.act] : undefined;
    if (!act && !own) {
      const words = { ...wordsOf(kind?.acts ?? {}), ...wordsOf(vocabulary.acts) };
      say(`不认识的动作“${node.act}”。${instead(node.act, Object.keys(words), words)}`, node.act);
    }
    const judges = own?.adverse ?? [];
    if (judges.length > 0 && reachedWithout(new Set(judges), graph).has(node.key)) say(`“${own!.word}”只能由人作出，流程里有一条路不经人工判断就走到了这里`);
    if (node.act === "payment.grant" && !item.outcome?.payment) say("事项结果没有写给付");
  }
  return found;
}

/** What is wrong in the FEEL of a flow: names nobody knows, values that something never takes, and what acts are handed that they do not take. */
function formulaFindings(graph: Graph, definition: ItemDefinition, around: Surroundings, kind: Kind | undefined, scope: RecordType): ElementFinding[] {
  const called = calledScopes(graph);
  const fields = fieldsOf(definition);
  const acts = Object.values(graph.nodes).flatMap((node): (ElementFinding & { personal?: true })[] => {
    const act = node.kind === "service" && Object.hasOwn(around.vocabulary.acts, node.act) ? around.vocabulary.acts[node.act] : undefined;
    if (node.kind !== "service" || !act || called.has(node.scope)) return [];
    const input = node.input === undefined ? undefined : formulaFaults(node.input, scope).type;
    const found = inputFaults(act, input, fields, { around, kind });
    const type = input?.is === "record" && node.act === "licence.issue" ? input.entries["type"] : undefined;
    const licence = definition.item.outcome?.licence?.type;
    if (found.length === 0 && type?.is === "text" && type.values?.some((value) => value !== licence))
      found.push({ message: `颁发的证照类型与事项结果写的不一致：这里是 ${type.values.join("、")}，事项结果是 ${licence ?? "没有写"}`, word: "type" });
    return found.map((fault) => ({ element: node.id, ...fault }));
  });
  const names = formulasOf(graph).flatMap((formula) => {
    if (called.has(formula.scope)) return [];
    // A personal answer in a column that is personal is one slip: it stands in the wrong part of the input.
    const misplaced = acts.some(({ element, personal }) => element === formula.owner && personal);
    const faults = formulaFaults(formula.text, withMore(scope, formula)).faults.filter(({ hidden }) => !hidden || !misplaced);
    return faults.map(({ message, word }) => ({ element: formula.owner, message, ...(word !== undefined && { word }) }));
  });
  return [...names, ...acts.map(({ personal: _personal, ...finding }) => finding)];
}

/** What to do about the name of a field or question that stands by itself. */
function bareName(name: string, definition: ItemDefinition): string | undefined {
  const field = fieldsOf(definition).find((one) => one.name === name);
  if (field?.personal) return `表达式里的“${name}”是表单的个人信息字段，只能写在 personal 里，名字加引号："${name}"`;
  if (field) return `表达式里的“${name}”是表单字段，要写成 form.${name}`;
  return definition.item.situations.some(({ id }) => id === name) ? `表达式里的“${name}”是情形问题，要写成 situation.${name}` : undefined;
}

/** What is wrong with the flow of an item: what the engine refuses, what its steps refer to, and the names and values in its formulas. */
export async function flowFindings(definition: ItemDefinition, around: Surroundings, decisions: Decisions | undefined): Promise<ElementFinding[]> {
  const compiled = await compile(definition.flow ?? "");
  if ("refusals" in compiled)
    return compiled.refusals.map(({ element, zh, rule, word }) => {
      const bare = rule === "unknown-name" && word !== undefined ? bareName(word, definition) : undefined;
      return { element, message: bare ?? zh, ...(word !== undefined && { word }) };
    });
  const kind = kindIn(around, definition);
  const graph = kind ? withWorks(compiled.graph, kind) : compiled.graph;
  // What an item's own flow raises nobody catches: the matter could not go on.
  const raised = (graph.raises ?? []).map((code) => ({
    element: graph.process,
    message: `错误“${code}”没有地方处理：事项的主流程不会被别的流程调用`,
  }));
  const facts = factsType(definition, around);
  const rules =
    decisions &&
    typeRules(
      decisions,
      flowScope(graph, facts, around, kind, () => ANY),
    );
  const scope = flowScope(graph, facts, around, kind, rules?.typeOf ?? (() => ANY));
  return [
    ...raised,
    ...taskFindings(graph, definition, around, kind, scope),
    ...actFindings(graph, definition, around, kind, decisions),
    ...formulaFindings(graph, definition, around, kind, scope),
  ];
}

/** What would go wrong in a flow whatever the data: it waits for ever, twice, or never (see `judge` of soundness). Nothing for a flow that does not compile. */
export async function soundnessFindings({ flow }: Pick<ItemDefinition, "flow">): Promise<ElementFinding[]> {
  const compiled = await compile(flow ?? "");
  return "graph" in compiled ? judge(compiled.graph).problems.map(({ element, zh }) => ({ element, message: zh })) : [];
}
