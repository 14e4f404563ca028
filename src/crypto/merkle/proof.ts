import type { TreeHash } from "./hash.ts";
import { split, type Range } from "./range.ts";

/** Subtrees whose roots prove that leaf `index` is in a tree of `size` leaves, from the leaf upwards (RFC 9162 §2.1.3.1). */
export function inclusionPath(index: number, size: number): Range[] {
  if (!(index >= 0 && index < size)) throw new Error(`leaf ${index} is not in a tree of ${size}`);
  const path: Range[] = [];
  let range: Range = { start: 0, end: size };
  while (range.end - range.start > 1) {
    const middle = split(range);
    const [left, right] = [
      { start: range.start, end: middle },
      { start: middle, end: range.end },
    ];
    path.unshift(index < middle ? right : left);
    range = index < middle ? left : right;
  }
  return path;
}

/** Subtrees whose roots prove that a tree of `older` leaves is the beginning of one of `newer` (RFC 9162 §2.1.4.1). */
export function consistencyPath(older: number, newer: number): Range[] {
  if (!(older > 0 && older <= newer)) throw new Error(`no proof leads from size ${older} to ${newer}`);
  const path: Range[] = [];
  let range: Range = { start: 0, end: newer };
  // Whether the older tree as a whole is a subtree: its root is known to whoever checks and is left out.
  let whole = true;
  while (range.end !== older) {
    const middle = split(range);
    if (older <= middle) {
      path.unshift({ start: middle, end: range.end });
      range = { start: range.start, end: middle };
    } else {
      path.unshift({ start: range.start, end: middle });
      range = { start: middle, end: range.end };
      whole = false;
    }
  }
  return whole ? path : [range, ...path];
}

/** The root that an inclusion proof leads to (RFC 9162 §2.1.3.2); undefined when the proof has not the right length. */
export function rootByInclusion(hash: TreeHash, leaf: Buffer, index: number, size: number, proof: Buffer[]): Buffer | undefined {
  if (!(index >= 0 && index < size)) return undefined;
  let [at, last, root] = [index, size - 1, leaf];
  for (const each of proof) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      root = hash.node(each, root);
      while (at % 2 === 0 && at > 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else root = hash.node(root, each);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : undefined;
}

/** Whether a consistency proof leads from the root of the older tree to that of the newer (RFC 9162 §2.1.4.2). */
export function isConsistent(hash: TreeHash, older: { size: number; root: Buffer }, newer: { size: number; root: Buffer }, proof: Buffer[]): boolean {
  if (older.size < 1 || older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root);
  const path = Number.isInteger(Math.log2(older.size)) ? [older.root, ...proof] : [...proof];
  const first = path.shift();
  if (!first) return false;
  let [at, last] = [older.size - 1, newer.size - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  let [before, now] = [first, first];
  for (const each of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [before, now] = [hash.node(each, before), hash.node(each, now)];
      while (at % 2 === 0 && at > 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else now = hash.node(now, each);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && before.equals(older.root) && now.equals(newer.root);
}
