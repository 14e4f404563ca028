import { randomBytes } from "node:crypto";
import { sm3 } from "#crypto/crypto";
import { badInput } from "#values/errors";
import { P, remainder } from "./field.ts";
import { multipleFrom, tableOf, type Table } from "./multiple.ts";
import { B, BASE, N, onCurve, toAffine, type Affine } from "./point.ts";

/** The user's ID that goes into a signature where nobody agreed on another (GB/T 35276-2017 §10). */
export const DEFAULT_ID = "1234567812345678";

/** A public key whose point was checked. */
export interface PublicKey {
  /** 04 ‖ x ‖ y, 65 bytes. */
  bytes: Buffer;
  point: Affine;
  /** Multiples made ready, for a key that verifies often. */
  table: Table | undefined;
  /** Hash ZA of the default ID with this key. */
  hash: Buffer;
}

/** A private key. Keep it inside the process: crypto/keys wraps it for the disk. */
export interface PrivateKey {
  /** 32 bytes. */
  bytes: Buffer;
  d: bigint;
  /** (1 + d)⁻¹ mod n: what every signature needs. */
  inverse: bigint;
  publicKey: PublicKey;
}

let base: Table | undefined;

/** The multiples of the base point; made at the first use. */
export function baseTable(): Table {
  base ??= tableOf(BASE);
  return base;
}

/** A number as 32 bytes. */
export function bytes32(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, "0"), "hex");
}

/** Bytes as a number. */
export function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex")}`);
}

/** A random number 1 … n−1: 32 bytes, taken anew when they are beyond. */
export function randomScalar(): bigint {
  for (;;) {
    const value = numberOf(randomBytes(32));
    if (value > 0n && value < N) return value;
  }
}

const CURVE = Buffer.concat([P - 3n, B, BASE.x, BASE.y].map(bytes32));

/** ZA = SM3(bits of ID ‖ ID ‖ a ‖ b ‖ G ‖ P), GB/T 32918.2 §5.5. */
export function identityHash(point: Affine, id: string): Buffer {
  const name = Buffer.from(id, "utf8");
  if (name.length > 8191) throw badInput("SM2_ID", "用户标识太长。");
  const bits = Buffer.alloc(2);
  bits.writeUInt16BE(name.length * 8);
  return sm3(Buffer.concat([bits, name, CURVE, bytes32(point.x), bytes32(point.y)]));
}

function fromPoint(point: Affine): PublicKey {
  return { bytes: Buffer.concat([Buffer.from([4]), bytes32(point.x), bytes32(point.y)]), point, table: undefined, hash: identityHash(point, DEFAULT_ID) };
}

/** Reads a public key: 65 bytes 04 ‖ x ‖ y, or the 64 without the 04. Refused (`SM2_KEY`) when it is not a point of the curve. */
export function readPublicKey(bytes: Uint8Array): PublicKey {
  const coordinates = bytes.length === 65 && bytes[0] === 4 ? bytes.subarray(1) : bytes;
  const point = coordinates.length === 64 ? { x: numberOf(coordinates.subarray(0, 32)), y: numberOf(coordinates.subarray(32)) } : undefined;
  if (!point || !onCurve(point)) throw badInput("SM2_KEY", "公钥不在 SM2 曲线上，不能使用。");
  return fromPoint(point);
}

/** The same key with its multiples made ready: three times as fast from then on, for some milliseconds and 146 kB once. */
export function prepared(key: PublicKey): PublicKey {
  return key.table ? key : { ...key, table: tableOf(key.point) };
}

// 1/value mod n by Fermat's theorem. The value is multiplied by a random number before and after, so that the time tells nothing of it.
function inverseOf(value: bigint): bigint {
  const blind = randomScalar();
  let power = (value * blind) % N;
  let out = 1n;
  for (let rest = N - 2n; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) out = (out * power) % N;
    power = (power * power) % N;
  }
  return remainder(out * blind, N);
}

/** Reads a private key of 32 bytes, 1 … n−2. Refused (`SM2_KEY`) beyond. */
export function readPrivateKey(bytes: Uint8Array): PrivateKey {
  const d = bytes.length === 32 ? numberOf(bytes) : 0n;
  if (d < 1n || d > N - 2n) throw badInput("SM2_KEY", "私钥不是有效的 SM2 私钥。");
  const point = toAffine(multipleFrom(baseTable(), d))!;
  return { bytes: Buffer.from(bytes), d, inverse: inverseOf(1n + d), publicKey: fromPoint(point) };
}

/** A new key pair. */
export function generateKey(): PrivateKey {
  for (;;) {
    const d = randomScalar();
    if (d <= N - 2n) return readPrivateKey(bytes32(d));
  }
}
