import { createHmac, hash, type KeyObject } from "node:crypto";

const BLOCK = 64;
const SIZE = 32;
/** Texts up to here go through the two blocks below. */
const SHORT = 4096;
const inner = Buffer.alloc(BLOCK + SHORT);
const outer = Buffer.alloc(BLOCK + SIZE);

/** A key filled up to a block, combined with either constant of HMAC (RFC 2104). */
interface Pads {
  inner: Buffer;
  outer: Buffer;
}

function padsOf(key: Uint8Array): Pads {
  const block = Buffer.alloc(BLOCK);
  if (key.length > BLOCK) hash("sm3", key, "buffer").copy(block);
  else block.set(key);
  return { inner: block.map((byte) => byte ^ 0x36) as Buffer, outer: block.map((byte) => byte ^ 0x5c) as Buffer };
}

const known = new WeakMap<KeyObject, Pads>();

function padsOfObject(key: KeyObject): Pads {
  let pads = known.get(key);
  if (!pads) known.set(key, (pads = padsOf(key.export())));
  return pads;
}

/**
 * HMAC over SM3; 32 bytes. Of what is short, by two hashes at one go: Node's own object for it is a stream with a piece of native memory behind it that
 * waits for the next large collection, and a list makes one for each of its rows.
 */
export function hmacSm3(key: Uint8Array | KeyObject, data: string | Uint8Array): Buffer {
  // A character is three bytes at most.
  if (data.length * 3 > SHORT) return createHmac("sm3", key).update(data).digest();
  const pads = key instanceof Uint8Array ? padsOf(key) : padsOfObject(key);
  inner.set(pads.inner);
  const length = typeof data === "string" ? inner.write(data, BLOCK, "utf8") : (inner.set(data, BLOCK), data.length);
  outer.set(pads.outer);
  outer.set(hash("sm3", inner.subarray(0, BLOCK + length), "buffer"), BLOCK);
  return hash("sm3", outer, "buffer");
}
