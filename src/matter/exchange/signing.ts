import { sm3 } from "#crypto/crypto";
import { verifySignature } from "#crypto/keys";
import type { Ctx } from "#kernel/ctx";
import { OWN_KEY, ownKey, type Peer } from "#people/peer";

/** The headers by which bytes say whose they are: the id of the key, the moment of sending, the signature over both. */
export const HEADERS = { key: "exchange-key", at: "exchange-at", signature: "exchange-signature" } as const;

/** How a message is sent: its own type, so that nothing on the way takes it apart. */
export const CONTENT_TYPE = "application/vnd.exchange+json";

/** What stands in the headers. */
export interface Signed {
  key: string;
  at: string;
  signature: string;
}

// The moment stands before the bytes: a message that waits for days is the same, and its signature is of today.
const signedText = (at: string, bytes: Uint8Array): Buffer => Buffer.concat([Buffer.from(`${at}\n`), bytes]);

/** SM3 of bytes, as hex. */
export function digestOf(bytes: Uint8Array): string {
  return sm3(bytes).toString("hex");
}

/** Signs the exact bytes that are sent, now: SM2 with SM3 and the usual user ID, r ‖ s in base64url. */
export async function sign(ctx: Ctx, bytes: Uint8Array): Promise<Signed> {
  const { keyId } = await ownKey(ctx);
  const at = ctx.now.toISOString();
  return { key: keyId, at, signature: (await ctx.keys.sign(OWN_KEY, signedText(at, bytes))).toString("base64url") };
}

/** The same as headers. */
export function headersOf({ key, at, signature }: Signed): Record<string, string> {
  return { [HEADERS.key]: key, [HEADERS.at]: at, [HEADERS.signature]: signature };
}

/** What headers say; undefined where one is missing, or is none. */
export function readSigned(header: (name: string) => string | null | undefined): Signed | undefined {
  const [key, at, signature] = [header(HEADERS.key), header(HEADERS.at), header(HEADERS.signature)];
  if (!key || !at || !signature) return undefined;
  const fits = /^[0-9a-f]{32}$/.test(key) && /^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z$/.test(at) && /^[A-Za-z0-9_-]{86}$/.test(signature);
  return fits && !Number.isNaN(Date.parse(at)) ? { key, at, signature } : undefined;
}

/** Whether bytes are signed by a counterpart. */
export function isSignedBy(peer: Peer, { key, at, signature }: Signed, bytes: Uint8Array): boolean {
  if (peer.publicKey === null || key !== peer.keyId) return false;
  return verifySignature("SM2", Buffer.from(peer.publicKey, "hex"), signedText(at, bytes), Buffer.from(signature, "base64url"));
}

const DAY = 86_400_000;

/** Whether what was sent then is of today: a day to either side, for clocks that go wrong. */
export function isOfToday({ at }: Pick<Signed, "at">, now: Date): boolean {
  return Math.abs(now.getTime() - Date.parse(at)) <= DAY;
}
