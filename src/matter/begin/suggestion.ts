import type { Kind } from "#content/kind";
import { addDuration, calendarNow } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Matter } from "#matter/matter";
import { metresBetween, type Point } from "#place/point";

/** A matter that says the same as another. */
export interface Alike {
  matterId: string;
  number: string;
  title: string;
  state: string;
  /** Metres between the two; null where one of them has no point. */
  metres: number | null;
}

type Candidate = Pick<Matter, "form" | "itemId"> & Omit<Alike, "metres">;

const MOST = 500;
const SHOWN = 10;

const OPEN = `
  select matter_id as "matterId", number, title, state, item_id as "itemId", form from matter.matters
  where kind = $1 and submitted_at > $2 and closed_at is null and matter_id <> $3 order by submitted_at desc limit ${MOST}`;

function pointOf({ place }: Kind, form: Record<string, unknown>): Point | undefined {
  const point = place === undefined ? undefined : (form[place] as { point?: unknown } | undefined)?.point;
  return Array.isArray(point) && point.length === 2 && point.every((each) => typeof each === "number") ? (point as unknown as Point) : undefined;
}

function valueAt(path: string, { itemId, form }: Pick<Matter, "itemId" | "form">): unknown {
  return path === "item" ? itemId : path.startsWith("form.") ? form[path.slice(5)] : undefined;
}

/**
 * Open matters of the same kind that say the same as one, by what a link of the kind asks (`suggest`): the same answers, near, and not long ago; the
 * nearest first.
 */
export async function alikeOf(ctx: Ctx, kind: Kind, link: string, matter: Pick<Matter, "matterId" | "itemId" | "form" | "kind">): Promise<Alike[]> {
  const suggest = kind.links[link]?.suggest;
  if (!suggest) return [];
  const { same, near, since } = suggest;
  const span = addDuration(await calendarNow(ctx), ctx.now, since).getTime() - ctx.now.getTime();
  const rows = await ctx.db.query<Candidate>(OPEN, [matter.kind, new Date(ctx.now.getTime() - span), matter.matterId]);
  const here = pointOf(kind, matter.form);
  const found = rows.flatMap((row): Alike[] => {
    if (same.some((path) => JSON.stringify(valueAt(path, row)) !== JSON.stringify(valueAt(path, matter)))) return [];
    const there = pointOf(kind, row.form);
    const metres = here && there ? metresBetween(here, there) : null;
    if (near !== undefined && (metres === null || metres > near)) return [];
    return [{ matterId: row.matterId, number: row.number, title: row.title, state: row.state, metres }];
  });
  return found.toSorted((a, b) => (a.metres ?? 0) - (b.metres ?? 0)).slice(0, SHOWN);
}

/** The link by which matters of a kind are joined that say the same; undefined where the kind suggests none. */
export function linkOfAlike({ links }: Kind): string | undefined {
  return Object.keys(links).find((id) => links[id]!.suggest !== undefined);
}
