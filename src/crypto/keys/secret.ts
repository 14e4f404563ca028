import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { hmacSm3 } from "#crypto/crypto";
import { badInput, type Refusal } from "#values/errors";
import type { Algorithm } from "./keys.ts";

/** Authenticated encryption of bytes and a keyed hash, from 64 secret bytes: one half to encrypt, the other for the hash. */
interface Cipher {
  encrypt(secret: Buffer, plain: Uint8Array): Buffer;
  decrypt(secret: Buffer, cipher: Uint8Array): Buffer;
  mac(secret: Buffer, message: Uint8Array): Buffer;
}

const altered = (): Refusal => badInput("CIPHER_ALTERED", "这段密文被改动过，或者不是用这把密钥加密的，解不开。");

// What the tag covers is told apart from what `mac` is asked for, so that neither stands for the other.
const TAGGED = Buffer.from([1]);
const ASKED = Buffer.from([2]);

const CIPHERS: Partial<Record<Algorithm, Cipher>> = {
  // 16 nonce ‖ text ‖ 32 tag, the tag over what was encrypted.
  SM4: {
    encrypt(secret, plain) {
      const nonce = randomBytes(16);
      const cipher = createCipheriv("sm4-ctr", secret.subarray(0, 16), nonce);
      const body = Buffer.concat([nonce, cipher.update(plain), cipher.final()]);
      return Buffer.concat([body, hmacSm3(secret.subarray(32), Buffer.concat([TAGGED, body]))]);
    },
    decrypt(secret, cipher) {
      if (cipher.length < 48) throw altered();
      const body = cipher.subarray(0, -32);
      if (!timingSafeEqual(hmacSm3(secret.subarray(32), Buffer.concat([TAGGED, body])), cipher.subarray(-32))) throw altered();
      const decipher = createDecipheriv("sm4-ctr", secret.subarray(0, 16), body.subarray(0, 16));
      return Buffer.concat([decipher.update(body.subarray(16)), decipher.final()]);
    },
    mac: (secret, message) => hmacSm3(secret.subarray(32), Buffer.concat([ASKED, message])),
  },
  // 12 nonce ‖ text ‖ 16 tag.
  "AES-256": {
    encrypt(secret, plain) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", secret.subarray(0, 32), nonce);
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    decrypt(secret, cipher) {
      if (cipher.length < 28) throw altered();
      try {
        const decipher = createDecipheriv("aes-256-gcm", secret.subarray(0, 32), cipher.subarray(0, 12));
        decipher.setAuthTag(cipher.subarray(-16));
        return Buffer.concat([decipher.update(cipher.subarray(12, -16)), decipher.final()]);
      } catch {
        throw altered();
      }
    },
    mac: (secret, message) => createHmac("sha256", secret.subarray(32)).update(ASKED).update(message).digest(),
  },
};

/** Bytes of a secret key. */
export const SECRET_SIZE = 64;

/** The cipher of an algorithm; a plain Error when it does not encrypt. */
export function cipherOf(algorithm: Algorithm): Cipher {
  const cipher = CIPHERS[algorithm];
  if (!cipher) throw new Error(`${algorithm} does not encrypt`);
  return cipher;
}
