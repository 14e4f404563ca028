import { verifySignature } from "#crypto/keys";
import type { HashName } from "#crypto/merkle";

/** The root of the log at a size, signed by the city. */
export interface Checkpoint {
  logId: string;
  hash: HashName;
  /** Leaves. */
  size: number;
  root: Buffer;
  at: Date;
  keyId: string;
  signature: Buffer;
}

/** A key that signs checkpoints, as everybody may know it. */
export interface LogKey {
  keyId: string;
  algorithm: "SM2" | "P-256";
  /** 04 ‖ x ‖ y */
  publicKey: Buffer;
}

/** What is signed, as text: five lines. */
export function signedText({ logId, hash, size, root, at }: Omit<Checkpoint, "keyId" | "signature">): string {
  return `yiwang-log/1\n${logId} ${hash}\n${size}\n${root.toString("hex")}\n${at.toISOString()}\n`;
}

/** Whether a checkpoint bears the signature of a key. */
export function isSigned(checkpoint: Checkpoint, { keyId, algorithm, publicKey }: LogKey): boolean {
  return keyId === checkpoint.keyId && verifySignature(algorithm, publicKey, Buffer.from(signedText(checkpoint)), checkpoint.signature);
}
