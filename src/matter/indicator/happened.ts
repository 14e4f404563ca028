import { isOfClosed } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import type { Period, Place } from "#matter/lists";
import { listRatingsGiven } from "#matter/rating";
import { answerIs, closedHolds, dayIn, nameOf, STREET } from "./holds.ts";
import type { Term } from "./term.ts";

/** What a kind of matter is counted in: from one instant until another. */
export interface Stretch extends Period {
  kind: string;
}

interface Range {
  /** Whether an instant lies within. */
  in(column: string): string;
  kind: string;
}

// Whoever had the matter when something happened to it: as the last act of that step says.
const unitAt = (at: string): string => `
  left join lateral (select b.unit from matter.acts b where b.matter_id = s.matter_id and b.at = ${at} order by b.seq desc limit 1) w on true`;

/** Matters of the kind that something was done to in the stretch. */
const touched = (range: Range): string =>
  `(select distinct matter_id from matter.acts a where ${range.in("a.at")}) t join matter.search s on s.matter_id = t.matter_id and s.kind = ${range.kind}`;

function received(range: Range): string {
  return `select ${dayIn("s.received_at")} as day, s.item_id, coalesce(w.unit, s.unit) as unit, ${STREET} as area, 'received' as measure
    from matter.search s left join lateral (select b.unit from matter.acts b where b.matter_id = s.matter_id and b.kind = 'submitted' order by b.seq limit 1) w on true
    where s.kind = ${range.kind} and ${range.in("s.received_at")}`;
}

function acts(names: readonly string[], range: Range, $: Place): string {
  return `select ${dayIn("a.at")}, s.item_id, coalesce(a.unit, s.unit), ${STREET}, 'act.' || a.kind
    from matter.acts a join matter.search s using (matter_id) where ${range.in("a.at")} and s.kind = ${range.kind} and a.kind = any (${$(names, "text[]")})`;
}

/** Acts by which a clock ended that they end, in time or not. */
function timely(names: readonly string[], range: Range, $: Place): string {
  return `select ${dayIn("a.at")}, s.item_id, coalesce(a.unit, s.unit), ${STREET}, m.measure
    from matter.acts a join matter.search s using (matter_id)
      join matter.clocks c on c.matter_id = a.matter_id and c.node is null and c.met is not null and c.ended_at = a.at
      cross join lateral (select 'act.' || a.kind || '.' || ${nameOf("c")} || case when c.met then '.met' else '.missed' end as measure) m
    where ${range.in("a.at")} and s.kind = ${range.kind} and m.measure = any (${$(names, "text[]")})`;
}

function clocks(names: readonly string[], range: Range, $: Place): string {
  return `select ${dayIn("c.ended_at")}, s.item_id, coalesce(w.unit, s.unit), ${STREET}, m.measure
    from ${touched(range)} join matter.clocks c on c.matter_id = s.matter_id and c.node is null and c.met is not null and ${range.in("c.ended_at")}
      cross join lateral (select 'clock.' || ${nameOf("c")} || case when c.met then '.met' else '.missed' end as measure) m ${unitAt("c.ended_at")}
    where m.measure = any (${$(names, "text[]")})`;
}

function answers(terms: readonly Term[], range: Range, $: Place): string {
  const asked = terms.map(({ key, measure }) => {
    const [, work = "", ...rest] = measure.split(".");
    return `(${$(key)}, task.kind = ${$(work)} and ${answerIs("task.result", rest, $)})`;
  });
  return `select ${dayIn("task.done_at")}, s.item_id, coalesce(w.unit, s.unit), ${STREET}, x.measure
    from ${touched(range)} join matter.tasks task on task.matter_id = s.matter_id and ${range.in("task.done_at")}
      cross join lateral (values ${asked.join(", ")}) as x(measure, holds) ${unitAt("task.done_at")}
    where x.holds`;
}

function closed(terms: readonly Term[], range: Range, $: Place): string {
  const holds = terms.map((term) => `(${$(term.key)}, ${closedHolds(term, $)})`);
  return `select ${dayIn("s.closed_at")}, s.item_id, s.unit, ${STREET}, x.measure
    from matter.search s join matter.matters m using (matter_id) cross join lateral (values ${holds.join(", ")}) as x(measure, holds)
    where s.kind = ${range.kind} and ${range.in("s.closed_at")} and x.holds`;
}

async function rated(ctx: Ctx, names: readonly string[], stretch: Stretch, range: Range, $: Place): Promise<string> {
  const given = await listRatingsGiven(ctx, stretch);
  const ids = given.map(({ matterId }) => matterId);
  const levels = given.map(({ level }) => `rated.${level}`);
  const moments = given.map(({ ratedAt }) => ratedAt);
  return `select ${dayIn("r.at")}, s.item_id, s.unit, ${STREET}, r.measure
    from unnest(${$(ids, "uuid[]")}, ${$(levels, "text[]")}, ${$(moments, "timestamptz[]")}) as r(matter_id, measure, at) join matter.search s using (matter_id)
    where s.kind = ${range.kind} and r.measure = any (${$(names, "text[]")})`;
}

const isTimely = (name: string): boolean => /\.(met|missed)$/.test(name);

/** What of some terms happened in a stretch: rows of day, item_id, unit, area, measure, one for each time. */
export async function happened(ctx: Ctx, terms: readonly Term[], stretch: Stretch, $: Place): Promise<string> {
  const [kind, from, until] = [$(stretch.kind), $(stretch.from, "timestamptz"), $(stretch.until, "timestamptz")];
  const range: Range = { kind, in: (column) => `${column} >= ${from} and ${column} < ${until}` };
  const named = (first: string): Term[] => terms.filter(({ measure }) => measure.startsWith(`${first}.`));
  const names = (first: string): string[] => named(first).map(({ measure }) => measure);
  const [plain, byClock] = [names("act").filter((name) => !isTimely(name)), names("act").filter(isTimely)];
  const ofClosed = terms.filter(({ measure }) => isOfClosed(measure));
  const parts = [
    ...(terms.some(({ measure }) => measure === "received") ? [received(range)] : []),
    ...(plain.length > 0
      ? [
          acts(
            plain.map((name) => name.slice(4)),
            range,
            $,
          ),
        ]
      : []),
    ...(byClock.length > 0 ? [timely(byClock, range, $)] : []),
    ...(named("clock").length > 0 ? [clocks(names("clock"), range, $)] : []),
    ...(named("answer").length > 0 ? [answers(named("answer"), range, $)] : []),
    ...(ofClosed.length > 0 ? [closed(ofClosed, range, $)] : []),
    ...(named("rated").length > 0 ? [await rated(ctx, names("rated"), stretch, range, $)] : []),
  ];
  const none = "select null::date as day, ''::text as item_id, ''::text as unit, ''::text as area, ''::text as measure where false";
  return [none, ...parts].join("\nunion all\n");
}
