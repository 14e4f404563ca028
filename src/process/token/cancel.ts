import type { Run } from "./run.ts";
import type { Active, Effect } from "./state.ts";

/** What the outside has to be told when something that it was asked for is not needed any more. */
const TELL: Partial<Record<Active["wait"], (id: string) => Effect>> = {
  task: (id) => ({ type: "task.cancelled", task: id }),
  timer: (id) => ({ type: "timer.cancelled", timer: id }),
  service: (id) => ({ type: "service.cancelled", call: id }),
  rule: (id) => ({ type: "rule.cancelled", call: id }),
};

/** Ends an activity before its time, with its instances, everything inside it, and the events on its border. */
export function cancel(run: Run, active: Active): void {
  if (!run.active.delete(active.id)) return;
  const asleep = "asleep" in active && active.asleep;
  const tell = asleep ? undefined : TELL[active.wait]?.(active.id);
  if (tell) run.effects.push(tell);
  cancelWithin(run, active.id);
  forgetDone(run, active.id);
}

/** Ends what depends on an activity: its instances, the tokens of its frame, and the events on its border. */
export function cancelWithin(run: Run, id: string): void {
  for (const other of run.active.values()) {
    const depends = other.frame === id || ("of" in other && other.of === id) || ("host" in other && other.host === id);
    if (depends) cancel(run, other);
  }
  dropTokens(run, id);
}

/** Ends all that goes on inside a frame; the frame itself and the events on its border stay. */
export function empty(run: Run, frame: string): void {
  for (const other of run.active.values()) if (other.frame === frame) cancel(run, other);
  dropTokens(run, frame);
}

function dropTokens(run: Run, frame: string): void {
  if (run.held.length > 0) run.held = run.held.filter((token) => token.frame !== frame);
  if (run.tokens.length > 0) run.tokens = run.tokens.filter((token) => token.frame !== frame);
}

/** What was completed in a frame, or as an instance, of what was ended before its time cannot be compensated any more (13.5.5). */
function forgetDone(run: Run, id: string): void {
  if (run.done.length === 0) return;
  const instances = run.done.filter((done) => done.of === id);
  run.done = run.done.filter((done) => done.of !== id);
  for (const { as } of instances) if (as !== undefined) forgetInside(run, as);
  forgetInside(run, id);
}

/** Forgets what was completed inside a frame, at any depth. */
export function forgetInside(run: Run, frame: string): void {
  const inside = run.done.filter((done) => done.frame === frame);
  if (inside.length === 0) return;
  run.done = run.done.filter((done) => done.frame !== frame);
  for (const { as } of inside) if (as !== undefined) forgetInside(run, as);
}
