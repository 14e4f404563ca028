import { compileExpression, kindOf, order, type Value } from "#language/feel";
import { Refusal } from "#values/errors";

/** One end of a range. */
export type End = { value: Value; included: boolean };

/** A part of a cell between commas: one value, or a range with at least one end. */
export type Piece = { kind: "value"; value: Value } | { kind: "range"; low: End | undefined; high: End | undefined };

/** What a cell of a table asks, where it is of the plain sort; anything else FEEL can say is `unknown`. */
export type PlainCell = { kind: "any" } | { kind: "unknown" } | { kind: "pieces"; negated: boolean; pieces: Piece[] };

const UNKNOWN: PlainCell = { kind: "unknown" };

/** Reads `-`, values, comparisons and ranges of values, lists of them and `not(…)` of them (DMN 1.5 grammar rules 7 to 15). */
export function cellOf(written: string): PlainCell {
  const text = written.trim();
  if (text === "-" || text === "") return { kind: "any" };
  const negation = /^not\s*\((.*)\)$/s.exec(text);
  const parts = partsOf(negation ? negation[1]! : text);
  const pieces = parts?.map(pieceOf);
  if (!pieces || pieces.length === 0 || pieces.includes(undefined)) return UNKNOWN;
  return { kind: "pieces", negated: negation !== null, pieces: pieces as Piece[] };
}

/** The text cut at its outer commas; undefined where brackets or quotation marks do not close. */
function partsOf(text: string): string[] | undefined {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (quoted && sign === "\\") at += 1;
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && "([".includes(sign)) depth += 1;
    else if (!quoted && ")]".includes(sign)) depth -= 1;
    else if (!quoted && sign === "," && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return depth <= 0 && !quoted ? parts : undefined;
}

const COMPARISON = /^(<=|>=|<|>|=|!=)(.+)$/s;
const RANGE = /^([[(\]])(.+?)\.\.(.+)([\])[])$/s;

function pieceOf(written: string): Piece | undefined {
  const text = written.trim();
  const [, sign, end] = COMPARISON.exec(text) ?? [];
  if (sign !== undefined && end !== undefined) return comparison(sign, literal(end));
  const [, open, low, high, close] = RANGE.exec(text) ?? [];
  if (open === undefined) {
    const value = literal(text);
    return value === undefined ? undefined : { kind: "value", value };
  }
  const [from, to] = [literal(low!), literal(high!)];
  if (from === undefined || to === undefined || order(from, to) === undefined) return undefined;
  return { kind: "range", low: { value: from, included: open === "[" }, high: { value: to, included: close === "]" } };
}

function comparison(sign: string, value: Value | undefined): Piece | undefined {
  if (value === undefined) return undefined;
  if (sign === "=") return { kind: "value", value };
  if (sign === "!=" || order(value, value) === undefined) return undefined;
  const end = { value, included: sign.length === 2 };
  return sign.startsWith("<") ? { kind: "range", low: undefined, high: end } : { kind: "range", low: end, high: undefined };
}

const LITERAL = /^(-?\s*[\d.]+|"([^"\\]|\\.)*"|true|false|null|@"[^"]*"|(date|time|date and time|duration)\s*\(\s*("[^"]*"|[\d\s,-]+)\s*\))$/;

/** The value of a literal; undefined for anything that has to be calculated, and for literals that have no value. */
function literal(written: string): Value | undefined {
  const text = written.trim();
  if (!LITERAL.test(text)) return undefined;
  try {
    const value = compileExpression(text)({});
    return kindOf(value) === "null" && text !== "null" ? undefined : value;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
