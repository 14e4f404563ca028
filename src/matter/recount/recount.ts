import type { Moved } from "#matter/clocks";
import { recountMatter, walkRunning } from "#matter/timing";
import { recountRatings } from "#matter/rating";
import { calendarAnew, dayOf } from "#kernel/clock";
import { system, type Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { newId } from "#values/ids";
import { enqueue } from "#kernel/jobs";
import type { Recount } from "./queries.ts";

/** The job that counts what runs anew. */
export const RECOUNT = "recount.run";

/** Asks for a recount, after each change of the calendar; several changes before it begins are one recount. */
export function askForRecount(ctx: Ctx): Promise<void> {
  return enqueue(ctx, RECOUNT, {}, { key: RECOUNT });
}

interface Line extends Moved {
  matterId: string;
  number: string | null;
}

const LINES = `
  insert into recount.lines (run_id, line, matter_id, number, what, from_day, to_day, past)
  select $1, x.line, x.matter_id, x.number, x.what, x.from_day, x.to_day, x.from_day >= $3 and x.to_day < $3
  from jsonb_to_recordset($2) as x(line int, matter_id uuid, number text, what text, from_day date, to_day date)`;

/**
 * Counts the days of everything that runs anew by the calendar as it is now: promised and statutory days, those of tasks, timers in working
 * days, the days of bad ratings. Each matter in a transaction of its own, with an act in its history; what moved is in the report. What did
 * not move is not touched, so that running it again does nothing.
 */
export async function recountAll(ctx: Ctx): Promise<Recount> {
  const acting = { ...ctx, actor: system("工作日历") };
  // Another process may have changed the calendar since this one read it.
  await calendarAnew(acting);
  const runId = newId();
  await acting.db.query("insert into recount.runs (run_id, started_at) values ($1, $2)", [runId, acting.now]);
  const lines: Line[] = [];
  let looked = 0;
  let failed = 0;
  for await (const matterId of walkRunning(acting)) {
    looked += 1;
    try {
      const { number, moved } = await recountMatter(acting, matterId);
      lines.push(...moved.map((each) => ({ ...each, matterId, number })));
    } catch (error) {
      failed += 1;
      acting.log.error({ err: error, matterId }, "the days of a matter could not be counted anew");
    }
  }
  lines.push(...(await recountRatings(acting)).map((each) => ({ ...each, number: null })));
  const moved = new Set(lines.map(({ matterId }) => matterId)).size;
  await transaction(acting, async (inner) => {
    const rows = lines.map(({ matterId, number, what, from, to }, line) => ({ line, matter_id: matterId, number, what, from_day: from, to_day: to }));
    await inner.db.query(LINES, [runId, JSON.stringify(rows), dayOf(inner.now)]);
    await inner.db.query("update recount.runs set ended_at = $2, looked = $3, moved = $4, failed = $5 where run_id = $1", [
      runId,
      inner.now,
      looked,
      moved,
      failed,
    ]);
  });
  return { runId, startedAt: acting.now, endedAt: acting.now, looked, moved, failed };
}
