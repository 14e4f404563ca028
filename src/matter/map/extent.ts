import { areaPattern } from "#people/duty";
import { placed, readable, type Place } from "#matter/lists";
import { endOf, dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { rangesOver, type Bounds } from "#place/point";
import { mappedKinds, type MappedKind } from "./shown.ts";

/** How the open matters of a map are narrowed. */
export interface MapFilter {
  kind?: string;
  item?: string;
  /** An area, and all within it. */
  area?: string;
  /** late: past its day; today: due today and not late. */
  light?: "late" | "today";
}

/** What is open in a box, as a piece of SQL over the search row `s`, and the row `m` of the matter where the light is asked. */
export interface Extent {
  /** The rows of `s` by the ranges of the box, with `m` where the light is asked; asked where they are read so. */
  from(): string;
  where: string;
  values: unknown[];
  $: Place;
}

/** What is asked of a row: all of it stands in the index. */
export const COLUMNS = "matter_id, kind, item_id, area, state, unit, units, secret, quad, point";

/** Degrees of a side from which on a box is large: some kilometres. */
const LARGE = 0.02;

/** Kinds and the states in which their matters are shown; "false" where a filter leaves none. */
function kindsSql(kinds: readonly MappedKind[], filter: MapFilter, $: Place): string {
  const asked = kinds.filter(({ kind }) => filter.kind === undefined || kind.id === filter.kind);
  if (asked.length === 0) return "false";
  const ways = asked.map(({ kind, states }) => `(s.kind = ${$(kind.id)}${states ? ` and s.state = any (${$(states, "text[]")})` : ""})`);
  return `(${ways.join(" or ")})`;
}

/** When something is late or due today, over the row of the matter: what is stopped is neither. */
function lightSql(ctx: Ctx, light: MapFilter["light"], $: Place): string[] {
  if (light === undefined) return [];
  const running = "m.closed_at is null and m.stopped_at is null";
  if (light === "late") return [`(${running} and m.due_at <= ${$(ctx.now)})`];
  return [`(${running} and m.due_at > ${$(ctx.now)} and m.due_at <= ${$(endOf(dayOf(ctx.now)))})`];
}

/**
 * Everything open in a box that the actor may read, each row once: the same question as that of lists, over the same row. The box is read as some ranges of
 * one index; what lies around it is left out by the point.
 */
export async function extentOf(ctx: Ctx, bounds: Bounds, filter: MapFilter): Promise<Extent> {
  const { values, $ } = placed();
  const { west, south, east, north } = bounds;
  const told = [
    `s.point <@ box(point(${$(west)}::float8, ${$(south)}::float8), point(${$(east)}::float8, ${$(north)}::float8))`,
    kindsSql(await mappedKinds(ctx), filter, $),
    ...(filter.item ? [`s.item_id = ${$(filter.item)}`] : []),
    ...(filter.area ? [`s.area like ${$(areaPattern(filter.area))}`] : []),
    ...lightSql(ctx, filter.light, $),
    await readable(ctx, $),
  ];
  // What is late or due today is a tenth of what is open: of a large box it is found by its day, of a small one by where it lies.
  const byDay = filter.light !== undefined && Math.max(east - west, north - south) > LARGE;
  if (byDay) told.push("m.closed_at is null and m.submitted_at is not null");
  const join = filter.light ? " join matter.matters m using (matter_id)" : "";
  return {
    from() {
      if (byDay)
        return `matter.matters m cross join lateral (select ${COLUMNS} from matter.search where matter_id = m.matter_id and closed_at is null and quad is not null offset 0) s`;
      const ranges = rangesOver(bounds);
      const [firsts, afters] = [
        $(
          ranges.map(({ from }) => from),
          "bigint[]",
        ),
        $(
          ranges.map(({ to }) => to),
          "bigint[]",
        ),
      ];
      // Each range by itself (offset 0): over all of them at once the planner, who does not know how much lies in them, would read every open row.
      return `unnest(${firsts}, ${afters}) as range(first, after) cross join lateral (select ${COLUMNS} from matter.search
        where closed_at is null and quad is not null and quad >= range.first and quad < range.after offset 0) s${join}`;
    },
    where: told.join(" and "),
    values,
    $,
  };
}
