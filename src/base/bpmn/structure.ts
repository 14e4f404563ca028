import type { Parts } from "./build.ts";
import type { Node } from "#base/flow";
import { endlessLoop, following, preceding, reachable } from "./reach.ts";
import { refuse } from "./refusal.ts";
import type { FlowRefusal } from "./refusal.ts";

/** Kinds that choose among their outgoing flows by conditions. Activities may too: BPMN calls that conditional flow. */
const CHOOSE = new Set(["exclusive", "inclusive", "user", "service", "rule", "sub", "call", "pass"]);

/** Refuses graphs whose shape cannot be executed: ends, flows, defaults, conditions, and what cannot be reached or left. */
export function structureRefusals(parts: Parts): FlowRefusal[] {
  const found = Object.values(parts.nodes).flatMap((node) => [...ends(node), ...branches(node, parts)]);
  return found.length > 0 ? found : ways(parts);
}

function ends(node: Node): FlowRefusal[] {
  const last = node.kind === "end" || node.kind === "terminate";
  const found: FlowRefusal[] = [];
  if (node.kind === "start" && node.in.length > 0) found.push(refuse(node.id, "start-incoming"));
  if (node.kind === "boundary" && node.in.length > 0) found.push(refuse(node.id, "boundary-incoming"));
  if (last && node.out.length > 0) found.push(refuse(node.id, "end-outgoing"));
  if (!last && node.out.length === 0) found.push(refuse(node.id, "dead-end"));
  return found;
}

function branches(node: Node, { edges }: Parts): FlowRefusal[] {
  const found: FlowRefusal[] = [];
  const chooses = CHOOSE.has(node.kind);
  const { otherwise } = node;
  if (otherwise !== undefined && !node.out.includes(otherwise)) found.push(refuse(node.id, "default-not-outgoing"));
  if (otherwise !== undefined && !chooses) found.push(refuse(node.id, "default-misplaced"));
  for (const id of node.out) {
    const edge = edges[id];
    const gateway = node.kind === "exclusive" || node.kind === "inclusive";
    if (edge?.when && !chooses) found.push(refuse(id, "condition-misplaced"));
    if (edge?.when && id === otherwise) found.push(refuse(id, "default-with-condition"));
    if (!edge?.when && id !== otherwise && gateway && node.out.length > 1) found.push(refuse(id, "condition-missing"));
  }
  return found;
}

function ways({ scopes, nodes, edges }: Parts): FlowRefusal[] {
  const next = (key: string): string[] => (nodes[key] ? following(nodes[key], edges) : []);
  const found: FlowRefusal[] = [];
  for (const scope of Object.values(scopes)) {
    const inside = Object.values(nodes).filter((node) => node.scope === scope.key);
    const last = inside.filter((node) => node.kind === "end" || node.kind === "terminate").map((node) => node.key);
    if (last.length === 0) found.push(refuse(scope.key, "no-end"));
    const reached = reachable([scope.start], next);
    const leaving = reachable(last, preceding(nodes, edges));
    for (const node of inside) {
      if (!reached.has(node.key)) found.push(refuse(node.id, "unreachable"));
      else if (last.length > 0 && !leaving.has(node.key)) found.push(refuse(node.id, "no-way-out"));
    }
  }
  const loop = endlessLoop(nodes, edges);
  if (loop !== undefined) found.push(refuse(loop, "endless-loop"));
  return found;
}
