import { createHash } from "node:crypto";

/** Hash functions of a log: 国密 SM3 (GB/T 32905) or SHA-256. */
export type HashName = "SM3" | "SHA-256";

const DIGESTS: Record<HashName, string> = { SM3: "sm3", "SHA-256": "sha256" };
const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

/** The three hashes of a tree (RFC 9162 §2.1.1). Leaves and nodes begin with different bytes, so that no node passes for a leaf. */
export interface TreeHash {
  empty: Buffer;
  leaf(data: Uint8Array): Buffer;
  node(left: Uint8Array, right: Uint8Array): Buffer;
}

/** The tree hash of a hash function. */
export function treeHash(name: HashName): TreeHash {
  const digest = DIGESTS[name];
  return {
    empty: createHash(digest).digest(),
    leaf: (data) => createHash(digest).update(LEAF).update(data).digest(),
    node: (left, right) => createHash(digest).update(NODE).update(left).update(right).digest(),
  };
}
