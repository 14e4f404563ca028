export { edgeOf, GrowingTree } from "./growing.ts";
export { treeHash, type HashName, type TreeHash } from "./hash.ts";
export { consistencyPath, inclusionPath, isConsistent, rootByInclusion } from "./proof.ts";
export { placesOf, rootOf, STRIDE, type Place, type Range } from "./range.ts";
