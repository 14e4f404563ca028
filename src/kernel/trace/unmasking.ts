import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { badInput, Refusal } from "#values/errors";
import { fitting } from "#values/graphemes";
import { newId } from "#values/ids";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How many personal values one member of staff may see in full within an hour, and within a day. */
export const MOST_AN_HOUR = 20;
export const MOST_A_DAY = 60;

/** A personal value that somebody asks to see in full. */
export interface Unmasking {
  /** Its Chinese name. */
  what: string;
  reason: string;
  /** The matter, record or licence it stands in. */
  thingId: string;
  matterId?: string;
}

const LETTERS = /[\p{L}\p{N}]/gu;

/** The reason as it is kept, when it is one: six letters or more that are not a few over and over, nor figures alone. Refuses anything else. */
export function realReason(text: string): string {
  const reason = fitting(text.replace(/\s+/g, " "), 200, "reason");
  const letters = reason.match(LETTERS) ?? [];
  const words = letters.filter((letter) => !/\p{N}/u.test(letter));
  const varied = new Set(words).size >= Math.max(4, Math.ceil(words.length / 8));
  if (letters.length < 6 || !varied || /^[a-z\d\s\p{P}]*$/iu.test(reason))
    throw badInput("REASON_NEEDED", "请写明查看完整信息的理由，当事人会看到。", {
      reason: "请用中文写明要办什么事、为什么要看，至少 6 个字，例如：电话通知当事人补交照片。",
    });
  return reason;
}

const COUNT = `
  select count(*) filter (where at > $2) as hour, count(*) as day from trace.unmaskings where actor_id = $1 and at > $3 and not refused`;
const INSERT = `
  insert into trace.unmaskings (actor_id, unmasking_id, at, actor_name, unit, what, reason, thing_id, matter_id, refused)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

/**
 * Counts an unmasking by a member of staff, and refuses it (429) beyond what anybody needs in an hour or a day; what was refused is counted too, whatever
 * transaction it was refused in. To be asked before the value is opened. What the platform itself does is not counted.
 */
export async function admitUnmasking(ctx: Ctx, { what, reason, thingId, matterId }: Unmasking): Promise<void> {
  const { actor, now } = ctx;
  if (actor.kind !== "staff") return;
  await ctx.db.transaction(async (db) => {
    await db.query("select pg_advisory_xact_lock(hashtextextended($1, 29))", [actor.id]);
    const held = await first<{ hour: number; day: number }>(db, COUNT, [actor.id, new Date(now.getTime() - HOUR), new Date(now.getTime() - DAY)]);
    const over = held!.hour >= MOST_AN_HOUR || held!.day >= MOST_A_DAY;
    const unit = actor.duties?.[0]?.unit ?? null;
    const row = [actor.id, newId(), now, actor.name, unit, what.slice(0, 200), reason, thingId, matterId ?? null, over];
    if (over) throw tooOften((sql) => sql.query(INSERT, row));
    await db.query(INSERT, row);
  });
}

// The auditor reads of what was refused, also where the call's own transaction (a key's) is rolled back with it.
function tooOften(stays: Refusal["stays"]): Refusal {
  const refusal = new Refusal(
    429,
    "UNMASKED_TOO_OFTEN",
    `查看完整信息太频繁：每人一小时最多 ${MOST_AN_HOUR} 次，一天最多 ${MOST_A_DAY} 次。请过一会儿再看；这次已经告诉审计人员。`,
  );
  refusal.stays = stays;
  return refusal;
}

/** Somebody who unmasked unusually much in a day. */
export interface UnusualUnmasking {
  actorId: string;
  name: string;
  unit: string | null;
  /** The day, Chinese time. */
  day: string;
  times: number;
  /** How many different things were opened. */
  things: number;
  refused: number;
  /** What a day of theirs has been in the month before, on days with any; null when there was none. */
  usual: number | null;
  lastAt: Date;
}

// Unusual: a refusal, ten values or more a day without a matter, or three times one's own usual day and at least eight.
const UNUSUAL = `
  with days as (
    select actor_id, (at at time zone 'Asia/Shanghai')::date as day, max(actor_name) as name, max(unit) as unit, count(*) as times,
      count(distinct thing_id) as things, count(*) filter (where refused) as refused, count(*) filter (where matter_id is null) as loose, max(at) as last_at
    from trace.unmaskings where at > $1 group by 1, 2),
  compared as (
    select d.*, (select round(avg(b.times), 1)::float8 from days b where b.actor_id = d.actor_id and b.day < d.day and b.day >= d.day - 30) as usual from days d)
  select actor_id as "actorId", name, unit, to_char(day, 'YYYY-MM-DD') as day, times, things, refused, usual, last_at as "lastAt" from compared
  where refused > 0 or loose >= 10 or (times >= 8 and times >= 3 * coalesce(usual, 1)) order by last_at desc limit 100`;

/** Who unmasked unusually much within the last ninety days, newest first: for the auditor. */
export function listUnusualUnmaskings(ctx: Ctx): Promise<UnusualUnmasking[]> {
  return ctx.db.query<UnusualUnmasking>(UNUSUAL, [new Date(ctx.now.getTime() - 90 * DAY)]);
}
