import type { Comparison, Test, Tree } from "#language/feel-text";
import { mentions } from "#language/feel-text";
import { unknownValue, type TypeFault } from "./fault.ts";
import { pathText, seeing, typed, type Sight } from "./sight.ts";
import { BOOLEAN, recordOf, typeWords, type Type } from "./type.ts";

type Of<K extends Tree["kind"]> = Extract<Tree, { kind: K }>;

/** Kinds of which a value never equals one of another. */
const APART: ReadonlySet<Type["is"]> = new Set(["text", "number", "boolean", "list", "record", "date", "time", "date and time", "duration"]);

function named(tree: Tree | undefined, otherwise = "这里的值"): string {
  const path = tree && pathText(tree);
  return path === undefined ? otherwise : path === "?" ? "这一列" : `“${path}”`;
}

/** Why two things can never be equal, or never be told which is greater; undefined where they may. */
export function incomparable(left: Type, right: Type, { of, to }: { of?: Tree; to?: Tree } = {}): TypeFault | undefined {
  if (!APART.has(left.is) || !APART.has(right.is)) return undefined;
  const [leftPath, rightPath] = [of && pathText(of), to && pathText(to)];
  if (left.is !== right.is) {
    const word = (leftPath ?? rightPath ?? "").split(".").at(-1)!;
    return { word, message: `${named(of)}是${typeWords(left)}，${named(to, "比较的值")}是${typeWords(right)}，永远比不出来。${advice(left, right, leftPath)}` };
  }
  if (left.is !== "text" || right.is !== "text" || !left.values || !right.values || left.values.some((value) => right.values!.includes(value)))
    return undefined;
  const [asked, said, tree] = to?.kind === "literal" || of?.kind !== "literal" ? [left, right, of] : [right, left, to];
  return unknownValue(said.values![0] ?? "", named(tree), asked.values!, asked.words);
}

function advice(left: Type, right: Type, path: string | undefined): string {
  const one = path ?? "…";
  if (left.is === "list" && right.is === "text") return `它可以有几个值，要写 list contains(${one}, "…")`;
  if (left.is === "text" && left.form === "day" && right.is === "date") return `要写 date(${one})`;
  if (left.is === "boolean" && right.is === "text") return `要写 ${one} = true 或者 ${one} = false`;
  return left.is === "number" && right.is === "text" ? "数字不加引号" : "";
}

/** A comparison: all of them give a boolean, or null. */
export function typedComparison({ left, right }: Of<"compare">, sight: Sight): Type {
  tell(sight, incomparable(typed(left, sight), typed(right, sight), { of: left, to: right }));
  return BOOLEAN;
}

export function typedBetween({ value, low, high }: Of<"between">, sight: Sight): Type {
  const type = typed(value, sight);
  for (const end of [low, high]) tell(sight, incomparable(type, typed(end, sight), { of: value, to: end }));
  return BOOLEAN;
}

export function typedIn({ value, tests }: Of<"in">, sight: Sight): Type {
  checkTests(tests, typed(value, sight), value, sight);
  return BOOLEAN;
}

/** Tests of a cell, or behind `in`, over a value; `?` is the value itself. */
export function checkTests(tests: readonly Test[], value: Type, of: Tree | undefined, outer: Sight): void {
  const sight = seeing(outer, recordOf({ "?": value }));
  for (const test of tests) checkTest(test, value, of, sight);
}

const IT: Tree = { kind: "name", name: "?", at: 0 };

function checkTest(test: Test, value: Type, of: Tree = IT, sight: Sight): void {
  const tree = test.sign === undefined ? test.expression : test.end;
  const sign: Comparison | undefined = test.sign;
  if (tree.kind === "list" && sign === undefined && value.is !== "list") {
    for (const item of tree.items) checkTest({ expression: item }, value, of, sight);
    return;
  }
  const type = typed(tree, sight);
  if (sign === undefined && mentions(tree, "?")) return;
  // A condition that looks elsewhere, and what holds several values itself.
  if (sign === undefined && type.is === "boolean" && value.is !== "boolean") return;
  if (sign === undefined && type.is === "list" && value.is !== "list") return tell(sight, incomparable(value, type.of, { of, to: tree }));
  tell(sight, incomparable(value, type, { of, to: tree }));
}

export function tell({ found }: Sight, fault: TypeFault | undefined): void {
  if (fault) found.push(fault);
}
