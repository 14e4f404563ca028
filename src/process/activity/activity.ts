import { expression } from "#language/feel";
import { afterInner } from "./ad-hoc.ts";
import {
  setBoundary,
  cancelWithin,
  forgetInside,
  leave,
  contextOf,
  keep,
  type Run,
  type Active,
  type Catch,
  type Done,
  type Frame,
  type Instant,
  type Vars,
  type Wait,
} from "#process/token";
import { compensationHandler } from "#process/event";
import { isActivity, known, type ActivityNode } from "#process/graph";
import { goRound, openLoop } from "./loop.ts";
import { instanceDone, openMany } from "./multi-instance.ts";
import { open } from "./open.ts";

/** What can be completed: a task or call, an instant, a receive task, the inside of a sub-process. */
type Completable = Wait | Instant | Catch | Frame;

/** Begins an activity for a token that has come to it, or for a compensation (`of`): one instance or many, and the events on its border. */
export function beginActivity(run: Run, node: ActivityNode, frame: string, of?: string): void {
  const id = begun(run, node, frame, of);
  if (id !== undefined) setBoundary(run, node, frame, id);
  else {
    if (node.many) keep(run, frame, node.id, []);
    go(run, node, frame, of);
  }
}

function begun(run: Run, node: ActivityNode, frame: string, of: string | undefined): string | undefined {
  if (node.many) return openMany(run, node, node.many, frame, of);
  if (node.loop) return openLoop(run, node, node.loop, frame, of);
  return open(run, node, frame, of === undefined ? undefined : { of });
}

/** Ends one instance with its result; when it was the last one the token goes on. */
export function completeActivity(run: Run, active: Completable, value: unknown): void {
  const node = known(run.graph.nodes, active.node);
  const body = active.of === undefined ? undefined : run.active.get(active.of);
  // What was completed before is seen as it was: the snapshot is taken while the frame still stands.
  const snapshot = active.wait === "scope" && isActivity(node) && node.kept ? snapshotOf(run, active) : undefined;
  run.active.delete(active.id);
  if (!isActivity(node)) {
    cancelWithin(run, active.id);
    if (node.kind === "pool") keep(run, active.frame, node.id, value);
    return;
  }
  if (active.wait === "scope" && body?.wait === "undo" && !node.compensates) {
    cancelWithin(run, active.id);
    run.resumed.push(body.id);
    return;
  }
  if (body?.wait === "many" && node.many) {
    cancelWithin(run, active.id);
    remember(run, node, active, snapshot, body.id);
    const results = instanceDone(run, node, node.many, body, active, value);
    if (results) finish(run, node, { ...body, results: [] }, results, body.of);
  } else if (body?.wait === "loop" && node.loop) {
    cancelWithin(run, active.id);
    remember(run, node, active, snapshot, body.id);
    keep(run, active.frame, node.id, value);
    writeData(run, node, active.frame, value);
    if (!goRound(run, node, node.loop, body)) finish(run, node, body, value, body.of);
  } else {
    remember(run, node, active, snapshot);
    // A sub-process that shares the results of its process has none of its own to keep.
    finish(run, node, active, active.wait === "scope" && !active.vars ? undefined : (value ?? null), active.of);
  }
}

/** The activity as a whole is complete. */
function finish(run: Run, node: ActivityNode, whole: Active, value: unknown, of: string | undefined): void {
  cancelWithin(run, whole.id);
  if (value !== undefined) keep(run, whole.frame, node.id, value);
  if (!node.loop) writeData(run, node, whole.frame, value);
  if (node.kept) noteBorder(run, node, whole);
  go(run, node, whole.frame, of);
}

/** Fills the data objects of an activity: after each round of a loop, whose condition may look at them; otherwise when the whole is complete. */
function writeData(run: Run, node: ActivityNode, frame: string, value: unknown): void {
  for (const { to, from } of node.writes ?? []) keep(run, frame, to, from === undefined ? value : expression(from)(contextOf(run, frame)));
}

function go(run: Run, node: ActivityNode, frame: string, of: string | undefined): void {
  if (of !== undefined) run.resumed.push(of);
  else if (!afterInner(run, frame, node)) leave(run, node, frame);
}

/** Notes a completion that can be compensated. An activity with a handler of its own is one whole: what was done inside it is not undone by itself. */
function remember(run: Run, node: ActivityNode, active: Completable, snapshot: Vars | undefined, of?: string): void {
  if (node.undo !== undefined) forgetInside(run, active.id);
  if (!node.kept || snapshot === undefined || node.undo !== undefined) return;
  if (!run.done.some((done) => done.frame === active.id) && !("inner" in node && compensationHandler(run, node.inner))) return;
  run.done.push({ node: node.key, frame: active.frame, as: active.id, data: snapshot, ...(of === undefined ? {} : { of }) });
}

/** The completion of the whole, with the boundary events that happened meanwhile. */
function noteBorder(run: Run, node: ActivityNode, whole: Active): void {
  const border = run.done.filter((done) => done.of === whole.id && known(run.graph.nodes, done.node).kind === "boundary");
  const fired = border.map((done) => done.node);
  run.done = run.done.filter((done) => !border.includes(done));
  const own: Done = { node: node.key, frame: whole.frame, ...(fired.length > 0 ? { fired } : {}) };
  if (node.undo !== undefined) run.done.push(own);
  else if (fired.length > 0)
    run.done = run.done.map((done) => (done.node === node.key && (done.as === whole.id || done.of === whole.id) ? { ...done, fired } : done));
}

function snapshotOf(run: Run, frame: Frame): Vars {
  if (frame.vars) return { ...frame.given, ...frame.vars };
  const node = known(run.graph.nodes, frame.node);
  const inner = "inner" in node ? node.inner : "";
  const ids = new Set(
    Object.values(run.graph.nodes)
      .filter((each) => isWithin(run, each.scope, inner))
      .map((each) => each.id),
  );
  return Object.fromEntries(Object.entries(contextOf(run, frame.id)).filter(([id]) => ids.has(id)));
}

function isWithin(run: Run, scope: string, outer: string): boolean {
  if (scope === outer) return true;
  const { owner } = known(run.graph.scopes, scope);
  return owner !== undefined && isWithin(run, known(run.graph.nodes, owner).scope, outer);
}
