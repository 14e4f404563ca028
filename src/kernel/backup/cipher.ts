import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual, type CipherGCM, type DecipherGCM } from "node:crypto";
import { Transform } from "node:stream";

/** 国密 (SM4-CTR, then HMAC-SM3) or international (AES-256-GCM). */
export type BackupSuite = "sm" | "international";

const NONCE = { sm: 16, international: 12 } as const;
const TAG = { sm: 32, international: 16 } as const;

/** A key for one thing out of the key of all backups, so that no piece of one stands in for another. */
function derived(key: Buffer, what: string, size: number): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", `yiwang backup ${what}`, size));
}

interface Way {
  take(chunk: Buffer): Buffer;
  /** The tag over all that was enciphered. */
  tag(): Buffer;
}

function enciphering(suite: BackupSuite, key: Buffer, what: string, nonce: Buffer): Way {
  if (suite === "international") {
    const cipher = createCipheriv("aes-256-gcm", derived(key, what, 32), nonce) as CipherGCM;
    return { take: (chunk) => cipher.update(chunk), tag: () => (cipher.final(), cipher.getAuthTag()) };
  }
  const cipher = createCipheriv("sm4-ctr", derived(key, what, 16), nonce);
  const mac = createHmac("sm3", derived(key, `${what} mac`, 32)).update(nonce);
  return {
    take(chunk) {
      const out = cipher.update(chunk);
      mac.update(out);
      return out;
    },
    tag: () => mac.digest(),
  };
}

function deciphering(suite: BackupSuite, key: Buffer, what: string, nonce: Buffer): { take(chunk: Buffer): Buffer; holds(tag: Buffer): boolean } {
  if (suite === "international") {
    const decipher = createDecipheriv("aes-256-gcm", derived(key, what, 32), nonce) as DecipherGCM;
    const holds = (tag: Buffer): boolean => {
      try {
        decipher.setAuthTag(tag).final();
        return true;
      } catch {
        return false;
      }
    };
    return { take: (chunk) => decipher.update(chunk), holds };
  }
  const decipher = createDecipheriv("sm4-ctr", derived(key, what, 16), nonce);
  const mac = createHmac("sm3", derived(key, `${what} mac`, 32)).update(nonce);
  return {
    take(chunk) {
      mac.update(chunk);
      return decipher.update(chunk);
    },
    holds: (tag) => timingSafeEqual(mac.digest(), tag),
  };
}

/** Enciphers what goes through: nonce, text, tag. `tagged` is told the tag at the end: whoever keeps it knows this very stream again. */
export function sealing(suite: BackupSuite, key: Buffer, what: string, tagged: (tag: Buffer) => void): Transform {
  const nonce = randomBytes(NONCE[suite]);
  const way = enciphering(suite, key, what, nonce);
  let begun = false;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (!begun) this.push(nonce);
      begun = true;
      done(null, way.take(chunk));
    },
    flush(done) {
      if (!begun) this.push(nonce);
      const tag = way.tag();
      tagged(tag);
      done(null, tag);
    },
  });
}

/**
 * Deciphers what `sealing` wrote and gives it on piece by piece; at the end an Error where it was altered, cut off, or is not the one with this tag. Whoever
 * uses the pieces before must be able to take back what came of them.
 */
export function opening(suite: BackupSuite, key: Buffer, what: string, tag: Buffer): Transform {
  let held: Buffer = Buffer.alloc(0);
  let way: ReturnType<typeof deciphering> | undefined;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      if (!way && held.length >= NONCE[suite]) {
        way = deciphering(suite, key, what, held.subarray(0, NONCE[suite]));
        held = held.subarray(NONCE[suite]);
      }
      const ready = held.length - TAG[suite];
      if (!way || ready <= 0) return done();
      const out = way.take(held.subarray(0, ready));
      held = held.subarray(ready);
      done(null, out);
    },
    flush(done) {
      if (!way || held.length !== TAG[suite] || !held.equals(tag) || !way.holds(held)) return done(new Error(`${what} was altered or cut off`));
      done();
    },
  });
}
