import { areaPattern, organisationNow, type Organisation } from "#people/duty";
import type { Ctx, Duty } from "#kernel/ctx";
import { one } from "#kernel/db";
import { DUE_DAY, SUSPENDED_AT } from "#matter/clocks";
import { backwards, wordsQuery } from "./words.ts";

/** A row of the inbox: a waiting task with what one must know of its matter. */
export interface InboxRow {
  matterId: string;
  taskId: string;
  number: string;
  title: string;
  itemId: string;
  itemName: string;
  ownerLabel: string;
  name: string;
  kind: string;
  /** The kind of the matter, whose work it is. */
  matterKind: string;
  unit: string | null;
  openedAt: Date;
  submittedAt: Date;
  taskDueDay: string | null;
  dueDay: string | null;
  pausedAt: Date | null;
  holderName: string | null;
  assigneeName: string | null;
  signWhen: "before" | "beside" | "after" | null;
  suspendedAt: Date | null;
  urgedAt: Date | null;
  taskDueAt: Date | null;
  dueAt: Date | null;
  priority: number;
  flags: string[];
  /** The first party, as everybody of the matter may see it. */
  partyLabel: string | null;
}

/** How the inbox is narrowed. */
export interface InboxFilter {
  item?: string;
  kind?: string;
  text?: string;
  /** The kind of the matter. */
  matterKind?: string;
  /** What presses first, priorities before all; else what has waited longest. */
  order?: "due";
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
      areas.push(areaPattern(duty.area));
    }
  }
  return { units, roles, areas };
}

const OPEN = "t.done_at is null and t.cancelled_at is null and ($4::text is null or t.item_id = $4) and ($5::text is null or t.kind = $5)";

// As a case: a bare LIKE counts as one row in two hundred, and every task of a desk was read and sorted for a page (26 ms at 150,000 matters).
const WAITS = `t.unit = r.unit and t.role = r.role and case when t.area like r.area then true else false end and t.assignee is null and ${OPEN}`;

// What was given to the actor, or to somebody they stand in for.
const GIVEN = `select t.* from matter.tasks t where t.assignee = any ($6::uuid[]) and ${OPEN}`;

const DESKS = "unnest($1::text[], $2::text[], $3::text[]) as r(unit, role, area)";

const COLUMNS = `
  t.matter_id as "matterId", t.task_id as "taskId", m.number, m.title, m.item_id as "itemId", m.item_name as "itemName", m.owner_label as "ownerLabel",
  t.name, t.kind, m.kind as "matterKind", t.unit, t.opened_at as "openedAt", m.submitted_at as "submittedAt", ${DUE_DAY.task} as "taskDueDay", ${DUE_DAY.matter} as "dueDay",
  m.stopped_at as "pausedAt", t.holder_name as "holderName",
  t.assignee_name as "assigneeName", t.sign_when as "signWhen", ${SUSPENDED_AT} as "suspendedAt", m.urged_at as "urgedAt",
  t.due_at as "taskDueAt", m.due_at as "dueAt", m.priority, m.flags,
  (select p.label from matter.parties p where p.matter_id = m.matter_id and p.until is null order by p.party_no limit 1) as "partyLabel"`;

// Of each desk only as many are fetched as the page could need, oldest first, straight from the index; matters are read for the
// page alone. At 100,000 matters this is the difference between a hundred milliseconds and three.
const LIST = `
  select ${COLUMNS} from (
    select * from (
      select t.* from ${DESKS} cross join lateral (
        select * from matter.tasks t where ${WAITS} order by t.opened_at, t.matter_id limit $7 + ${SIZE + 1}) t
      union all (${GIVEN} order by t.opened_at, t.matter_id limit $7 + ${SIZE + 1})) t
    order by t.opened_at, t.matter_id limit ${SIZE + 1} offset $7) t
  join matter.matters m using (matter_id) order by t.opened_at, t.matter_id`;

// Words and the end of a number are found among open matters; then it is asked whose desk they lie on.
const FIND = `
  with found as materialized (
    select matter_id from matter.search where closed_at is null and ($8::text is not null and words @@ $8::tsquery or $9::text is not null and backwards like $9))
  select ${COLUMNS} from (
    select t.* from found join matter.tasks t using (matter_id) join ${DESKS} on ${WAITS}
    union all (select t.* from found join (${GIVEN}) t using (matter_id))) t join matter.matters m using (matter_id)
  order by t.opened_at, t.matter_id limit ${SIZE + 1} offset $7`;

// What presses first, or of one kind of matter: that is said by the matters too.
const narrowed = (order: string): string => `
  select ${COLUMNS} from (select t.* from ${DESKS} join matter.tasks t on ${WAITS} union all ${GIVEN}) t join matter.matters m using (matter_id)
  where $8::text is null or m.kind = $8
  order by ${order} t.opened_at, t.matter_id limit ${SIZE + 1} offset $7`;
const BY_AGE = narrowed("");
const BY_DUE = narrowed("m.priority desc, coalesce(t.stopped_at, m.stopped_at) is not null, least(t.due_at, m.due_at) nulls last,");
const COUNT_OF_KIND = `
  select count(*)::int as count from (
    select t.matter_id from ${DESKS} join matter.tasks t on ${WAITS} union all select t.matter_id from (${GIVEN}) t limit 10000) t
  join matter.matters m using (matter_id) where m.kind = $7`;

// Counting stops where more would not be read anyway: "10000+" is answer enough.
const countUpTo = (most: number): string => `
  select count(*) as count from (
    (select 1 from ${DESKS} join matter.tasks t on ${WAITS} limit ${most}) union all (select 1 from (${GIVEN}) t limit ${most}) limit ${most}) as x`;
const COUNT = countUpTo(10_000);
const COUNT_SOME = countUpTo(1_000);

/** What waits for the actor, oldest first, forty a page, with the count of all that wait (10,000 at most). */
export async function listInbox(ctx: Ctx, filter: InboxFilter = {}): Promise<{ rows: InboxRow[]; more: boolean; count: number }> {
  const desks = await desksOf(ctx, filter);
  const offset = ((filter.page ?? 1) - 1) * SIZE;
  if (filter.text) {
    const number = backwards(filter.text);
    const found = await ctx.db.query<InboxRow>(FIND, [...desks, offset, wordsQuery(filter.text) ?? null, number === undefined ? null : `${number}%`], "fresh");
    return { rows: found.slice(0, SIZE), more: found.length > SIZE, count: offset + found.length };
  }
  if (filter.order || filter.matterKind !== undefined) {
    const kind = filter.matterKind ?? null;
    const [rows, { count }] = await Promise.all([
      ctx.db.query<InboxRow>(filter.order ? BY_DUE : BY_AGE, [...desks, offset, kind], "fresh"),
      kind === null ? one<{ count: number }>(ctx.db, COUNT, desks) : one<{ count: number }>(ctx.db, COUNT_OF_KIND, [...desks, kind]),
    ]);
    return { rows: rows.slice(0, SIZE), more: rows.length > SIZE, count };
  }
  const [rows, { count }] = await Promise.all([ctx.db.query<InboxRow>(LIST, [...desks, offset]), one<{ count: number }>(ctx.db, COUNT, desks)]);
  return { rows: rows.slice(0, SIZE), more: rows.length > SIZE, count };
}

/** How many tasks wait for the actor, 1,000 at most: asked for on every page, and shown as "999+" from there on. */
export async function countInbox(ctx: Ctx): Promise<number> {
  return (await one<{ count: number }>(ctx.db, COUNT_SOME, await desksOf(ctx, {}))).count;
}

async function desksOf(ctx: Ctx, filter: InboxFilter): Promise<unknown[]> {
  const { units, roles, areas } = reachOf(await organisationNow(ctx), ctx.actor.duties ?? []);
  const insteadOf = (ctx.actor.duties ?? []).flatMap((duty) => (duty.insteadOf ? [duty.insteadOf.id] : []));
  return [units, roles, areas, filter.item ?? null, filter.kind ?? null, [ctx.actor.id, ...new Set(insteadOf)]];
}

/** What the actor finished lately. */
export function listDoneByMe(ctx: Ctx): Promise<(InboxRow & { doneAt: Date; outcome: string })[]> {
  return ctx.db.query(
    `select ${COLUMNS}, t.done_at as "doneAt", t.outcome
     from matter.tasks t join matter.matters m using (matter_id) where t.holder = $1 and t.done_at is not null order by t.done_at desc limit 100`,
    [ctx.actor.id],
  );
}

const TICKED = `
  select ${COLUMNS} from (select t.* from ${DESKS} join matter.tasks t on ${WAITS} union all ${GIVEN}) t join matter.matters m using (matter_id)
  where (t.matter_id::text || ' ' || t.task_id) = any ($7::text[]) order by t.opened_at, t.matter_id`;

/** Those of the named tasks that wait for the actor, in the order of the inbox; what somebody else has done meanwhile is not among them. */
export async function listInboxTasks(ctx: Ctx, tasks: readonly { matterId: string; taskId: string }[]): Promise<InboxRow[]> {
  return ctx.db.query<InboxRow>(TICKED, [...(await desksOf(ctx, {})), tasks.map(({ matterId, taskId }) => `${matterId} ${taskId}`)], "fresh");
}
