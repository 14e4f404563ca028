import { copy, element, invert, multiply, type Element } from "./field.ts";
import { addAffine, addPoints, choosePoint, double, infinity, toPoint, type Affine, type Point } from "./point.ts";

// Scalars are taken in windows of five bits with digits −15…16: a table holds 1…16 times a point, the sign is a choice between y and −y.
const BITS = 5;
const ENTRIES = 16;
const WINDOWS = 52;
const LIMBS = 11;

// Digits of a number below 2²⁵⁶, lowest first. Same steps for every number.
function digits(scalar: bigint): Int32Array {
  const out = new Int32Array(WINDOWS);
  const hex = scalar.toString(16).padStart(64, "0");
  const bytes = Buffer.from(`${hex}`, "hex").reverse();
  let carry = 0;
  for (let i = 0; i < WINDOWS; i += 1) {
    const bit = i * BITS;
    const at = bit >> 3;
    const window = ((((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)) >> (bit & 7)) & 31) + carry;
    carry = (16 - window) >>> 31;
    out[i] = window - (carry << BITS);
  }
  return out;
}

// Reads entry |digit| − 1 of a row by going through all of them; coordinates are `span` elements.
function read(out: Element[], row: Float64Array, start: number, digit: number, span: number): void {
  const negative = digit >>> 31;
  const wanted = (digit ^ -negative) + negative;
  for (let part = 0; part < span; part += 1) out[part]!.fill(0);
  for (let entry = 1; entry <= ENTRIES; entry += 1) {
    const on = ((entry ^ wanted) - 1) >>> 31;
    let at = start + (entry - 1) * span * LIMBS;
    for (let part = 0; part < span; part += 1) {
      const target = out[part]!;
      for (let i = 0; i < LIMBS; i += 1) target[i]! += row[at + i]! * on;
      at += LIMBS;
    }
  }
  const sign = 1 - 2 * negative;
  for (let i = 0; i < LIMBS; i += 1) out[1]![i]! *= sign;
}

/** Multiples of one point made ready: 1…16 times 2^(5·i) times the point, for every window i. About 146 kB. */
export interface Table {
  rows: Float64Array;
}

// Brings many points to Z = 1 with one inversion (Montgomery's trick).
function normalised(points: Point[], rows: Float64Array): void {
  const products: Element[] = [];
  for (const [i, { z }] of points.entries()) {
    const product = element();
    if (i === 0) copy(product, z);
    else multiply(product, products[i - 1]!, z);
    products.push(product);
  }
  let rest = invert(products.at(-1)!);
  const each = element();
  const coordinate = element();
  for (let i = points.length - 1; i >= 0; i -= 1) {
    const { x, y, z } = points[i]!;
    if (i === 0) copy(each, rest);
    else multiply(each, rest, products[i - 1]!);
    multiply(coordinate, x, each);
    rows.set(coordinate, i * 2 * LIMBS);
    multiply(coordinate, y, each);
    rows.set(coordinate, (i * 2 + 1) * LIMBS);
    const next = element();
    multiply(next, rest, z);
    rest = next;
  }
}

/** Makes the multiples of a point ready; some milliseconds, worth it from the tenth use on. */
export function tableOf(of: Affine): Table {
  const points: Point[] = [];
  let base = toPoint(of);
  for (let window = 0; window < WINDOWS; window += 1) {
    let last = base;
    points.push(base);
    for (let entry = 2; entry <= ENTRIES; entry += 1) {
      const next = infinity();
      addPoints(next, last, base);
      points.push(next);
      last = next;
    }
    base = infinity();
    double(base, last);
  }
  const rows = new Float64Array(points.length * 2 * LIMBS);
  normalised(points, rows);
  return { rows };
}

/** scalar · point for a point with a table: 52 additions, each of an entry that is read by going through its whole row. */
export function multipleFrom({ rows }: Table, scalar: bigint): Point {
  const out = infinity();
  const next = infinity();
  const entry = [element(), element()];
  for (const [window, digit] of digits(scalar).entries()) {
    read(entry, rows, window * ENTRIES * 2 * LIMBS, digit, 2);
    addAffine(next, out, entry[0]!, entry[1]!);
    choosePoint(out, next, (digit | -digit) >>> 31);
  }
  return out;
}

/** The same for numbers that everybody may know, as in a verification: entries are taken where they lie. */
export function openMultipleFrom({ rows }: Table, scalar: bigint, out: Point): void {
  const y = element();
  for (const [window, digit] of digits(scalar).entries()) {
    if (digit === 0) continue;
    const at = (window * ENTRIES + Math.abs(digit) - 1) * 2 * LIMBS;
    const sign = Math.sign(digit);
    for (let i = 0; i < LIMBS; i += 1) y[i] = rows[at + LIMBS + i]! * sign;
    addAffine(out, out, rows.subarray(at, at + LIMBS), y);
  }
}

/** scalar · point for any point, by the same steps for every scalar: 52 windows of five doublings and one addition. */
export function multipleOf(point: Affine, scalar: bigint): Point {
  const row = new Float64Array(ENTRIES * 3 * LIMBS);
  const base = toPoint(point);
  const each = infinity();
  for (let entry = 0; entry < ENTRIES; entry += 1) {
    addPoints(each, each, base);
    for (const [part, coordinate] of [each.x, each.y, each.z].entries()) row.set(coordinate, (entry * 3 + part) * LIMBS);
  }
  const out = infinity();
  const next = infinity();
  const entry: Point = infinity();
  const parts = [entry.x, entry.y, entry.z];
  for (const digit of digits(scalar).reverse()) {
    for (let i = 0; i < BITS; i += 1) double(out, out);
    read(parts, row, 0, digit, 3);
    addPoints(next, out, entry);
    choosePoint(out, next, (digit | -digit) >>> 31);
  }
  return out;
}
