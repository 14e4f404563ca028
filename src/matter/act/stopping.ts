import type { Ctx } from "#kernel/ctx";
import { dayOf, dueAt } from "#kernel/clock";
import { conflict } from "#values/errors";
import { newId } from "#values/ids";
import { listStops, resume, stop, timingNow, type Stop, type StopKind } from "#matter/clocks";
import type { Task } from "#matter/matter";
import { bring } from "./bring.ts";
import { dayInWords } from "./saying.ts";
import type { Told } from "./scope.ts";

/** What is given with a stop that begins. */
export interface Stopping {
  /** The tasks that wait. */
  open: readonly Task[];
  /** What it asks for, and what it answered: `reason`, `days` … */
  answers: Readonly<Record<string, unknown>>;
  /** When it is expected to end. */
  expectedAt?: Date;
  data?: Record<string, unknown>;
}

/** What its acts say of a stop: its word, on what it rests, and what was answered. */
function saidOf({ word, basis }: StopKind, answers: Stopping["answers"]): Record<string, unknown> {
  return { ...answers, stop: word, ...(basis !== undefined && { basis }) };
}

/** An act that keeps what its kind says keeps that alone; any other names the stop. */
function named({ blueprint }: Told, act: string, { word }: StopKind): Record<string, unknown> {
  return Object.keys(blueprint.kind.acts[act]?.keeps ?? {}).length > 0 ? {} : { stop: word };
}

/** Roles that the stop tells, and its act does not. */
function told({ change, blueprint: { kind } }: Told, act: string, { id, word }: StopKind, given: Record<string, unknown>): void {
  const own = Object.keys(kind.acts[act]?.tells ?? {});
  const others = (kind.stops[id]?.tells ?? []).filter((whom) => !own.includes(whom));
  if (others.length === 0) return;
  const reason = typeof given["reason"] === "string" && given["reason"] !== "" ? `原因：{reason}` : "";
  const text = `您的「{item.name}」因${word}暂停办理。${reason}`;
  change.events.push({
    eventId: newId(),
    type: "matter.told",
    data: { act, given, tells: Object.fromEntries(others.map((whom) => [whom, text])) },
  });
}

/**
 * Begins a stop in a way that the kind of the matter declares: as often and as long as it may be, with the act and the paper that it names, and told to
 * whom it tells. Refuses (409) one that may not be any more, or would be too long.
 */
export async function beginStop(ctx: Ctx, about: Told, kind: StopKind, { open, answers, expectedAt, data = {} }: Stopping): Promise<void> {
  const { change, blueprint } = about;
  const timing = await timingNow(ctx, blueprint.kind);
  const { times, most, word } = kind;
  const before = times === undefined ? [] : (await listStops(ctx, change.matter.matterId)).filter((each) => each.stop === kind.id);
  if (times !== undefined && before.length >= times) throw conflict("STOP_TIMES", `“${word}”最多${times}次，已经有过。`);
  const latest = most === undefined ? undefined : dueAt(timing.calendar, ctx.now, most);
  if (expectedAt && latest && expectedAt > latest) throw conflict("STOP_LENGTH", `“${word}”最晚到${dayInWords(latest.toISOString())}，请改早一些。`);
  const reason = typeof answers["reason"] === "string" ? answers["reason"] : "";
  stop(timing, change, open, kind, { by: ctx.actor.id, reason, data, ...(expectedAt && { expectedAt }) });
  const act = kind.started ?? "stopped";
  const given = saidOf(kind, answers);
  await bring(ctx, { ...about, given }, act, named(about, act, kind), kind.paper);
  told(about, act, kind, given);
}

/** Ends a stop: what it held goes on, later by what it stood. `result`: what came of it. */
export async function endStop(
  ctx: Ctx,
  about: Told,
  kind: StopKind,
  running: Stop,
  { open, result }: { open: readonly Task[]; result: string | null },
): Promise<void> {
  const { change, blueprint } = about;
  const timing = await timingNow(ctx, blueprint.kind);
  const past = (await listStops(ctx, change.matter.matterId)).filter(({ endedAt }) => endedAt !== null);
  const days = timing.calendar.workdaysBetween(dayOf(running.startedAt), dayOf(ctx.now));
  resume(timing, change, open, { stopId: running.stopId, result, past });
  const act = kind.ended ?? "resumed";
  await bring(ctx, { ...about, given: saidOf(kind, { ...(result !== null && { result }), days }) }, act, {
    ...named(about, act, kind),
    ...(result !== null && { result }),
  });
}
