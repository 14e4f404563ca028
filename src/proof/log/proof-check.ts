import { badInput } from "#values/errors";
import { rootByInclusion, treeHash, type HashName } from "#crypto/merkle";
import { isSigned, type Checkpoint, type LogKey } from "./checkpoint.ts";
import { leafData } from "./leaf.ts";
import type { MatterProof } from "./proving.ts";
import type { Witness } from "./witness.ts";

const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");

const HASH = /^[0-9a-f]{64}$/;
// More than any matter has, and more levels than any tree.
const ACTS = 2_000;
const LEVELS = 64;

type Unread = Record<string, unknown>;

const isObject = (value: unknown): value is Unread => typeof value === "object" && value !== null;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isText = (value: unknown, shape: RegExp): boolean => typeof value === "string" && shape.test(value);

function isCheckpoint(value: unknown): boolean {
  if (!isObject(value) || !isObject(value["key"])) return false;
  const { log, hash, size, root, at, key, signature } = value as Unread & { key: Unread };
  const named = isText(log, /^[0-9a-f-]{36}$/) && isText(hash, /^(SM3|SHA-256)$/) && isCount(size) && isText(root, HASH);
  const dated = isText(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) && !Number.isNaN(Date.parse(at as string));
  const signed = isText(key["id"], /^.{1,200}$/) && isText(key["algorithm"], /^(SM2|P-256)$/) && isText(key["public_key"], /^04[0-9a-f]{128}$/);
  return named && dated && signed && isText(signature, /^[0-9a-f]{128}$/);
}

function isAct(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { seq, act, at, link, salt, index, path } = value;
  const hashes = Array.isArray(path) && path.length <= LEVELS && path.every((each) => isText(each, HASH));
  const told = typeof act === "string" && typeof at === "string";
  return isCount(seq) && (seq as number) < 2 ** 31 && told && isText(link, HASH) && isText(salt, /^[0-9a-f]{32}$/) && isCount(index) && hashes;
}

/** A proof out of a file's text, whoever wrote it. Refusal PROOF_UNREADABLE when it is none. */
export function readProof(text: string): MatterProof {
  let proof: unknown;
  try {
    proof = JSON.parse(text);
  } catch {
    // Said below.
  }
  const whole = isObject(proof) && proof["format"] === "yiwang-proof/1" && typeof proof["matter"] === "string";
  if (isObject(proof) && whole && isText(proof["matter_id"], /^[0-9a-f-]{36}$/) && isCheckpoint(proof["checkpoint"])) {
    const acts = proof["acts"];
    if (Array.isArray(acts) && acts.length <= ACTS && acts.every(isAct)) return proof as unknown as MatterProof;
  }
  throw badInput("PROOF_UNREADABLE", "这不是办理凭证，或者不完整。");
}

function isSignedBy(checkpoint: Checkpoint, key: LogKey): boolean {
  try {
    return isSigned(checkpoint, key);
  } catch {
    // The key is no point of the curve.
    return false;
  }
}

/**
 * Checks a proof by itself, without database or network: each act's leaf leads to the root, and the root is signed by the key in the file. With
 * a witness, that key and, where the witness has that size, that root must be those it saw. Gives what does not fit, in Chinese.
 */
export function proofFault({ matter_id: subjectId, checkpoint, acts }: MatterProof, witness?: Witness): string | undefined {
  const hash = treeHash(checkpoint.hash as HashName);
  const signed: Checkpoint = {
    logId: checkpoint.log,
    hash: checkpoint.hash as HashName,
    size: checkpoint.size,
    root: bytes(checkpoint.root),
    at: new Date(checkpoint.at),
    keyId: checkpoint.key.id,
    signature: bytes(checkpoint.signature),
  };
  if (acts.length === 0) return "凭证里没有一条记录。";
  for (const { seq, link, salt, index, path } of acts) {
    const leaf = hash.leaf(leafData({ kind: "act", subjectId, seq, link: bytes(link), salt: bytes(salt) }));
    if (!rootByInclusion(hash, leaf, index, checkpoint.size, path.map(bytes))?.equals(signed.root)) return `第 ${seq} 条记录对不上，凭证被改动过。`;
  }
  const key = { keyId: checkpoint.key.id, algorithm: checkpoint.key.algorithm as "SM2" | "P-256", publicKey: bytes(checkpoint.key.public_key) };
  if (!isSignedBy(signed, key)) return "检查点的签名不对，凭证被改动过。";
  if (!witness) return undefined;
  if (witness.logId !== checkpoint.log || !witness.keys.some(({ keyId, publicKey }) => keyId === key.keyId && publicKey.equals(key.publicKey)))
    return "凭证不是见证文件记的那个日志、那把密钥签的。";
  const seen = witness.checkpoints.find(({ size }) => size === checkpoint.size);
  return seen && !seen.root.equals(signed.root) ? "见证文件里同样大小的检查点，树根不一样：日志被改写过。" : undefined;
}
