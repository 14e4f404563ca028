import { areaPattern } from "#people/duty";
import { reader } from "#matter/lists";
import { dayOf, endOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { mappedKinds } from "./shown.ts";
import type { Sort, Wanted } from "./open-rows.ts";

/** How the open matters of a map are narrowed. */
export interface MapFilter {
  kind?: string;
  item?: string;
  /** An area, and all within it. */
  area?: string;
  /** late: past its day; today: due today and not late. */
  light?: "late" | "today";
}

/** When something is late or due today: what is stopped is neither. */
function dueBy(ctx: Ctx, light: MapFilter["light"]): Pick<Wanted, "due"> {
  if (light === undefined) return {};
  const now = ctx.now.getTime();
  return { due: light === "late" ? { after: -Infinity, until: now } : { after: now, until: endOf(dayOf(ctx.now)).getTime() } };
}

/** Everything open that the actor may read and that the filters show: the same question as that of lists. */
export async function wanted(ctx: Ctx, filter: MapFilter): Promise<Wanted> {
  const [kinds, { reads, given }] = await Promise.all([mappedKinds(ctx), reader(ctx)]);
  const states = new Map(kinds.map((mapped) => [mapped.kind.id, mapped.states && new Set(mapped.states)]));
  const within = filter.area === undefined ? "" : areaPattern(filter.area).slice(0, -1);
  const shows = ({ kind, itemId, area, state }: Sort): boolean =>
    states.has(kind) &&
    (states.get(kind)?.has(state) ?? true) &&
    (filter.kind === undefined || filter.kind === kind) &&
    (filter.item === undefined || filter.item === itemId) &&
    area.startsWith(within);
  return { shows, reads, given, ...dueBy(ctx, filter.light) };
}
