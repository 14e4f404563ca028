import { withoutNumbers } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { badInput, conflict, Refusal } from "#values/errors";
import { findPeerByKey, noteCame, ownKey, type Peer } from "#people/peer";
import { actingAs, findPass, hear } from "./coming-back.ts";
import { beginPassed, judgePassed, takeBackHere, type Passed } from "./coming-in.ts";
import { readMessage, reportBody, returnBody, type Message } from "./message.ts";
import type { Refused, Receipt } from "./receipt.ts";
import { digestOf, isOfToday, isSignedBy, readSigned } from "./signing.ts";

/** Bytes as they came, with their headers. */
export interface Arrived {
  bytes: Buffer;
  header(name: string): string | undefined;
}

/** What is answered: a receipt, or why not. The bytes are to be signed. */
export interface Said {
  status: number;
  bytes: Buffer;
}

const BEFORE = "select digest, receipt from exchange.received where peer_id = $1 and message_id = $2";
const INSERT = `
  insert into exchange.received (peer_id, message_id, sort, digest, at, matter_id, receipt, number) values ($1, $2, $3, $4, $5, $6, $7, $8)`;

/** Whose it is; refuses who is not known here, whose signature does not hold, and what was sent at another time. */
async function senderOf(ctx: Ctx, { bytes, header }: Arrived): Promise<Peer> {
  const signed = readSigned(header);
  if (!signed) throw new Refusal(403, "SIGNATURE", "报文没有签名，或者签名的写法不对：要有 Exchange-Key、Exchange-At、Exchange-Signature 三个头。");
  const peer = await findPeerByKey(ctx, signed.key);
  if (!peer) throw new Refusal(403, "PEER_UNKNOWN", "这里不认识您的公钥，或者已经停用。请与我们的管理员交换公钥（npm run peer -- key）。");
  if (!isSignedBy(peer, signed, bytes)) throw new Refusal(403, "SIGNATURE", "签名不对：内容在路上被改动过，或者不是用登记的密钥签的。");
  if (!isOfToday(signed, ctx.now)) throw badInput("CLOCK", `发送时间是 ${signed.at}，与这里的时间（${ctx.now.toISOString()}）相差一天以上，请核对时钟。`);
  return peer;
}

/** A report or a return of what this city passed on. Gives the matter. */
async function comeBack(ctx: Ctx, peer: Peer, { about, sort, body: given }: Message): Promise<string> {
  const pass = await findPass(ctx, peer.peerId, about!);
  if (!pass) throw badInput("ABOUT_UNKNOWN", "这里没有转给您这一件，请核对 about。");
  if (sort === "report") {
    const { state, words, closed, seq, number } = reportBody(given);
    const said = words === null || words === "" ? state : `${state}：${words}`;
    await hear(ctx, pass, {
      act: closed ? "pass-answered" : "pass-reported",
      data: { words: withoutNumbers(said) },
      seq,
      state,
      number,
      ...(closed && { end: { outcome: "answered" as const, answer: words ?? state } }),
    });
    return pass.matterId;
  }
  const { state, reason, seq, number } = returnBody(given);
  await hear(ctx, pass, {
    act: "pass-returned",
    data: { words: state, reason: withoutNumbers(reason) },
    seq,
    state,
    number,
    end: { outcome: "returned", reason },
  });
  return pass.matterId;
}

/** The receipt that a message was given before; refuses another message under its id. */
async function receiptOf(ctx: Ctx, { peerId }: Peer, { message }: Message, digest: string): Promise<string | undefined> {
  const before = await first<{ digest: string; receipt: string }>(ctx.db, BEFORE, [peerId, message]);
  if (before && before.digest !== digest) throw conflict("MESSAGE_REUSED", "这个报文编号以前用过，内容不同。一条报文一个编号。");
  return before?.receipt;
}

async function taken(ctx: Ctx, peer: Peer, message: Message, digest: string): Promise<string> {
  const before = await receiptOf(ctx, peer, message, digest);
  if (before !== undefined) return before;
  const passed = message.sort === "pass" ? await judgePassed(ctx, message) : undefined;
  try {
    return await kept(ctx, peer, message, { digest, passed });
  } finally {
    for (const { received } of passed?.files ?? []) await received.drop();
  }
}

/** Does what a message says and keeps its receipt, in one transaction: once, however many of it come at the same time. */
function kept(ctx: Ctx, peer: Peer, message: Message, { digest, passed }: { digest: string; passed: Passed | undefined }): Promise<string> {
  return transaction(ctx, async (inner) => {
    await inner.db.query("select pg_advisory_xact_lock(hashtextextended($1, 31))", [`${peer.peerId} ${message.message}`]);
    const before = await receiptOf(inner, peer, message, digest);
    if (before !== undefined) return before;
    const begun = passed && (await beginPassed(inner, peer, message, passed));
    const matterId = begun?.matterId ?? (await takeBackHere(inner, peer, message)) ?? (await comeBack(inner, peer, message));
    const receipt: Receipt = { message: message.message, digest, at: inner.now.toISOString(), ...(begun && { number: begun.number }) };
    const text = JSON.stringify(receipt);
    await inner.db.query(INSERT, [peer.peerId, message.message, message.sort, digest, inner.now, matterId, text, passed?.body.number ?? null]);
    await begun?.reported(inner);
    return text;
  });
}

/** Acts that met, here and now: the same message is taken a minute later. */
const FOR_NOW: ReadonlySet<string> = new Set(["CHANGED_MEANWHILE", "MATTER_CHANGED"]);

/** Takes a message of a counterpart. What it refuses is an answer too; what is a fault of ours is thrown, and the other tries again. */
export async function receive(ctx: Ctx, arrived: Arrived): Promise<Said> {
  const digest = digestOf(arrived.bytes);
  let message: Message | undefined;
  try {
    const peer = await senderOf(ctx, arrived);
    message = readMessage(arrived.bytes);
    const { keyId } = await ownKey(ctx);
    if (message.from !== peer.keyId || message.to !== keyId)
      throw badInput("NOT_FOR_US", "报文的 from 或者 to 不是您和我们的密钥编号，请核对是不是发错了地方。");
    const receipt = await taken(actingAs(ctx, peer), peer, message, digest);
    await noteCame(ctx, peer.peerId);
    return { status: 200, bytes: Buffer.from(receipt) };
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 503 || error.status === 429 || FOR_NOW.has(error.code)) throw error;
    const say = [...new Set([error.message, ...Object.values(error.fields ?? {})])].join(" ").slice(0, 2000);
    const declined: Refused = { message: message?.message ?? null, digest, code: error.code, say };
    return { status: error.status, bytes: Buffer.from(JSON.stringify(declined)) };
  }
}
