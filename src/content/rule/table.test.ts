import fc from "fast-check";
import { expect, test } from "vitest";
import { unaryTests } from "#language/feel";
import { decision, file, table } from "../../../test/dmn-file.ts";
import { decide, gaps, loadDecisions, overlaps } from "./index.ts";

const KINDS = ["餐饮", "零售", "养殖"];
const number = fc.integer({ min: 0, max: 6 });
const range = fc
  .tuple(fc.constantFrom("[", "("), number, number, fc.constantFrom("]", ")"))
  .map(([open, a, b, close]) => `${open}${Math.min(a, b)}..${Math.max(a, b)}${close}`);
const numberCell = fc.oneof(
  fc.constant("-"),
  number.map(String),
  fc.tuple(fc.constantFrom("<", "<=", ">", ">="), number).map(([sign, end]) => `${sign} ${end}`),
  range,
  fc.tuple(number, number).map(([a, b]) => `${a}, ${b}`),
  range.map((each) => `not(${each})`),
);
const kindCell = fc.oneof(
  fc.constant("-"),
  fc.subarray(KINDS, { minLength: 1 }).map((kinds) => kinds.map((kind) => `"${kind}"`).join(", ")),
  fc.constantFrom(...KINDS).map((kind) => `not("${kind}")`),
);
const row = fc.tuple(kindCell, numberCell);
const facts = fc.record({ kind: fc.constantFrom(...KINDS, "其他", null, 3), size: fc.oneof(number, fc.constantFrom(0.5, 2.5, 99, null)) });

const load = (rows: [string, string][], policy: string): ReturnType<typeof loadDecisions> =>
  loadDecisions(
    file(
      decision(
        "表",
        table(
          ["kind", "size"],
          rows.map((cells, at) => [...cells, String(at + 1)]),
          { policy },
        ),
      ),
    ),
  );

/** The rows that match by the cells themselves, one after the other. */
const matching = (rows: [string, string][], { kind, size }: { kind: unknown; size: unknown }): number[] =>
  rows.flatMap(([first, second], at) => (unaryTests(first)(kind, {}) && unaryTests(second)(size, {}) ? [at + 1] : []));

test("a table finds the rows that a look at each would find, few or many", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), fc.array(facts, { minLength: 1, maxLength: 6 }), async (rows, people) => {
      const decisions = await load(rows, "COLLECT");
      for (const each of people) {
        const wanted = matching(rows, each);
        expect(decide(decisions, "表", each).value).toEqual(wanted.length > 0 ? wanted : null);
      }
    }),
    { numRuns: 60, seed: 1121 },
  );
});

test("a gap's example meets no row, an overlap's example meets both, and a table without either meets exactly one", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), fc.array(facts, { minLength: 4, maxLength: 8 }), async (rows, people) => {
      const decisions = await load(rows, "UNIQUE");
      const holes = gaps(decisions, "表").gaps;
      const twice = overlaps(decisions, "表").overlaps;
      const example = (region: { label: string; example: unknown }[]): { kind: unknown; size: unknown } => {
        const [kind, size] = region;
        return { kind: kind!.example ?? "别的", size: size!.example ?? 1 };
      };
      for (const { region } of holes) expect(matching(rows, example(region))).toEqual([]);
      for (const overlap of twice) expect(matching(rows, example(overlap.region))).toEqual(expect.arrayContaining(overlap.rows));
      for (const each of people) {
        if (each.kind === null || each.kind === 3 || each.size === null) continue;
        const count = matching(rows, each).length;
        if (holes.length === 0) expect(count).toBeGreaterThan(0);
        if (twice.length === 0) expect(count).toBeLessThan(2);
      }
    }),
    { numRuns: 150, seed: 1121 },
  );
});
