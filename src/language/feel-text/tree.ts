import type { FeelType, Sign, Value } from "#language/feel-value";

/** A parameter of a function as it is written. */
export type WrittenParameter = Readonly<{ name: string; type?: FeelType }>;

/** `name in from` or `name in from..to`. */
export type Iterator = Readonly<{ name: string; from: Tree; to?: Tree }>;

export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";
export type Arithmetic = "+" | "-" | "*" | "/" | "**";

/** A test as it stands in a cell, or behind `in`: a comparison with the value, or an expression. */
export type Test = Readonly<{ sign: Comparison; end: Tree } | { sign?: undefined; expression: Tree }>;

/** FEEL as it was read (DMN 1.5 clause 10.3.1.2). */
export type Tree =
  | Readonly<{ kind: "literal"; value: Value }>
  | Readonly<{ kind: "name"; name: string; at: number }>
  | Readonly<{ kind: "list"; items: readonly Tree[] }>
  | Readonly<{ kind: "context"; names: readonly string[]; values: readonly Tree[] }>
  | Readonly<{ kind: "range"; low: Tree; lowIn: boolean; high: Tree; highIn: boolean }>
  | Readonly<{ kind: "half range"; sign: Sign; end: Tree }>
  | Readonly<{ kind: "function"; parameters: readonly WrittenParameter[]; body: Tree; external: boolean }>
  | Readonly<{ kind: "for"; iterators: readonly Iterator[]; body: Tree }>
  | Readonly<{ kind: "some" | "every"; iterators: readonly Iterator[]; body: Tree }>
  | Readonly<{ kind: "if"; condition: Tree; yes: Tree; no: Tree }>
  | Readonly<{ kind: "and" | "or"; left: Tree; right: Tree }>
  | Readonly<{ kind: "compare"; sign: Comparison; left: Tree; right: Tree }>
  | Readonly<{ kind: "calculate"; sign: Arithmetic; left: Tree; right: Tree }>
  | Readonly<{ kind: "negate"; of: Tree }>
  | Readonly<{ kind: "between"; value: Tree; low: Tree; high: Tree }>
  | Readonly<{ kind: "in"; value: Tree; tests: readonly Test[] }>
  | Readonly<{ kind: "instance"; value: Tree; type: FeelType }>
  | Readonly<{ kind: "path"; of: Tree; name: string }>
  | Readonly<{ kind: "filter"; of: Tree; condition: Tree }>
  | Readonly<{ kind: "call"; of: Tree; args: readonly Tree[]; names: readonly string[] | undefined }>;
