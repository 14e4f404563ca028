import { known, type Graph, type Node } from "#process/graph";
import { runOf, stateOf, type Run, type Active, type FlowState, type Held, type Step, type Vars, subscribe } from "#process/token";
import { settle } from "#process/flow";

/** Which node (or edge, where a token waits at a join) of the old version becomes which of the new one; what is not named keeps its key. */
export type Mapping = Readonly<Record<string, string>>;

/** Why an instance cannot be carried over: where it stands, and what does not fit. */
export type Obstacle = { node: string; zh: string; en: string };

/**
 * Carries a running instance over to another version of its process: everything that waits goes on waiting at the node it is mapped to.
 * Tasks keep their ids and are not opened again. A timer whose boundary event is gone is cleared; one that is new is set from now.
 * @returns the step that does it, or every reason why it cannot be done; the state given is not changed
 */
export function migrate(from: Graph, to: Graph, state: FlowState, mapping: Mapping, facts: Vars): { step: Step } | { obstacles: Obstacle[] } {
  const obstacles: Obstacle[] = [];
  const target = (key: string): string => mapping[key] ?? key;
  const timers = state.active.filter((active) => isBoundary(from, active));
  const waiting = state.active.filter((active) => !timers.includes(active));
  for (const active of waiting) obstacles.push(...misfits(from, to, state, active, target));
  const held = state.held.map((token) => carried(from, to, token, target));
  for (const [index, token] of held.entries()) {
    if (!token) obstacles.push(obstacle(state.held[index]?.node ?? "", "新版本里没有对应的汇合分支", "no edge of the new version to wait on"));
  }
  if (obstacles.length > 0) return { obstacles };
  const mapped = waiting.map((active) => ({ ...active, node: target(active.node) }));
  const run = runOf(to, { ...state, active: mapped, held: held.filter((token) => token !== undefined), vars: renamed(from, to, state.vars, target) }, facts);
  carryTimers(run, timers, target);
  settle(run);
  return { step: { state: stateOf(run), effects: run.effects, passed: run.passed } };
}

function obstacle(node: string, zh: string, en: string): Obstacle {
  return { node, zh: `“${node}”：${zh}。`, en: `${node}: ${en}` };
}

function isBoundary(graph: Graph, active: Active): boolean {
  return known(graph.nodes, active.node).kind === "boundary";
}

function misfits(from: Graph, to: Graph, state: FlowState, active: Active, target: (key: string) => string): Obstacle[] {
  const old = known(from.nodes, active.node);
  const node = to.nodes[target(active.node)];
  if (!node) return [obstacle(old.key, "新版本里没有这个环节，请指定对应的环节", "not in the new version; map it to a node")];
  if (node.kind !== old.kind) return [obstacle(old.key, `新版本里的“${node.name || node.id}”是另一种环节`, `is a ${old.kind}, ${node.key} a ${node.kind}`)];
  if (manner(node) !== manner(old)) return [obstacle(old.key, "会签的方式变了", "has another kind of instances in the new version")];
  // What would begin an event sub-process lies in it, and waits in the frame outside.
  if (node.kind === "start") return [];
  const holder = state.active.find((each) => each.id === active.frame);
  const outer = holder ? to.nodes[target(holder.node)] : undefined;
  const scope = holder ? (outer && "inner" in outer ? outer.inner : undefined) : to.process;
  return node.scope === scope ? [] : [obstacle(old.key, "在新版本里移进或移出了子流程", "lies in another sub-process in the new version")];
}

function manner(node: Node): string {
  if (!("many" in node) || !node.many) return "single";
  return node.many.sequential ? "sequence" : "parallel";
}

function carried(from: Graph, to: Graph, token: Held, target: (key: string) => string): Held | undefined {
  const join = to.nodes[target(token.node)];
  if (!join || join.kind !== known(from.nodes, token.node).kind) return undefined;
  const source = target(known(from.edges, token.edge).from);
  const edge = [target(token.edge), ...join.in.filter((key) => known(to.edges, key).from === source)].find((key) => join.in.includes(key));
  return edge === undefined ? undefined : { ...token, node: join.key, edge };
}

/** Results move to the new ids of their nodes, so that conditions find them. */
function renamed(from: Graph, to: Graph, vars: Vars, target: (key: string) => string): Vars {
  const ids = new Map(Object.values(from.nodes).map((node) => [node.id, to.nodes[target(node.key)]?.id ?? node.id]));
  return Object.fromEntries(Object.entries(vars).map(([id, value]) => [ids.get(id) ?? id, value]));
}

function carryTimers(run: Run, timers: readonly Active[], target: (key: string) => string): void {
  for (const active of run.active.values()) {
    const node = known(run.graph.nodes, active.node);
    if (!("boundary" in node) || ("of" in active && active.of !== undefined) || ("sign" in active && active.sign)) continue;
    for (const key of node.boundary) {
      const kept = timers.find((timer) => "host" in timer && timer.host === active.id && target(timer.node) === key);
      const boundary = known(run.graph.nodes, key);
      if (kept) run.active.set(kept.id, { ...kept, node: key });
      else if (boundary.kind === "boundary") subscribe(run, boundary, active.frame, { host: active.id });
    }
  }
  for (const timer of timers) if (timer.wait === "timer" && !run.active.has(timer.id)) run.effects.push({ type: "timer.cancelled", timer: timer.id });
}
