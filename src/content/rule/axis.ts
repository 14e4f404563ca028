import { equals, kindOf, order, type FeelType, type Kind, type Value } from "#language/feel";
import type { PlainCell, Piece } from "./cell.ts";
import { valueInWords } from "./words.ts";

/**
 * A stretch of a column's values within which no cell makes a difference: one value, the open stretch between two, or every other value of an
 * enumeration (`low` and `high` both missing, `value` missing).
 */
export type Stretch = { value?: Value; low?: Value; high?: Value; ordered: boolean };

/** A column cut into stretches, in order; undefined where its cells are not comparable. */
export type Axis = { stretches: Stretch[] } | undefined;

/** Cuts a column at every value that its cells, or the values allowed in it, mention. */
export function axisOf(cells: readonly PlainCell[], allowed: PlainCell | undefined, type: FeelType | undefined): Axis {
  const pieces = [...cells, ...(allowed ? [allowed] : [])].flatMap((cell) => (cell.kind === "pieces" ? cell.pieces : []));
  const values = pieces.flatMap(endsOf).filter((value) => value !== null);
  const kinds = new Set<Kind>(values.map(kindOf));
  if (type?.kind === "boolean") kinds.add("boolean");
  if (kinds.size > 1) return undefined;
  const [kind] = kinds;
  if (kind === "boolean") return { stretches: [true, false].map((value) => ({ value, ordered: false })) };
  const distinct = values.filter((value, at) => values.findIndex((other) => equals(other, value)) === at);
  const stretches = kind === undefined || kind === "string" ? named(distinct) : ordered(distinct);
  const within = allowed ? stretches.filter((stretch) => holds(allowed, stretch)) : stretches;
  return { stretches: pieces.some((piece) => piece.kind === "value" && piece.value === null) ? [...within, { value: null, ordered: false }] : within };
}

function endsOf(piece: Piece): Value[] {
  return piece.kind === "value" ? [piece.value] : [piece.low, piece.high].flatMap((end) => (end ? [end.value] : []));
}

function named(values: Value[]): Stretch[] {
  return [...values.map((value) => ({ value, ordered: false })), { ordered: false }];
}

function ordered(values: Value[]): Stretch[] {
  const sorted = values.toSorted((a, b) => order(a, b) ?? 0);
  const stretches: Stretch[] = [{ high: sorted[0]!, ordered: true }];
  sorted.forEach((value, at) => {
    const next = sorted[at + 1];
    stretches.push({ value, ordered: true }, next === undefined ? { low: value, ordered: true } : { low: value, high: next, ordered: true });
  });
  return stretches;
}

/** Whether a cell lets a stretch pass; undefined where it cannot be told. */
export function holds(cell: PlainCell, stretch: Stretch): boolean | undefined {
  if (cell.kind === "any") return true;
  if (cell.kind === "unknown") return undefined;
  const inside = cell.pieces.some((piece) => within(piece, stretch));
  return cell.negated ? !inside : inside;
}

function within(piece: Piece, { value, low, high }: Stretch): boolean {
  if (piece.kind === "value") return value !== undefined && (value === null ? piece.value === null : equals(piece.value, value));
  if (value === null) return false;
  if (value !== undefined) {
    const fromLow = piece.low ? (order(value, piece.low.value) ?? -1) : 1;
    const toHigh = piece.high ? (order(piece.high.value, value) ?? -1) : 1;
    return (fromLow > 0 || (fromLow === 0 && piece.low!.included)) && (toHigh > 0 || (toHigh === 0 && piece.high!.included));
  }
  const above = !piece.low || (low !== undefined && (order(low, piece.low.value) ?? -1) >= 0);
  const below = !piece.high || (high !== undefined && (order(piece.high.value, high) ?? -1) >= 0);
  return above && below && (low !== undefined || high !== undefined);
}

/** Neighbouring stretches in words: 80、大于80且小于90 become 不小于80且小于90. */
export function stretchesInWords(chosen: readonly Stretch[], all: readonly Stretch[]): string {
  if (chosen.length === all.length) return "任何值";
  const runs: Stretch[][] = [];
  for (const stretch of chosen) {
    const last = runs.at(-1);
    if (last && stretch.ordered && last.at(-1)!.ordered && all.indexOf(last.at(-1)!) === all.indexOf(stretch) - 1) last.push(stretch);
    else runs.push([stretch]);
  }
  return runs.map(runInWords).join("或");
}

function runInWords(run: Stretch[]): string {
  const [first, last] = [run[0]!, run.at(-1)!];
  if (!first.ordered) return first.value === undefined ? "其他值" : valueInWords(first.value);
  if (run.length === 1 && first.value !== undefined) return valueInWords(first.value);
  const day = [first.value, first.low, last.value, last.high].some((value) => value !== undefined && kindOf(value) === "date");
  const from =
    first.value !== undefined
      ? `${day ? "不早于" : "不小于"}${valueInWords(first.value)}`
      : first.low !== undefined
        ? `${day ? "晚于" : "大于"}${valueInWords(first.low)}`
        : "";
  const to =
    last.value !== undefined
      ? `${day ? "不晚于" : "不大于"}${valueInWords(last.value)}`
      : last.high !== undefined
        ? `${day ? "早于" : "小于"}${valueInWords(last.high)}`
        : "";
  return [from, to].filter(Boolean).join("且");
}
