import { createHash, timingSafeEqual } from "node:crypto";
import { asInt, asOctets, asSeq, decode, int, octets, seq } from "#crypto/der";
import { badInput, type Refusal } from "#values/errors";
import { baseTable, bytes32, numberOf, randomScalar, readPublicKey, type PrivateKey, type PublicKey } from "./key.ts";
import { multipleFrom, multipleOf } from "./multiple.ts";
import { toAffine, type Affine } from "./point.ts";

function keyStream({ x, y }: Affine, size: number): Buffer {
  const blocks: Buffer[] = [];
  const shared = Buffer.concat([bytes32(x), bytes32(y)]);
  const counter = Buffer.alloc(4);
  for (let i = 1; (i - 1) * 32 < size; i += 1) {
    counter.writeUInt32BE(i);
    blocks.push(createHash("sm3").update(shared).update(counter).digest());
  }
  return Buffer.concat(blocks).subarray(0, size);
}

function mixedWith(stream: Buffer, text: Uint8Array): Buffer {
  const out = Buffer.from(text);
  for (let i = 0; i < out.length; i += 1) out[i]! ^= stream[i]!;
  return out;
}

const check = ({ x, y }: Affine, text: Uint8Array): Buffer => createHash("sm3").update(bytes32(x)).update(text).update(bytes32(y)).digest();

/** Encryption with a given k, or undefined when k will not do. Only tests choose k. */
export function encryptWith(key: PublicKey, text: Uint8Array, k: bigint): Buffer | undefined {
  const { x, y } = toAffine(multipleFrom(baseTable(), k))!;
  const shared = toAffine(key.table ? multipleFrom(key.table, k) : multipleOf(key.point, k))!;
  const stream = keyStream(shared, text.length);
  if (stream.length > 0 && stream.every((byte) => byte === 0)) return undefined;
  return Buffer.concat([Buffer.from([4]), bytes32(x), bytes32(y), check(shared, text), mixedWith(stream, text)]);
}

/** Encrypts to a public key (GB/T 32918.4): C1 (65 bytes) ‖ C3 (32) ‖ C2. */
export function encrypt(key: PublicKey, text: Uint8Array): Buffer {
  for (;;) {
    const cipher = encryptWith(key, text, randomScalar());
    if (cipher) return cipher;
  }
}

const altered = (): Refusal => badInput("SM2_CIPHER", "这段密文不完整、被改动过，或者不是给这把钥匙的，解不开。");

/**
 * Decrypts C1 ‖ C3 ‖ C2, and also the order C1 ‖ C2 ‖ C3 of before 2012: C3 tells which it is. Refused (`SM2_CIPHER`) when the bytes were altered or are
 * for another key.
 */
export function decrypt(key: PrivateKey, cipher: Uint8Array): Buffer {
  if (cipher.length < 97 || cipher[0] !== 4) throw altered();
  const { point } = readPublicKey(cipher.subarray(0, 65));
  const shared = toAffine(multipleOf(point, key.d));
  if (!shared) throw altered();
  const rest = cipher.subarray(65);
  const stream = keyStream(shared, rest.length - 32);
  const orders = [
    [rest.subarray(32), rest.subarray(0, 32)],
    [rest.subarray(0, -32), rest.subarray(-32)],
  ] as const;
  for (const [body, tag] of orders) {
    const text = mixedWith(stream, body);
    if (timingSafeEqual(check(shared, text), tag)) return text;
  }
  throw altered();
}

/** SM2Cipher of GB/T 35276-2017: SEQUENCE { x INTEGER, y INTEGER, HASH OCTET STRING, CipherText OCTET STRING }, from C1 ‖ C3 ‖ C2. */
export function cipherToDer(cipher: Uint8Array): Buffer {
  const part = (from: number, to?: number): Uint8Array => cipher.subarray(from, to);
  return seq(int(numberOf(part(1, 33))), int(numberOf(part(33, 65))), octets(part(65, 97)), octets(part(97)));
}

/** C1 ‖ C3 ‖ C2 from an SM2Cipher; refused (`DER`, `SM2_CIPHER`) when it is none. */
export function cipherFromDer(der: Uint8Array): Buffer {
  const [x, y, hash, text] = asSeq(decode(der), 4, 4);
  const coordinates = [asInt(x), asInt(y)];
  if (coordinates.some((value) => value < 0n || value >= 2n ** 256n) || asOctets(hash).length !== 32) throw altered();
  return Buffer.concat([Buffer.from([4]), ...coordinates.map(bytes32), asOctets(hash), asOctets(text)]);
}
