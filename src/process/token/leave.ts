import { conflict } from "#values/errors";
import { known, type Node } from "#process/graph";
import { called, contextOf, holds, send, type Run } from "./run.ts";
import type { Vars } from "./state.ts";

/**
 * Leaves a node. An exclusive gateway takes the first edge whose condition holds; everything else every edge that has no
 * condition or whose condition holds; where none does, the default one (BPMN 2.0.2 clauses 13.3.1, 13.4). From a node without
 * outgoing edges, as there are in ad-hoc sub-processes, the token is gone.
 */
export function leave(run: Run, node: Node, frame: string): void {
  if (node.out.length === 0) return;
  const taken = waysOut(run, node, frame);
  if (taken.length === 0) throw conflict("FLOW_NO_PATH", `流程在“${called(node)}”之后没有一条分支的条件成立，请联系事项管理员改正流程。`);
  for (const edge of taken) send(run, edge, frame);
}

/** The edges that a token takes out of a node; `more` are names that its conditions can use beside those of the frame. */
export function waysOut(run: Run, node: Node, frame: string, more: Vars = {}): readonly string[] {
  const candidates = node.out.filter((edge) => edge !== node.otherwise).map((edge) => known(run.graph.edges, edge));
  const free = candidates.every((edge) => edge.when === undefined);
  const context = free ? {} : { ...contextOf(run, frame), ...more };
  const open = free ? candidates : candidates.filter((edge) => edge.when === undefined || holds(edge.when, context, called(node)));
  const taken = (node.kind === "exclusive" ? open.slice(0, 1) : open).map((edge) => edge.id);
  return taken.length === 0 && node.otherwise !== undefined ? [node.otherwise] : taken;
}
