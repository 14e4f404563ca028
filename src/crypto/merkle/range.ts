import type { TreeHash } from "./hash.ts";

/** Leaves from `start` up to, but not with, `end`: always a subtree of RFC 9162, i.e. `start` is a multiple of the power of two that holds it. */
export interface Range {
  start: number;
  end: number;
}

/** A node of a complete subtree: 2^height leaves from index · 2^height. Leaves are nodes of height 0. */
export interface Place {
  height: number;
  index: number;
}

/** Nodes are kept at every fourth height only: one for 15 leaves, and no more than 15 to be read for any between. */
export const STRIDE = 4;

/** Where a range of more than one leaf divides: the largest power of two below its width. */
export function split({ start, end }: Range): number {
  const width = end - start;
  let left = 1;
  while (left * 2 < width) left *= 2;
  return start + left;
}

function kept({ start, end }: Range): Place | undefined {
  const height = Math.log2(end - start);
  return Number.isInteger(height) && height % STRIDE === 0 ? { height, index: start / (end - start) } : undefined;
}

/** The kept nodes that a range's root is made from, left to right. */
export function placesOf(range: Range): Place[] {
  const place = kept(range);
  if (place) return [place];
  const middle = split(range);
  return [...placesOf({ start: range.start, end: middle }), ...placesOf({ start: middle, end: range.end })];
}

/** The root of a range out of kept nodes; `at` gives each of `placesOf`. */
export function rootOf(hash: TreeHash, range: Range, at: (place: Place) => Buffer): Buffer {
  if (range.end === range.start) return hash.empty;
  const place = kept(range);
  if (place) return at(place);
  const middle = split(range);
  return hash.node(rootOf(hash, { start: range.start, end: middle }, at), rootOf(hash, { start: middle, end: range.end }, at));
}
