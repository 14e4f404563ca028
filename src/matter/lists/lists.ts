import { kindsNow } from "#content/catalogue";
import { endOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import type { Phase } from "#content/kind";
import { dayIn } from "#matter/clocks";

/** A matter in a list. */
export interface MatterRow {
  matterId: string;
  number: string | null;
  title: string;
  itemId: string;
  itemName: string;
  applicantLabel: string;
  unit: string;
  area: string;
  kind: string;
  phase: Phase;
  state: string;
  step: string;
  createdAt: Date;
  submittedAt: Date | null;
  dueDay: string | null;
  pausedAt: Date | null;
  closedAt: Date | null;
  outcome: string | null;
  dueAt: Date | null;
  priority: number;
  flags: string[];
}

export const ROW_COLUMNS = `
  matter_id as "matterId", number, title, item_id as "itemId", item_name as "itemName", applicant_label as "applicantLabel", unit, area, kind, phase, state, step,
  created_at as "createdAt", submitted_at as "submittedAt", ${dayIn("due_at")} as "dueDay", stopped_at as "pausedAt", closed_at as "closedAt", outcome,
  due_at as "dueAt", priority, flags`;

/** A line of the supervisor's table. */
export interface Figures {
  key: string;
  name: string;
  submitted: number;
  open: number;
  closed: number;
  /** Ended well, and taken on and ended badly, by the tone of the state that each ended in. */
  granted: number;
  refused: number;
  overdue: number;
  near: number;
  paused: number;
  /** Mean calendar days from acceptance to closure. */
  averageDays: number | null;
  /** Share of closed matters that were closed within their promised day, 0–1. */
  inTime: number | null;
}

const FIGURES = `
  count(*) as submitted, count(*) filter (where closed_at is null) as open, count(*) filter (where closed_at is not null) as closed,
  count(*) filter (where closed_at is not null and kind || ' ' || outcome = any ($4)) as granted,
  count(*) filter (where accepted_at is not null and kind || ' ' || outcome = any ($5)) as refused,
  count(*) filter (where closed_at is null and stopped_at is null and due_at <= $1) as overdue,
  count(*) filter (where closed_at is null and stopped_at is null and due_at > $1 and due_at <= $2) as near,
  count(*) filter (where stopped_at is not null) as paused,
  round((avg(extract(epoch from closed_at - accepted_at)) filter (where closed_at is not null and accepted_at is not null) / 86400)::numeric, 1)::float8 as "averageDays",
  (count(*) filter (where in_time))::float8 / nullif(count(*) filter (where in_time is not null), 0) as "inTime"
  from matter.matters where submitted_at is not null and ($3::text is null or kind = $3)`;

/** Counts, averages, overdue and near-due, by unit or by item, of all kinds or of one. `nearDay` is the last day that counts as near. */
export function figures(ctx: Ctx, by: "unit" | "item", nearDay: string, kind?: string): Promise<Figures[]> {
  const key = by === "unit" ? "unit" : "item_id";
  const name = by === "unit" ? "unit" : "max(item_name)";
  return ctx.memory.recall(`matter.figures.${by}.${nearDay}.${kind ?? ""}`, async () => {
    const kinds = [...(await kindsNow(ctx))];
    const ended = (tone: string): string[] =>
      kinds.flatMap(
        ([
          id,
          {
            kind: { states },
          },
        ]) => Object.keys(states).flatMap((state) => (states[state]!.tone === tone ? [`${id} ${state}`] : [])),
      );
    const given = [ctx.now, endOf(nearDay), kind ?? null, ended("good"), ended("bad")];
    return ctx.db.query<Figures>(`select ${key} as key, ${name} as name, ${FIGURES} group by ${key} order by count(*) desc`, given);
  });
}

/** How many matters were submitted since an instant, for the front of the board. */
export async function countSince(ctx: Ctx, instant: Date): Promise<number> {
  return (await one<{ count: number }>(ctx.db, "select count(*) as count from matter.matters where submitted_at >= $1", [instant])).count;
}
