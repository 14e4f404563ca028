import { createCipheriv, type Cipheriv, type KeyObject } from "node:crypto";

const BLOCK = 16;
/** Texts up to here are enciphered by the one object of their key. */
const SHORT = 2048;
const counters = Buffer.alloc(SHORT);
const ciphers = new WeakMap<KeyObject, Cipheriv>();

/** A cipher of blocks: it keeps nothing from one block to the next, so one of a key serves for all. */
function blocksOf(key: KeyObject): Cipheriv {
  let cipher = ciphers.get(key);
  if (!cipher) ciphers.set(key, (cipher = createCipheriv("sm4-ecb", key, null).setAutoPadding(false)));
  return cipher;
}

/** Writes nonce, nonce + 1, … as blocks: numbers of 128 bits that begin anew behind the last. */
function count(nonce: Uint8Array, blocks: number): Buffer {
  counters.set(nonce);
  for (let block = 1; block < blocks; block += 1) {
    const at = block * BLOCK;
    counters.copy(counters, at, at - BLOCK, at);
    for (let i = at + BLOCK - 1; i >= at; i -= 1) {
      counters[i] = (counters[i]! + 1) & 255;
      if (counters[i] !== 0) break;
    }
  }
  return counters.subarray(0, blocks * BLOCK);
}

/**
 * SM4 in counter mode, which enciphers and deciphers alike. Of what is short, by combining it with enciphered counters: an object of Node's for each text
 * costs four times as much and leaves native memory that waits for the next large collection.
 */
export function sm4Ctr(key: KeyObject, nonce: Uint8Array, text: Uint8Array): Buffer {
  if (text.length > SHORT) {
    const cipher = createCipheriv("sm4-ctr", key, nonce);
    return Buffer.concat([cipher.update(text), cipher.final()]);
  }
  const result = blocksOf(key)
    .update(count(nonce, Math.max(1, Math.ceil(text.length / BLOCK))))
    .subarray(0, text.length);
  for (let i = 0; i < text.length; i += 1) result[i]! ^= text[i]!;
  return result;
}
