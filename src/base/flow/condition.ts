import { known } from "./graph.ts";
import { occur } from "./happen.ts";
import { called, contextOf, holds } from "./run.ts";
import type { Run } from "./run.ts";
import { triggerOf } from "./subscription.ts";

/**
 * Looks at the conditions that are waited for, in the order in which the waiting began, and lets the first happen that has become true.
 * One that was true already has to become false before it can happen again (table 10.84).
 */
export function lookAtConditions(run: Run): boolean {
  for (const entry of run.active.values()) {
    if (entry.wait !== "condition") continue;
    const node = known(run.graph.nodes, entry.node);
    const trigger = "triggers" in node ? triggerOf(node, entry) : undefined;
    if (trigger?.on !== "condition") continue;
    const now = holds(trigger.when, contextOf(run, entry.frame), called(node));
    if (now === (entry.was === true)) continue;
    const { was: _was, ...before } = entry;
    const seen = now ? ({ ...before, was: true } as const) : before;
    run.active.set(entry.id, seen);
    if (!now) continue;
    occur(run, seen);
    return true;
  }
  return false;
}
