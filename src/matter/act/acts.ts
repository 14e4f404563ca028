import type { ActDeclaration } from "#process/graph";
import { dueAt, endOf, isDay } from "#kernel/clock";
import { conflict } from "#values/errors";
import { onlySoOften, listStops, resume, runningStops, stop, stopKindOf, timingNow } from "#matter/clocks";
import { newId } from "#values/ids";
import { record, type ServiceAct } from "#matter/matter";
import { bring } from "./bring.ts";
import { issuePaper } from "./paper.ts";
import { dayInWords } from "./saying.ts";
import { extendClock, startClock } from "./timing.ts";

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** 延期: a clock is longer, as far and as often as its kind lets it be; told as the act `extended`. */
export const extendByFlow: ServiceAct = async (ctx, { change, blueprint, input, given }) => {
  const days = input["days"] ?? given?.["days"];
  const told = { change, blueprint, ...(given && { given }) };
  const clock = text(input["clock"]);
  const by = await extendClock(ctx, told, clock, text(input["by"]) || (typeof days === "number" ? days : undefined));
  await bring(ctx, told, "extended", { by, clock });
  return { on: ctx.now.toISOString() };
};

/** Starts a clock from within a flow. */
export const startByFlow: ServiceAct = async (ctx, { change, blueprint, input, given }) => {
  await startClock(ctx, { change, blueprint, ...(given && { given }) }, { clock: text(input["clock"]) });
  return { on: ctx.now.toISOString() };
};

/** Starts a stop from within a flow (挂账, 中止), as long and as often as its kind lets it be; `until`: the day on which it ends by itself. */
export const stopByFlow: ServiceAct = async (ctx, { change, blueprint, input, given }) => {
  const timing = await timingNow(ctx, blueprint.kind);
  const kind = stopKindOf(timing, text(input["stop"]));
  const until = text(input["until"] ?? given?.["until"]);
  const reason = text(input["reason"] ?? given?.["reason"]);
  const latest = kind.most === undefined ? undefined : dueAt(timing.calendar, ctx.now, kind.most);
  if (isDay(until) && endOf(until) <= ctx.now) throw conflict("STOP_LENGTH", `“${kind.word}”要到今天以后的一天，请改晚一些。`);
  if (isDay(until) && latest && endOf(until) > latest) throw conflict("STOP_LENGTH", `“${kind.word}”最晚到${dayInWords(latest.toISOString())}，请改早一些。`);
  await onlySoOften(ctx, change.matter, kind);
  const expectedAt = isDay(until) ? endOf(until) : latest;
  const told = { change, blueprint, ...(given && { given }) };
  stop(timing, change, change.waiting, kind, { by: ctx.actor.id, reason, data: { task: null }, ...(expectedAt && { expectedAt }) });
  await bring(ctx, told, "stopped", { stop: kind.word });
  if (kind.paper !== undefined) await issuePaper(ctx, told, kind.paper);
  if (blueprint.kind.stops[kind.id]!.tells.length > 0)
    change.events.push({ eventId: newId(), type: "matter.stop-begun", data: { stop: kind.id, reason, until: expectedAt?.toISOString() ?? null } });
  return { on: ctx.now.toISOString() };
};

/** Ends a stop that a flow started. */
export const resumeByFlow: ServiceAct = async (ctx, { change, blueprint, input }) => {
  const timing = await timingNow(ctx, blueprint.kind);
  const running = runningStops(change.matter).filter((each) => each.stop === text(input["stop"]));
  const past = (await listStops(ctx, change.matter.matterId)).filter(({ endedAt }) => endedAt !== null);
  for (const { stopId } of running) resume(timing, change, change.waiting, { stopId, result: null, past });
  if (running.length > 0) record(ctx, change, "resumed", { stop: stopKindOf(timing, text(input["stop"])).word });
  return { on: ctx.now.toISOString() };
};

/** What flows of any kind may do with its clocks and stops. */
export const TIME_ACTS: Record<string, ServiceAct> = {
  "clock.extend": extendByFlow,
  "clock.start": startByFlow,
  "stop.start": stopByFlow,
  "stop.end": resumeByFlow,
};

/** The same acts as flows may call them. */
export const TIME_ACT_DECLARATIONS: readonly ActDeclaration[] = [
  {
    name: "clock.extend",
    word: "延长期限",
    input: { clock: { takes: "clock", required: true }, days: { takes: "whole number" }, by: { takes: "duration" } },
    gives: { on: "text" },
  },
  { name: "clock.start", word: "开始计时", input: { clock: { takes: "clock", required: true } }, gives: { on: "text" } },
  {
    name: "stop.start",
    word: "暂停",
    input: { stop: { takes: "stop", required: true }, until: { takes: "day" }, reason: { takes: "text" } },
    gives: { on: "text" },
  },
  { name: "stop.end", word: "恢复", input: { stop: { takes: "stop", required: true } }, gives: { on: "text" } },
];
