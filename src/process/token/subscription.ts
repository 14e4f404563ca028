import { expression } from "#language/feel";
import type { BoundaryNode, CatchNode, ReceiveNode, StartNode, Trigger } from "#process/graph";
import { contextOf, itemOf, nextId, type Run } from "./run.ts";
import type { Catch } from "./state.ts";
import { setTimer } from "./timers.ts";

export type Catching = StartNode | CatchNode | BoundaryNode | ReceiveNode;

/** What a subscription belongs to: the host of a boundary event, the frame of an event sub-process, the gateway, the instance of a receive task. */
export type Bond = Pick<Catch, "host" | "group" | "gate" | "of" | "index">;

const WAITS: Partial<Record<Trigger["on"], Catch["wait"]>> = { timer: "timer", message: "message", signal: "signal", condition: "condition" };

/**
 * Begins to wait for the triggers of an event: timers are asked for, messages, signals and conditions are noted in the state. Errors,
 * escalations, cancels and compensations need no note: they look for their handlers when they come. Returns the id of the first.
 */
export function subscribe(run: Run, node: Catching, frame: string, bond: Bond = {}): string | undefined {
  let { group } = bond;
  let first: string | undefined;
  for (const [at, trigger] of node.triggers.entries()) {
    const wait = WAITS[trigger.on];
    if (!wait) continue;
    const id = nextId(run, node);
    first ??= id;
    if (node.triggers.length > 1) group ??= id;
    if (wait === "condition") run.fresh.push(id);
    run.active.set(
      id,
      opened(run, node, trigger, { id, node: node.key, frame, wait, ...bond, ...(group === undefined ? {} : { group }), ...(at > 0 ? { at } : {}) }),
    );
  }
  return first;
}

function opened(run: Run, node: Catching, trigger: Trigger, entry: Catch): Catch {
  if (trigger.on === "timer") return setTimer(run, node, trigger.moment, entry);
  if (trigger.on === "message" && trigger.key !== undefined) {
    return { ...entry, key: expression(trigger.key)({ ...contextOf(run, entry.frame), ...itemOf(run, entry) }) ?? null };
  }
  return entry;
}

/** The trigger for which a subscription waits. */
export function triggerOf(node: Catching, entry: Catch): Trigger | undefined {
  return node.triggers[entry.at ?? 0];
}
