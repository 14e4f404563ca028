export { knownNames } from "./known-names.ts";
export type { KnownNames } from "./known-names.ts";
export { readTests, readTree } from "./read.ts";
export type { NamedTypes } from "./read.ts";
export { syntax } from "./syntax.ts";
export type { Arithmetic, Comparison, Iterator, Test, Tree } from "./tree.ts";
export { mentions, partsOf } from "./walk.ts";
