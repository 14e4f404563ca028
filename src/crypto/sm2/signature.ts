import { createHash } from "node:crypto";
import { asSeq, asUnsigned, decodeLoosely, int, seq } from "#crypto/der";
import { badInput } from "#values/errors";
import { remainder } from "./field.ts";
import { baseTable, bytes32, DEFAULT_ID, identityHash, numberOf, randomScalar, type PrivateKey, type PublicKey } from "./key.ts";
import { multipleFrom, multipleOf, openMultipleFrom } from "./multiple.ts";
import { addPoints, affineX, infinity, N, toAffine } from "./point.ts";

/** Who signs: part of what is signed. */
export interface Identity {
  id?: string;
}

function digestOf({ point, hash }: PublicKey, message: Uint8Array | string, id: string): bigint {
  const identity = id === DEFAULT_ID ? hash : identityHash(point, id);
  return numberOf(createHash("sm3").update(identity).update(message).digest());
}

/** The signature of a digest with a given k, or undefined when k will not do. Only tests choose k: two signatures with one k give the key away. */
export function signWith({ inverse }: Pick<PrivateKey, "inverse">, e: bigint, k: bigint): Buffer | undefined {
  const r = (e + affineX(multipleFrom(baseTable(), k))) % N;
  if (r === 0n || r + k === N) return undefined;
  // (1+d)⁻¹·(k − r·d) = (1+d)⁻¹·(k + r) − r: d itself is not touched.
  const s = remainder(inverse * (k + r) - r, N);
  return s === 0n ? undefined : Buffer.concat([bytes32(r), bytes32(s)]);
}

/** Signs a message (GB/T 32918.2 §6): 64 bytes r ‖ s. */
export function sign(key: PrivateKey, message: Uint8Array | string, { id = DEFAULT_ID }: Identity = {}): Buffer {
  const e = digestOf(key.publicKey, message, id);
  for (;;) {
    const signature = signWith(key, e, randomScalar());
    if (signature) return signature;
  }
}

/** Whether a signature of 64 bytes r ‖ s is that of this key over this message (GB/T 32918.2 §7). Never throws for a wrong signature. */
export function verify(key: PublicKey, message: Uint8Array | string, signature: Uint8Array, { id = DEFAULT_ID }: Identity = {}): boolean {
  if (signature.length !== 64) return false;
  const r = numberOf(signature.subarray(0, 32));
  const s = numberOf(signature.subarray(32));
  if (r < 1n || r >= N || s < 1n || s >= N) return false;
  const t = (r + s) % N;
  if (t === 0n) return false;
  const sum = infinity();
  openMultipleFrom(baseTable(), s, sum);
  if (key.table) openMultipleFrom(key.table, t, sum);
  else addPoints(sum, sum, multipleOf(key.point, t));
  const point = toAffine(sum);
  return point !== undefined && (digestOf(key, message, id) + point.x) % N === r;
}

/** SM2Signature of GB/T 35276-2017: SEQUENCE { r INTEGER, s INTEGER }. */
export function signatureToDer(signature: Uint8Array): Buffer {
  return seq(int(numberOf(signature.subarray(0, 32))), int(numberOf(signature.subarray(32))));
}

/**
 * The 64 bytes r ‖ s of an SM2Signature; refused (`DER`, `SM2_SIGNATURE`) when it is none. Some makers write r and s without the nought that keeps an
 * INTEGER from being negative, or with more of them: the numbers are the same, and whether they fit is reckoned.
 */
export function signatureFromDer(der: Uint8Array): Buffer {
  const [r, s] = asSeq(decodeLoosely(der), 2, 2).map(asUnsigned) as [bigint, bigint];
  if (r < 1n || r >= N || s < 1n || s >= N) throw badInput("SM2_SIGNATURE", "签名值超出范围。");
  return Buffer.concat([bytes32(r), bytes32(s)]);
}
