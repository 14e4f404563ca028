import { add, choose, copy, element, invert, multiply, ONE, P, remainder, square, tidy, toElement, toNumber, type Element } from "./field.ts";

/** A point in projective coordinates: (X/Z, Y/Z); Z = 0 is the point at infinity. */
export interface Point {
  x: Element;
  y: Element;
  z: Element;
}

/** A point other than infinity, as two numbers below the prime. */
export interface Affine {
  x: bigint;
  y: bigint;
}

/** The curve y² = x³ − 3x + b of GB/T 32918.5, its base point and the order of that. */
export const B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
export const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
export const BASE: Affine = {
  x: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  y: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};

const COEFFICIENT = toElement(B);

/** Whether two numbers are a point of the curve. The curve's cofactor is 1: every such point may be a key. */
export function onCurve({ x, y }: Affine): boolean {
  return x >= 0n && x < P && y >= 0n && y < P && remainder(y * y - (x * x * x - 3n * x + B), P) === 0n;
}

export function infinity(): Point {
  return { x: element(), y: ONE.slice(), z: element() };
}

export function toPoint({ x, y }: Affine): Point {
  return { x: toElement(x), y: toElement(y), z: ONE.slice() };
}

/** The first coordinate of a point that is not infinity: all that a signature needs. */
export function affineX(point: Point): bigint {
  const x = element();
  multiply(x, point.x, invert(point.z));
  return toNumber(x);
}

/** A point as two numbers; undefined for infinity. */
export function toAffine(point: Point): Affine | undefined {
  const inverse = invert(point.z);
  const x = element();
  const y = element();
  multiply(x, point.x, inverse);
  multiply(y, point.y, inverse);
  return toNumber(point.z) === 0n ? undefined : { x: toNumber(x), y: toNumber(y) };
}

// Working space: everything here is synchronous, so one set is enough, and none is made for each of the many steps.
const [xx, yy, zz, xy, yz, xz, bzz, bxz] = Array.from({ length: 8 }, element) as [Element, Element, Element, Element, Element, Element, Element, Element];
const [plus, minus, middle, side] = Array.from({ length: 4 }, element) as [Element, Element, Element, Element];
const [left, right] = [element(), element()];

// out = a·b ± c·d
function combine(out: Element, a: Element, b: Element, sign: 1 | -1, c: Element, d: Element): void {
  multiply(left, a, b);
  multiply(right, c, d);
  for (let i = 0; i < 11; i += 1) out[i] = left[i]! + sign * right[i]!;
  tidy(out);
}

/**
 * The end of the complete addition formulas for a = −3 (Renes, Costello, Batina 2015, algorithms 4 to 6), which know no exceptions: doubling,
 * adding infinity and adding the opposite all go the same way. Takes the symmetric products of both points' coordinates.
 */
function finish(out: Point): void {
  multiply(bzz, COEFFICIENT, zz);
  multiply(bxz, COEFFICIENT, xz);
  for (let i = 0; i < 11; i += 1) {
    const slope = 3 * (xz[i]! - bzz[i]!);
    plus[i] = yy[i]! + slope;
    minus[i] = yy[i]! - slope;
    middle[i] = 3 * (bxz[i]! - 3 * zz[i]! - xx[i]!);
    side[i] = 3 * (xx[i]! - zz[i]!);
  }
  for (const each of [plus, minus, middle, side]) tidy(each);
  combine(out.y, plus, minus, 1, side, middle);
  combine(out.x, xy, plus, -1, yz, middle);
  combine(out.z, yz, minus, 1, xy, side);
}

// out = (a1 + a2)·(b1 + b2) − c − d: the mixed product of two pairs by one multiplication.
function mixed(out: Element, a1: Element, a2: Element, b1: Element, b2: Element, c: Element, d: Element): void {
  add(left, a1, a2);
  add(right, b1, b2);
  multiply(out, left, right);
  for (let i = 0; i < 11; i += 1) out[i] = out[i]! - c[i]! - d[i]!;
}

/** out = p + q; out may be p. */
export function addPoints(out: Point, p: Point, q: Point): void {
  multiply(xx, p.x, q.x);
  multiply(yy, p.y, q.y);
  multiply(zz, p.z, q.z);
  mixed(xy, p.x, p.y, q.x, q.y, xx, yy);
  mixed(yz, p.y, p.z, q.y, q.z, yy, zz);
  mixed(xz, p.x, p.z, q.x, q.z, xx, zz);
  finish(out);
}

/** out = p + (x, y), a point with Z = 1. */
export function addAffine(out: Point, p: Point, x: Element, y: Element): void {
  multiply(xx, p.x, x);
  multiply(yy, p.y, y);
  mixed(xy, p.x, p.y, x, y, xx, yy);
  multiply(left, y, p.z);
  add(yz, left, p.y);
  multiply(left, x, p.z);
  add(xz, left, p.x);
  copy(zz, p.z);
  finish(out);
}

/** out = 2p. */
export function double(out: Point, p: Point): void {
  square(xx, p.x);
  square(yy, p.y);
  square(zz, p.z);
  multiply(xy, p.x, p.y);
  multiply(yz, p.y, p.z);
  multiply(xz, p.x, p.z);
  for (const each of [xy, yz, xz]) add(each, each, each);
  finish(out);
}

/** out = on ? p : out, without a branch. */
export function choosePoint(out: Point, p: Point, on: number): void {
  choose(out.x, p.x, on);
  choose(out.y, p.y, on);
  choose(out.z, p.z, on);
}
