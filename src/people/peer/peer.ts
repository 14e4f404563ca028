import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { badInput, conflict, notFound } from "#values/errors";
import { keyIdOf, ownKey, publicKeyOf } from "./key.ts";

/** Where a counterpart stands to this city. */
export const PEER_STANDINGS = { upper: "上级", lower: "下级", beside: "外市" } as const;
export type PeerStanding = keyof typeof PEER_STANDINGS;

/** How one speaks with it. */
export const PROTOCOLS = { signed: "签名报文", open311: "Open311" } as const;
export type Protocol = keyof typeof PROTOCOLS;

/** A counterpart outside the city (协同单位): a district, the province, a neighbour, with a system of its own. */
export interface Peer {
  peerId: string;
  name: string;
  standing: PeerStanding;
  protocol: Protocol;
  /** Where its system is, without a slash at the end. */
  url: string;
  /** Of one that signs: 04 ‖ x ‖ y of SM2 as hex, and how messages name it. */
  publicKey: string | null;
  keyId: string | null;
  /** Our codes of items that are called otherwise there. */
  codes: Readonly<Record<string, string>>;
  since: Date;
  addedBy: string;
  endedAt: Date | null;
}

/** What one is added with. */
export interface NewPeer {
  peerId: string;
  name: string;
  standing: string;
  protocol: string;
  url: string;
  /** Its public key, or the key that it gave us, by the protocol. */
  key: string;
}

const COLUMNS = `peer_id as "peerId", name, standing, protocol, url, public_key as "publicKey", key_id as "keyId", codes, since, added_by as "addedBy", ended_at as "endedAt"`;
const INSERT = `
  insert into peer.peers (peer_id, name, standing, protocol, url, public_key, key_id, api_key, since, added_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning peer_id`;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** An address as it is kept; refuses what is none, and what is not safe on its way: people's words go there. */
function addressOf(written: string): string {
  const url = URL.parse(written.trim());
  const safe = url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.test(url.hostname));
  if (!url || !safe || url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    throw badInput("PEER_URL", "地址要以 https:// 开头，不带账号、问号和井号；只有本机可以用 http://。", { url: "请核对地址。" });
  return url.href.replace(/\/+$/, "");
}

/** Adds a counterpart. A short name that was used is not used again, nor is a key (409). */
export async function addPeer(ctx: Ctx, { peerId, name, standing, protocol, url, key }: NewPeer): Promise<void> {
  if (!/^[a-z0-9][a-z0-9.-]{0,39}$/.test(peerId)) throw badInput("PEER", "简称用小写字母、数字、点和短横线，最长 40 个字符。", { peer: "请重新填写。" });
  if (name.trim() === "" || name.length > 100) throw badInput("PEER", "请写明是哪个单位的系统，最长 100 个字。", { name: "请重新填写。" });
  if (!Object.hasOwn(PEER_STANDINGS, standing))
    throw badInput("PEER", "关系是 upper（上级）、lower（下级）或者 beside（外市）。", { standing: "请重新填写。" });
  if (!Object.hasOwn(PROTOCOLS, protocol)) throw badInput("PEER", "协议是 signed（签名报文）或者 open311。", { protocol: "请重新填写。" });
  const signed = protocol === "signed";
  const publicKey = signed ? publicKeyOf(key) : null;
  if (publicKey !== null && publicKey === (await ownKey(ctx)).publicKey)
    throw badInput("PEER_KEY", "这是本市自己的公钥，要登记的是对方的公钥。", { key: "请重新填写。" });
  if (!signed && !/^[\x21-\x7e]{1,200}$/.test(key)) throw badInput("PEER", "请写明对方发给我们的 api_key。", { key: "请重新填写。" });
  const apiKey = signed ? null : ctx.personal.encrypt(key);
  const keyId = publicKey === null ? null : keyIdOf(publicKey);
  const values = [peerId, name.trim(), standing, protocol, addressOf(url), publicKey, keyId, apiKey, ctx.now, ctx.actor.name];
  const rows = await ctx.db.query(INSERT, values);
  if (rows.length === 0) throw conflict("PEER", `简称“${peerId}”或者这把公钥已经用过，请核对。`);
}

/** Ends a counterpart at once: nothing is passed to it any more, and nothing of it is taken. */
export async function endPeer(ctx: Ctx, peerId: string): Promise<void> {
  const rows = await ctx.db.query("update peer.peers set ended_at = $2 where peer_id = $1 and ended_at is null returning peer_id", [peerId, ctx.now]);
  if (rows.length === 0) throw notFound("协同单位");
}

/** Says what an item of ours is called there. */
export async function nameItemFor(ctx: Ctx, peerId: string, ours: string, theirs: string): Promise<void> {
  if (!/^\S{1,100}$/.test(ours) || !/^\S{1,100}$/.test(theirs)) throw badInput("PEER_CODE", "两边的代码都不能有空格，最长 100 个字符。");
  const rows = await ctx.db.query("update peer.peers set codes = codes || jsonb_build_object($2::text, $3::text) where peer_id = $1 returning peer_id", [
    peerId,
    ours,
    theirs,
  ]);
  if (rows.length === 0) throw notFound("协同单位");
}

/** What an item of ours is called there, by its code or its id; undefined where nothing was said of it. */
export function calledThere({ codes }: Pick<Peer, "codes">, code: string | null, itemId: string): string | undefined {
  return [code, itemId].flatMap((ours) => (ours !== null && Object.hasOwn(codes, ours) ? [codes[ours]!] : []))[0];
}

/** Every counterpart, also those that ended. */
export function listPeers(ctx: Ctx): Promise<Peer[]> {
  return ctx.db.query<Peer>(`select ${COLUMNS} from peer.peers order by ended_at is not null, standing, name, peer_id`, []);
}

/** A counterpart by its short name, also one that ended. */
export function findPeer(ctx: Ctx, peerId: string): Promise<Peer | undefined> {
  return first<Peer>(ctx.db, `select ${COLUMNS} from peer.peers where peer_id = $1`, [peerId]);
}

/** The counterpart that signs with a key; undefined for none, and for one that ended. */
export function findPeerByKey(ctx: Ctx, keyId: string): Promise<Peer | undefined> {
  return first<Peer>(ctx.db, `select ${COLUMNS} from peer.peers where key_id = $1 and ended_at is null`, [keyId]);
}

/** The key that a counterpart gave us. */
export async function apiKeyOf(ctx: Ctx, peerId: string): Promise<string> {
  const row = await first<{ key: string | null }>(ctx.db, "select api_key as key from peer.peers where peer_id = $1", [peerId]);
  if (!row?.key) throw new Error(`the counterpart ${peerId} has given us no key`);
  return ctx.personal.decrypt(row.key);
}
