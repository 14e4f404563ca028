import { conflict } from "#kernel/errors";
import { known } from "./graph.ts";
import type { Node } from "./graph.ts";
import { called, contextOf, holds, send } from "./run.ts";
import type { Run } from "./run.ts";

/**
 * Leaves a node. An exclusive gateway takes the first edge whose condition holds; everything else every edge that has no
 * condition or whose condition holds; where none does, the default one (BPMN 2.0.2 clauses 13.3.1, 13.4).
 */
export function leave(run: Run, node: Node, frame: string): void {
  const taken = chosen(run, node, frame);
  if (taken.length > 0) for (const edge of taken) send(run, edge, frame);
  else if (node.otherwise !== undefined) send(run, node.otherwise, frame);
  else throw conflict("FLOW_NO_PATH", `流程在“${called(node)}”之后没有一条分支的条件成立，请联系事项管理员改正流程。`);
}

function chosen(run: Run, node: Node, frame: string): string[] {
  const candidates = node.out.filter((edge) => edge !== node.otherwise).map((edge) => known(run.graph.edges, edge));
  if (candidates.every((edge) => edge.when === undefined))
    return one(
      node,
      candidates.map((edge) => edge.id),
    );
  const context = contextOf(run, frame);
  return one(
    node,
    candidates.filter((edge) => edge.when === undefined || holds(edge.when, context, called(node))).map((edge) => edge.id),
  );
}

function one(node: Node, edges: string[]): string[] {
  return node.kind === "exclusive" ? edges.slice(0, 1) : edges;
}
