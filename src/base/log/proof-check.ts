import { badInput } from "#kernel/errors";
import { rootByInclusion, treeHash, type HashName } from "#kernel/merkle";
import { isSigned, type Checkpoint } from "./checkpoint.ts";
import { leafData } from "./leaf.ts";
import type { MatterProof } from "./proving.ts";
import type { Witness } from "./witness.ts";

const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");

/** A proof out of a file's text. */
export function readProof(text: string): MatterProof {
  try {
    const proof = JSON.parse(text) as MatterProof;
    if (proof.format === "yiwang-proof/1" && Array.isArray(proof.acts) && typeof proof.checkpoint.root === "string") return proof;
  } catch {
    // Said below.
  }
  throw badInput("PROOF_UNREADABLE", "这不是办件凭证，或者不完整。");
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
  if (!isSigned(signed, key)) return "检查点的签名不对，凭证被改动过。";
  if (!witness) return undefined;
  if (witness.logId !== checkpoint.log || !witness.keys.some(({ keyId, publicKey }) => keyId === key.keyId && publicKey.equals(key.publicKey)))
    return "凭证不是见证文件记的那个日志、那把密钥签的。";
  const seen = witness.checkpoints.find(({ size }) => size === checkpoint.size);
  return seen && !seen.root.equals(signed.root) ? "见证文件里同样大小的检查点，树根不一样：日志被改写过。" : undefined;
}
