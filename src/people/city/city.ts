import { port, type Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { countGraphemes, firstGraphemes } from "#values/graphemes";

/** Who a city is, as it speaks on every page. */
export interface Identity {
  /** 云州市 */
  name: string;
  /** What its portal is called: 云州市一网通办. */
  portal: string;
  /** Two to four characters for the mark. */
  mark: string;
  /** Who answers for the portal. */
  publisher: string;
  hotline: string;
  /** A sentence for every foot; "" where there is none. */
  note: string;
}

/** A city and how it began. */
export interface BegunCity extends Identity {
  standing: "demo" | "earnest";
  /** Null until everything that it begins with is there. */
  readyAt: Date | null;
}

/** What a page says of the city where it has not begun. */
const NAMELESS: Identity = { name: "本市", portal: "一网通办", mark: "一网", publisher: "本市", hotline: "12345", note: "" };

/** Who the city is, held by the composition: pages that tell of a fault ask no database. */
export const CITY = port<() => BegunCity | undefined>("city.identity");

/** The city as it was last read. */
export function cityOf({ ports }: Pick<Ctx, "ports">): Identity {
  return ports.find(CITY)?.() ?? NAMELESS;
}

/** Whether this is a city in earnest, in which nobody signs in by a name that is known of them. */
export function inEarnest({ ports }: Pick<Ctx, "ports">): boolean {
  return ports.find(CITY)?.()?.standing === "earnest";
}

/** The city as the frame of a page names it; staff work on 一网, the public on the portal. */
export function speaker(asked: Pick<Ctx, "ports">, to: "staff" | "public") {
  const { name, portal, mark, publisher, hotline, note } = cityOf(asked);
  if (to === "staff") return { name: `${name}一网`, city: name, mark, publisher: name, hotline };
  return { name: portal, city: name, mark, publisher, hotline, ...(note && { note }) };
}

/** The mark of a city that says none: its name without what kind of area it is. */
export function markOf(name: string): string {
  const bare = name.replace(/(自治州|地区|[市州盟区县旗])$/u, "");
  return countGraphemes(bare) >= 2 ? firstGraphemes(bare, 4) : firstGraphemes(name, 2);
}

/** The city and how it began; undefined where nothing has begun. */
export function findCity({ db }: { db: Pick<Ctx["db"], "query"> }): Promise<BegunCity | undefined> {
  return first<BegunCity>(db, `select standing, name, portal, mark, publisher, hotline, note, ready_at as "readyAt" from city.cities`, []);
}

/** Begins a city, or goes on with one that has begun the same way: its names are those given now. Gives false where it began the other way. */
export async function beginCity(ctx: Ctx, standing: BegunCity["standing"], { name, portal, mark, publisher, hotline, note }: Identity): Promise<boolean> {
  const rows = await ctx.db.query(
    `insert into city.cities (standing, name, portal, mark, publisher, hotline, note, begun_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (one) do update set name = excluded.name, portal = excluded.portal, mark = excluded.mark, publisher = excluded.publisher,
       hotline = excluded.hotline, note = excluded.note where cities.standing = excluded.standing returning 1 as one`,
    [standing, name, portal, mark, publisher, hotline, note, ctx.now],
  );
  return rows.length === 1;
}

/** Everything that the city begins with is there. */
export async function cityIsReady(ctx: Ctx): Promise<void> {
  await ctx.db.query("update city.cities set ready_at = $1 where ready_at is null", [ctx.now]);
}
