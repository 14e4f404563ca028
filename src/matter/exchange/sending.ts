import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { emit } from "#kernel/events";
import { actOn, findMatter, isClosed, record } from "#matter/matter";
import { findPeer, noteAway, noteHeard, type Peer, type Protocol } from "#people/peer";
import { Away } from "./asking.ts";
import { actingAs, hear } from "./coming-back.ts";
import { digestOf } from "./signing.ts";
import type { Sort } from "./message.ts";
import { sendReport } from "./open311.ts";
import { sendSigned } from "./signed.ts";

/** A message that waits to be sent. */
export interface Waiting {
  matterId: string;
  messageId: string;
  peerId: string;
  sort: Sort;
  digest: string;
  madeAt: Date;
  tries: number;
}

/** What came of sending a message: taken, with what is kept as the proof, or declined. */
export type Sent = { is: "taken"; number?: string | null; token?: string | null; proof: object } | { is: "refused"; code: string; say: string };

/** How each protocol sends a message. Throws `Away` where nobody of theirs answered. */
const SENDS: Record<Protocol, (ctx: Ctx, peer: Peer, message: Waiting, bytes: Buffer) => Promise<Sent>> = { signed: sendSigned, open311: sendReport };

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
/** Who does not answer is tried for a week. */
const PATIENCE = 7 * DAY;
/** For so long a message is its runner's alone: longer than anybody is waited for. */
const LEASE = 5 * MINUTE;

// Claimed by moving it, so that no transaction stays open while somebody outside is waited for, and a process that dies leaves it to be tried again.
// So many of each counterpart, so that one with thousands that wait holds up nobody. What is told of a matter waits behind what was told of it before: nothing is
// taken back that the other does not have yet.
const AT_ONCE = 50;
const CLAIM = `
  update exchange.sent set tries = tries + 1, next_at = $2 where message_id in (
    select due.message_id from (select distinct peer_id from exchange.sent where next_at <= $1) p cross join lateral (
      select s.message_id from exchange.sent s where s.peer_id = p.peer_id and s.next_at <= $1 and not exists (
        select 1 from exchange.sent before where before.matter_id = s.matter_id and before.peer_id = s.peer_id and before.next_at > $1
          and (before.made_at, before.message_id) < (s.made_at, s.message_id))
      order by s.made_at, s.message_id limit ${AT_ONCE} for update of s skip locked) due)
  returning matter_id as "matterId", message_id as "messageId", peer_id as "peerId", sort, digest, made_at as "madeAt", tries`;
const BODY = "select body from exchange.sent where matter_id = $1 and message_id = $2";
const LATER = "update exchange.sent set next_at = $3, error = $4 where matter_id = $1 and message_id = $2 and next_at is not null";
const RECEIPTED = `
  update exchange.sent set next_at = null, error = null, receipt = $3, receipted_at = $4
  where matter_id = $1 and message_id = $2 and receipted_at is null and refused_at is null returning message_id`;
const REFUSED = `
  update exchange.sent set next_at = null, refused_code = $3, refused = $4, refused_at = $5
  where matter_id = $1 and message_id = $2 and receipted_at is null and refused_at is null returning message_id`;

/** How long it is until the next try: a minute, then twice as long each time, an hour at most. */
export function pauseAfter(tries: number): number {
  return Math.min(MINUTE * 2 ** Math.min(tries - 1, 10), HOUR);
}

async function settled(ctx: Ctx, peer: Peer, message: Waiting, sent: Sent): Promise<void> {
  const { matterId, messageId, sort } = message;
  const acting = actingAs(ctx, peer);
  await transaction(acting, async (inner) => {
    if (sent.is === "taken") {
      const kept = await inner.db.query(RECEIPTED, [matterId, messageId, JSON.stringify(sent.proof), inner.now]);
      if (kept.length === 0 || sort !== "pass") return;
      const number = sent.number ?? null;
      if (sent.token) await inner.db.query("update exchange.passes set token = $3 where matter_id = $1 and message_id = $2", [matterId, messageId, sent.token]);
      const words = number === null ? `${peer.name}已收到` : `${peer.name}已收到，编号 ${number}`;
      await hear(inner, message, { act: "pass-received", data: { words }, number });
      return;
    }
    const { code, say } = sent;
    const kept = await inner.db.query(REFUSED, [matterId, messageId, code, say, inner.now]);
    if (kept.length === 0) return;
    if (sort === "pass")
      await hear(inner, message, {
        act: "pass-refused",
        data: { words: `${peer.name}没有收下`, reason: say, code },
        end: { outcome: "refused", reason: say },
      });
    else {
      await emit(inner, "exchange.refused", matterId, { peer: peer.name, say });
      await noteRefused(inner, peer, message, say);
    }
  });
}

/** What was not taken of what we told goes into the history, where the matter has one still; who watches over the exchange sees it besides. */
async function noteRefused(ctx: Ctx, peer: Peer, { matterId }: Waiting, say: string): Promise<void> {
  const matter = await findMatter(ctx, matterId);
  if (!matter || isClosed(matter)) return;
  await actOn(ctx, matterId, async (inner, { matter: now, change }) => {
    if (!isClosed(now)) record(inner, change, "report-refused", { words: `${peer.name}没有收下进展`, reason: say });
  });
}

/** Sends one message. Gives whether its counterpart answered. */
async function deliver(ctx: Ctx, peer: Peer, message: Waiting): Promise<boolean> {
  const { matterId, messageId, tries, madeAt, digest } = message;
  if (peer.endedAt) {
    await settled(ctx, peer, message, { is: "refused", code: "PEER_ENDED", say: `${peer.name}已经停用，没有转过去。` });
    return true;
  }
  const { body } = (await first<{ body: string }>(ctx.db, BODY, [matterId, messageId]))!;
  const bytes = Buffer.from(ctx.personal.decrypt(body));
  if (digestOf(bytes) !== digest) throw new Error(`the message ${messageId} is not as it was made`);
  try {
    const sent = await SENDS[peer.protocol](ctx, peer, message, bytes);
    await settled(ctx, peer, message, sent);
    await noteHeard(ctx, peer.peerId);
    return true;
  } catch (error) {
    if (!(error instanceof Away)) throw error;
    await noteAway(ctx, peer.peerId, error.message);
    if (ctx.now.getTime() - madeAt.getTime() > PATIENCE) {
      await settled(ctx, peer, message, { is: "refused", code: "AWAY", say: `七天里一直没有送到${peer.name}：${error.message}。` });
      return false;
    }
    await ctx.db.query(LATER, [matterId, messageId, new Date(ctx.now.getTime() + pauseAfter(tries)), error.message]);
    return false;
  }
}

/** In the order they were made: ids grow within an instant. */
function inOrder(messages: readonly Waiting[]): Waiting[] {
  return messages.toSorted((one, other) => one.madeAt.getTime() - other.madeAt.getTime() || (one.messageId < other.messageId ? -1 : 1));
}

async function deliverTo(ctx: Ctx, peerId: string, messages: readonly Waiting[]): Promise<number> {
  const peer = (await findPeer(ctx, peerId))!;
  let sent = 0;
  let away = false;
  for (const message of inOrder(messages)) {
    // Who does not answer one is not asked for the others now: half a minute each would be an hour.
    if (away && ctx.now.getTime() - message.madeAt.getTime() <= PATIENCE) {
      await ctx.db.query(LATER, [message.matterId, message.messageId, new Date(ctx.now.getTime() + pauseAfter(message.tries)), "前一条没有送到"]);
      continue;
    }
    try {
      if (await deliver(ctx, peer, message)) sent += 1;
      else away = true;
    } catch (error) {
      // One that cannot be sent for a fault of ours does not hold up the others.
      ctx.log.error({ err: error, message: message.messageId, peer: peerId }, "a message could not be sent and will be tried again");
      const later = new Date(ctx.now.getTime() + pauseAfter(message.tries));
      await ctx.db.query(LATER, [message.matterId, message.messageId, later, "本市的程序出错，已经记下，请告诉运维人员"]);
    }
  }
  return sent;
}

/** Sends what waits and is due, to each counterpart in the order it was made. Gives how many were answered. */
export async function deliverAll(ctx: Ctx): Promise<number> {
  let all = 0;
  for (;;) {
    const { claimed, sent } = await deliverSome(ctx);
    all += sent;
    if (sent === 0 || claimed < AT_ONCE) return all;
  }
}

async function deliverSome(ctx: Ctx): Promise<{ claimed: number; sent: number }> {
  const waiting = await ctx.db.query<Waiting>(CLAIM, [ctx.now, new Date(ctx.now.getTime() + LEASE)]);
  const byPeer = Map.groupBy(waiting, ({ peerId }) => peerId);
  const sent = await Promise.all([...byPeer].map(([peerId, messages]) => deliverTo(ctx, peerId, messages)));
  return { claimed: waiting.length, sent: sent.reduce((sum, each) => sum + each, 0) };
}
