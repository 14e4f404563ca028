import type { TreeHash } from "#crypto/merkle";

/** What a leaf stands for: an act of a matter, a look at somebody's data, or a digest of rows. */
export type LeafKind = "act" | "look" | "digest";

/** A leaf as it is kept. */
export interface Leaf {
  index: number;
  kind: LeafKind;
  /** An act's matter, a look's subject, a digest's own id. */
  subjectId: string;
  seq: number;
  link: Buffer;
  /** 16 random bytes: who has not got them learns nothing from the leaf's hash, not even by trying every act there could be. */
  salt: Buffer;
  /** Its hash in the tree. */
  hash: Buffer;
}

const KINDS: Record<LeafKind, number> = { act: 1, look: 2, digest: 3 };

/** What is hashed: salt 16 ‖ kind 1 ‖ subject 16 ‖ seq 4, big-endian ‖ link 32. */
export function leafData({ kind, subjectId, seq, link, salt }: Omit<Leaf, "index" | "hash">): Buffer {
  const number = Buffer.alloc(4);
  number.writeUInt32BE(seq);
  return Buffer.concat([salt, Buffer.from([KINDS[kind]]), Buffer.from(subjectId.replaceAll("-", ""), "hex"), number, link]);
}

/** The hash of a leaf. */
export function leafHash(hash: TreeHash, leaf: Omit<Leaf, "index" | "hash">): Buffer {
  return hash.leaf(leafData(leaf));
}
