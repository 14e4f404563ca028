import type { Ctx } from "#kernel/ctx";
import { dayOf, dueAt } from "#kernel/clock";
import { conflict } from "#values/errors";
import { newId } from "#values/ids";
import { listStops, onlySoOften, resume, stop, timingNow, type Stop, type StopKind } from "#matter/clocks";
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

/**
 * Begins a stop in a way that the kind of the matter declares: as often and as long as it may be, with the act and the paper that it names, and told to
 * whom it tells. Refuses (409) one that may not be any more, or whose day is past or too late.
 */
export async function beginStop(ctx: Ctx, about: Told, kind: StopKind, { open, answers, expectedAt, data = {} }: Stopping): Promise<void> {
  const { change, blueprint } = about;
  const timing = await timingNow(ctx, blueprint.kind);
  const { most, word } = kind;
  await onlySoOften(ctx, change.matter, kind);
  const latest = most === undefined ? undefined : dueAt(timing.calendar, ctx.now, most);
  if (expectedAt && expectedAt <= ctx.now) throw conflict("STOP_LENGTH", `“${word}”要到今天以后的一天，请改晚一些。`);
  if (expectedAt && latest && expectedAt > latest) throw conflict("STOP_LENGTH", `“${word}”最晚到${dayInWords(latest.toISOString())}，请改早一些。`);
  const until = expectedAt ?? latest;
  const reason = typeof answers["reason"] === "string" ? answers["reason"] : "";
  stop(timing, change, open, kind, { by: ctx.actor.id, reason, data, ...(until && { expectedAt: until }) });
  const act = kind.started ?? "stopped";
  await bring(ctx, { ...about, given: saidOf(kind, answers) }, act, named(about, act, kind), kind.paper);
  // Whom the act itself tells is told by it.
  const own = blueprint.kind.acts[act]?.tells ?? {};
  const tells = (blueprint.kind.stops[kind.id]?.tells ?? []).filter((name) => !Object.hasOwn(own, name));
  if (tells.length > 0)
    change.events.push({ eventId: newId(), type: "matter.stop-begun", data: { stop: kind.id, tells, reason, until: until?.toISOString() ?? null } });
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
