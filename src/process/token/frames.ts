import { known, type Graph, type Node } from "#process/graph";
import type { Run } from "./run.ts";
import type { Frame } from "./state.ts";

/** The scope that runs in a frame. */
export function scopeOf(run: Run, frame: string): string {
  const holder = run.active.get(frame);
  const node = holder && known(run.graph.nodes, holder.node);
  return node && "inner" in node ? node.inner : run.graph.process;
}

/** The frame in which a scope runs: the one that encloses `from`, else the only one there is. */
export function frameOf(run: Run, scope: string, from: string): string | undefined {
  for (let frame: string | undefined = from; frame !== undefined; frame = parentOf(run, frame)) {
    if (scopeOf(run, frame) === scope) return frame;
  }
  const running = [...run.active.values()].filter((active) => active.wait === "scope" && scopeOf(run, active.id) === scope);
  return running.length === 1 ? running[0]?.id : undefined;
}

function parentOf(run: Run, frame: string): string | undefined {
  return frame === "" ? undefined : (run.active.get(frame)?.frame ?? "");
}

/** Takes the results of nodes, and of all that is inside them, back from where conditions look: they are not done any more, nor could be compensated. */
export function forget(run: Run, frame: string, keys: readonly string[]): void {
  run.done = run.done.filter((done) => done.frame !== frame || !keys.includes(done.node));
  forgetResults(run, frame, keys);
}

function forgetResults(run: Run, frame: string, keys: readonly string[]): void {
  const ids = new Set(keys.flatMap((key) => [...within(run.graph, known(run.graph.nodes, key))].map((node) => node.id)));
  const without = (vars: Readonly<Record<string, unknown>>): Record<string, unknown> => Object.fromEntries(Object.entries(vars).filter(([id]) => !ids.has(id)));
  const holder = run.active.get(frame);
  if (holder?.wait !== "scope") run.vars = without(run.vars);
  else if (!holder.vars) forgetResults(run, holder.frame, keys);
  else run.active.set(frame, { ...holder, vars: without(holder.vars) } satisfies Frame);
}

/** A node and every node inside it, at any depth. */
export function* within(graph: Graph, node: Node): Iterable<Node> {
  yield node;
  if (node.kind !== "sub") return;
  for (const inner of Object.values(graph.nodes)) if (inner.scope === node.inner) yield* within(graph, inner);
}
