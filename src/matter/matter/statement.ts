import { CLOCKS_PART, STOPS_PART } from "#matter/clocks";
import { DISCLOSED_PART } from "#matter/disclosure";
import { LOCATIONS_PART } from "#matter/location";
import { SUBJECTS_PART } from "#matter/subject";
import { outboxInsert } from "#kernel/events";

// One statement writes a whole step, so a step costs one round trip however much it does. The update of the matter comes first in reading order and guards
// by revision: nothing else is written when somebody else was faster. What a step does not do is not in the text.
const HEAD = (large: string): string => `
    update matter.matters m set
      number = r.number, phase = r.phase, state = r.state, priority = r.priority, flags = r.flags, tied = r.tied, unit = r.unit, step = r.step, flow = r.flow, acts = r.acts, head = decode(r.head, 'hex'), revision = m.revision + 1,
      submitted_at = r.submitted_at, accepted_at = r.accepted_at, due_at = r.due_at, stopped_at = r.stopped_at, urged_at = r.urged_at,
      item_version = r.item_version, awaits = r.awaits, walked = coalesce(r.walked, m.walked), closed_at = r.closed_at, outcome = r.outcome, in_time = r.in_time,
      area = r.area, title = r.title, beneficiary_index = r.beneficiary_index${large}
    from jsonb_to_record(:row) as r(number text, phase text, state text, priority int, flags text[], tied boolean, unit text, step text, situation jsonb, form jsonb, facts jsonb, flow jsonb, acts int, head text,
      submitted_at timestamptz, accepted_at timestamptz, due_at timestamptz, stopped_at timestamptz, urged_at timestamptz, item_version int, awaits text[],
      walked text[], closed_at timestamptz, outcome text, in_time boolean, area text, title text, beneficiary_index text, owner text)
    where m.matter_id = :id and m.revision = :revision
    returning m.matter_id, m.item_id`;

/** The parts of the statement, in reading order; each is in the text only where a step has something for it. */
export const PARTS = {
  matter: { as: "head", text: HEAD("") },
  // The large columns travel only when they changed: kept as they are, they are not even copied inside the database.
  answers: {
    as: "head",
    text: HEAD(`, situation = coalesce(r.situation, m.situation), form = coalesce(r.form, m.form), facts = coalesce(r.facts, m.facts),
      owner = coalesce(r.owner, m.owner)`),
  },
  acts: {
    as: "acts",
    text: `
    insert into matter.acts (matter_id, seq, kind, at, actor, data, unit, hash)
    select head.matter_id, a.seq, a.kind, a.at, a.actor, a.data, a.unit, decode(a.hash, 'hex')
    from head, jsonb_to_recordset(:acts) as a(seq int, kind text, at timestamptz, actor jsonb, data jsonb, unit text, hash text)`,
  },
  done: {
    as: "done",
    text: `
    update matter.tasks t set done_at = :now::timestamptz, outcome = d.outcome, result = d.result, holder = coalesce(d.holder, t.holder), holder_name = coalesce(d.holder_name, t.holder_name)
    from head, jsonb_to_recordset(:done) as d(task_id text, outcome text, result jsonb, holder uuid, holder_name text)
    where t.matter_id = head.matter_id and t.task_id = d.task_id and t.done_at is null and t.cancelled_at is null
    returning t.task_id`,
  },
  cancelled: {
    as: "cancelled",
    text: `
    update matter.tasks t set cancelled_at = :now::timestamptz from head
    where t.matter_id = head.matter_id and t.task_id = any (:cancelled) and t.done_at is null and t.cancelled_at is null`,
  },
  // A matter that closes takes along the tasks that still wait in it, but copies, which are read afterwards too.
  closing: {
    as: "cancelled",
    text: `
    update matter.tasks t set cancelled_at = :now::timestamptz from head
    where t.matter_id = head.matter_id and (t.task_id = any (:cancelled) or (t.kind <> 'copy' and t.task_id <> all (:finished)))
      and t.done_at is null and t.cancelled_at is null`,
  },
  altered: {
    as: "altered",
    text: `
    update matter.tasks t set node = a.node, name = a.name, unit = a.unit, assignee = a.assignee, assignee_name = a.assignee_name, due_at = a.due_at,
      time_limit = a.time_limit, stopped_at = a.stopped_at
    from head, jsonb_to_recordset(:altered) as a(task_id text, node text, name text, unit text, assignee uuid, assignee_name text, due_at timestamptz,
      time_limit text, stopped_at timestamptz)
    where t.matter_id = head.matter_id and t.task_id = a.task_id`,
  },
  opened: {
    as: "opened",
    text: `
    insert into matter.tasks (matter_id, task_id, item_id, node, name, kind, unit, role, party, area, checklist, opened_at, due_at, time_limit, stopped_at, assignee, assignee_name, sign_of, sign_when)
    select head.matter_id, o.task_id, head.item_id, o.node, o.name, o.kind, o.unit, o.role, o.party, o.area, o.checklist, :now::timestamptz, o.due_at, o.time_limit, o.stopped_at,
      o.assignee, o.assignee_name, o.sign_of, o.sign_when
    from head, jsonb_to_recordset(:opened) as o(task_id text, node text, name text, kind text, unit text, role text, party text, area text, checklist text,
      due_at timestamptz, time_limit text, stopped_at timestamptz, assignee uuid, assignee_name text, sign_of text, sign_when text)`,
  },
  found: {
    as: "found",
    text: `
    insert into matter.search as s (matter_id, kind, item_id, unit, area, state, secret, received_at, closed_at, units, backwards, words, quad, point)
    select head.matter_id, f.kind, head.item_id, f.unit, f.area, f.state, f.secret, f.received_at, f.closed_at, array(select distinct unnest(f.units)), reverse(f.number),
      matter.words(f.said), f.quad, point(f.longitude, f.latitude)
    from head, jsonb_to_recordset(:found) as f(kind text, unit text, area text, state text, secret boolean, received_at timestamptz, closed_at timestamptz,
      units text[], number text, said text, quad bigint, longitude float8, latitude float8)
    on conflict (matter_id) do update set item_id = excluded.item_id, unit = excluded.unit, area = excluded.area, state = excluded.state, secret = excluded.secret,
      closed_at = excluded.closed_at, quad = excluded.quad, point = excluded.point, words = coalesce(nullif(excluded.words, ''), s.words),
      units = case when s.units @> excluded.units then s.units else s.units || excluded.units end`,
  },
  located: { as: "located", text: LOCATIONS_PART },
  subjects: { as: "subjects", text: SUBJECTS_PART },
  disclosed: { as: "disclosed", text: DISCLOSED_PART },
  clocks: { as: "clocks", text: CLOCKS_PART },
  stops: { as: "stops", text: STOPS_PART },
  documents: {
    as: "documents",
    text: `
    insert into matter.documents (matter_id, document_id, kind, number, data, issued_at)
    select head.matter_id, d.document_id, d.kind, d.number, d.data, :now::timestamptz
    from head, jsonb_to_recordset(:documents) as d(document_id uuid, kind text, number text, data text)`,
  },
  events: { as: "events", text: outboxInsert({ from: "head", subject: "head.matter_id", at: ":now::timestamptz", events: ":events" }) },
} as const satisfies Record<string, { as: string; text: string }>;

export type PartName = keyof typeof PARTS;

/** A statement with the names of its values, in the order of their numbers. */
export interface Statement {
  text: string;
  names: readonly string[];
}

const statements = new Map<string, Statement>();
const NAMED = /(?<!:):([a-z]+)/g;

/** The statement of some parts: the same parts are the same text, so that each of the few sets that occur is prepared once. */
export function statementOf(parts: readonly PartName[]): Statement {
  const key = parts.join(" ");
  const known = statements.get(key);
  if (known) return known;
  const done = parts.includes("done") ? "(select count(*)::int from done)" : "0";
  const named = `with ${parts.map((name) => `${PARTS[name].as} as (${PARTS[name].text})`).join(",\n  ")}\n  select matter_id, ${done} as done from head`;
  const names = [...new Set([...named.matchAll(NAMED)].map((match) => match[1]!))];
  const made = { text: named.replace(NAMED, (_all, name: string) => `$${names.indexOf(name) + 1}`), names };
  statements.set(key, made);
  return made;
}
