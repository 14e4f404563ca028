import { endClaim } from "#content/claim";
import { phaseOf, stateOf } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import { conflict } from "#values/errors";
import { outboxInsert } from "#kernel/events";
import { linkActs } from "./act.ts";
import type { Change } from "./change.ts";
import { blueprintOf } from "./blueprint.ts";
import { isClosed, type Matter } from "./matter.ts";
import { tryPapers } from "./paper-trial.ts";

// What may still be written into the history of a matter that is closed: it changes nothing about it.
const AFTERWARDS: ReadonlySet<string> = new Set(["copied", "acknowledged", "unmasked", "objected"]);

// One statement writes a whole step, so a step costs one round trip however much it does. The update of the matter comes
// first in reading order and guards by revision: nothing else is written when somebody else was faster. A matter that closes takes along
// whatever still waits in it: tasks (but copies, which are read afterwards too), timers, a special procedure.
const WRITE = `
  with input as (select $1::uuid as id),
  head as (
    update matter.matters m set
      number = r.number, phase = r.phase, state = r.state, priority = r.priority, flags = r.flags, step = r.step, situation = coalesce(r.situation, m.situation), form = coalesce(r.form, m.form), facts = coalesce(r.facts, m.facts), flow = r.flow,
      acts = r.acts, head = decode(r.head, 'hex'), revision = m.revision + 1, submitted_at = r.submitted_at, accepted_at = r.accepted_at,
      due_day = r.due_day, statutory_day = r.statutory_day, promised_limit = r.promised_limit, statutory_limit = r.statutory_limit, paused_at = r.paused_at, suspended_at = r.suspended_at, urged_at = r.urged_at,
      item_version = r.item_version, awaits = r.awaits, walked = coalesce(r.walked, m.walked), closed_at = r.closed_at, outcome = r.outcome, in_time = r.in_time,
      area = r.area, title = r.title, beneficiary_index = r.beneficiary_index, applicant = coalesce(r.applicant, m.applicant)
    from jsonb_to_record($2) as r(number text, phase text, state text, priority int, flags text[], step text, situation jsonb, form jsonb, facts jsonb, flow jsonb, acts int, head text,
      submitted_at timestamptz, accepted_at timestamptz, due_day date, statutory_day date, promised_limit text, statutory_limit text, paused_at timestamptz, suspended_at timestamptz, urged_at timestamptz, item_version int, awaits text[], walked text[], closed_at timestamptz, outcome text, in_time boolean,
      area text, title text, beneficiary_index text, applicant text)
    where m.matter_id = $1 and m.revision = $3
    returning m.matter_id, m.item_id, m.closed_at is not null as closed),
  acts as (
    insert into matter.acts (matter_id, seq, kind, at, actor, data, hash)
    select head.matter_id, a.seq, a.kind, a.at, a.actor, a.data, decode(a.hash, 'hex')
    from head, jsonb_to_recordset($4) as a(seq int, kind text, at timestamptz, actor jsonb, data jsonb, hash text)),
  done as (
    update matter.tasks t set done_at = $10, outcome = d.outcome, result = d.result, holder = coalesce(d.holder, t.holder), holder_name = coalesce(d.holder_name, t.holder_name)
    from head, jsonb_to_recordset($5) as d(task_id text, outcome text, result jsonb, holder uuid, holder_name text)
    where t.matter_id = head.matter_id and t.task_id = d.task_id and t.done_at is null and t.cancelled_at is null
    returning t.task_id),
  cancelled as (
    update matter.tasks t set cancelled_at = $10 from head
    where t.matter_id = head.matter_id and (t.task_id = any ($6) or (head.closed and t.kind <> 'copy' and t.task_id <> all ($14)))
      and t.done_at is null and t.cancelled_at is null),
  altered as (
    update matter.tasks t set node = a.node, name = a.name, unit = a.unit, assignee = a.assignee, assignee_name = a.assignee_name, due_day = a.due_day
    from head, jsonb_to_recordset($13) as a(task_id text, node text, name text, unit text, assignee uuid, assignee_name text, due_day date)
    where t.matter_id = head.matter_id and t.task_id = a.task_id),
  opened as (
    insert into matter.tasks (matter_id, task_id, item_id, node, name, kind, unit, role, party, area, checklist, opened_at, due_day, time_limit, assignee, assignee_name, sign_of, sign_when)
    select head.matter_id, o.task_id, head.item_id, o.node, o.name, o.kind, o.unit, o.role, o.party, o.area, o.checklist, $10, o.due_day, o.time_limit, o.assignee, o.assignee_name, o.sign_of, o.sign_when
    from head, jsonb_to_recordset($7) as o(task_id text, node text, name text, kind text, unit text, role text, party text, area text, checklist text, due_day date, time_limit text,
      assignee uuid, assignee_name text, sign_of text, sign_when text)),
  cleared as (
    delete from matter.timers t using head where t.matter_id = head.matter_id and (head.closed or t.timer_id = any ($8))),
  ended as (
    update matter.special_procedures p set ended_at = $10, result = '办件已经结束' from head
    where head.closed and p.matter_id = head.matter_id and p.ended_at is null),
  timers as (
    insert into matter.timers (matter_id, timer_id, node, due_at, counted_from, duration)
    select head.matter_id, t.timer_id, t.node, t.due_at, t.counted_from, t.duration
    from head, jsonb_to_recordset($9) as t(timer_id text, node text, due_at timestamptz, counted_from timestamptz, duration text)
    on conflict (matter_id, timer_id) do update set due_at = excluded.due_at, counted_from = excluded.counted_from, duration = excluded.duration),
  documents as (
    insert into matter.documents (matter_id, document_id, kind, number, data, issued_at)
    select head.matter_id, d.document_id, d.kind, d.number, d.data, $10
    from head, jsonb_to_recordset($11) as d(document_id uuid, kind text, number text, data text)),
  events as (${outboxInsert({ from: "head", subject: "head.matter_id", at: "$10", events: "$12" })})
  select matter_id, (select count(*)::int from done) as done from head`;

// The large columns travel only when they changed: kept as they are, they are not even copied inside the database.
function rowOf({ matter, before }: Change, head: string | null): object {
  const changed = <Name extends keyof Matter>(name: Name): Matter[Name] | null => (matter[name] === before[name] ? null : matter[name]);
  return {
    number: matter.number,
    phase: matter.phase,
    state: matter.state,
    priority: matter.priority,
    flags: matter.flags,
    step: matter.step,
    situation: changed("situation"),
    form: changed("form"),
    facts: changed("facts"),
    flow: matter.flow,
    acts: matter.acts,
    head,
    submitted_at: matter.submittedAt,
    accepted_at: matter.acceptedAt,
    due_day: matter.dueDay,
    statutory_day: matter.statutoryDay,
    promised_limit: matter.promisedLimit,
    statutory_limit: matter.statutoryLimit,
    paused_at: matter.pausedAt,
    suspended_at: matter.suspendedAt,
    urged_at: matter.urgedAt,
    item_version: matter.itemVersion,
    awaits: matter.awaits,
    walked: changed("walked"),
    closed_at: matter.closedAt,
    outcome: matter.outcome,
    in_time: matter.inTime,
    area: matter.area,
    title: matter.title,
    beneficiary_index: matter.beneficiaryIndex,
    applicant: changed("encryptedApplicant"),
  };
}

/** Writes a change in the running transaction; Conflict when the matter was changed meanwhile. Gives the matter as it now is. */
export async function writeChange(ctx: Ctx, change: Change): Promise<Matter> {
  const { matter, before } = change;
  const { kind } = await blueprintOf(ctx, matter);
  matter.phase = phaseOf(kind, matter.state);
  // Whoever waited for the lock may find the matter closed by the act before theirs: whatever they meant to do, it is too late.
  if (isClosed(before) && !change.acts.every(({ kind }) => AFTERWARDS.has(kind)))
    throw conflict("CLOSED", "这件事已经结束，不能再办理。请刷新页面看最新情况。");
  const ends = isClosed(matter);
  const opened = ends ? change.opened.filter(({ kind }) => kind === "copy") : change.opened;
  const timersSet = ends ? [] : change.timersSet;
  await tryPapers(ctx, change);
  const acts = linkActs(matter.matterId, matter.head, change.acts);
  const head = acts.at(-1)?.hash ?? matter.head;
  const json = (rows: object): string => JSON.stringify(rows);
  const rows = await ctx.db.query<{ done: number }>(WRITE, [
    matter.matterId,
    json(rowOf(change, head?.toString("hex") ?? null)),
    matter.revision,
    json(acts.map((act) => ({ ...act, hash: act.hash.toString("hex") }))),
    json(change.done.map((d) => ({ task_id: d.taskId, outcome: d.outcome, result: d.result, holder: d.holder, holder_name: d.holderName }))),
    change.cancelled,
    json(
      opened.map((t) => ({
        task_id: t.taskId,
        node: t.node,
        name: t.name,
        kind: t.kind,
        unit: t.unit,
        role: t.role,
        party: t.party,
        area: t.area,
        checklist: t.checklist,
        due_day: t.dueDay,
        time_limit: t.timeLimit,
        assignee: t.assignee,
        assignee_name: t.assigneeName,
        sign_of: t.signOf,
        sign_when: t.signWhen,
      })),
    ),
    change.timersCleared,
    json(timersSet.map((t) => ({ timer_id: t.timerId, node: t.node, due_at: t.dueAt, counted_from: t.countedFrom, duration: t.duration }))),
    ctx.now,
    json(change.documents.map((d) => ({ document_id: d.documentId, kind: d.kind, number: d.number, data: ctx.personal.encrypt(JSON.stringify(d.data)) }))),
    json(change.events.map((e) => ({ event_id: e.eventId, type: e.type, data: { ...e.data, step: change.acts.map(({ kind }) => kind) } }))),
    json(
      change.altered.map((t) => ({
        task_id: t.taskId,
        node: t.node,
        name: t.name,
        unit: t.unit,
        assignee: t.assignee,
        assignee_name: t.assigneeName,
        due_day: t.dueDay,
      })),
    ),
    change.done.map((d) => d.taskId),
  ]);
  // Besides the revision, each task that is done must have been waiting still.
  if (rows[0]?.done !== change.done.length) throw conflict("MATTER_CHANGED", "这件事刚刚有了新的变化，请刷新页面看最新情况后再操作。");
  // What it had asked for may be asked for anew; what is granted is held on.
  if (ends && stateOf(kind, matter.state).tone !== "good") await endClaim(ctx, matter.matterId, matter.state);
  return { ...matter, head, revision: matter.revision + 1 };
}
