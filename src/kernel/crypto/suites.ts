import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** SM3 (GB/T 32905-2016) of text (UTF-8) or bytes; 32 bytes. */
export function sm3(data: string | Uint8Array): Buffer {
  return createHash("sm3").update(data).digest();
}

/** HMAC over SM3; 32 bytes. */
export function hmacSm3(key: Uint8Array, data: string | Uint8Array): Buffer {
  return createHmac("sm3", key).update(data).digest();
}

/** Authenticated encryption of one short text, by one algorithm suite. */
export interface Suite {
  /** Written before each sealed value, so that values of both suites can lie side by side. */
  tag: string;
  seal(key: Buffer, text: string): Buffer;
  /** Throws when the bytes were altered or the key is another. */
  open(key: Buffer, bytes: Buffer): string;
  mac(key: Buffer, text: string): Buffer;
}

/** SM4-CTR, then HMAC-SM3 over nonce and ciphertext (encrypt-then-MAC): 16 nonce · ciphertext · 16 tag. */
export const sm: Suite = {
  tag: "s1",
  seal(key, text) {
    const nonce = randomBytes(16);
    const cipher = createCipheriv("sm4-ctr", key.subarray(0, 16), nonce);
    const body = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final()]);
    return Buffer.concat([body, hmacSm3(key.subarray(16), body).subarray(0, 16)]);
  },
  open(key, bytes) {
    const body = bytes.subarray(0, -16);
    if (bytes.length < 32 || !timingSafeEqual(hmacSm3(key.subarray(16), body).subarray(0, 16), bytes.subarray(-16))) {
      throw new Error("sealed value was altered or belongs to another key");
    }
    const decipher = createDecipheriv("sm4-ctr", key.subarray(0, 16), body.subarray(0, 16));
    return Buffer.concat([decipher.update(body.subarray(16)), decipher.final()]).toString("utf8");
  },
  mac: (key, text) => hmacSm3(key, text),
};

/** AES-256-GCM: 12 nonce · ciphertext · 16 tag. */
export const international: Suite = {
  tag: "a1",
  seal(key, text) {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key.subarray(0, 32), nonce);
    return Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  },
  open(key, bytes) {
    const decipher = createDecipheriv("aes-256-gcm", key.subarray(0, 32), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString("utf8");
  },
  mac: (key, text) => createHmac("sha256", key).update(text).digest(),
};
