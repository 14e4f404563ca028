import { kindsNow } from "#content/catalogue";
import { statesIn, stateOf, type Kind, type Watch } from "#content/kind";
import { metresBetween, type Point } from "#place/point";
import { addDays, dayOf, startOf, type Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { countedBy, type Seen } from "./counted.ts";
import { ruleOf, type Rule } from "./rule.ts";
import { sightings } from "./sighting.ts";

/** Days before and after its end in which it is counted how much comes up. */
export const OBSERVED = 90;

/** A matter that a rule began and that ended well: the cause is gone, or so it says; beside it what came up before and after. */
export interface Ended {
  matterId: string;
  number: string;
  title: string;
  /** The word of the state that it ended in. */
  state: string;
  unit: string;
  closed: Day;
  watch: string;
  /** How many stand behind it. */
  behind: number;
  /** Of the same group, in the days before the day it ended, and from that day on. Null where the kind that was counted is there no more. */
  before: number | null;
  after: number | null;
  /** How many days have passed since, at most those that are counted: fewer say that it is too early. */
  days: number;
}

interface Row {
  matterId: string;
  number: string;
  title: string;
  kind: string;
  state: string;
  unit: string;
  closedAt: Date;
  watch: Watch;
  key: string;
  longitude: number | null;
  latitude: number | null;
  behind: number;
}

// The states in which a matter of its kind has ended well: 根治 and not 缓解.
const ENDED = `
  select r.matter_id as "matterId", m.number, m.title, m.kind, m.state, m.unit, m.closed_at as "closedAt", r.definition as watch, r.key,
    r.point[0] as longitude, r.point[1] as latitude, (select count(*)::int from watch.behind b where b.raised_id = r.matter_id) as behind
  from watch.raised r join matter.matters m using (matter_id)
  where m.closed_at is not null and exists (select from unnest($1::text[], $2::text[]) as good(kind, state) where good.kind = m.kind and good.state = m.state)
  order by m.closed_at desc, m.matter_id desc limit $3 offset $4`;

function wellEnded(kinds: Iterable<Kind>): { kinds: string[]; states: string[] } {
  const pairs = [...kinds].flatMap((kind) =>
    statesIn(kind, "closed").flatMap((state) => (kind.states[state]!.tone === "good" ? [[kind.id, state] as const] : [])),
  );
  return { kinds: pairs.map(([kind]) => kind), states: pairs.map(([, state]) => state) };
}

function inGroup({ key, longitude, latitude }: Row, { watch }: Rule): (one: Seen) => boolean {
  const anchor: Point | undefined = longitude === null || latitude === null ? undefined : [longitude, latitude];
  return (one) =>
    one.key === key && (watch.near === undefined || (anchor !== undefined && one.point !== undefined && metresBetween(anchor, one.point) <= watch.near));
}

/** What the rows of one kind were counted by, read once for all of them. */
async function observed(ctx: Ctx, rows: readonly Row[]): Promise<Map<string, Pick<Ended, "before" | "after">>> {
  const found = new Map<string, Pick<Ended, "before" | "after">>();
  const ruled = await Promise.all(rows.map(async (row) => ({ row, rule: await ruleOf(ctx, row.watch) })));
  for (const of of Map.groupBy(ruled, ({ rule }) => rule?.kind.id).values()) {
    const [{ rule }] = of as [(typeof ruled)[number]];
    if (!rule) continue;
    const days = of.map(({ row }) => dayOf(row.closedAt)).toSorted();
    const time = {
      from: startOf(addDays(days[0]!, -OBSERVED)),
      until: new Date(Math.min(ctx.now.getTime(), startOf(addDays(days.at(-1)!, OBSERVED)).getTime())),
    };
    const all = await sightings(ctx, rule.kind, [...new Set(of.flatMap(({ rule: each }) => each!.fields))], time);
    for (const { row, rule: own } of of) {
      const closed = startOf(dayOf(row.closedAt)).getTime();
      const [from, until] = [-OBSERVED, OBSERVED].map((by) => startOf(addDays(dayOf(row.closedAt), by)).getTime()) as [number, number];
      const near = countedBy(
        own!,
        all.filter(({ at }) => at >= from && at < until),
      ).filter(inGroup(row, own!));
      found.set(row.matterId, { before: near.filter(({ at }) => at < closed).length, after: near.filter(({ at }) => at >= closed).length });
    }
  }
  return found;
}

/** Matters that rules began and that ended well, the newest first, with what came up before and after. */
export async function listEnded(ctx: Ctx, { page = 1, size = 10 }: { page?: number; size?: number } = {}): Promise<{ rows: Ended[]; more: boolean }> {
  const kinds = new Map([...(await kindsNow(ctx))].map(([id, { kind }]) => [id, kind]));
  const well = wellEnded(kinds.values());
  const rows = await ctx.db.query<Row>(ENDED, [well.kinds, well.states, size + 1, (page - 1) * size]);
  const shown = rows.slice(0, size);
  const counts = await observed(ctx, shown);
  const today = startOf(dayOf(ctx.now)).getTime();
  return {
    more: rows.length > size,
    rows: shown.map(({ matterId, number, title, kind, state, unit, closedAt, watch, behind }) => ({
      matterId,
      number,
      title,
      state: kinds.has(kind) ? stateOf(kinds.get(kind)!, state).word : state,
      unit,
      closed: dayOf(closedAt),
      watch: watch.name,
      behind,
      before: counts.get(matterId)?.before ?? null,
      after: counts.get(matterId)?.after ?? null,
      days: Math.min(OBSERVED, Math.round((today - startOf(dayOf(closedAt)).getTime()) / 86_400_000)),
    })),
  };
}
