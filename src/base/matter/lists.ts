import { organisationNow, roleGrants } from "#base/duty";
import { dayOf } from "#kernel/clock";
import type { Ctx, Duty } from "#kernel/ctx";
import { one } from "#kernel/db";
import type { State } from "./matter.ts";
import { partyOf } from "./party.ts";

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
  state: State;
  step: string;
  createdAt: Date;
  submittedAt: Date | null;
  dueDay: string | null;
  pausedAt: Date | null;
  closedAt: Date | null;
  outcome: string | null;
}

const COLUMNS = `
  matter_id as "matterId", number, title, item_id as "itemId", item_name as "itemName", applicant_label as "applicantLabel", unit, area, state, step,
  created_at as "createdAt", submitted_at as "submittedAt", due_day as "dueDay", paused_at as "pausedAt", closed_at as "closedAt", outcome`;

/** The actor's own matters (or those of the organisation they act for), newest first; thrown-away drafts are left out. */
export function listMine(ctx: Ctx): Promise<MatterRow[]> {
  const { id } = partyOf(ctx.actor);
  return ctx.db.query<MatterRow>(
    `select ${COLUMNS} from matter.matters where applicant_id = $1 and outcome is distinct from 'discarded' order by created_at desc limit 200`,
    [id],
  );
}

/** How the search over all matters is narrowed. */
export interface MatterFilter {
  text?: string;
  item?: string;
  unit?: string;
  /** One of the states, or "open": not closed yet. */
  state?: string;
  /** overdue: past its day; near: due within two working days by the calendar's reckoning of `nearDay`. */
  light?: "overdue" | "near";
  nearDay?: string;
  page?: number;
}

const SIZE = 40;

const REACH = "exists (select from unnest($1::text[], $2::text[]) as r(unit, area) where r.unit = matters.unit and matters.area like r.area)";
// A desk where many departments' matters are accepted: what it had in hand counts, not whose it is.
const DESK =
  "exists (select from matter.tasks t, unnest($11::text[], $12::text[]) as d(unit, area) where t.matter_id = matters.matter_id and t.unit = d.unit and t.area like d.area)";
const NARROWED = `
  and ($3::text is null or number like '%' || upper(regexp_replace(normalize($3, NFKC), '\\s', '', 'g')) || '%' or applicant_label like '%' || $3 || '%' or item_name like '%' || $3 || '%')
  and ($4::text is null or item_id = $4) and ($5::text is null or unit = $5) and ($6::text is null or state = $6 or ($6 = 'open' and closed_at is null))
  and ($7::text is null or (closed_at is null and due_day is not null and paused_at is null
    and case $7 when 'overdue' then due_day < $8::date else due_day >= $8::date and due_day <= $9::date end))
  order by submitted_at desc limit ${SIZE + 1} offset $10`;
// Two texts, so that whoever has no desk keeps the plan by unit.
const SEARCH = `select ${COLUMNS} from matter.matters where submitted_at is not null and unit = any ($1) and ${REACH} ${NARROWED}`;
const SEARCH_OF_DESK = `select ${COLUMNS} from matter.matters where submitted_at is not null and ((unit = any ($1) and ${REACH}) or ${DESK}) ${NARROWED}`;

interface Reach {
  units: string[];
  areas: string[];
}

/**
 * What a reader's duties with `matter.read` reach: pairs of unit and area, since each duty reaches its own units in its own area only.
 * A unit's duty lists its whole body; an area scope every unit. `desk` are the units at which the actor accepts.
 */
async function readingReach(ctx: Ctx): Promise<{ list: Reach; desk: Reach }> {
  const organisation = await organisationNow(ctx);
  const list: Reach = { units: [], areas: [] };
  const desk: Reach = { units: [], areas: [] };
  const add = (to: Reach, units: Iterable<string>, duty: Duty): void => {
    for (const unit of units) {
      to.units.push(unit);
      to.areas.push(`${duty.area.replace(/0+$/, "")}%`);
    }
  };
  for (const duty of (ctx.actor.duties ?? []).filter(({ role }) => roleGrants(role, "matter.read"))) {
    add(list, duty.scope === "area" ? organisation.units.keys() : organisation.unitsBelow(organisation.bodyOf(duty.unit)?.unit ?? duty.unit), duty);
    if (duty.role === "acceptor") add(desk, organisation.unitsBelow(duty.unit), duty);
  }
  return { list, desk };
}

/** Submitted matters the actor's duties reach, newest first, forty a page. */
export async function searchMatters(ctx: Ctx, filter: MatterFilter): Promise<{ rows: MatterRow[]; more: boolean }> {
  const { list, desk } = await readingReach(ctx);
  const today = dayOf(ctx.now);
  const text = filter.text ? filter.text.replace(/[%_\\]/g, "") : null;
  const values = [
    list.units,
    list.areas,
    text,
    filter.item ?? null,
    filter.unit ?? null,
    filter.state ?? null,
    filter.light ?? null,
    today,
    filter.nearDay ?? today,
    ((filter.page ?? 1) - 1) * SIZE,
  ];
  const rows =
    desk.units.length > 0
      ? await ctx.db.query<MatterRow>(SEARCH_OF_DESK, [...values, desk.units, desk.areas], "fresh")
      : await ctx.db.query<MatterRow>(SEARCH, values, "fresh");
  return { rows: rows.slice(0, SIZE), more: rows.length > SIZE };
}

/** A line of the supervisor's table. */
export interface Figures {
  key: string;
  name: string;
  submitted: number;
  open: number;
  closed: number;
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
  count(*) filter (where outcome = 'granted' and closed_at is not null) as granted, count(*) filter (where outcome = 'refused') as refused,
  count(*) filter (where closed_at is null and paused_at is null and due_day < $1) as overdue,
  count(*) filter (where closed_at is null and paused_at is null and due_day between $1 and $2) as near,
  count(*) filter (where paused_at is not null) as paused,
  round((avg(extract(epoch from closed_at - accepted_at)) filter (where closed_at is not null and accepted_at is not null) / 86400)::numeric, 1)::float8 as "averageDays",
  (count(*) filter (where in_time))::float8 / nullif(count(*) filter (where in_time is not null), 0) as "inTime"
  from matter.matters where submitted_at is not null`;

/** Counts, averages, overdue and near-due, by unit or by item. `nearDay` is the last day that counts as near. */
export function figures(ctx: Ctx, by: "unit" | "item", nearDay: string): Promise<Figures[]> {
  const key = by === "unit" ? "unit" : "item_id";
  const name = by === "unit" ? "unit" : "max(item_name)";
  return ctx.memory.recall(`matter.figures.${by}.${nearDay}`, () =>
    ctx.db.query<Figures>(`select ${key} as key, ${name} as name, ${FIGURES} group by ${key} order by count(*) desc`, [dayOf(ctx.now), nearDay]),
  );
}

/** How many matters were submitted since an instant, for the front of the board. */
export async function countSince(ctx: Ctx, instant: Date): Promise<number> {
  return (await one<{ count: number }>(ctx.db, "select count(*) as count from matter.matters where submitted_at >= $1", [instant])).count;
}
