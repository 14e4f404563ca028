import {
  cancel,
  leave,
  keep,
  nextId,
  type Run,
  beginHandler,
  beginScope,
  type Active,
  type Catch,
  subscribe,
  triggerOf,
  type Catching,
  resetTimer,
} from "#process/token";
import { known, type BoundaryNode, type Node, type PoolNode, type StartNode } from "#process/graph";

/** Something that is waited for has come, with what it carries; the event happens, or, of a parallel multiple one, the part of it (13.5). */
export function occur(run: Run, entry: Catch, data?: unknown): void {
  const node = known(run.graph.nodes, entry.node);
  if (!catches(node)) return;
  if (data !== undefined && !beginsPool(run, node)) keep(run, entry.frame, node.id, data);
  if (node.kind === "receive" && entry.gate === undefined) {
    run.active.set(entry.id, entry);
    run.through.push({ id: entry.id, value: data ?? null });
    return;
  }
  const others = [...run.active.values()].filter((each) => each.id !== entry.id && "group" in each && each.group !== undefined && each.group === entry.group);
  const lasting = lasts(node);
  if ("parallel" in node && node.parallel) {
    run.active.delete(entry.id);
    if (others.length > 0) return;
    if (lasting) subscribe(run, node, entry.frame, { host: entry.host });
  } else if (lasting) remain(run, node, entry);
  else {
    run.active.delete(entry.id);
    for (const other of others) cancel(run, other);
  }
  happen(run, node, entry, data);
}

function catches(node: Node): node is Catching {
  return "triggers" in node;
}

/** Whether an event can happen more than once: on the border or in an event sub-process without interrupting, or at the start of a pool. */
function lasts(node: Catching): boolean {
  return (node.kind === "boundary" || node.kind === "start") && !node.interrupting;
}

function remain(run: Run, node: Catching, entry: Catch): void {
  const trigger = triggerOf(node, entry);
  if (trigger?.on !== "timer") return;
  const again = resetTimer(run, node, trigger.moment, entry);
  if (again) run.active.set(entry.id, again);
  else run.active.delete(entry.id);
}

function happen(run: Run, node: Catching, entry: Catch, data: unknown): void {
  const host = entry.host === undefined ? undefined : run.active.get(entry.host);
  switch (node.kind) {
    case "boundary":
      if (host) crossBorder(run, node, host);
      break;
    case "start":
      begin(run, node, entry.frame, data);
      break;
    default:
      if (entry.gate !== undefined) passGate(run, entry.gate, node);
      leave(run, node, entry.frame);
  }
}

/** A boundary event: the activity on whose border it sits ends, or goes on beside (13.5.3). */
export function crossBorder(run: Run, node: BoundaryNode, host: Active): void {
  run.passed.push(node.key);
  if (node.interrupting) cancel(run, host);
  else if (run.active.has(host.id)) noteFired(run, node, host);
  leave(run, node, host.frame);
}

/** What a boundary event led to is compensated before its activity is (13.5.5): so it has to be known that it happened. */
function noteFired(run: Run, node: BoundaryNode, host: Active): void {
  const owner = known(run.graph.nodes, host.node);
  if (!("kept" in owner) || !owner.kept) return;
  run.done.push({ node: node.key, frame: host.frame, of: host.id });
}

function passGate(run: Run, gate: string, node: Catching): void {
  const edge = node.in.find((key) => known(run.graph.edges, key).from === gate);
  if (edge !== undefined) run.passed.push(edge);
  run.passed.push(node.key);
}

function ownerOf(run: Run, node: Node): Node | undefined {
  const { owner } = known(run.graph.scopes, node.scope);
  return owner === undefined ? undefined : known(run.graph.nodes, owner);
}

function beginsPool(run: Run, node: Node): boolean {
  return node.kind === "start" && ownerOf(run, node)?.kind === "pool";
}

function begin(run: Run, node: StartNode, frame: string, data: unknown): void {
  const owner = ownerOf(run, node);
  if (owner?.kind === "event-sub") beginHandler(run, owner, frame, node.interrupting);
  else if (owner?.kind === "pool") {
    const pool = beginPool(run, owner, node.key);
    if (data !== undefined) keep(run, pool, node.id, data);
  }
}

/** Begins the process of a pool, at its start without trigger or at the one that was called. Returns its frame. */
export function beginPool(run: Run, pool: PoolNode, start?: string): string {
  const id = nextId(run, pool);
  run.active.set(id, { id, node: pool.key, frame: "", wait: "scope", vars: {} });
  beginScope(run, pool.inner, id, start);
  return id;
}
