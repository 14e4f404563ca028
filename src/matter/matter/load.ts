import type { Phase } from "#content/kind";
import { foldCode } from "#values/codes";
import { openParts } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { notFound } from "#values/errors";
import { isId } from "#values/ids";
import { CLOCKED_COLUMNS, revived } from "#matter/clocks";
import type { Matter, Promised, Task } from "./matter.ts";

const PROMISED = `coalesce((
    select jsonb_agg(jsonb_build_object('materialId', p.material_id, 'brought', p.brought) order by p.material_id) from (
      select e.material_id, bool_or(e.source <> 'later') as brought from matter.materials e where e.matter_id = m.matter_id and e.removed_at is null
      group by e.material_id having bool_or(e.source = 'later')) p), '[]')`;

export const MATTER_COLUMNS = `
  m.matter_id as "matterId", m.number, m.item_id as "itemId", m.item_version as "itemVersion", m.item_name as "itemName", m.title, m.kind, m.kind_version as "kindVersion", m.pace, m.unit,
  m.area, m.channel, jsonb_build_object('kind', m.owner_kind, 'id', m.owner_id, 'label', m.owner_label) as owner,
  m.owner as "encryptedOwner", m.agent_id as "agentId", m.beneficiary_index as "beneficiaryIndex", m.phase, m.state, m.priority, m.flags, m.confidentiality, m.tied, m.due_at as "dueAt", m.stopped_at as "stoppedAt", m.step, m.situation, m.form, m.facts, m.flow, m.acts, m.head, m.revision,
  m.created_at as "createdAt", m.submitted_at as "submittedAt", m.accepted_at as "acceptedAt", m.urged_at as "urgedAt", m.awaits, m.walked, m.closed_at as "closedAt", m.outcome, m.in_time as "inTime",
  ${PROMISED} as promised, ${CLOCKED_COLUMNS}`;

const TASK_COLUMNS = `
  t.matter_id as "matterId", t.task_id as "taskId", t.node, t.name, t.kind, t.unit, t.role, t.party, t.area, t.checklist, t.opened_at as "openedAt",
  t.due_at as "dueAt", t.time_limit as "timeLimit", t.stopped_at as "stoppedAt", t.holder, t.holder_name as "holderName", t.assignee, t.assignee_name as "assigneeName",
  t.sign_of as "signOf", t.sign_when as "signWhen", t.done_at as "doneAt", t.cancelled_at as "cancelledAt", t.outcome, t.result`;

/** A matter and the tasks that wait in it. */
export interface Loaded {
  matter: Matter;
  open: Task[];
}

// The waiting tasks come in the same round trip, as an array of rows.
const LOAD = `
  select ${MATTER_COLUMNS}, (
    select coalesce(jsonb_agg(to_jsonb(x) order by x."openedAt"), '[]') from (
      select ${TASK_COLUMNS} from matter.tasks t where t.matter_id = m.matter_id and t.done_at is null and t.cancelled_at is null) x) as open
  from matter.matters m where m.matter_id = $1 and m.outcome is distinct from 'discarded'`;

// A statement of its own: whoever waits for the lock reads afterwards what the act before them left. In the same statement as the
// lock, PostgreSQL (read committed) would read the matter's row anew but its tasks as they were before the wait.
const LOCK = "select 1 from matter.matters where matter_id = $1 for update";

/** A task with its result in full, personal answers decrypted. */
function openTask(ctx: Ctx, task: Task): Task {
  return task.result === null ? task : { ...task, result: openParts(ctx.personal, task.result) };
}

// JSON knows no instants. A task that waits has no result yet.
function taskOf(task: Task): Task {
  const { openedAt, dueAt, stoppedAt } = task;
  return { ...task, openedAt: new Date(openedAt), dueAt: dueAt && new Date(dueAt), stoppedAt: stoppedAt && new Date(stoppedAt) };
}

/** Reads a matter with its waiting tasks; NotFound when there is none, or when it was a draft that was thrown away. */
export async function getMatter(ctx: Ctx, matterId: string): Promise<Loaded> {
  if (!isId(matterId)) throw notFound("事项");
  const row = await first<Matter & { open: Task[] }>(ctx.db, LOAD, [matterId]);
  if (!row) throw notFound("事项");
  const { open, ...matter } = row;
  return { matter: revived(matter), open: open.map(taskOf) };
}

/** The same, locked until the running transaction ends: every act begins so. */
export async function lockMatter(ctx: Ctx, matterId: string): Promise<Loaded> {
  if (isId(matterId)) await ctx.db.query(LOCK, [matterId]);
  return getMatter(ctx, matterId);
}

/** What of a matter is promised for later now: for whoever has added to its materials since they read it. */
export async function promisedNow(ctx: Ctx, matterId: string): Promise<Promised[]> {
  return (await first<{ promised: Promised[] }>(ctx.db, `select ${PROMISED} as promised from matter.matters m where m.matter_id = $1`, [matterId]))!.promised;
}

/** A matter by id, or undefined. */
export async function findMatter(ctx: Ctx, matterId: string): Promise<Matter | undefined> {
  const row = await first<Matter>(ctx.db, `select ${MATTER_COLUMNS} from matter.matters m where m.matter_id = $1`, [matterId]);
  return row && revived(row);
}

/** Every task of a matter, done ones included, in order. */
export async function listTasks(ctx: Ctx, matterId: string): Promise<Task[]> {
  const tasks = await ctx.db.query<Task>(`select ${TASK_COLUMNS} from matter.tasks t where t.matter_id = $1 order by t.opened_at, t.task_id`, [matterId]);
  return tasks.map((task) => openTask(ctx, task));
}

/** The matter with a number, however it is written, or undefined. */
export function findByNumber(ctx: Ctx, number: string): Promise<{ matterId: string; phase: Phase } | undefined> {
  return first(ctx.db, 'select matter_id as "matterId", phase from matter.matters where number = $1', [foldCode(number)]);
}

/** Whoever began a matter: the id of an actor; null of matters that began before it was kept. */
export async function begunBy(ctx: Ctx, matterId: string): Promise<string | null> {
  return (await first<{ by: string | null }>(ctx.db, "select begun_by as by from matter.matters where matter_id = $1", [matterId]))?.by ?? null;
}
