import { createHash } from "node:crypto";

/** What stands before the first record of a chain. */
export const GENESIS = Buffer.alloc(32);

/** JSON with its keys sorted at every depth: the same value gives the same text, wherever it has been stored between. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(",")}}`;
}

/** SM3 over the hash before and the record's canonical text: the record's link in its chain. */
export function link(before: Uint8Array, record: unknown): Buffer {
  return linkText(before, canonical(record));
}

/** The same for a record whose canonical text is at hand. */
export function linkText(before: Uint8Array, text: string): Buffer {
  return createHash("sm3").update(before).update(text).digest();
}

/** A stored record with its place and its link. */
export interface Linked {
  seq: number;
  hash: Buffer;
  /** Exactly what was linked. */
  record: unknown;
}

/**
 * Walks a chain in order. Undefined when it holds; otherwise the sequence number of the first record that does not fit:
 * one that was changed, or the one after a removed or inserted record.
 */
export function firstBroken(chain: Iterable<Linked>): number | undefined {
  let before: Uint8Array = GENESIS;
  let seq = 1;
  for (const each of chain) {
    if (each.seq !== seq || !link(before, each.record).equals(each.hash)) return each.seq;
    before = each.hash;
    seq += 1;
  }
  return undefined;
}
