import type { Checkpoint, LogKey } from "./checkpoint.ts";

/** A checkpoint as it leaves the house: bytes as hex, nothing personal. */
export interface CheckpointShape {
  log: string;
  hash: string;
  size: number;
  root: string;
  at: string;
  key: { id: string; algorithm: string; public_key: string };
  signature: string;
}

/** A checkpoint for everybody, with the key that it is checked by. */
export function checkpointShape(checkpoint: Checkpoint, keys: LogKey[]): CheckpointShape {
  const { logId, hash, size, root, at, keyId, signature } = checkpoint;
  const key = keys.find((each) => each.keyId === keyId);
  if (!key) throw new Error(`checkpoint ${size} is signed by an unknown key`);
  return {
    log: logId,
    hash,
    size,
    root: root.toString("hex"),
    at: at.toISOString(),
    key: { id: keyId, algorithm: key.algorithm, public_key: key.publicKey.toString("hex") },
    signature: signature.toString("hex"),
  };
}
