import type { Run } from "./run.ts";
import type { Active } from "./state.ts";

/** Ends an activity before its time, with its instances, everything inside it, and the timers on its border. */
export function cancel(run: Run, active: Active): void {
  if (!run.active.delete(active.id)) return;
  switch (active.wait) {
    case "task":
      run.effects.push({ type: "task.cancelled", task: active.id });
      break;
    case "timer":
      run.effects.push({ type: "timer.cancelled", timer: active.id });
      break;
    case "service":
      run.effects.push({ type: "service.cancelled", call: active.id });
      break;
    case "rule":
      run.effects.push({ type: "rule.cancelled", call: active.id });
      break;
    case "many":
    case "scope":
  }
  cancelWithin(run, active.id);
}

/** Ends what depends on an activity: its instances, the tokens of its frame, and the timers on its border. */
export function cancelWithin(run: Run, id: string): void {
  for (const other of run.active.values()) {
    const depends = other.frame === id || ("of" in other && other.of === id) || ("host" in other && other.host === id);
    if (depends) cancel(run, other);
  }
  run.held = run.held.filter((token) => token.frame !== id);
  run.tokens = run.tokens.filter((token) => token.frame !== id);
}
