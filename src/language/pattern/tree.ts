/** Whether a code point belongs. */
export type CharacterSet = (point: number) => boolean;

/** A pattern as it was read (XQuery and XPath Functions and Operators, clause 5.6.1). */
export type Node =
  | Readonly<{ kind: "set"; holds: CharacterSet }>
  | Readonly<{ kind: "start" | "end" | "nothing" }>
  | Readonly<{ kind: "sequence" | "choice"; parts: readonly Node[] }>
  | Readonly<{ kind: "group"; of: Node; number: number }>
  | Readonly<{ kind: "same as"; number: number }>
  | Readonly<{ kind: "repeat"; of: Node; least: number; most: number; greedy: boolean }>;

/** The flags of a pattern: i ignores case, s lets the point match line ends, m lets ^ and $ match at lines, x ignores blanks, q takes all literally. */
export type Flags = Readonly<{ i: boolean; s: boolean; m: boolean; x: boolean; q: boolean }>;

/** What is not a pattern. Caught at the door, where it becomes undefined. */
export class NoPattern extends Error {}
