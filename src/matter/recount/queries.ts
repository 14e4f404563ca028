import { grants } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { forbidden } from "#values/errors";

/** One time that what runs was counted anew. */
export interface Recount {
  runId: string;
  startedAt: Date;
  /** Null while it runs, or when it was broken off. */
  endedAt: Date | null;
  /** Matters that were looked at, of which a day moved, and that could not be counted. */
  looked: number | null;
  moved: number | null;
  failed: number | null;
}

/** A day that moved. */
export interface RecountLine {
  matterId: string;
  number: string | null;
  what: string;
  fromDay: string;
  toDay: string;
  /** It lies before the day of the recount only because of it. */
  past: boolean;
}

/** The recounts in which something moved, failed or has not ended, latest first. For who keeps the calendar. */
export async function listRecounts(ctx: Ctx): Promise<Recount[]> {
  if (!grants(ctx.actor, "clock.manage")) throw forbidden();
  return ctx.db.query<Recount>(
    `select run_id as "runId", started_at as "startedAt", ended_at as "endedAt", looked, moved, failed from recount.runs order by started_at desc, run_id desc limit 10`,
    [],
  );
}

/** The days that moved in a recount, those now past first; 500 at most. */
export async function listRecountLines(ctx: Ctx, runId: string): Promise<RecountLine[]> {
  if (!grants(ctx.actor, "clock.manage")) throw forbidden();
  return ctx.db.query<RecountLine>(
    `select matter_id as "matterId", number, what, from_day as "fromDay", to_day as "toDay", past from recount.lines
     where run_id = $1 order by past desc, line limit 500`,
    [runId],
  );
}
