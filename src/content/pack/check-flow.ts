import { readLimit } from "#kernel/clock";
import { compile } from "#process/bpmn";
import type { Graph, Scope } from "#process/graph";
import { judge } from "#process/soundness";
import type { Decisions } from "#content/rule";
import type { ItemDefinition } from "./pack.ts";
import { unitFault, type Surroundings } from "./surroundings.ts";

/** An element of a drawing and what is wrong with it. */
export interface ElementFinding {
  element: string;
  message: string;
}

/** Acts that flows may call. */
export const ACTS = [
  "matter.accept",
  "matter.accept-by-law",
  "matter.decline",
  "matter.grant",
  "matter.refuse",
  "matter.close",
  "licence.issue",
  "payment.grant",
  "register.write",
] as const;

/** Acts against somebody, and the kinds of work behind which alone they may stand: a rule never refuses, a person does. */
const JUDGED_BY: Record<string, ReadonlySet<string>> = {
  "matter.refuse": new Set(["decision", "counter"]),
  "matter.decline": new Set(["acceptance", "counter"]),
};

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

function unitsIn(expression: string): string[] {
  return [...expression.matchAll(/"([0-9A-Z]{18}(?:-\d{2})?)"/g)].map((match) => match[1]!);
}

function taskFindings(graph: Graph, definition: ItemDefinition, around: Surroundings): ElementFinding[] {
  const found: ElementFinding[] = [];
  const promised = readLimit(definition.item.limits?.promised ?? "");
  const checklists = new Set(definition.checklists.map(({ id }) => id));
  for (const node of Object.values(graph.nodes)) {
    if (node.kind !== "user") continue;
    const say = (message: string): void => void found.push({ element: node.id, message });
    for (const unit of unitsIn(node.unit ?? "")) {
      const fault = unitFault(unit, around.city);
      if (fault) say(fault);
      else if (node.role && around.city && !around.city.holders.has(`${unit} ${node.role}`)) say(`机构 ${unit} 里没有人担任 ${node.role}，这个环节没有人能办`);
    }
    if (node.work === "inspection" && !node.checklist) say("现场核查要写核查表 yw:checklist");
    if (node.checklist && !checklists.has(node.checklist)) say(`没有核查表“${node.checklist}”`);
    const limit = readLimit(node.limit ?? "");
    if (limit && promised && limit.unit === promised.unit && limit.days > promised.days) say(`环节时限 ${limit.days} 超过了承诺时限 ${promised.days}`);
  }
  return found;
}

function actFindings(graph: Graph, { item }: ItemDefinition, around: Surroundings, decisions: Decisions | undefined): ElementFinding[] {
  const found: ElementFinding[] = [];
  for (const node of Object.values(graph.nodes)) {
    const say = (message: string): void => void found.push({ element: node.id, message });
    if (node.kind === "rule" && !decisions?.byId.has(node.decision)) say(`规则文件里没有决策“${node.decision}”`);
    if (node.kind !== "service") continue;
    if (!ACTS.some((act) => act === node.act)) say(`不认识的动作“${node.act}”`);
    const judgedBy = JUDGED_BY[node.act];
    if (judgedBy && reachedWithout(judgedBy, graph).has(node.key)) say("不予许可、不予受理只能由人作出，流程里有一条路不经人工判断就走到了这里");
    const named = (key: string): string | undefined => new RegExp(`\\b${key}\\s*:\\s*"([^"]+)"`).exec(node.input ?? "")?.[1];
    if (node.act === "licence.issue" && named("type") !== item.outcome?.licence?.type) say("颁发的证照类型与事项结果写的不一致");
    if (node.act === "register.write" && !around.registers.has(named("register") ?? "")) say(`没有库“${named("register") ?? ""}”`);
    if (node.act === "payment.grant" && !item.outcome?.payment) say("事项结果没有写给付");
  }
  return found;
}

/** What is wrong with the flow of an item: what the engine refuses, and what its steps refer to. */
export async function flowFindings(definition: ItemDefinition, around: Surroundings, decisions: Decisions | undefined): Promise<ElementFinding[]> {
  const compiled = await compile(definition.flow ?? "");
  if ("refusals" in compiled) return compiled.refusals.map(({ element, zh }) => ({ element, message: zh }));
  // What an item's own flow raises nobody catches: the matter could not go on.
  const raised = (compiled.graph.raises ?? []).map((code) => ({
    element: compiled.graph.process,
    message: `错误“${code}”没有地方处理：事项的主流程不会被别的流程调用`,
  }));
  return [...raised, ...taskFindings(compiled.graph, definition, around), ...actFindings(compiled.graph, definition, around, decisions)];
}

/** What would go wrong in a flow whatever the data: it waits for ever, twice, or never (see `judge` of soundness). Nothing for a flow that does not compile. */
export async function soundnessFindings({ flow }: Pick<ItemDefinition, "flow">): Promise<ElementFinding[]> {
  const compiled = await compile(flow ?? "");
  return "graph" in compiled ? judge(compiled.graph).problems.map(({ element, zh }) => ({ element, message: zh })) : [];
}

/** What the rules of an item lack: the decision about eligibility, and the one that a payment names. */
export function rulesFindings({ item, form }: Pick<ItemDefinition, "item" | "form">, decisions: Decisions | undefined): ElementFinding[] {
  if (!decisions) return [];
  const { payment } = item.outcome ?? {};
  return [
    ...(form && !decisions.byId.has("eligibility") ? [{ element: "", message: "规则文件里要有决策“eligibility”" }] : []),
    ...(payment && !decisions.byId.has(payment.decision) ? [{ element: "", message: `规则文件里没有给付用的决策“${payment.decision}”` }] : []),
  ];
}
