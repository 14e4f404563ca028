import type { Ctx } from "#kernel/ctx";
import type { Peer } from "#people/peer";
import { ask, Away } from "./asking.ts";
import { answerTo } from "./receipt.ts";
import type { Sent, Waiting } from "./sending.ts";
import { CONTENT_TYPE, headersOf, isOfToday, isSignedBy, readSigned, sign } from "./signing.ts";

/** Where a city takes messages, below its address. */
export const MESSAGES = "/exchange/v1/messages";

/** The most bytes of an answer. */
const MOST = 256 * 1024;

/** Sends a message to a counterpart that signs. Throws `Away` where what came back is not signed by it. */
export async function sendSigned(ctx: Ctx, peer: Peer, message: Waiting, bytes: Buffer): Promise<Sent> {
  const headers = { ...headersOf(await sign(ctx, bytes)), "content-type": CONTENT_TYPE };
  const came = await ask(ctx, `${peer.url}${MESSAGES}`, { method: "POST", headers, body: new Uint8Array(bytes), most: MOST });
  const answer = answerTo(ctx, peer, message, came);
  const signed = readSigned(came.header);
  if (!answer && signed && isSignedBy(peer, signed, came.bytes) && !isOfToday(signed, ctx.now))
    throw new Away(`对方的时间是 ${signed.at}，与本市相差一天以上，请两边核对时钟`);
  if (!answer) throw new Away(`回答不是对方签名的（HTTP ${came.status}）`);
  return answer;
}
