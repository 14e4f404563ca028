import { system, type Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { emit } from "#kernel/events";
import { clearTimer, passingsOf, timerOf, timingNow, writeMark, type Clock, type ClockMark } from "#matter/clocks";
import { advance, stepNames, blueprintOf, changeOf, lockMatter, type Loaded, writeChange } from "#matter/matter";
import { endStopsOver } from "./stops-over.ts";

// What is stopped has no next look: a matter in a special procedure is passed over.
const NEXT = `
  select matter_id as "matterId", clock_id as "clockId" from matter.clocks where next_at <= $1 order by next_at, matter_id limit 200`;

/** A timer fires: the flow goes on. */
async function fire(ctx: Ctx, { matter, open }: Loaded, clock: Clock): Promise<void> {
  const change = changeOf(matter);
  const timer = timerOf(clock)!;
  const blueprint = await blueprintOf(ctx, matter);
  clearTimer(await timingNow(ctx, blueprint.kind), change, timer);
  await advance(ctx, change, blueprint, { type: "timer.fired", timer });
  change.matter.step = stepNames(open, change);
  await writeChange(ctx, change);
}

const declares = ({ tells = [], begins }: ClockMark): boolean => tells.length > 0 || begins !== undefined;

/** Marks of a named clock pass: what the declaration says of them is handed out as an event; no act is written, and the matter's revision stays. */
async function mark(ctx: Ctx, { matter }: Loaded, clock: Clock): Promise<void> {
  const { matterId } = matter;
  const timing = await timingNow(ctx, (await blueprintOf(ctx, matter)).kind);
  const passings = passingsOf(timing.calendar, timing, clock);
  const from = passings.findIndex((each) => each.mark.at === clock.mark) + 1;
  const passed = passings.slice(from).filter(({ at }) => at <= ctx.now);
  await writeMark(ctx, matterId, {
    clockId: clock.clockId,
    mark: passed.at(-1)?.mark.at ?? clock.mark,
    nextAt: passings[from + passed.length]?.at ?? null,
  });
  for (const each of passed) {
    const { at, light, tells, begins } = each.mark;
    if (declares(each.mark)) await emit(ctx, "matter.clock-marked", matterId, { clock: clock.clockId, mark: at, light, tells, begins });
  }
}

/** Does what a clock waits for, in a transaction of its own; gives whether a timer fired. */
async function look(ctx: Ctx, matterId: string, clockId: string): Promise<boolean> {
  return transaction(ctx, async (inner) => {
    const loaded = await lockMatter(inner, matterId);
    // Another process, or an act that came first, may have ended it, moved it, or stopped it, before the lock was ours.
    const clock = loaded.matter.clocks.find((each) => each.clockId === clockId);
    if (!clock || clock.endedAt || !clock.nextAt || clock.nextAt > inner.now) return false;
    if (timerOf(clock) === undefined) await mark(inner, loaded, clock);
    else await fire(inner, loaded, clock);
    return timerOf(clock) !== undefined;
  });
}

/**
 * Looks at every clock whose time has come: stops end, timers fire, marks pass. Each in its own transaction, so that one that fails does not hold up the rest.
 * Gives how many timers fired.
 */
export async function sweepClocks(ctx: Ctx): Promise<number> {
  const acting = { ...ctx, actor: system("期限") };
  await endStopsOver(acting);
  let fired = 0;
  for (let failed = 0; ;) {
    const due = await ctx.db.query<{ matterId: string; clockId: string }>(NEXT, [ctx.now]);
    for (const { matterId, clockId } of due) {
      try {
        if (await look(acting, matterId, clockId)) fired += 1;
      } catch (error) {
        failed += 1;
        ctx.log.error({ err: error, matterId, clockId }, "a clock failed");
      }
    }
    // What was looked at is not due any more, but for what failed: that is tried again with the next round.
    if (due.length < 200 || failed > 0) break;
  }
  return fired;
}
