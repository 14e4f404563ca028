import { conflict } from "#values/errors";
import { cancel, type Run, type Active, type Body, type FlowState } from "#process/token";
import { isActivity, known, type Graph, relation, roundFrom } from "#process/graph";
import { open } from "#process/activity";
import { relocate } from "./relocation.ts";

/** A step that was done: its task, and the node it was at. */
export type DoneStep = { task: string; node: string };

type Standing = { active: Iterable<Active>; held: FlowState["held"] };

/**
 * Whether who did a step can take it back although no task came of it yet: they signed in a countersigning in which others still sign, or what
 * they passed on waits at a join, for an event or for a moment. Acts with effect that were done behind the step stand against it.
 */
export function canRetake(graph: Graph, state: FlowState, done: DoneStep): boolean {
  if (bodyOf(state, done.task)) return true;
  if (Object.hasOwn(graph.nodes, done.node) === false || state.active.some((each) => each.node === done.node)) return false;
  const behind = roundFrom(graph, done.node);
  const acted = Object.values(graph.nodes).some(
    (node) =>
      node.kind === "service" &&
      node.scope === known(graph.nodes, done.node).scope &&
      Object.hasOwn(state.vars, node.id) &&
      relation(graph, done.node, node.key) === "after",
  );
  return !acted && frameBehind(graph, state, done.node, behind) !== undefined;
}

/** Takes a step back (取回): the instance that was done waits again, or the token that waits behind the step stands on it again. */
export function retake(run: Run, done: DoneStep): string[] {
  const standing = { active: run.active.values(), held: run.held };
  const body = bodyOf({ active: [...run.active.values()] }, done.task);
  if (body) {
    reopenInstance(run, body, done.task);
    return [];
  }
  const frame = frameBehind(run.graph, standing, done.node, roundFrom(run.graph, done.node));
  if (frame === undefined) throw conflict("FLOW_NO_RETURN", "后面的环节已经有人办理，不能取回。可以请办理人退回。");
  return relocate(run, { frame }, done.node);
}

function bodyOf({ active }: Pick<FlowState, "active">, task: string): Body | undefined {
  return active.find((each): each is Body => each.wait === "many" && each.results.some(([, , id]) => id === task));
}

/** The frame of what waits behind a step without being anybody's task. */
function frameBehind(graph: Graph, { active, held }: Standing, node: string, behind: ReadonlySet<string>): string | undefined {
  const came = (edge: string): boolean => [node, ...behind].includes(known(graph.edges, edge).from);
  const token = held.find((each) => behind.has(each.node) && came(each.edge));
  const event = [...active].find(
    (each) => each.wait !== "task" && each.wait !== "scope" && behind.has(each.node) && !("host" in each && each.host !== undefined),
  );
  return token?.frame ?? event?.frame;
}

function reopenInstance(run: Run, body: Body, task: string): void {
  const node = known(run.graph.nodes, body.node);
  const index = body.results.find(([, , id]) => id === task)?.[0] ?? 0;
  if (!isActivity(node) || !node.many) throw new Error(`${body.node} has no instances`);
  const results = body.results.filter(([place]) => place !== index);
  if (!node.many.sequential) run.active.set(body.id, { ...body, results });
  else {
    // In a sequence the next one was asked because of this one.
    if (results.some(([place]) => place > index)) throw conflict("FLOW_NO_RETURN", "后面的单位已经签过，不能取回。");
    for (const each of run.active.values()) if ("of" in each && each.of === body.id) cancel(run, each);
    run.active.set(body.id, { ...body, results, next: index + 1 });
  }
  open(run, node, body.frame, { of: body.id, index });
}
