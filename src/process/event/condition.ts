import { known } from "#process/graph";
import { occur } from "./happen.ts";
import { called, contextOf, holds, type Run, type Active, triggerOf } from "#process/token";

/**
 * Looks at the conditions that are waited for, in the order in which the waiting began, and lets the first happen that has become true.
 * One that was true already has to become false before it can happen again (table 10.84).
 */
export function lookAtConditions(run: Run): boolean {
  for (const entry of run.active.values()) if (lookAt(run, entry)) return true;
  return false;
}

/**
 * Looks at one condition that has just begun to be waited for. One that holds by then happens before anything inside its activity moves on: an
 * activity that needs nobody would otherwise be through before its border is looked at.
 */
export function lookAtFresh(run: Run): boolean {
  const id = run.fresh.shift();
  const entry = id === undefined ? undefined : run.active.get(id);
  if (entry) lookAt(run, entry);
  return id !== undefined;
}

/** Whether the condition of an entry has become true, which then happens. */
function lookAt(run: Run, entry: Active): boolean {
  if (entry.wait !== "condition") return false;
  const node = known(run.graph.nodes, entry.node);
  const trigger = "triggers" in node ? triggerOf(node, entry) : undefined;
  if (trigger?.on !== "condition") return false;
  const now = holds(trigger.when, contextOf(run, entry.frame), called(node));
  if (now === (entry.was === true)) return false;
  const { was: _was, ...before } = entry;
  const seen = now ? ({ ...before, was: true } as const) : before;
  run.active.set(entry.id, seen);
  if (now) occur(run, seen);
  return now;
}
