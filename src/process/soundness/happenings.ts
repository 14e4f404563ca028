import { awaited, offeredActivities } from "#process/event";
import { isActivity, type Graph, type Node } from "#process/graph";
import type { FlowEvent, FlowState } from "#process/token";

/** Everything that could happen to a standing flow: work is done or fails, times come, messages and signals arrive, conditions change. */
export function happenings(graph: Graph, state: FlowState): FlowEvent[] {
  const events: FlowEvent[] = [];
  for (const active of state.active) {
    const node = graph.nodes[active.node];
    if (!node || isIdle(graph, state, node, active)) continue;
    switch (active.wait) {
      case "task":
        events.push({ type: "task.completed", task: active.id, result: { outcome: "done" } });
        for (const error of codes(node, graph, "error")) events.push({ type: "error.raised", wait: active.id, error });
        for (const escalation of codes(node, graph, "escalation")) events.push({ type: "escalation.raised", wait: active.id, escalation });
        break;
      case "service":
        events.push({ type: "service.done", call: active.id, result: {} });
        for (const error of codes(node, graph, "error")) events.push({ type: "service.failed", call: active.id, error });
        break;
      case "rule":
        events.push({ type: "rule.done", call: active.id, result: null });
        break;
      case "timer":
        events.push({ type: "timer.fired", timer: active.id });
        break;
      case "condition":
        events.push({ type: "facts.changed" });
        break;
      default:
    }
  }
  for (const { on, name } of listening(graph, state)) {
    events.push(on === "message" ? { type: "message.arrived", message: name } : { type: "signal.arrived", signal: name });
  }
  for (const { frame, node } of offeredActivities(graph, state)) events.push({ type: "activity.begun", frame, node });
  return [...new Map(events.map((event) => [JSON.stringify(event), event])).values()];
}

/** Messages and signals that something waits for which has not gone off already. */
function listening(graph: Graph, state: FlowState): ReturnType<typeof awaited> {
  const fresh = state.active.filter((active) => {
    const node = graph.nodes[active.node];
    return node !== undefined && !isIdle(graph, state, node, active);
  });
  return awaited(graph, { ...state, active: fresh });
}

/** An event that may come again and again is looked at once: while what it led to still goes on, it is not fired a second time. */
function isIdle(graph: Graph, state: FlowState, node: Node, active: FlowState["active"][number]): boolean {
  if ((node.kind !== "boundary" && node.kind !== "start") || node.interrupting) return false;
  if (node.kind === "start") return state.active.some((each) => each.wait === "scope" && holds(graph, each.node, node));
  const behind = reachable(graph, node.out);
  return state.active.some((each) => each.frame === active.frame && behind.has(each.node)) || state.held.some((token) => behind.has(token.node));
}

function holds(graph: Graph, handler: string, start: Node): boolean {
  const node = graph.nodes[handler];
  return node?.kind === "event-sub" && node.inner === start.scope;
}

function reachable(graph: Graph, edges: readonly string[]): Set<string> {
  const found = new Set<string>();
  const open = [...edges];
  for (let edge = open.pop(); edge !== undefined; edge = open.pop()) {
    const to = graph.edges[edge]?.to;
    if (to === undefined || found.has(to)) continue;
    found.add(to);
    open.push(...(graph.nodes[to]?.out ?? []));
  }
  return found;
}

/** The codes of errors or escalations that are caught on the border of an activity. */
function codes(node: Node, graph: Graph, on: "error" | "escalation"): string[] {
  if (!isActivity(node)) return [];
  const triggers = node.boundary.flatMap((key) => {
    const boundary = graph.nodes[key];
    return boundary?.kind === "boundary" ? boundary.triggers : [];
  });
  return triggers.flatMap((trigger) => {
    if (trigger.on === "error" && on === "error") return [trigger.error ?? "ANY"];
    if (trigger.on === "escalation" && on === "escalation") return [trigger.escalation ?? "ANY"];
    return [];
  });
}
