import { known, type Node } from "#process/graph";
import { leave, nextId, type Run, beginHandler, type Active, type Done, type Undoing } from "#process/token";

/**
 * Throws compensation for one activity, or for all that were completed in the frame; from an event sub-process, in the frame that holds
 * it as well (10.7.2). What still runs, or was never completed, is not compensated. `goes`: the token waits for it and then leaves.
 */
export function compensate(run: Run, node: Node, frame: string, activity: string | undefined, goes: boolean): void {
  const holder = run.active.get(frame);
  const inHandler = holder !== undefined && known(run.graph.nodes, holder.node).kind === "event-sub";
  const rest = [...(inHandler ? takeDone(run, holder.frame, activity) : []), ...takeDone(run, frame, activity)];
  undo(run, node, frame, rest, goes ? { goes } : {});
}

/** Begins to undo completions one after the other, the last one first (13.5.5). */
export function undo(run: Run, node: Node, frame: string, rest: readonly Done[], more: Pick<Undoing, "goes" | "of"> = {}): void {
  const id = nextId(run, node);
  run.active.set(id, { id, node: node.key, frame, wait: "undo", rest, ...more });
  run.resumed.push(id);
}

/** Takes the completions of a frame out of the state, in their order. A multi-instance activity that still runs is not completed. */
export function takeDone(run: Run, frame: string, activity?: string): Done[] {
  const wanted = (done: Done): boolean =>
    done.frame === frame &&
    (activity === undefined || done.node === activity) &&
    !(done.of !== undefined && run.active.has(done.of)) &&
    known(run.graph.nodes, done.node).kind !== "boundary";
  const taken = run.done.filter(wanted);
  if (taken.length > 0) run.done = run.done.filter((done) => !taken.includes(done));
  return taken;
}

/** Goes on with a compensation: undoes the next completion. Returns the node whose compensation is through when none is left. */
export function undoNext(run: Run, undoing: Undoing): Node | undefined {
  const next = nextOf(run, undoing.rest);
  if (!next) {
    run.active.delete(undoing.id);
    return known(run.graph.nodes, undoing.node);
  }
  run.active.set(undoing.id, { ...undoing, rest: undoing.rest.filter((done) => done !== next) });
  const node = known(run.graph.nodes, next.node);
  if ("undo" in node && node.undo !== undefined) run.tokens.push({ node: node.undo, frame: next.frame, of: undoing.id });
  else if (next.as !== undefined) reopen(run, node, next, next.as, undoing.id);
  else run.resumed.push(undoing.id);
  return undefined;
}

/** What a boundary event of an activity led to is undone before the activity is, although it may have been completed earlier (13.5.5). */
function nextOf(run: Run, rest: readonly Done[]): Done | undefined {
  const last = rest.at(-1);
  const behind = last?.fired && reached(run, last.fired);
  return (behind && rest.findLast((done) => done !== last && behind.has(done.node))) ?? last;
}

function reached(run: Run, from: readonly string[]): Set<string> {
  const found = new Set<string>();
  const open = [...from];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (found.has(key)) continue;
    found.add(key);
    const node = known(run.graph.nodes, key);
    open.push(...node.out.map((edge) => known(run.graph.edges, edge).to), ...("boundary" in node ? node.boundary : []));
  }
  return found;
}

/** A sub-process that was completed stands again, with what it knew then, to compensate itself: by its own handler, else its activities in reverse (10.7.1). */
function reopen(run: Run, node: Node, done: Done, as: string, of: string): void {
  if (!("inner" in node)) return;
  const frame: Active = { id: as, node: node.key, frame: done.frame, wait: "scope", vars: done.data ?? {}, of, off: true };
  run.active.set(as, frame);
  const handler = compensationHandler(run, node.inner);
  if (handler) beginHandler(run, handler, as, false);
  else undo(run, node, as, takeDone(run, as));
}

/** The event sub-process by which a sub-process compensates itself, where it has one. */
export function compensationHandler(run: Run, scope: string): Extract<Node, { kind: "event-sub" }> | undefined {
  for (const key of known(run.graph.scopes, scope).handlers) {
    const node = known(run.graph.nodes, key);
    const start = node.kind === "event-sub" ? known(run.graph.nodes, node.start) : undefined;
    if (node.kind === "event-sub" && start?.kind === "start" && start.triggers.some((trigger) => trigger.on === "compensation")) return node;
  }
  return undefined;
}

/** A token that waited for its compensation goes on. */
export function afterUndo(run: Run, node: Node, undoing: Undoing): void {
  if (undoing.goes) leave(run, node, undoing.frame);
}
