import { expression } from "#language/feel";
import { empty } from "./cancel.ts";
import { known, type EventSubNode, type Scope } from "#process/graph";
import { called, contextOf, keep, nextId, type Run } from "./run.ts";
import { subscribe } from "./subscription.ts";

/**
 * Begins the inside of a process or sub-process in a frame that stands already: its data objects, the triggers of its event sub-processes
 * (13.5.4), and a token on its start. An ad-hoc sub-process offers its activities instead (13.3.5).
 */
export function beginScope(run: Run, key: string, frame: string, start?: string): void {
  const scope = known(run.graph.scopes, key);
  prepare(run, scope, frame);
  const first = start ?? scope.start;
  if (first !== undefined) run.tokens.push({ node: first, frame });
  else if (scope.all) for (const node of scope.starts) run.tokens.push({ node, frame });
  else for (const node of scope.starts) offer(run, node, frame);
}

/** The data objects and event sub-processes of a scope. */
export function prepare(run: Run, scope: Scope, frame: string): void {
  for (const [id, source] of Object.entries(scope.data ?? {})) keep(run, frame, id, expression(source)(contextOf(run, frame)));
  for (const key of scope.handlers) {
    const handler = known(run.graph.nodes, key);
    const start = handler.kind === "event-sub" ? known(run.graph.nodes, handler.start) : undefined;
    if (start?.kind === "start") subscribe(run, start, frame, { host: frame });
  }
}

/** Offers an activity of an ad-hoc sub-process to whoever works there. */
export function offer(run: Run, key: string, frame: string): void {
  const node = known(run.graph.nodes, key);
  run.effects.push({ type: "activity.offered", frame, node: key, name: called(node) });
}

/** Begins an event sub-process in the frame that holds it. An interrupting one first ends all that goes on there, and no other begins after it. */
export function beginHandler(run: Run, handler: EventSubNode, frame: string, interrupting: boolean): void {
  if (interrupting) {
    empty(run, frame);
    switchOff(run, frame);
  }
  const id = nextId(run, handler);
  run.active.set(id, { id, node: handler.key, frame, wait: "scope" });
  run.passed.push(handler.key);
  beginScope(run, handler.inner, id, handler.start);
}

/** From now on no event sub-process begins in a frame. */
export function switchOff(run: Run, frame: string): void {
  const holder = run.active.get(frame);
  if (holder?.wait === "scope") run.active.set(frame, { ...holder, off: true });
  else run.off = true;
}
