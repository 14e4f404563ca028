import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { consistencyPath, edgeOf, GrowingTree, inclusionPath, isConsistent, placesOf, rootByInclusion, rootOf, treeHash, type Range } from "./index.ts";

// The definitions of RFC 9162 §2.1 word for word, slow and recursive: what the fast ones are held against.
const hash = treeHash("SM3");
const leaves = Array.from({ length: 600 }, (_, i) => hash.leaf(Buffer.from(`叶 ${i}`)));

const divide = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1);
function naiveRoot(of: Buffer[]): Buffer {
  if (of.length === 0) return hash.empty;
  if (of.length === 1) return of[0]!;
  const k = divide(of.length);
  return hash.node(naiveRoot(of.slice(0, k)), naiveRoot(of.slice(k)));
}
function naivePath(m: number, of: Buffer[]): Buffer[] {
  if (of.length === 1) return [];
  const k = divide(of.length);
  return m < k ? [...naivePath(m, of.slice(0, k)), naiveRoot(of.slice(k))] : [...naivePath(m - k, of.slice(k)), naiveRoot(of.slice(0, k))];
}
function naiveProof(m: number, of: Buffer[], whole: boolean): Buffer[] {
  if (m === of.length) return whole ? [] : [naiveRoot(of)];
  const k = divide(of.length);
  return m <= k ? [...naiveProof(m, of.slice(0, k), whole), naiveRoot(of.slice(k))] : [...naiveProof(m - k, of.slice(k), false), naiveRoot(of.slice(0, k))];
}

const roots = Array.from({ length: leaves.length + 1 }, (_, n) => naiveRoot(leaves.slice(0, n)));
const known = new Map<string, Buffer>();
function rangeRoot({ start, end }: Range): Buffer {
  const name = `${start}.${end}`;
  const root = known.get(name) ?? naiveRoot(leaves.slice(start, end));
  known.set(name, root);
  return root;
}
const rootsOf = (path: Range[]): Buffer[] => path.map(rangeRoot);
const size = fc.integer({ min: 1, max: leaves.length });
const two = fc.tuple(size, size).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

describe("a growing tree", () => {
  test("has the root of the definition at every size to 600, of SM3 and of SHA-256", () => {
    const tree = new GrowingTree(hash);
    expect(tree.root()).toEqual(roots[0]);
    for (const [i, leaf] of leaves.entries()) {
      tree.add(leaf);
      expect(tree.root()).toEqual(roots[i + 1]);
    }
    // RFC 9162 §2.1.1: the root of an empty tree is the hash of nothing.
    expect(treeHash("SHA-256").empty.toString("hex")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(treeHash("SHA-256").leaf(Buffer.alloc(0)).toString("hex")).toBe("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  });

  test("goes on from its right edge, and the nodes it keeps make the root of any range", () => {
    const kept = new Map(leaves.map((leaf, index) => [`0.${index}`, leaf]));
    let tree = new GrowingTree(hash);
    for (const leaf of leaves) {
      for (const { height, index, hash: node } of tree.add(leaf)) kept.set(`${height}.${index}`, node);
      const edge = rootsOf(edgeOf(tree.size));
      tree = GrowingTree.from(hash, tree.size, edge);
    }
    expect(tree.root()).toEqual(roots[600]);
    expect([...kept.keys()].filter((key) => !key.startsWith("0.")).length).toBe(37 + 2);
    const at = ({ height, index }: { height: number; index: number }): Buffer => kept.get(`${height}.${index}`)!;
    fc.assert(
      fc.property(size, (n) => {
        expect(rootOf(hash, { start: 0, end: n }, at)).toEqual(roots[n]);
        expect(placesOf({ start: 0, end: n }).length).toBeLessThanOrEqual(15 * 3);
      }),
    );
  });
});

describe("proof of inclusion", () => {
  test("is that of the definition and leads to the root, for every leaf of every size to 300", () => {
    for (let n = 1; n <= 300; n += 1) {
      const tree = leaves.slice(0, n);
      for (let i = 0; i < n; i += 1) {
        const proof = rootsOf(inclusionPath(i, n));
        if (n < 40) expect(proof).toEqual(naivePath(i, tree));
        expect(rootByInclusion(hash, leaves[i]!, i, n, proof)).toEqual(roots[n]);
      }
    }
  });

  test("does not hold for another leaf, place, size, or with a node changed, left out or added", () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), (n, any, where) => {
        const i = any % n;
        const proof = rootsOf(inclusionPath(i, n));
        const holds = (leaf: Buffer, index: number, of: number, path: Buffer[]): boolean =>
          rootByInclusion(hash, leaf, index, of, path)?.equals(roots[n]!) ?? false;
        expect(holds(leaves[i]!, i, n, proof)).toBe(true);
        expect(holds(hash.leaf(Buffer.from("另一片")), i, n, proof)).toBe(false);
        expect(holds(leaves[i]!, i, n, [...proof, randomBytes(32)])).toBe(false);
        expect(holds(leaves[i]!, n, n, proof)).toBe(false);
        if (n > 1) {
          const spot = where % proof.length;
          expect(holds(leaves[i]!, (i + 1) % n, n, proof)).toBe(false);
          expect(holds(leaves[i]!, i, n, proof.toSpliced(spot, 1))).toBe(false);
          expect(holds(leaves[i]!, i, n, proof.with(spot, randomBytes(32)))).toBe(false);
        }
      }),
    );
  });

  test("of a leaf that is not there cannot be asked for", () => {
    expect(() => inclusionPath(5, 5)).toThrow();
    expect(() => inclusionPath(-1, 5)).toThrow();
  });
});

describe("proof of consistency", () => {
  test("is that of the definition and holds, for every two sizes to 40, and many to 600", () => {
    for (let n = 1; n <= 40; n += 1)
      for (let m = 1; m <= n; m += 1) {
        const proof = rootsOf(consistencyPath(m, n));
        expect(proof).toEqual(naiveProof(m, leaves.slice(0, n), true));
        expect(isConsistent(hash, { size: m, root: roots[m]! }, { size: n, root: roots[n]! }, proof)).toBe(true);
      }
    fc.assert(
      fc.property(two, ([m, n]) => {
        const proof = rootsOf(consistencyPath(m, n));
        expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(n)) + 1);
        expect(isConsistent(hash, { size: m, root: roots[m]! }, { size: n, root: roots[n]! }, proof)).toBe(true);
      }),
    );
  });

  test("does not hold when either tree is another one, or a node of the proof", () => {
    fc.assert(
      fc.property(two, fc.nat(), ([m, n], where) => {
        const proof = rootsOf(consistencyPath(m, n));
        const [older, newer] = [
          { size: m, root: roots[m]! },
          { size: n, root: roots[n]! },
        ];
        expect(isConsistent(hash, { ...older, root: randomBytes(32) }, newer, proof)).toBe(false);
        expect(isConsistent(hash, older, { ...newer, root: randomBytes(32) }, proof)).toBe(false);
        expect(isConsistent(hash, older, newer, [...proof, randomBytes(32)])).toBe(false);
        if (proof.length > 0) expect(isConsistent(hash, older, newer, proof.with(where % proof.length, randomBytes(32)))).toBe(false);
      }),
    );
    expect(isConsistent(hash, { size: 0, root: hash.empty }, { size: 3, root: roots[3]! }, [])).toBe(false);
    expect(() => consistencyPath(0, 3)).toThrow();
    expect(() => consistencyPath(4, 3)).toThrow();
  });
});
