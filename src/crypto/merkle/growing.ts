import type { TreeHash } from "./hash.ts";
import { STRIDE, type Place } from "./range.ts";

/** A tree that only grows, in memory of its right edge alone: its root at every size, and each kept node as it becomes whole. */
export class GrowingTree {
  // Roots of the complete subtrees that make up the tree, highest first.
  readonly #edge: { height: number; hash: Buffer }[] = [];
  readonly #hash: TreeHash;
  size = 0;

  constructor(hash: TreeHash) {
    this.#hash = hash;
  }

  /** Adds a leaf by its hash; gives the kept nodes above the leaves that are now whole, lower ones first. */
  add(leaf: Buffer): (Place & { hash: Buffer })[] {
    const whole: (Place & { hash: Buffer })[] = [];
    let [hash, height] = [leaf, 0];
    while (this.#edge.at(-1)?.height === height) {
      hash = this.#hash.node(this.#edge.pop()!.hash, hash);
      height += 1;
      if (height % STRIDE === 0) whole.push({ height, index: Math.floor(this.size / 2 ** height), hash });
    }
    this.#edge.push({ height, hash });
    this.size += 1;
    return whole;
  }

  root(): Buffer {
    return (
      this.#edge.map(({ hash }) => hash).reduceRight<Buffer | undefined>((right, left) => (right ? this.#hash.node(left, right) : left), undefined) ??
      this.#hash.empty
    );
  }

  /** Begins at the right edge of a tree that is kept elsewhere: roots of its complete subtrees, highest first. */
  static from(hash: TreeHash, size: number, edge: Buffer[]): GrowingTree {
    const tree = new GrowingTree(hash);
    const heights = [...size.toString(2)].flatMap((bit, i, bits) => (bit === "1" ? [bits.length - 1 - i] : []));
    if (heights.length !== edge.length) throw new Error(`a tree of ${size} has an edge of ${heights.length}, not ${edge.length}`);
    tree.#edge.push(...heights.map((height, i) => ({ height, hash: edge[i]! })));
    tree.size = size;
    return tree;
  }
}

/** The complete subtrees that make up a tree of a size, highest first: what `GrowingTree.from` begins with. */
export function edgeOf(size: number): { start: number; end: number }[] {
  let start = 0;
  return [...size.toString(2)].flatMap((bit, i, bits) => {
    if (bit !== "1") return [];
    const range = { start, end: start + 2 ** (bits.length - 1 - i) };
    start = range.end;
    return [range];
  });
}
