import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { TreeHash } from "#crypto/merkle";
import { canonical } from "#kernel/trace";

/** What one table held of a span of transactions when they had ended: a hash for each row, by its key. */
export interface Digest {
  digestId: string;
  table: string;
  columns: string[];
  key: string[];
  /** Transactions from `from` on, below `to`. */
  from: number;
  to: number;
  rows: Map<string, Buffer>;
}

/** A digest as it lies in its table. */
export interface StoredDigest extends Omit<Digest, "rows"> {
  count: number;
  keys: Buffer;
  prints: Buffer;
}

/** The hash of one row: over the text of its columns. */
export function printOf(hash: TreeHash, text: string): Buffer {
  return hash.leaf(Buffer.from(text));
}

/** Keys as a text, line by line, packed: most of it repeats. */
export function packed({ rows, ...digest }: Digest): StoredDigest {
  // A key is JSON on one line: a line break cannot stand in it.
  return { ...digest, count: rows.size, keys: deflateRawSync([...rows.keys()].join("\n"), { level: 1 }), prints: Buffer.concat([...rows.values()]) };
}

/** The rows of a digest by their keys; undefined when it is not whole. */
export function unpacked({ count, keys, prints, ...digest }: StoredDigest): Digest | undefined {
  try {
    const lines = inflateRawSync(keys, { maxOutputLength: 1024 * 1024 * 1024 })
      .toString("utf8")
      .split("\n");
    if (lines.length !== count || prints.length !== count * 32) return undefined;
    return { ...digest, rows: new Map(lines.map((line, i) => [line, prints.subarray(i * 32, i * 32 + 32)])) };
  } catch {
    return undefined;
  }
}

/** The link of a digest in the log: over everything it says. */
export function linkOf(hash: TreeHash, { digestId, table, columns, key, from, to, rows }: Digest): Buffer {
  const keys = hash.leaf(Buffer.from([...rows.keys()].join("\n")));
  const prints = hash.leaf(Buffer.concat([...rows.values()]));
  return hash.leaf(Buffer.concat([Buffer.from(canonical({ digestId, table, columns, key, from, to, count: rows.size })), keys, prints]));
}
