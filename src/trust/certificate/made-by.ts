import { createPublicKey, verify, type KeyObject } from "node:crypto";
import { asSeq, asUnsigned, decodeLoosely } from "#crypto/der";
import { Refusal } from "#values/errors";
import { verifySignature } from "#crypto/keys";
import { OIDS, type Certificate } from "./certificate.ts";
import { remembered } from "./remembered.ts";

/** How a signature was made: with which kind of key, over which hash. `plain`: the identifier names the kind of key alone. */
interface Way {
  key: "SM2" | "RSA" | "EC";
  hash?: string;
}

// What files call SM2 with SM3: its own identifier, that of the curve and those below it, that of keys on curves, and those of GM/T 0006.
const SM2_NAMES = [OIDS.signature, OIDS.curve, `${OIDS.curve}.1`, `${OIDS.curve}.3`, OIDS.publicKey, "1.2.156.10197.1.401.2", "1.2.156.10197.1.301.101"];

const WAYS: Readonly<Record<string, Way>> = {
  ...Object.fromEntries(SM2_NAMES.map((name) => [name, { key: "SM2" } as const])),
  // PKCS #1, and RSA with SM3 (GM/T 0006).
  "1.2.840.113549.1.1.1": { key: "RSA" },
  "1.2.840.113549.1.1.4": { key: "RSA", hash: "md5" },
  "1.2.840.113549.1.1.5": { key: "RSA", hash: "sha1" },
  "1.3.14.3.2.29": { key: "RSA", hash: "sha1" },
  "1.2.840.113549.1.1.11": { key: "RSA", hash: "sha256" },
  "1.2.840.113549.1.1.12": { key: "RSA", hash: "sha384" },
  "1.2.840.113549.1.1.13": { key: "RSA", hash: "sha512" },
  "1.2.156.10197.1.504": { key: "RSA", hash: "sm3" },
  "1.2.840.10045.4.1": { key: "EC", hash: "sha1" },
  "1.2.840.10045.4.3.2": { key: "EC", hash: "sha256" },
  "1.2.840.10045.4.3.3": { key: "EC", hash: "sha384" },
  "1.2.840.10045.4.3.4": { key: "EC", hash: "sha512" },
};

/** The hash that goes with a way of signing, where its identifier says it; undefined also for what is not known. */
export function hashOfWay(algorithm: string): string | undefined {
  const way = WAYS[algorithm];
  return way?.key === "SM2" ? "sm3" : way?.hash;
}

/** r ‖ s of a signature by SM2: 64 bytes as they are, or two numbers in DER; undefined for what is neither. */
export function plainSm2(signature: Buffer): Buffer | undefined {
  if (signature.length === 64) return signature;
  try {
    const numbers = asSeq(decodeLoosely(signature), 2, 2).map((part) => asUnsigned(part).toString(16));
    return numbers.some((hex) => hex.length > 64) ? undefined : Buffer.from(numbers.map((hex) => hex.padStart(64, "0")).join(""), "hex");
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

const found = remembered<boolean>();

function bySm2(publicKey: Buffer, message: Uint8Array, signature: Buffer): boolean | undefined {
  const plain = plainSm2(signature);
  if (!plain) return undefined;
  return found([publicKey, message, plain], () => {
    try {
      return verifySignature("SM2", publicKey, message, plain);
    } catch {
      // The key is no point of the curve.
      return false;
    }
  });
}

function keyOf(info: Buffer): KeyObject | undefined {
  try {
    return createPublicKey({ key: info, type: "spki", format: "der" });
  } catch {
    return undefined;
  }
}

/**
 * Whether a certificate's key made a signature over a message, by an algorithm as the file names it; undefined where nobody here can tell: the way is not
 * known, or is not one of this key, or the value is no signature of that way. `hash`: what is hashed by, where the algorithm names the key alone.
 */
export function madeBy(
  { keyKind, publicKey, keyInfo }: Pick<Certificate, "keyKind" | "publicKey" | "keyInfo">,
  { algorithm, hash }: { algorithm: string; hash?: string | undefined },
  message: Uint8Array,
  signature: Buffer,
): boolean | undefined {
  const way = Object.hasOwn(WAYS, algorithm) ? WAYS[algorithm] : undefined;
  if (keyKind === "SM2") return way?.key === "SM2" ? bySm2(publicKey, message, signature) : undefined;
  const by = way?.hash ?? hash;
  // The identifier of keys on curves stands for both.
  const fits = way !== undefined && (way.key === keyKind || (algorithm === OIDS.publicKey && keyKind === "EC"));
  const key = fits && by !== undefined ? keyOf(keyInfo) : undefined;
  if (!key) return undefined;
  try {
    return verify(by, message, key, signature);
  } catch {
    return undefined;
  }
}
