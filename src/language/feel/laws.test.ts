import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileExpression } from "#language/feel";
import { bounded, equal, written, type Value } from "#language/feel-value";

type Sum = { text: string; full: string };

/** Random sums, once with the brackets that precedence makes needless left out, once with all of them. */
const sum: fc.Arbitrary<Sum> = fc.letrec<{ sum: Sum; product: Sum; atom: Sum }>((tie) => ({
  sum: fc.tuple(tie("product"), fc.array(fc.tuple(fc.constantFrom("+", "-"), tie("product")), { maxLength: 3 })).map(chain),
  product: fc.tuple(tie("atom"), fc.array(fc.tuple(fc.constantFrom("*", "/"), tie("atom")), { maxLength: 2 })).map(chain),
  atom: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.integer({ min: 0, max: 50 }).map((n) => ({ text: String(n), full: String(n) })),
    tie("sum").map(({ text, full }) => ({ text: `(${text})`, full })),
    tie("atom").map(({ text, full }) => ({ text: `-${text}`, full: `(-${full})` })),
  ),
})).sum;

function chain([first, rest]: [Sum, [string, Sum][]]): Sum {
  return rest.reduce((left, [sign, right]) => ({ text: `${left.text} ${sign} ${right.text}`, full: `(${left.full} ${sign} ${right.full})` }), first);
}

const leaf: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 1000),
  fc.string({ unit: "grapheme" }),
);
const data: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: fc.constantFrom(...'ab c"\\+'), minLength: 1, maxLength: 4 }), tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

const TRUTH = [true, false, null] as const;
const run = (text: string, scope: Record<string, unknown> = {}): Value => compileExpression(text)(scope);

describe("FEEL", () => {
  test("binds * before + and goes from left to right", () => {
    fc.assert(
      fc.property(sum, ({ text, full }) => {
        expect(run(text)).toEqual(run(full));
      }),
    );
  });

  test("reads what it writes", () => {
    fc.assert(
      fc.property(data, (value) => {
        const text = bounded(() => written(value));
        expect(bounded(() => equal(run(text), value))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("knows three truths: and is the least, or the greatest of false, null, true", () => {
    const rank = (truth: boolean | null): number => (truth === null ? 1 : truth ? 2 : 0);
    for (const a of TRUTH)
      for (const b of TRUTH) {
        expect(rank(run("a and b", { a, b }) as boolean | null)).toBe(Math.min(rank(a), rank(b)));
        expect(rank(run("a or b", { a, b }) as boolean | null)).toBe(Math.max(rank(a), rank(b)));
        expect(run("not(a and b) = (not(a) or not(b))", { a, b })).toBe(true);
        expect(run("some x in [a, b] satisfies x", { a, b })).toBe(run("a or b", { a, b }));
        expect(run("every x in [a, b] satisfies x", { a, b })).toBe(run("a and b", { a, b }));
      }
  });

  test("places each number on one side of another, or on it", () => {
    const number = fc.oneof(
      fc.integer(),
      fc.integer().map((n) => n / 100),
    );
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect([run("a < b", { a, b }), run("a = b", { a, b }), run("a > b", { a, b })].filter((found) => found === true)).toHaveLength(1);
        expect(run("(a + b) - b = a", { a, b })).toBe(true);
        expect(run("a in [b..b]", { a, b })).toBe(run("a = b", { a, b }));
      }),
    );
  });

  test("relates two ranges as their definitions say", () => {
    const end = fc.integer({ min: 0, max: 5 });
    const range = fc
      .tuple(end, end, fc.boolean(), fc.boolean())
      .map(([a, b, lowIn, highIn]) => `${lowIn ? "[" : "("}${Math.min(a, b)}..${Math.max(a, b) + 1}${highIn ? "]" : ")"}`);
    fc.assert(
      fc.property(range, range, (a, b) => {
        const holds = (name: string, first: string, second: string): Value => run(`${name}(${first}, ${second})`);
        expect(holds("before", a, b)).toBe(holds("after", b, a));
        expect(holds("meets", a, b)).toBe(holds("met by", b, a));
        expect(holds("includes", a, b)).toBe(holds("during", b, a));
        expect(holds("starts", a, b)).toBe(holds("started by", b, a));
        expect(holds("finishes", a, b)).toBe(holds("finished by", b, a));
        expect(holds("overlaps before", a, b)).toBe(holds("overlaps after", b, a));
        expect(holds("overlaps", a, b)).toBe(holds("before", a, b) === false && holds("after", a, b) === false);
        expect(holds("coincides", a, b)).toBe(run(`${a} = ${b}`));
      }),
      { numRuns: 300 },
    );
  });
});
