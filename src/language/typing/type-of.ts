import { namesWith } from "#language/feel";
import { readTests, readTree, type Tree } from "#language/feel-text";
import { kindOf } from "#language/feel-value";
import { typedCall } from "./call.ts";
import { checkTests, typedBetween, typedComparison, typedIn } from "./compare.ts";
import type { TypeFault } from "./fault.ts";
import { typedContext, typedFilter, typedFor, typedQuantified } from "./loop.ts";
import { typedName, typedPath } from "./path.ts";
import { pathText, seeing, typed, type Sight } from "./sight.ts";
import { ANY, BOOLEAN, join, joined, listOf, recordOf, TEXT, typeWords, type RecordType, type Type } from "./type.ts";

type Kind = Tree["kind"];
type Of<K extends Kind> = Extract<Tree, { kind: K }>;
type Typers = { readonly [K in Kind]: (tree: Of<K>, sight: Sight) => Type };

function all(parts: readonly Tree[], sight: Sight, type: Type): Type {
  for (const part of parts) typed(part, sight);
  return type;
}

const TYPERS: Typers = {
  literal: ({ value }) => {
    const kind = kindOf(value);
    if (kind === "string") return { is: "text", values: [String(value)] };
    if (kind === "number") return { is: "number", whole: Number.isSafeInteger(Number(value)) };
    if (kind === "boolean" || kind === "null" || kind === "date" || kind === "time" || kind === "date and time") return { is: kind };
    return kind.endsWith("duration") ? { is: "duration" } : ANY;
  },
  name: typedName,
  path: typedPath,
  filter: typedFilter,
  call: typedCall,
  compare: typedComparison,
  between: typedBetween,
  in: typedIn,
  for: typedFor,
  some: typedQuantified,
  every: typedQuantified,
  context: typedContext,
  list: ({ items }, sight) => listOf(items.length === 0 ? ANY : joined(items.map((item) => typed(item, sight)))),
  range: ({ low, high }, sight) => all([low, high], sight, ANY),
  "half range": ({ end }, sight) => all([end], sight, ANY),
  function: ({ parameters, body, external }, sight) => {
    const known = Object.fromEntries(parameters.map(({ name }) => [name, ANY]));
    return external ? { is: "function" } : all([body], seeing(sight, recordOf(known)), { is: "function" });
  },
  if: ({ condition, yes, no }, sight) => {
    typed(condition, sight);
    return join(typed(yes, sight), typed(no, sight));
  },
  and: ({ left, right }, sight) => all([left, right], sight, BOOLEAN),
  or: ({ left, right }, sight) => all([left, right], sight, BOOLEAN),
  instance: ({ value }, sight) => all([value], sight, BOOLEAN),
  negate: ({ of }, sight) => typed(of, sight),
  calculate: typedCalculation,
};

/** Numbers stay numbers; of moments and lengths of time only the data can tell. */
function typedCalculation({ sign, left, right }: Of<"calculate">, sight: Sight): Type {
  const [a, b] = [typed(left, sight), typed(right, sight)];
  if (sign === "+" && a.is === "text" && b.is === "text") return TEXT;
  if (a.is === "number" && b.is === "number") return { is: "number", ...(sign !== "/" && sign !== "**" && a.whole && b.whole && { whole: true }) };
  const plain = [a, b].filter(({ is }) => is === "text" || is === "number" || is === "boolean");
  if (plain.length === 2) {
    const paths = [left, right].flatMap((tree) => pathText(tree) ?? []);
    const how = sign === "+" && [a, b].some(({ is }) => is === "text") && [a, b].some(({ is }) => is === "number") ? "，数字要先写成 string(…)" : "";
    sight.found.push({ word: paths[0]?.split(".").at(-1) ?? sign, message: `${typeWords(a)}和${typeWords(b)}不能用“${sign}”算${how}` });
  }
  return ANY;
}

function sightOver(scope: RecordType): Sight {
  const dispatch = (tree: Tree, sight: Sight): Type => (TYPERS[tree.kind] as (tree: Tree, sight: Sight) => Type)(tree, sight);
  return { layers: [scope], found: [], typed: dispatch };
}

/** Names that hold spaces or signs, of a scope and of whatever lies in it. */
function spacedNames(type: Type, found = new Set<string>()): Set<string> {
  if (type.is === "list") return spacedNames(type.of, found);
  if (type.is !== "record") return found;
  for (const [name, entry] of Object.entries(type.entries)) {
    if (!/^[\p{L}\p{N}_]+$/u.test(name)) found.add(name);
    spacedNames(entry, found);
  }
  return found;
}

function plainText(text: string): string {
  const trimmed = text.trim();
  return trimmed.startsWith("=") ? trimmed.slice(1) : trimmed;
}

/** One slip is told once: a path that is written five times, or a value in each branch. */
function once(found: readonly TypeFault[]): TypeFault[] {
  return [...new Map(found.map((fault) => [fault.message, fault])).values()];
}

/**
 * The type of a FEEL text (a leading "=" is allowed) over the names of a scope, and what is wrong in it. A text without faults gives null for a path
 * of the scope only where the data is null. What cannot be typed is any, and passes. `spaced`: whether names of the scope with spaces or signs are read as such, as
 * decisions read their inputs; `expression` knows none beforehand, and reads a-b as a difference.
 * @throws Refusal FEEL_SYNTAX, FEEL_TOO_LONG
 */
export function typeOf(text: string, scope: RecordType, { spaced = true }: { spaced?: boolean } = {}): { type: Type; faults: TypeFault[] } {
  const sight = sightOver(scope);
  const type = typed(readTree(plainText(text), namesWith(spaced ? spacedNames(scope) : []), {}), sight);
  return { type, faults: once(sight.found) };
}

/** What is wrong in a cell of a decision table over a value of a type. @throws Refusal FEEL_SYNTAX, FEEL_TOO_LONG */
export function typeOfTests(text: string, value: Type, scope: RecordType): TypeFault[] {
  const sight = sightOver(scope);
  checkTests(readTests(plainText(text), namesWith(spacedNames(scope)), {}).tests, value.is === "null" ? ANY : value, undefined, sight);
  return once(sight.found);
}
