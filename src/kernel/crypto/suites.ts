import { createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey, timingSafeEqual, type KeyObject } from "node:crypto";
import { randomPiece } from "#kernel/ids";

/** SM3 (GB/T 32905-2016) of text (UTF-8) or bytes; 32 bytes. */
export function sm3(data: string | Uint8Array): Buffer {
  return createHash("sm3").update(data).digest();
}

/** HMAC over SM3; 32 bytes. */
export function hmacSm3(key: Uint8Array | KeyObject, data: string | Uint8Array): Buffer {
  return createHmac("sm3", key).update(data).digest();
}

/** Two keys of a suite, made key objects once: node takes five times as long when it is handed bytes at every call. */
export interface Keys {
  cipher: KeyObject;
  mac: KeyObject;
}

/** Authenticated encryption of a text or a file, by one algorithm suite. */
export interface Suite {
  /** Written before each sealed value, so that values of both suites can lie side by side. */
  tag: string;
  /** 48 secret bytes made the suite's keys. */
  keys(secret: Buffer): Keys;
  seal(keys: Keys, plain: Uint8Array): Buffer;
  /** Throws when the bytes were altered or the key is another. */
  open(keys: Keys, bytes: Buffer): Buffer;
  mac(keys: Keys, text: string): Buffer;
}

/** SM4-CTR, then HMAC-SM3 over nonce and ciphertext (encrypt-then-MAC): 16 nonce · ciphertext · 16 tag. */
export const sm: Suite = {
  tag: "s1",
  keys: (secret) => ({ cipher: createSecretKey(secret.subarray(0, 16)), mac: createSecretKey(secret.subarray(16)) }),
  seal({ cipher: key, mac }, plain) {
    const nonce = randomPiece(16);
    const cipher = createCipheriv("sm4-ctr", key, nonce);
    const body = Buffer.concat([nonce, cipher.update(plain), cipher.final()]);
    return Buffer.concat([body, hmacSm3(mac, body).subarray(0, 16)]);
  },
  open({ cipher: key, mac }, bytes) {
    const body = bytes.subarray(0, -16);
    if (bytes.length < 32 || !timingSafeEqual(hmacSm3(mac, body).subarray(0, 16), bytes.subarray(-16))) {
      throw new Error("sealed value was altered or belongs to another key");
    }
    const decipher = createDecipheriv("sm4-ctr", key, body.subarray(0, 16));
    return Buffer.concat([decipher.update(body.subarray(16)), decipher.final()]);
  },
  mac: ({ mac }, text) => hmacSm3(mac, text),
};

/** AES-256-GCM: 12 nonce · ciphertext · 16 tag. */
export const international: Suite = {
  tag: "a1",
  keys: (secret) => ({ cipher: createSecretKey(secret.subarray(0, 32)), mac: createSecretKey(secret.subarray(16)) }),
  seal({ cipher: key }, plain) {
    const nonce = randomPiece(12);
    const cipher = createCipheriv("aes-256-gcm", key, nonce);
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  },
  open({ cipher: key }, bytes) {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  },
  mac: ({ mac }, text) => createHmac("sha256", mac).update(text).digest(),
};
