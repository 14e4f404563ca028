import { known, type BoundaryNode, type EventSubNode, type Node, type Trigger } from "#process/graph";
import { crossBorder } from "./happen.ts";
import { keep, type Run, beginHandler, scopeOf, type Active } from "#process/token";

/** An error or escalation on its way outwards; `data` is kept under the id of whatever catches it. */
export type Raised = { on: "error" | "escalation"; code: string; data: unknown };

/**
 * Looks for what catches an error or escalation, from the inside out (10.5.1, 10.5.6): the border of the activity that raised it, the
 * event sub-processes of the frame, the border of the activity whose frame that is, and so on. A code of its own goes before catching
 * all. An event sub-process does not catch what is raised inside it. Returns whether it was caught.
 */
export function raise(run: Run, raised: Raised, frame: string, source?: Active): boolean {
  let at = frame;
  for (let activity = source; ; activity = run.active.get(at)) {
    const host = activity && hostOf(run, activity);
    const boundary = host && borderOf(run, known(run.graph.nodes, host.node), raised);
    if (host && boundary) {
      keep(run, host.frame, boundary.id, raised.data);
      crossBorder(run, boundary, host);
      return true;
    }
    at = host?.frame ?? at;
    const handler = handlerIn(run, at, raised, activity?.node);
    if (handler) {
      keep(run, at, known(run.graph.nodes, handler.node.start).id, raised.data);
      beginHandler(run, handler.node, at, handler.interrupting);
      return true;
    }
    if (at === "") return false;
  }
}

/** The activity on whose border events sit: the body, for an instance. */
export function hostOf(run: Run, active: Active): Active {
  const body = "of" in active && active.of !== undefined ? run.active.get(active.of) : undefined;
  return body?.wait === "many" || body?.wait === "loop" ? body : active;
}

function matches(trigger: Trigger, { on, code }: Raised, exact: boolean): boolean {
  if (trigger.on === "error" && on === "error") return exact ? trigger.error === code : trigger.error === undefined;
  if (trigger.on === "escalation" && on === "escalation") return exact ? trigger.escalation === code : trigger.escalation === undefined;
  return false;
}

function caughtBy<T extends { triggers: readonly Trigger[] }>(nodes: T[], raised: Raised): T | undefined {
  const find = (exact: boolean): T | undefined => nodes.find((node) => node.triggers.some((trigger) => matches(trigger, raised, exact)));
  return find(true) ?? find(false);
}

function borderOf(run: Run, node: Node, raised: Raised): BoundaryNode | undefined {
  const keys = "boundary" in node ? node.boundary : [];
  return caughtBy(
    keys.map((key) => known(run.graph.nodes, key)).filter((each): each is BoundaryNode => each.kind === "boundary"),
    raised,
  );
}

function handlerIn(run: Run, frame: string, raised: Raised, inside?: string): { node: EventSubNode; interrupting: boolean } | undefined {
  const holder = run.active.get(frame);
  if (holder?.wait === "scope" ? holder.off : run.off) return undefined;
  const scope = known(run.graph.scopes, scopeOf(run, frame));
  const starts = scope.handlers.flatMap((key) => {
    const node = known(run.graph.nodes, key);
    const start = node.kind === "event-sub" && key !== inside ? known(run.graph.nodes, node.start) : undefined;
    return node.kind === "event-sub" && start?.kind === "start" ? [{ node, triggers: start.triggers, interrupting: start.interrupting }] : [];
  });
  return caughtBy(starts, raised);
}
