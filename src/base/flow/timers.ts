import { conflict } from "#kernel/errors";
import { expression } from "#base/feel";
import { known } from "./graph.ts";
import type { ActivityNode, BoundaryNode, Moment, TimerNode } from "./graph.ts";
import { isPlainDuration } from "./moment.ts";
import { called, contextOf, nextId } from "./run.ts";
import type { Run } from "./run.ts";
import type { Vars } from "./state.ts";

/** Sets a timer; `host` is the activity on whose border it sits. */
export function setTimer(run: Run, node: TimerNode | BoundaryNode, frame: string, host?: string): void {
  const id = nextId(run, node);
  run.active.set(id, { id, node: node.key, frame, wait: "timer", ...(host ? { host } : {}) });
  run.effects.push({ type: "timer.set", timer: id, node: node.key, ...momentIn(node.moment, contextOf(run, frame), called(node)) });
}

/** Sets the timers on the border of an activity that has just begun. */
export function setBoundary(run: Run, node: ActivityNode, frame: string, host: string): void {
  for (const key of node.boundary) {
    const boundary = known(run.graph.nodes, key);
    if (boundary.kind === "boundary") setTimer(run, boundary, frame, host);
  }
}

/** A duration of the model as it holds now: the text, or what its FEEL gives. */
export function durationIn(text: string, context: Vars, where: string): string {
  if (!text.startsWith("=")) return text;
  const value = expression(text)(context);
  if (isPlainDuration(value)) return value;
  throw conflict("FLOW_TIMER", `流程在“${where}”的时限没有算出时长，请联系事项管理员改正流程。`);
}

function momentIn(moment: Moment, context: Vars, where: string): { duration: string } | { at: string } {
  if ("duration" in moment) return { duration: durationIn(moment.duration, context, where) };
  const at = expression(moment.at)(context);
  if (typeof at === "string" && !Number.isNaN(Date.parse(at))) return { at };
  throw conflict("FLOW_TIMER", `流程在“${where}”的时间没有算出日期，请联系事项管理员改正流程。`);
}
