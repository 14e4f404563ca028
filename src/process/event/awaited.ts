import { isActivity, known, type Graph } from "#process/graph";
import { type Catch, type FlowState, triggerOf } from "#process/token";

/** What a flow waits for from outside, beside people and time: messages and signals by name, with the key a message has to carry. */
export type Awaited = { on: "message"; name: string; key?: unknown } | { on: "signal"; name: string };

/** The messages and signals that a running flow waits for now. */
export function awaited(graph: Graph, state: FlowState): Awaited[] {
  return awaitedAt(graph, state).map(({ node: _node, ...each }) => each);
}

/** The same with the node that waits for each. */
export function awaitedAt(graph: Graph, state: FlowState): (Awaited & { node: string })[] {
  return state.active.flatMap((active): (Awaited & { node: string })[] => {
    if (active.wait !== "message" && active.wait !== "signal") return [];
    const node = known(graph.nodes, active.node);
    const trigger = "triggers" in node ? triggerOf(node, active satisfies Catch) : undefined;
    if (trigger?.on === "signal") return [{ on: "signal", name: trigger.signal, node: node.key }];
    if (trigger?.on === "message") return [{ on: "message", name: trigger.message, node: node.key, ...(active.key === undefined ? {} : { key: active.key }) }];
    return [];
  });
}

/** The messages that something in a graph catches: those which a running flow takes, now or later. */
export function messagesOf(graph: Graph): string[] {
  const names = Object.values(graph.nodes).flatMap((node) =>
    "triggers" in node ? node.triggers.flatMap((trigger) => (trigger.on === "message" ? [trigger.message] : [])) : [],
  );
  return [...new Set(names)];
}

/** An activity of an ad-hoc sub-process that somebody may begin now. */
export type OfferedActivity = { frame: string; node: string; name: string };

/** The activities of running ad-hoc sub-processes that may be begun now: those nothing leads to, and those before which a token waits. */
export function offeredActivities(graph: Graph, state: FlowState): OfferedActivity[] {
  return state.active.flatMap((holder) => {
    if (holder.wait !== "scope" || holder.closing) return [];
    const outer = known(graph.nodes, holder.node);
    if (outer.kind !== "sub" || !outer.adHoc) return [];
    const busy = state.active.some((active) => active.frame === holder.id && isActivity(known(graph.nodes, active.node)));
    if (outer.adHoc.sequential && busy) return [];
    const inside = Object.values(graph.nodes).filter((node) => node.scope === outer.inner && isActivity(node));
    const ready = inside.filter((node) => node.in.length === 0 || state.held.some((token) => token.frame === holder.id && token.node === node.key));
    return ready.map((node) => ({ frame: holder.id, node: node.key, name: node.name || node.id }));
  });
}
