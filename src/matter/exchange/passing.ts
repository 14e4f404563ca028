import type { ActDeclaration } from "#process/graph";
import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import { badInput, conflict } from "#values/errors";
import { record, WAITS, type ServiceAct } from "#matter/matter";
import { recordMatterLook } from "#matter/party";
import { calledThere, findPeer, type Peer } from "#people/peer";
import { contentOf } from "./content.ts";
import { queue } from "./queue.ts";

/** How flows pass a matter on, and wait for what becomes of it: `outcome` is answered, returned, refused (it was not taken there) or taken-back. */
export const EXCHANGE_ACT: ActDeclaration = {
  name: "exchange.pass",
  word: "转给外部单位",
  input: { peer: { takes: "text", required: true }, code: { takes: "text" }, note: { takes: "text" } },
  gives: { outcome: "text", answer: "text", reason: "text", number: "text", state: "text" },
};

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

async function openPeer(ctx: Ctx, peerId: string): Promise<Peer> {
  const peer = await findPeer(ctx, peerId);
  if (!peer || peer.endedAt) throw badInput("PEER", "没有这个协同单位，或者已经停用，请重新选择。", { peer: "请重新选择。" });
  return peer;
}

const BEFORE = "select count(*)::int as count from exchange.passes where matter_id = $1 and peer_id = $2";
const INSERT = `
  insert into exchange.passes (matter_id, message_id, peer_id, call_id, reference, at) values ($1, $2, $3, $4, $5, $6)`;

/** 转出: passes a matter on to a counterpart outside. The flow waits at the call until the counterpart is done with it, gives it back, does not take it, or it is taken back. */
export const passOn: ServiceAct = async (ctx, { change, blueprint, input, call }) => {
  const { matter } = change;
  if (matter.confidentiality === "work-secret") throw conflict("EXCHANGE_SECRET", "这一件是工作秘密，不能转到外面的系统。");
  const peer = await openPeer(ctx, text(input["peer"]));
  const { count } = await one<{ count: number }>(ctx.db, BEFORE, [matter.matterId, peer.peerId]);
  // The second time is another matter there.
  const reference = count === 0 ? matter.number! : `${matter.number!}-${count + 1}`;
  const note = text(input["note"]);
  const ours = text(input["code"]) || null;
  const code = (peer.protocol === "signed" && calledThere(peer, ours, matter.itemId)) || ours;
  const body = await contentOf(ctx, matter, blueprint, { reference, code, note });
  const messageId = await queue(ctx, peer, { matterId: matter.matterId, sort: "pass", about: null, body });
  await ctx.db.query(INSERT, [matter.matterId, messageId, peer.peerId, call, reference, ctx.now]);
  const photos = body.photos.length > 0 ? "，连同照片" : "";
  await recordMatterLook(ctx, matter, { fields: [`地点和内容${photos}`], purpose: `转给${peer.name}办理` });
  record(ctx, change, "passed-on", { words: `转给${peer.name}`, ...(body.left_out.length > 0 && { note: body.left_out.join("") }) });
  return WAITS;
};
