import { conflict } from "#values/errors";
import { known, type Node, type Scope } from "#process/graph";
import { beginPool } from "#process/event";
import { leave, keep, type Run, beginScope, prepare, subscribe } from "#process/token";

/** At which start an instance begins, and what the message or signal carried that began it. */
export type Beginning = { readonly start?: string; readonly data?: unknown };

/**
 * Begins a process (13.1, 13.5.1), or the pools of a collaboration: at once where a pool starts without trigger or is the one that was
 * called, else when its message or signal comes.
 */
export function beginRoot(run: Run, { start, data }: Beginning): void {
  const { graph } = run;
  if (!graph.pools) {
    const scope = known(graph.scopes, graph.process);
    if (scope.all && start === undefined) beginScope(run, graph.process, "");
    else beginAt(run, startIn(run, scope, start), data);
    return;
  }
  for (const key of graph.pools) {
    const pool = known(graph.nodes, key);
    if (pool.kind !== "pool") continue;
    const scope = known(graph.scopes, pool.inner);
    const called = start !== undefined && scope.starts.includes(start);
    const first = called ? start : scope.start;
    listen(run, scope);
    if (first === undefined && !scope.all) continue;
    const frame = beginPool(run, pool, first);
    if (called && data !== undefined) keep(run, frame, known(graph.nodes, start).id, data);
  }
  if (start !== undefined && ![...graph.pools].some((key) => startsOf(run, key).includes(start))) throw noStart(start);
}

function startsOf(run: Run, pool: string): readonly string[] {
  const node = known(run.graph.nodes, pool);
  return node.kind === "pool" ? known(run.graph.scopes, node.inner).starts : [];
}

/** The start events of a pool that have a trigger wait for it as long as the collaboration runs. */
function listen(run: Run, scope: Scope): void {
  for (const key of scope.starts) {
    const node = known(run.graph.nodes, key);
    if (node.kind === "start") subscribe(run, node, "", { host: "" });
  }
}

function startIn(run: Run, scope: Scope, asked: string | undefined): Node {
  const [only, other] = scope.starts;
  if (scope.all) throw noStart(asked ?? "");
  const key = asked ?? scope.start ?? (other === undefined ? only : undefined);
  if (key === undefined || !scope.starts.includes(key)) throw noStart(asked ?? "");
  return known(run.graph.nodes, key);
}

function noStart(asked: string): Error {
  return conflict("FLOW_NO_START", `流程没有“${asked}”这个开始，或者有几个开始却没有说从哪一个开始。`);
}

/** A start event; or what an event-based gateway or receive task that instantiates the process waits for, and which has come (13.4.4). */
function beginAt(run: Run, node: Node, data: unknown): void {
  const { graph } = run;
  if (data !== undefined) keep(run, "", node.id, data);
  if (node.kind === "start") {
    beginScope(run, graph.process, "", node.key);
    return;
  }
  prepare(run, known(graph.scopes, graph.process), "");
  for (const edge of node.in) passGateway(run, known(graph.nodes, known(graph.edges, edge).from), edge, node);
  run.passed.push(node.key);
  leave(run, node, "");
}

/** A parallel gateway that instantiates waits for the other events as well. */
function passGateway(run: Run, gateway: Node, taken: string, node: Node): void {
  run.passed.push(gateway.key, taken);
  if (gateway.kind !== "events" || gateway.instantiate !== "all") return;
  for (const edge of gateway.out) {
    const target = known(run.graph.nodes, known(run.graph.edges, edge).to);
    if (target.key !== node.key && (target.kind === "catch" || target.kind === "receive")) subscribe(run, target, "", { gate: gateway.key });
  }
}
