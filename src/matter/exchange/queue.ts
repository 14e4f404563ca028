import type { Ctx } from "#kernel/ctx";
import { enqueue } from "#kernel/jobs";
import { newId } from "#values/ids";
import { ownKey, type Peer } from "#people/peer";
import type { PassBody, ReportBody, ReturnBody, Sort } from "./message.ts";
import { digestOf } from "./signing.ts";

/** The task that sends what waits. */
export const DELIVER = "exchange.deliver";

const INSERT = `
  insert into exchange.sent (matter_id, message_id, peer_id, sort, body, digest, made_at, next_at) values ($1, $2, $3, $4, $5, $6, $7, $7)`;

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
