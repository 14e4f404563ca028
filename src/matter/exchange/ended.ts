import { withoutNumbers } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import type { Subscriber } from "#kernel/events";
import { findPeer, listPeers } from "#people/peer";
import { actingAs, hear, PASS_COLUMNS, type Pass } from "./coming-back.ts";
import { queue, recall } from "./queue.ts";

const WITH = `select ${PASS_COLUMNS} from exchange.passes p where peer_id = $1 and ended_at is null order by p.at limit 500`;
const OF = `select ${PASS_COLUMNS} from exchange.passes p where matter_id = $1 and ended_at is null`;
const END = "update exchange.passes set ended_at = $3, outcome = 'taken-back' where matter_id = $1 and message_id = $2 and ended_at is null";

/** What waits with counterparts that were ended is somebody's here again: nothing of them is heard any more. */
export async function endWaiting(ctx: Ctx): Promise<void> {
  for (const peer of (await listPeers(ctx)).filter(({ endedAt }) => endedAt !== null))
    for (const pass of await ctx.db.query<Pass>(WITH, [peer.peerId])) {
      const reason = `${peer.name}已经停用，不再有消息。`;
      await hear(actingAs(ctx, peer), pass, { act: "pass-returned", data: { words: "停用", reason }, end: { outcome: "returned", reason } });
    }
}

/** A matter that is outside is withdrawn or ended here: its counterpart is told that nobody waits. Subscribed to `matter.withdrawn` and `matter.terminated`. */
export const endOutside: Subscriber = async (ctx, { subject, data }) => {
  for (const { messageId, peerId } of await ctx.db.query<Pass>(OF, [subject])) {
    await ctx.db.query(END, [subject, messageId, ctx.now]);
    const peer = await findPeer(ctx, peerId);
    const unknown = peer && (await recall(ctx, peer, { matterId: subject, messageId }));
    if (!peer || unknown || peer.endedAt || peer.protocol !== "signed") continue;
    const reason = typeof data["reason"] === "string" && data["reason"] !== "" ? withoutNumbers(data["reason"]) : "反映人已经撤回，或者这件事已经结束。";
    await queue(ctx, peer, { matterId: subject, sort: "return", about: messageId, body: { reason } });
  }
};
