import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { enqueue } from "#kernel/jobs";
import { newId } from "#values/ids";
import { ownKey, type Peer } from "#people/peer";
import type { PassBody, ReportBody, ReturnBody, Sort } from "./message.ts";
import { digestOf } from "./signing.ts";

/** The task that sends what waits. */
export const DELIVER = "exchange.deliver";

const INSERT = `
  insert into exchange.sent (matter_id, message_id, peer_id, sort, body, digest, made_at, next_at) values ($1, $2, $3, $4, $5, $6, $7, $7)`;

const RECALL = `
  update exchange.sent set next_at = null, error = '还没有送出就收回了' where message_id in (
    select message_id from exchange.sent where matter_id = $1 and message_id = $2 and next_at is not null and (tries = 0 or $3) for update skip locked)
  returning tries`;

/**
 * Leaves a pass unsent that nobody waits for any more: one that was never tried, and by Open311 every one that waits, since it could not be taken back there. Gives
 * whether nobody outside can know of it.
 */
export async function recall(
  ctx: Ctx,
  { protocol }: Pick<Peer, "protocol">,
  { matterId, messageId }: { matterId: string; messageId: string },
): Promise<boolean> {
  const row = await first<{ tries: number }>(ctx.db, RECALL, [matterId, messageId, protocol === "open311"]);
  return row?.tries === 0;
}

/** Puts a message into the queue, in the transaction of the step that it tells of; it leaves the house after that. Gives its id. */
export async function queue(
  ctx: Ctx,
  peer: Peer,
  { matterId, sort, about, body }: { matterId: string; sort: Sort; about: string | null; body: PassBody | ReportBody | ReturnBody | { reason: string } },
): Promise<string> {
  const messageId = newId();
  const { keyId: from } = await ownKey(ctx);
  const bytes = JSON.stringify({ message: messageId, from, to: peer.keyId, at: ctx.now.toISOString(), sort, about, body });
  await ctx.db.query(INSERT, [matterId, messageId, peer.peerId, sort, ctx.personal.encrypt(bytes), digestOf(Buffer.from(bytes)), ctx.now]);
  await enqueue(ctx, DELIVER, {}, { key: DELIVER });
  return messageId;
}
