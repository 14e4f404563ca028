import fc from "fast-check";

const TRIGGERS = ["timer P1D", "message letter", "signal alarm", "condition form.c"] as const;
const BORDERS = [...TRIGGERS, "error broken", "error", "escalation over", "cycle R2/P1D"] as const;
const ENDS = ["", "terminate", "error broken", "escalation over", "signal alarm", "compensation"] as const;

/** Block-structured models of everything the engine executes. */
export type Block =
  | { kind: "step"; step: string }
  | { kind: "catch"; on: string[]; all: boolean }
  | { kind: "throw"; what: string }
  | { kind: "many"; size: number; sequential: boolean; until: boolean; report: boolean }
  | { kind: "loop"; most: number; before: boolean }
  | { kind: "ad-hoc"; sequential: boolean; cancels: boolean; chained: boolean }
  | { kind: "sequence" | "parallel" | "exclusive" | "inclusive" | "again"; inner: Block[] }
  | { kind: "complex"; count: number }
  | { kind: "tangle" | "bare" }
  | { kind: "race"; first: string; second: string }
  | { kind: "sub"; inner: Block[]; border: string; stays: boolean; handler: string; beside: boolean; end: string; undo: boolean; many: number }
  | { kind: "bordered"; trigger: string; stays: boolean; undo: boolean }
  | { kind: "undone"; inner: Block[]; waits: boolean; one: boolean }
  | { kind: "transaction"; inner: Block[] };

export const { block } = fc.letrec<{ block: Block; inner: Block[] }>((tie) => ({
  inner: fc.array(tie("block"), { minLength: 1, maxLength: 3 }),
  block: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({
      kind: fc.constant("step" as const),
      step: fc.constantFrom("user", "user", "user", "service", "rule", "script", "send", "receive", "pass", "link"),
    }),
    fc.record({ kind: fc.constant("catch" as const), on: fc.subarray([...TRIGGERS], { minLength: 1, maxLength: 2 }), all: fc.boolean() }),
    fc.record({ kind: fc.constant("throw" as const), what: fc.constantFrom("signal alarm", "escalation over", "escalation above", "message letter") }),
    fc.record({ kind: fc.constant("many" as const), size: fc.nat(3), sequential: fc.boolean(), until: fc.boolean(), report: fc.boolean() }),
    fc.record({ kind: fc.constant("loop" as const), most: fc.integer({ min: 1, max: 3 }), before: fc.boolean() }),
    fc.record({ kind: fc.constant("ad-hoc" as const), sequential: fc.boolean(), cancels: fc.boolean(), chained: fc.boolean() }),
    fc.record({
      kind: fc.constantFrom("sequence" as const, "parallel" as const, "exclusive" as const, "inclusive" as const, "again" as const),
      inner: tie("inner"),
    }),
    fc.record({ kind: fc.constantFrom("tangle" as const, "bare" as const) }),
    fc.record({ kind: fc.constant("complex" as const), count: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ kind: fc.constant("race" as const), first: fc.constantFrom(...TRIGGERS), second: fc.constantFrom(...TRIGGERS) }),
    fc.record({
      kind: fc.constant("sub" as const),
      inner: tie("inner"),
      border: fc.constantFrom("", ...BORDERS),
      stays: fc.boolean(),
      handler: fc.constantFrom("", ...BORDERS),
      beside: fc.boolean(),
      end: fc.constantFrom(...ENDS),
      undo: fc.boolean(),
      many: fc.nat(2),
    }),
    fc.record({ kind: fc.constant("bordered" as const), trigger: fc.constantFrom(...BORDERS), stays: fc.boolean(), undo: fc.boolean() }),
    fc.record({ kind: fc.constant("undone" as const), inner: tie("inner"), waits: fc.boolean(), one: fc.boolean() }),
    fc.record({ kind: fc.constant("transaction" as const), inner: tie("inner") }),
  ),
}));
