import { conflict } from "#values/errors";
import { expression } from "#language/feel";
import { type Moment, type Node, cycleOf, isPlainDuration } from "#process/graph";
import { called, contextOf, type Run } from "./run.ts";
import type { Catch, Vars } from "./state.ts";

/** Asks for a timer and returns it with how often it is still to come. */
export function setTimer(run: Run, node: Node, moment: Moment, timer: Catch): Catch {
  const due = dueOf(moment, contextOf(run, timer.frame), called(node));
  run.effects.push({ type: "timer.set", timer: timer.id, node: node.key, ...due.when, ...(due.times === undefined ? {} : { repeat: due.times }) });
  return due.times === undefined ? timer : { ...timer, left: due.times };
}

/** Sets the timer of a cycle again after it has fired, as often as it is to come. Undefined when that was the last time. */
export function resetTimer(run: Run, node: Node, moment: Moment, timer: Catch): Catch | undefined {
  if (!("cycle" in moment) || timer.left === 1) return undefined;
  const { step } = cycleIn(moment.cycle, contextOf(run, timer.frame), called(node));
  const left = timer.left === undefined ? undefined : timer.left - 1;
  run.effects.push({ type: "timer.set", timer: timer.id, node: node.key, duration: step, ...(left === undefined ? {} : { repeat: left }) });
  return left === undefined ? timer : { ...timer, left };
}

/** A duration of the model as it holds now: the text, or what its FEEL gives. */
export function durationIn(text: string, context: Vars, where: string): string {
  if (!text.startsWith("=")) return text;
  const value = expression(text)(context);
  if (isPlainDuration(value)) return value;
  throw conflict("FLOW_TIMER", `流程在“${where}”的时限没有算出时长，请联系事项管理员改正流程。`);
}

type Due = { when: { duration: string } | { at: string } | { clock: string }; times?: number };

function dueOf(moment: Moment, context: Vars, where: string): Due {
  if ("clock" in moment) return { when: { clock: moment.clock } };
  if ("duration" in moment) return { when: { duration: durationIn(moment.duration, context, where) } };
  if ("cycle" in moment) {
    const { from, step, times } = cycleIn(moment.cycle, context, where);
    return { when: from === undefined ? { duration: step } : { at: from }, ...(times === undefined ? {} : { times }) };
  }
  const at = expression(moment.at)(context);
  if (typeof at === "string" && !Number.isNaN(Date.parse(at))) return { when: { at } };
  throw conflict("FLOW_TIMER", `流程在“${where}”的时间没有算出日期，请联系事项管理员改正流程。`);
}

function cycleIn(text: string, context: Vars, where: string): NonNullable<ReturnType<typeof cycleOf>> {
  const cycle = cycleOf(text.startsWith("=") ? expression(text)(context) : text);
  if (cycle) return cycle;
  throw conflict("FLOW_TIMER", `流程在“${where}”的周期没有算出来，请联系事项管理员改正流程。`);
}
