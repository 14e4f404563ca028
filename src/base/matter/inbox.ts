import { organisationNow, type Organisation } from "#base/duty";
import type { Ctx, Duty } from "#kernel/ctx";
import { one } from "#kernel/db";

/** A row of the inbox: a waiting task with what one must know of its matter. */
export interface InboxRow {
  matterId: string;
  taskId: string;
  number: string;
  title: string;
  itemId: string;
  itemName: string;
  applicantLabel: string;
  name: string;
  kind: string;
  unit: string;
  openedAt: Date;
  submittedAt: Date;
  taskDueDay: string | null;
  dueDay: string | null;
  pausedAt: Date | null;
  holderName: string | null;
}

/** How the inbox is narrowed. `before` is the place the page before ended. */
export interface InboxFilter {
  item?: string;
  kind?: string;
  text?: string;
  page?: number;
}

const SIZE = 40;

/** What an actor's duties let them take: pairs of unit and role, and the areas they lie in. */
export function reachOf(organisation: Organisation, duties: Duty[]): { units: string[]; roles: string[]; areas: string[] } {
  const units: string[] = [];
  const roles: string[] = [];
  const areas: string[] = [];
  for (const duty of duties) {
    for (const unit of organisation.unitsBelow(duty.unit)) {
      units.push(unit);
      roles.push(duty.role);
      areas.push(`${duty.area.replace(/0+$/, "")}%`);
    }
  }
  return { units, roles, areas };
}

// The pairs are few; the partial index on (unit, role, opened_at) serves each, and the oldest of all come first.
const REACH = `
  from unnest($1::text[], $2::text[], $3::text[]) as r(unit, role, area)
  join matter.tasks t on t.unit = r.unit and t.role = r.role and t.area like r.area and t.done_at is null and t.cancelled_at is null
  join matter.matters m on m.matter_id = t.matter_id
  where ($4::text is null or m.item_id = $4) and ($5::text is null or t.kind = $5)
    and ($6::text is null or m.number like '%' || $6 || '%' or m.applicant_label like '%' || $6 || '%')`;

const LIST = `
  select t.matter_id as "matterId", t.task_id as "taskId", m.number, m.title, m.item_id as "itemId", m.item_name as "itemName", m.applicant_label as "applicantLabel",
    t.name, t.kind, t.unit, t.opened_at as "openedAt", m.submitted_at as "submittedAt", t.due_day as "taskDueDay", m.due_day as "dueDay",
    m.paused_at as "pausedAt", t.holder_name as "holderName"
  ${REACH} order by t.opened_at, t.matter_id limit ${SIZE + 1} offset $7`;

// Counting stops where more would not be read anyway: "10000+" is answer enough.
const COUNT = `select count(*) as count from (select 1 ${REACH} limit 10000) as x`;

/** What waits for the actor, oldest first, forty a page, with the count (10,000 at most). */
export async function listInbox(ctx: Ctx, filter: InboxFilter = {}): Promise<{ rows: InboxRow[]; more: boolean; count: number }> {
  const { units, roles, areas } = reachOf(await organisationNow(ctx), ctx.actor.duties ?? []);
  const values = [units, roles, areas, filter.item ?? null, filter.kind ?? null, filter.text ? filter.text.replace(/[%_\\]/g, "") : null];
  const [rows, { count }] = await Promise.all([
    ctx.db.query<InboxRow>(LIST, [...values, ((filter.page ?? 1) - 1) * SIZE]),
    one<{ count: number }>(ctx.db, COUNT, values),
  ]);
  return { rows: rows.slice(0, SIZE), more: rows.length > SIZE, count };
}

/** What the actor finished lately. */
export function listDoneByMe(ctx: Ctx): Promise<(InboxRow & { doneAt: Date; outcome: string })[]> {
  return ctx.db.query(
    `select t.matter_id as "matterId", t.task_id as "taskId", m.number, m.title, m.item_id as "itemId", m.item_name as "itemName", m.applicant_label as "applicantLabel",
       t.name, t.kind, t.unit, t.opened_at as "openedAt", m.submitted_at as "submittedAt", t.due_day as "taskDueDay", m.due_day as "dueDay",
       m.paused_at as "pausedAt", t.holder_name as "holderName", t.done_at as "doneAt", t.outcome
     from matter.tasks t join matter.matters m using (matter_id) where t.holder = $1 and t.done_at is not null order by t.done_at desc limit 100`,
    [ctx.actor.id],
  );
}
