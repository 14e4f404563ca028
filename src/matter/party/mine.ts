import { keptTo } from "#people/identity";
import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import { badInput } from "#values/errors";
import { isId } from "#values/ids";
import { ROW_COLUMNS, type MatterRow } from "#matter/lists";
import { partyOf } from "./party.ts";

/** Which of a party's matters: all that were submitted, those of them that ended, where a task waits for the party, or drafts. */
const PARTS = {
  submitted: "submitted_at is not null",
  ended: "submitted_at is not null and closed_at is not null",
  asked: `submitted_at is not null and closed_at is null and exists (
    select from matter.tasks t join matter.parties p on p.matter_id = t.matter_id and p.role = t.party and p.ref = $1 and p.follows and p.until is null
    where t.matter_id = matters.matter_id and t.party is not null and t.done_at is null and t.cancelled_at is null)`,
  drafts: "phase = 'draft'",
} as const;
export type Part = keyof typeof PARTS;

/** A page of a party's matters. `next` is where the one after begins; undefined after the last. */
export interface MinePage {
  rows: MatterRow[];
  next: string | undefined;
}

const MOST = 100;
// What is for them, and what they follow as a party of another role; the second as a list of ids, so that both go by an index.
const FOLLOWED = "array(select p.matter_id from matter.parties p where p.ref = $1 and p.follows and p.until is null)";
const MINE = `(owner_id = $1 or matter_id = any (${FOLLOWED})) and ($2::text[] is null or item_id = any ($2))`;
// Running first, then what ended; of both the newest first.
const PLACE = "(closed_at is null)::int, created_at, matter_id";
const listOf = (part: Part): string => `
  select ${ROW_COLUMNS} from matter.matters where ${MINE} and ${PARTS[part]} and ($3::int is null or (${PLACE}) < ($3, $4::timestamptz, $5::uuid))
  order by (closed_at is null)::int desc, created_at desc, matter_id desc limit $6`;

function cursorOf({ closedAt, createdAt, matterId }: MatterRow): string {
  return `${closedAt === null ? 1 : 0}.${createdAt.getTime()}.${matterId}`;
}

function placeOf(cursor: string): [number, Date, string] {
  const [running = "", at = "", id = ""] = cursor.split(".");
  if (!/^[01]$/.test(running) || !/^\d{1,15}$/.test(at) || !isId(id)) throw badInput("CURSOR", "这一页的地址不对，请从第一页看起。");
  return [Number(running), new Date(Number(at)), id];
}

/**
 * The actor's own matters and those that they follow, or those of the organisation they act for in the items they may act in: running ones first, the newest first, a page from
 * `after` on. Thrown-away drafts are nobody's.
 */
export async function listMine(ctx: Ctx, part: Part = "submitted", { after, size = 40 }: { after?: string; size?: number } = {}): Promise<MinePage> {
  const place = after === undefined ? [null, null, null] : placeOf(after);
  const most = Math.min(size, MOST);
  const rows = await ctx.db.query<MatterRow>(listOf(part), [partyOf(ctx.actor).id, keptTo(ctx.actor) ?? null, ...place, most + 1]);
  const shown = rows.slice(0, most);
  return { rows: shown, next: rows.length > most ? cursorOf(shown.at(-1)!) : undefined };
}

/** How many there are in all. */
export async function countMine(ctx: Ctx, part: Part = "submitted"): Promise<number> {
  const counted = `select count(*) as count from matter.matters where ${MINE} and ${PARTS[part]}`;
  return (await one<{ count: number }>(ctx.db, counted, [partyOf(ctx.actor).id, keptTo(ctx.actor) ?? null])).count;
}

/** The actor's drafts of one item, newest first. */
export function listDraftsOf(ctx: Ctx, itemId: string): Promise<MatterRow[]> {
  return ctx.db.query<MatterRow>(
    `select ${ROW_COLUMNS} from matter.matters where ${MINE} and phase = 'draft' and item_id = $3 order by created_at desc limit 20`,
    [partyOf(ctx.actor).id, keptTo(ctx.actor) ?? null, itemId],
  );
}

/** Ids of the matters an agent is kept to; undefined for who acts in everything. */
export async function mattersKeptTo(ctx: Ctx): Promise<string[] | undefined> {
  const items = keptTo(ctx.actor);
  if (items === undefined) return undefined;
  const rows = await ctx.db.query<{ matterId: string }>(`select matter_id as "matterId" from matter.matters where ${MINE}`, [partyOf(ctx.actor).id, items]);
  return rows.map(({ matterId }) => matterId);
}
