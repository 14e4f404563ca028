import type { Graph, Node } from "#process/graph";
import { askedChecklist, ownChecklist } from "./asked.ts";
import type { Kind } from "./kind.ts";

/** A flow whose steps have what their works say wherever the step itself says nothing: by whom it is done, within how long, by which check list. Pure. */
export function withWorks(graph: Graph, { works }: Kind): Graph {
  const given = (node: Node): Node => {
    const work = node.kind === "user" && Object.hasOwn(works, node.work) ? works[node.work] : undefined;
    if (node.kind !== "user" || !work) return node;
    const asked = askedChecklist(work);
    const { checklist = ownChecklist(node.work, work)?.id ?? asked?.checklist } = node;
    const { role = node.party ? undefined : work.role, party = node.role ? undefined : work.party, limit = work.within, stop = work.stop } = node;
    return {
      ...node,
      ...(role !== undefined && { role }),
      ...(party !== undefined && { party }),
      ...(limit !== undefined && { limit }),
      ...(stop !== undefined && { stop }),
      ...(checklist !== undefined && { checklist }),
    };
  };
  return { ...graph, nodes: Object.fromEntries(Object.entries(graph.nodes).map(([key, node]) => [key, given(node)])) };
}

/** The roles of staff that do the works of a kind, each once. */
export function rolesAtWork({ works }: Kind): string[] {
  return [...new Set(Object.values(works).flatMap(({ role }) => role ?? []))];
}
