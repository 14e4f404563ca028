import { kindsNow } from "#content/catalogue";
import { stateTone } from "#content/kind";
import type { KindDefinition } from "#content/pack";
import { countIssued } from "#outcome/licence";
import type { Ctx } from "#kernel/ctx";

/** What is wrong with a matter: which of the invariants it breaks, in words. */
export interface Breach {
  matterId: string;
  /** 办件编号; null before it was submitted. */
  number: string | null;
  invariant: string;
  says: string;
}

// Which tasks the flow waits for; not those whose turn is yet to come (后加签), nor those done that wait for others to sign (并加签).
const FLOW_TASKS = `
  select coalesce(array_agg(a ->> 'id' order by a ->> 'id'), '{}') from jsonb_array_elements(m.flow -> 'active') a
  where a ->> 'wait' = 'task' and not a ? 'asleep' and not a ? 'result'`;
const OPEN_TASKS = `
  select coalesce(array_agg(t.task_id order by t.task_id), '{}') from matter.tasks t
  where t.matter_id = m.matter_id and t.kind <> 'copy' and t.done_at is null and t.cancelled_at is null`;

const RUNNING = "select from matter.clocks c where c.matter_id = m.matter_id and c.ended_at is null";
const HELD = "select from matter.stops s where s.matter_id = m.matter_id and s.ended_at is null";
const NAME = "regexp_replace(c.clock_id, '#[0-9]+$', '')";
/**
 * What holds of every matter between two acts, whoever acts at once: each a sentence, and the condition (on `matter.matters m`) under which a
 * matter breaks it.
 */
export const INVARIANTS = {
  closing: { says: "状态与办结时间不一致", breaks: "(m.phase = 'closed') <> (m.closed_at is not null)" },
  outcome: {
    says: "状态与办理结果不一致",
    breaks: `case when m.phase = 'closed' then coalesce(m.outcome, m.state) <> m.state and not (m.state = 'withdrawn' and m.outcome = 'discarded')
      else m.outcome in ('withdrawn', 'terminated', 'discarded') end`,
  },
  tasks: { says: "已经结束，还有环节等人办理", breaks: `m.closed_at is not null and (${OPEN_TASKS}) <> '{}'` },
  clocks: { says: "已经结束，还有期限在走或者停着", breaks: `m.closed_at is not null and (exists (${RUNNING}) or exists (${HELD}))` },
  standing: {
    says: "停住的期限与正在进行的暂停不一致",
    breaks: `exists (${RUNNING} and (c.stopped_at is not null)
      <> exists (${HELD} and ('*' = any (s.clocks) or ${NAME} = any (s.clocks))))
      or exists (select from matter.tasks t where t.matter_id = m.matter_id and t.done_at is null and t.cancelled_at is null and t.due_at is not null and t.party is null
        and (t.stopped_at is not null) <> exists (${HELD} and '*' = any (s.clocks)))`,
  },
  looks: {
    says: "该到期的期限没有排上",
    breaks: `exists (${RUNNING} and (c.next_at is null) <> (c.stopped_at is not null) and c.node is not null)
      or exists (${RUNNING} and c.node is not null and c.next_at <> c.due_at) or exists (${RUNNING} and c.stopped_at is not null and c.next_at is not null)`,
  },
  due: {
    says: "期限与主要期限不一致",
    breaks: `(m.due_at is not null) <> exists (${RUNNING} and c.node is null) or (m.due_at is not null
      and not exists (${RUNNING} and c.node is null and c.due_at = m.due_at and c.stopped_at is not distinct from m.stopped_at))`,
  },
  flow: { says: "等人办理的环节与流程所在的位置不一致", breaks: `m.closed_at is null and m.flow is not null and (${OPEN_TASKS}) <> (${FLOW_TASKS})` },
  held: {
    says: "停着等一个环节，那个环节却不在等",
    breaks: `exists (${HELD} and s.data ->> 'task' is not null and not exists (
      select from matter.tasks t where t.matter_id = m.matter_id and t.task_id = s.data ->> 'task' and t.done_at is null and t.cancelled_at is null))`,
  },
  chain: {
    says: "办理记录的条数或最后一条不符",
    breaks: `m.acts <> (select count(*) from matter.acts a where a.matter_id = m.matter_id)
      or m.head is distinct from (select a.hash from matter.acts a where a.matter_id = m.matter_id order by a.seq desc limit 1)`,
  },
  once: {
    says: "只能有一次的办理记录有了两次",
    breaks: `exists (select from matter.acts a where a.matter_id = m.matter_id
      and (a.kind in ('submitted', 'withdrawn', 'terminated') or $2::jsonb -> m.kind ? a.kind) group by a.kind having count(*) > 1)`,
  },
  after: {
    says: "结束以后又办了别的",
    breaks: `m.closed_at is not null and exists (
      select from matter.acts a where a.matter_id = m.matter_id and a.at > m.closed_at and a.kind not in ('copied', 'acknowledged', 'unmasked', 'objected'))`,
  },
} as const satisfies Record<string, { says: string; breaks: string }>;

const LIST = Object.entries(INVARIANTS)
  .map(
    ([name, { breaks }]) =>
      `select m.matter_id as "matterId", m.number, '${name}' as invariant from matter.matters m where (m.matter_id = any ($1) or $1 is null) and (${breaks})`,
  )
  .join(" union all ");

type Kinds = ReadonlyMap<string, KindDefinition>;

const ISSUED = `
  select m.matter_id as "matterId", m.number, m.kind, m.outcome, (select count(*)::int from matter.acts a where a.matter_id = m.matter_id and a.kind = 'issued') as issued
  from matter.matters m where m.matter_id = any ($1)`;

// A licence comes of a grant, and of each 制发证照 there is one at most; that none was removed, the log's digests hold.
async function licences(ctx: Ctx, matterIds: string[] | undefined, kinds: Kinds): Promise<Breach[]> {
  const held = await countIssued(ctx, matterIds);
  const rows = await ctx.db.query<{ matterId: string; number: string | null; kind: string; outcome: string | null; issued: number }>(ISSUED, [
    [...held.keys()],
  ]);
  return rows.flatMap(({ matterId, number, kind, outcome, issued }) => {
    const good = outcome !== null && stateTone(kinds.get(kind)?.kind, outcome) === "good";
    const count = held.get(matterId) ?? 0;
    if (count <= issued && good) return [];
    const says = good ? `制发证照的记录有 ${issued} 条，证照却有 ${count} 张` : "没有办成，却有证照";
    return [{ matterId, number, invariant: "licence", says }];
  });
}

/** Acts that a matter may have once, by its kind. */
function onceIn(kinds: Kinds): Record<string, string[]> {
  const named = ([id, { kind }]: [string, KindDefinition]): [string, string[]] => [
    id,
    Object.entries(kind.acts).flatMap(([act, { once }]) => (once ? [act] : [])),
  ];
  return Object.fromEntries([...kinds].map(named));
}

/** The matters that break an invariant, of those named or of all; empty when everything holds. Reads whole tables when none are named. */
export async function listBreaches(ctx: Ctx, matterIds?: string[]): Promise<Breach[]> {
  const kinds = await kindsNow(ctx);
  const rows = await ctx.db.query<Omit<Breach, "says"> & { invariant: keyof typeof INVARIANTS }>(
    `${LIST} order by "matterId", invariant`,
    [matterIds ?? null, JSON.stringify(onceIn(kinds))],
    "fresh",
  );
  return [...rows.map((row) => ({ ...row, says: INVARIANTS[row.invariant].says })), ...(await licences(ctx, matterIds, kinds))];
}
