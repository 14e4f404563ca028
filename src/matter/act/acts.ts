import type { ActDeclaration } from "#process/graph";
import { endOf, isDay } from "#kernel/clock";
import { declaredBy, runningStops, stopKindOf } from "#matter/clocks";
import type { ServiceAct } from "#matter/matter";
import { bring } from "./bring.ts";
import { beginStop, endStop } from "./stopping.ts";
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
export const stopByFlow: ServiceAct = async (ctx, { change, blueprint, input, given = {} }) => {
  const kind = stopKindOf(declaredBy(blueprint.kind), text(input["stop"]));
  const until = text(input["until"] ?? given["until"]);
  const reason = text(input["reason"] ?? given["reason"]);
  const expectedAt = isDay(until) ? endOf(until) : undefined;
  const answers = { ...given, ...(reason !== "" && { reason }) };
  await beginStop(ctx, { change, blueprint }, kind, { open: change.waiting, answers, data: { task: null }, ...(expectedAt && { expectedAt }) });
  return { on: ctx.now.toISOString() };
};

/** Ends a stop that a flow started. */
export const resumeByFlow: ServiceAct = async (ctx, { change, blueprint, input }) => {
  const kind = stopKindOf(declaredBy(blueprint.kind), text(input["stop"]));
  const running = runningStops(change.matter).filter((each) => each.stop === kind.id);
  for (const each of running) await endStop(ctx, { change, blueprint }, kind, each, { open: change.waiting, result: null });
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
