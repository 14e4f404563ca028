import { compileForm, type Form } from "#content/form";
import type { Kind } from "#content/kind";
import type { KindDefinition } from "#content/pack";
import type { Ctx } from "#kernel/ctx";
import { pathOf, placed, valueSql, type Period, type Place } from "#matter/lists";
import { listRatingsGiven } from "#matter/rating";

/** A row of a board: what it is of, by its key ("" is all together), and its figures; null where nothing can be said. */
export interface BoardRow {
  key: string;
  figures: Record<string, number | null>;
}

/** What is counted, by what, and when. `near`: until when what is due counts as near. */
export interface Counting {
  by: string;
  figures: readonly string[];
  period: Period;
  near: Date;
}

const forms = new WeakMap<object, Form>();

/** The form that all items of a kind share; undefined where only they bring forms. */
export function formOfKind(definition: KindDefinition): Form | undefined {
  if (!definition.form) return undefined;
  let form = forms.get(definition);
  if (!form) forms.set(definition, (form = compileForm(definition.form)));
  return form;
}

const PLAIN: Readonly<Record<string, string>> = {
  unit: "s.unit",
  item: "s.item_id",
  area: "rpad(left(s.area, 9), 12, '0')",
  state: "s.state",
  outcome: "m.outcome",
  channel: "m.channel",
  priority: "m.priority::text",
};
const DATES: Readonly<Record<string, string>> = { day: "YYYY-MM-DD", month: "YYYY-MM", year: "YYYY" };

/** What rows are told apart by, as text: of something that happened at an instant. */
function keyOf(definition: KindDefinition, by: string, at: string, $: Place): string {
  if (Object.hasOwn(PLAIN, by)) return PLAIN[by]!;
  if (Object.hasOwn(DATES, by)) return `to_char(${at} at time zone 'Asia/Shanghai', '${DATES[by]}')`;
  const path = pathOf(by, definition.kind, formOfKind(definition));
  if (!path) return "null::text";
  const value = valueSql(path, definition.kind, $);
  return path.of === "form" || path.of === "work" ? `(${value} #>> '{}')` : `(${value})::text`;
}

const CLOCK = "regexp_replace(c.clock_id, '#[0-9]+$', '')";

/** What happened in the period, and what stands now: rows of key, figure, n and the whole that n is of. */
async function counted(ctx: Ctx, definition: KindDefinition, { by, figures, period, near }: Counting, $: Place): Promise<string[]> {
  const kind = $(definition.kind.id);
  const [from, until, now] = [$(period.from, "timestamptz"), $(period.until, "timestamptz"), $(ctx.now, "timestamptz")];
  const within = (column: string): string => `${column} >= ${from} and ${column} < ${until}`;
  const named = (first: string): string[] => figures.filter((figure) => figure.startsWith(`${first}.`));
  const has = (figure: string): boolean => figures.includes(figure);
  const key = (at: string): string => keyOf(definition, by, at, $);
  const both = "matter.search s join matter.matters m using (matter_id)";
  const texts = (of: readonly string[]): string => $(of, "text[]");
  const parts: string[] = [];
  if (has("received"))
    parts.push(
      `select ${key("s.received_at")} as key, 'received' as figure, 1::float8 as n, 1::float8 as d from ${both} where s.kind = ${kind} and ${within("s.received_at")}`,
    );
  const ended = [
    ...(has("closed") ? ["('closed', true, 1)"] : []),
    ...(has("on_time") ? ["('on_time', m.in_time is not null, coalesce(m.in_time, false)::int)"] : []),
    ...named("outcome").map((figure) => `(${$(figure)}::text, m.outcome = ${$(figure.slice(8))}, 1)`),
  ];
  if (ended.length > 0)
    parts.push(`select ${key("s.closed_at")}, x.figure, x.n::float8, 1::float8 from ${both} cross join lateral (values ${ended.join(", ")}) as x(figure, holds, n)
      where s.kind = ${kind} and ${within("s.closed_at")} and x.holds`);
  const standing = [
    ...(has("open") ? ["('open', true)"] : []),
    ...(has("late") ? [`('late', m.stopped_at is null and m.due_at <= ${now})`] : []),
    ...(has("near") ? [`('near', m.stopped_at is null and m.due_at > ${now} and m.due_at <= ${$(near, "timestamptz")})`] : []),
    ...(has("stopped") ? ["('stopped', m.stopped_at is not null)"] : []),
  ];
  if (standing.length > 0)
    parts.push(`select ${key("s.received_at")}, x.figure, 1::float8, 1::float8 from ${both} cross join lateral (values ${standing.join(", ")}) as x(figure, holds)
      where s.kind = ${kind} and s.closed_at is null and x.holds`);
  if (named("act").length > 0)
    parts.push(`select ${key("a.at")}, 'act.' || a.kind, 1::float8, 1::float8 from matter.acts a join matter.search s using (matter_id) join matter.matters m using (matter_id)
      where ${within("a.at")} and s.kind = ${kind} and a.kind = any (${texts(named("act").map((figure) => figure.slice(4)))})`);
  if (named("clock").length > 0)
    parts.push(`select ${key("c.ended_at")}, x.figure, x.n, 1::float8 from ${both} join matter.clocks c on c.matter_id = s.matter_id and c.node is null and c.met is not null
        and ${within("c.ended_at")}
        cross join lateral (values ('clock.' || ${CLOCK} || case when c.met then '.met' else '.missed' end, 1::float8),
          ('clock.' || ${CLOCK} || '.days', extract(epoch from c.ended_at - c.started_at)::float8 / 86400)) as x(figure, n)
      where s.kind = ${kind} and x.figure = any (${texts(named("clock"))})`);
  if (named("rated").length > 0) {
    const given = await listRatingsGiven(ctx, period);
    parts.push(`select ${key("r.at")}, r.figure, 1::float8, 1::float8
      from unnest(${$(
        given.map(({ matterId }) => matterId),
        "uuid[]",
      )}, ${texts(given.map(({ level }) => `rated.${level}`))}, ${$(
        given.map(({ ratedAt }) => ratedAt),
        "timestamptz[]",
      )}) as r(matter_id, figure, at) join matter.search s using (matter_id) join matter.matters m using (matter_id)
      where s.kind = ${kind} and r.figure = any (${texts(named("rated"))})`);
  }
  return parts;
}

/** A figure out of what was counted: a share of what was judged, a mean, or how many there were. */
function figureOf(figure: string, row: { n: number; d: number } | undefined): number | null {
  if (figure !== "on_time" && !figure.endsWith(".days")) return row?.n ?? 0;
  return row && row.d > 0 ? row.n / row.d : null;
}

/**
 * The board of a kind (`lists.yaml`): its figures in a period, by one of what it names; of everything together under the key "", which comes first. Rows come in
 * the order of their keys, never of their values. `open late near stopped` are of now.
 */
export function kindBoard(ctx: Ctx, definition: KindDefinition, counting: Counting): Promise<BoardRow[]> {
  const { by, figures, period } = counting;
  const { id }: Kind = definition.kind;
  const memo = `matter.board.${id}.${by}.${figures.join()}.${period.from.toISOString()}.${period.until.toISOString()}`;
  return ctx.memory.recall(memo, async () => {
    const { values, $ } = placed();
    const parts = await counted(ctx, definition, counting, $);
    if (parts.length === 0) return [];
    const rows = await ctx.db.query<{ key: string | null; together: number; figure: string; n: number; d: number }>(
      `select e.key, grouping(e.key)::int as together, e.figure, sum(e.n)::float8 as n, sum(e.d)::float8 as d
       from (select coalesce(key, '') as key, figure, n, d from (${parts.join("\nunion all\n")}) p) e group by grouping sets ((e.key, e.figure), (e.figure)) order by 1`,
      values,
      "fresh",
    );
    const row = (key: string, of: readonly (typeof rows)[number][]): BoardRow => ({
      key,
      figures: Object.fromEntries(
        figures.map((figure) => [
          figure,
          figureOf(
            figure,
            of.find((each) => each.figure === figure),
          ),
        ]),
      ),
    });
    const all = rows.filter(({ together }) => together === 1);
    const each = Map.groupBy(
      rows.filter(({ together }) => together === 0),
      ({ key }) => key ?? "",
    );
    // What says nothing of what it is told apart by is among all, and in no row.
    each.delete("");
    return all.length === 0 ? [] : [row("", all), ...[...each].map(([key, of]) => row(key, of))];
  });
}
