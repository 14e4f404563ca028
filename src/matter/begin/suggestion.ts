import type { Kind } from "#content/kind";
import { addDuration, calendarNow } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { alikeKey, nearby, pointOf, sameBy, type Alike } from "#matter/location";
import type { Matter } from "#matter/matter";

type Candidate = Pick<Matter, "form" | "itemId"> & Omit<Alike, "metres">;

const MOST = 500;
const SHOWN = 10;

// One that was joined to another says nothing of its own any more.
const OPEN = `
  select matter_id as "matterId", number, title, state, item_id as "itemId", form from matter.matters m
  where kind = $1 and submitted_at > $2 and closed_at is null and matter_id <> $3 and ($4::text is null or item_id = $4)
    and not exists (select from matter.links k where k.matter_id = m.matter_id and k.link = $5 and k.outward)
  order by submitted_at desc limit ${MOST}`;

/**
 * Open matters of the same kind that say the same as one, by what a link of the kind asks (`suggest`): the same answers, near, and not long ago; the
 * nearest first, or the newest where the link asks for no distance.
 */
export async function alikeOf(ctx: Ctx, kind: Kind, link: string, matter: Pick<Matter, "matterId" | "itemId" | "form" | "kind">): Promise<Alike[]> {
  const suggest = kind.links[link]?.suggest;
  if (!suggest) return [];
  const { same, near, since } = suggest;
  const span = addDuration(await calendarNow(ctx), ctx.now, since).getTime() - ctx.now.getTime();
  const from = new Date(ctx.now.getTime() - span);
  if (near !== undefined) {
    const point = pointOf(kind, matter.form);
    return point ? await nearby(ctx, { alike: alikeKey(kind, matter)!, point, metres: near, since: from, except: matter.matterId, link }) : [];
  }
  const rows = await ctx.db.query<Candidate>(OPEN, [matter.kind, from, matter.matterId, same.includes("item") ? matter.itemId : null, link]);
  return rows
    .filter((row) => sameBy(same, row, matter))
    .slice(0, SHOWN)
    .map(({ matterId, number, title, state }) => ({ matterId, number, title, state, metres: null }));
}
