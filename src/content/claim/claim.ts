import { addCalendar, dayOf, type Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { newId } from "#values/ids";

/** What an application would have: blind indexes of the thing and of whose it is, and what rules may know of it. */
export interface Wanted {
  itemId: string;
  key: string;
  party: string;
  /** Answers that are noted with it, none of them personal: a day, which child. */
  noted: Record<string, unknown>;
  /** How long before its end a thing may be asked for again, in days; never when absent. */
  renewable?: number;
}

/** Who has asked for, or holds, something that one has once. */
export interface Claim {
  matterId: string;
  /** asked: decided on still. held: granted and in force. */
  state: "asked" | "held";
  /** First day it was asked for, or counts from. */
  since: Day;
  until: Day | null;
  turn: number;
  noted: Record<string, unknown>;
}

const COLUMNS = `matter_id as "matterId", case when held_at is null then 'asked' else 'held' end as state,
  coalesce(since_day, (coalesce(held_at, asked_at) at time zone 'Asia/Shanghai')::date) as since, until_day as until, turn, noted`;
const IN_FORCE = "ended_at is null and (until_day is null or until_day >= $3)";
const STANDING = `select ${COLUMNS} from claim.claims where item_id = $1 and key_index = $2 and ${IN_FORCE} and ($4::uuid is null or matter_id <> $4) order by turn desc limit 1`;

/** The claim that stands, another matter's than `besides`. */
async function standing(ctx: Ctx, { itemId, key }: Wanted, besides: string | undefined): Promise<Claim | undefined> {
  return first<Claim>(ctx.db, STANDING, [itemId, key, dayOf(ctx.now), besides ?? null]);
}

/** Whether what is held ends so soon that it may be asked for again: the renewal stands beside it. */
function renews({ renewable }: Wanted, { state, until }: Claim, today: Day): boolean {
  return state === "held" && until !== null && renewable !== undefined && addCalendar(until, 0, 0, -renewable) <= today;
}

/** What stands in the way of an application: the same thing is asked for, or held and not near its end. Undefined when nothing does. */
export async function inTheWay(ctx: Ctx, wanted: Wanted, besides?: string): Promise<Claim | undefined> {
  const claim = await standing(ctx, wanted, besides);
  return claim && !renews(wanted, claim, dayOf(ctx.now)) ? claim : undefined;
}

const EXPIRE = "update claim.claims set ended_at = $4, ended_why = 'expired' where item_id = $1 and key_index = $2 and ended_at is null and until_day < $3";
const RELEASE = "update claim.claims set ended_at = $2, ended_why = 'changed' where matter_id = $1 and ended_at is null and key_index <> $3";
const NOTE = "update claim.claims set noted = $2 where matter_id = $1 and ended_at is null returning claim_id";
const TAKE = `
  insert into claim.claims (matter_id, claim_id, item_id, key_index, party_index, turn, noted, asked_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (item_id, key_index, turn) where ended_at is null do nothing returning claim_id`;

/**
 * Takes for a matter what it asks for, in the running transaction; what it had taken before under other answers is let go. Gives the claim
 * that stands in the way, undefined when it is the matter's own now. Of two who ask at once the second waits here for the first.
 */
export async function takeClaim(ctx: Ctx, matterId: string, wanted: Wanted): Promise<Claim | undefined> {
  const { itemId, key, party, noted } = wanted;
  const today = dayOf(ctx.now);
  await ctx.db.query(RELEASE, [matterId, ctx.now, key]);
  if (await first(ctx.db, NOTE, [matterId, noted])) return undefined;
  await ctx.db.query(EXPIRE, [itemId, key, today, ctx.now]);
  const claim = await standing(ctx, wanted, undefined);
  if (claim && !renews(wanted, claim, today)) return claim;
  const turn = claim ? claim.turn + 1 : 0;
  if (await first(ctx.db, TAKE, [matterId, newId(), itemId, key, party, turn, noted, ctx.now])) return undefined;
  return (await standing(ctx, wanted, undefined)) ?? { matterId: "", state: "asked", since: today, until: null, turn, noted: {} };
}

/** What was asked for is granted. False when the matter has no claim: it was submitted before the item said so. */
export async function holdClaim(ctx: Ctx, matterId: string): Promise<boolean> {
  const held = "update claim.claims set held_at = coalesce(held_at, $2) where matter_id = $1 and ended_at is null returning claim_id";
  return (await first(ctx.db, held, [matterId, ctx.now])) !== undefined;
}

/** From which day to which it is held: the first month of a payment, the validity of a licence. */
export async function dateClaim(ctx: Ctx, matterId: string, { since, until }: { since?: Day; until?: Day | null }): Promise<void> {
  await ctx.db.query(
    "update claim.claims set since_day = coalesce($2, since_day), until_day = coalesce($3, until_day) where matter_id = $1 and ended_at is null",
    [matterId, since ?? null, until ?? null],
  );
}

/** It ends: refused, withdrawn, or held no longer. The same may be asked for anew. */
export async function endClaim(ctx: Ctx, matterId: string, why: string): Promise<void> {
  await ctx.db.query("update claim.claims set ended_at = $2, ended_why = $3 where matter_id = $1 and ended_at is null", [matterId, ctx.now, why]);
}

/** Everything of an item that somebody has asked for or holds, but for one matter's, the last fifty: what rules may know. */
export function listClaims(ctx: Ctx, itemId: string, party: string, besides: string): Promise<Claim[]> {
  return ctx.db.query<Claim>(
    `select ${COLUMNS} from claim.claims where item_id = $1 and party_index = $2 and ${IN_FORCE} and matter_id <> $4 order by asked_at desc limit 50`,
    [itemId, party, dayOf(ctx.now), besides],
  );
}
