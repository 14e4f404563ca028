import { createPrivateKey, createPublicKey, generateKeyPairSync, sign as signByNode, verify as verifyByNode } from "node:crypto";
import { generateKey, prepared, readPrivateKey, readPublicKey, sign as signBySm2, verify as verifyBySm2, type Identity, type PublicKey } from "#crypto/sm2";
import type { Algorithm } from "./keys.ts";

/** A private key at work. */
export interface Signer {
  publicKey: Buffer;
  sign(message: Uint8Array, identity?: Identity): Buffer;
}

/** One kind of signature: how keys are made, read and used. */
interface Scheme {
  /** The secret of a new key. */
  make(): Buffer;
  signer(secret: Buffer): Signer;
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array, identity?: Identity): boolean;
}

// SubjectPublicKeyInfo of P-256 up to the point.
const P256 = Buffer.from("3059301306072a8648ce3d020106082a8648ce3d030107034200", "hex");

// Keys that verify again and again get their multiples made ready at the third time; the oldest make room.
const known = new Map<string, { key: PublicKey; uses: number }>();
const ROOM = 64;

function sm2Key(bytes: Uint8Array): PublicKey {
  const name = Buffer.from(bytes).toString("base64");
  const entry = known.get(name) ?? { key: readPublicKey(bytes), uses: 0 };
  entry.uses += 1;
  if (entry.uses === 3) entry.key = prepared(entry.key);
  known.delete(name);
  known.set(name, entry);
  if (known.size > ROOM) known.delete(known.keys().next().value!);
  return entry.key;
}

const SCHEMES: Partial<Record<Algorithm, Scheme>> = {
  SM2: {
    make: () => generateKey().bytes,
    signer(secret) {
      const key = readPrivateKey(secret);
      return { publicKey: key.publicKey.bytes, sign: (message, identity) => signBySm2(key, message, identity) };
    },
    verify: (publicKey, message, signature, identity) => verifyBySm2(sm2Key(publicKey), message, signature, identity),
  },
  "P-256": {
    make: () => generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey.export({ type: "pkcs8", format: "der" }),
    signer(secret) {
      const key = createPrivateKey({ key: secret, type: "pkcs8", format: "der" });
      const publicKey = createPublicKey(key).export({ type: "spki", format: "der" }).subarray(P256.length);
      return {
        publicKey: Buffer.concat([Buffer.from([4]), publicKey.subarray(-64)]),
        sign: (message) => signByNode("sha256", message, { key, dsaEncoding: "ieee-p1363" }),
      };
    },
    verify(publicKey, message, signature) {
      const key = createPublicKey({ key: Buffer.concat([P256, publicKey]), type: "spki", format: "der" });
      return signature.length === 64 && verifyByNode("sha256", message, { key, dsaEncoding: "ieee-p1363" }, signature);
    },
  },
};

/** The scheme of an algorithm; a plain Error when it does not sign. */
export function schemeOf(algorithm: Algorithm): Scheme {
  const scheme = SCHEMES[algorithm];
  if (!scheme) throw new Error(`${algorithm} does not sign`);
  return scheme;
}

/** Whether a signature of 64 bytes is that of a public key (04 ‖ x ‖ y) over a message; for keys that are not ours. */
export function verifySignature(algorithm: "SM2" | "P-256", publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array, identity?: Identity): boolean {
  return schemeOf(algorithm).verify(publicKey, message, signature, identity);
}
