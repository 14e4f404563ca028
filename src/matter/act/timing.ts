import type { Starting } from "#content/kind";
import { endOf, isDay, isDuration, readLimit } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { conflict } from "#values/errors";
import { clockKindOf, clockOf, end, extend, listStops, start, timingNow, type ClockKind } from "#matter/clocks";
import { factsScope, type Scope, type Told } from "./scope.ts";
import { valueOf } from "./text.ts";

/** What a clock is counted by: what the item says, else what the kind does; text, or what its FEEL gives. */
function lengthOf({ blueprint }: Told, clock: ClockKind, scope: Scope): unknown {
  return valueOf(blueprint.version.definition.item.clocks?.[clock.id] ?? clock.within, scope);
}

/** A day, to its end, or an instant; undefined for what is neither. */
function instantOf(value: unknown): Date | undefined {
  if (typeof value !== "string") return undefined;
  if (isDay(value)) return endOf(value);
  return /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value)) ? new Date(value) : undefined;
}

function dayStart(value: unknown): Date | undefined {
  const instant = instantOf(value);
  // What is counted from a day is counted from within it: the day itself is day 0.
  return instant && isDay(String(value)) ? new Date(instant.getTime() - 1) : instant;
}

/** Starts a clock of the kind: counted from the act, or from what a formula gives. One that cannot be counted stops the step and is told. */
export async function startClock(ctx: Ctx, told: Told, { clock: id, from }: Starting): Promise<void> {
  const timing = await timingNow(ctx, told.blueprint.kind);
  const clock = clockKindOf(timing, id);
  const scope = factsScope(ctx, told);
  const length = lengthOf(told, clock, scope);
  const counted = from === undefined ? undefined : dayStart(valueOf(`=${from}`, scope));
  const at = instantOf(length);
  if (at) start(timing, told.change, clock, { until: at });
  else if (typeof length === "string" && isDuration(length)) start(timing, told.change, clock, { within: length, ...(counted && { from: counted }) });
  else throw conflict("CLOCK_LENGTH", `没有算出“${clock.word}”的期限，所以没有办理。请联系事项管理员改正件类的定义。`);
}

/** Ends clocks of the kind by the act they were for. */
export function endClocks(ctx: Ctx, { change }: Told, ids: readonly string[]): void {
  for (const id of ids) end(ctx, change, id);
}

const HOURS = /^PT(\d+)(W?)H$/;

/** So much of a unit: days, working days, hours, working hours. */
interface Amount {
  unit: string;
  amount: number;
}

/** How much a duration is, in which unit. */
export function amountOf(duration: string): Amount | undefined {
  const hours = HOURS.exec(duration);
  if (hours) return { unit: `${hours[2]}H`, amount: Number(hours[1]) };
  const limit = readLimit(duration);
  return limit && { unit: limit.unit === "workday" ? "WD" : "D", amount: limit.days };
}

/** Days are hours too; working days are as long as the office is open, and are measured by nothing else. */
function measured({ unit, amount }: Amount): Amount {
  return unit === "D" ? { unit: "H", amount: amount * 24 } : { unit, amount };
}

/** Whether a length is more than the most, or cannot be measured by it. */
function tooLong(asked: Amount, most: Amount): boolean {
  const [given, limit] = [measured(asked), measured(most)];
  return given.unit !== limit.unit || given.amount > limit.amount;
}

/** So much of a unit as a duration. */
export function durationOf(unit: string, amount: number): string {
  return unit.endsWith("H") ? `PT${amount}${unit}` : `P${amount}${unit}`;
}

/** Units of durations in words. */
export const UNITS: Readonly<Record<string, string>> = { WD: "个工作日", D: "天", WH: "个工作小时", H: "小时" };

// What was extended before it was kept which clocks were, were all.
const EXTENDED = `
  select count(*)::int as times from matter.acts
  where matter_id = $1 and kind = 'extended' and coalesce(data -> 'clocks' ? $2, data ->> 'clock' = $2, true)`;

/** How often a clock of a matter was given longer. */
export async function extensionsOf(ctx: Ctx, matterId: string, clock: string): Promise<number> {
  return (await first<{ times: number }>(ctx.db, EXTENDED, [matterId, clock]))?.times ?? 0;
}

/**
 * Gives a clock longer, as far and as often as its kind lets it be.
 * @param by a duration, or a number of days in the unit that the kind gives at most
 * @returns the duration that it is longer by
 */
export async function extendClock(ctx: Ctx, told: Told, id: string, by: string | number | undefined): Promise<string> {
  const timing = await timingNow(ctx, told.blueprint.kind);
  const clock = clockKindOf(timing, id);
  const { matter } = told.change;
  if (!clock.extends) throw conflict("NOT_EXTENDED", `“${clock.word}”的期限不能延长。`);
  if (clockOf(matter, id)?.endedAt !== null) throw conflict("NOT_RUNNING", `“${clock.word}”现在没有在计时，不能延长。`);
  const most = amountOf(clock.extends.most);
  const length = typeof by === "number" ? durationOf(most?.unit ?? "WD", by) : by;
  const asked = length === undefined ? undefined : amountOf(length);
  if (length === undefined || !asked) throw conflict("CLOCK_LENGTH", "没有算出要延长多久，所以没有办理。");
  if (!most || tooLong(asked, most))
    throw conflict(
      "EXTENSION",
      `“${clock.word}”最多延长${most ? `${most.amount}${UNITS[most.unit]}` : clock.extends.most}，这里要延长${asked.amount}${UNITS[asked.unit]}。`,
    );
  if ((await extensionsOf(ctx, matter.matterId, id)) >= clock.extends.times)
    throw conflict("EXTENDED", `“${clock.word}”最多延长${clock.extends.times}次，已经延长过。`);
  const past = (await listStops(ctx, matter.matterId)).filter(({ endedAt }) => endedAt !== null);
  extend(timing, told.change, id, length, past);
  return length;
}
