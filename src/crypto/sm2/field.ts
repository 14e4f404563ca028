import { DOWN, multiply, ROUND, type Element } from "./product.ts";
import { square } from "./square.ts";

/** The prime of the curve (GB/T 32918.5): 2²⁵⁶ − 2²²⁴ − 2⁹⁶ + 2⁶⁴ − 1. */
export const P = 2n ** 256n - 2n ** 224n - 2n ** 96n + 2n ** 64n - 1n;

const LIMBS = 11;
const WEIGHT = 24n;
// Montgomery's form: a number x is kept as x·2²⁶⁴.
const FORM = 2n ** 264n % P;

/** A remainder that is never negative. */
export function remainder(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

export function element(): Element {
  return new Float64Array(LIMBS);
}

/** A number below the prime as an element. */
export function toElement(value: bigint): Element {
  const out = element();
  let rest = (value * FORM) % P;
  for (let i = 0; i < LIMBS; i += 1) {
    out[i] = Number(rest & 0xffffffn);
    rest >>= WEIGHT;
  }
  tidy(out);
  return out;
}

const PLAIN_ONE = element();
PLAIN_ONE[0] = 1;

/** An element as a number below the prime. */
export function toNumber(of: Element): bigint {
  const plain = element();
  multiply(plain, of, PLAIN_ONE);
  let value = 0n;
  for (let i = LIMBS - 1; i >= 0; i -= 1) value = (value << WEIGHT) + BigInt(plain[i]!);
  return remainder(value, P);
}

/** Carries every limb once, all at the same time: after a few additions each limb is again little more than 2²³ in size. */
export function tidy(of: Element): void {
  let carry = 0;
  for (let i = 0; i < LIMBS - 1; i += 1) {
    const limb = of[i]!;
    const next = limb + ROUND - ROUND;
    of[i] = limb - next + carry;
    carry = next * DOWN;
  }
  of[LIMBS - 1]! += carry;
}

export function add(out: Element, a: Element, b: Element): void {
  for (let i = 0; i < LIMBS; i += 1) out[i] = a[i]! + b[i]!;
}

/** out = on ? a : out, where `on` is 0 or 1, without a branch. */
export function choose(out: Element, a: Element, on: number): void {
  for (let i = 0; i < LIMBS; i += 1) out[i] = out[i]! + (a[i]! - out[i]!) * on;
}

export function copy(out: Element, a: Element): void {
  for (let i = 0; i < LIMBS; i += 1) out[i] = a[i]!;
}

/** 1 as an element; not to be written to. */
export const ONE = toElement(1n);

function squared(of: Element, times: number): Element {
  const out = of.slice();
  for (let i = 0; i < times; i += 1) square(out, out);
  return out;
}

// of^(2^times) · by: the ones of `of` in an exponent, moved up, with others below them.
function joined(of: Element, times: number, by: Element): Element {
  const out = squared(of, times);
  multiply(out, out, by);
  return out;
}

/** 1/a as a^(p−2), Fermat's theorem: the same steps for every a; 0 gives 0. Named by how many ones their exponents have. */
export function invert(a: Element): Element {
  const ones2 = joined(a, 1, a);
  const ones4 = joined(ones2, 2, ones2);
  const ones8 = joined(ones4, 4, ones4);
  const ones16 = joined(ones8, 8, ones8);
  const ones30 = joined(joined(joined(ones16, 8, ones8), 4, ones4), 2, ones2);
  const ones31 = joined(ones30, 1, a);
  const ones32 = joined(ones31, 1, a);
  // p − 2 in words of 32 bits: fffffffe ffffffff ffffffff ffffffff ffffffff 00000000 ffffffff fffffffd.
  let out = squared(ones31, 1);
  for (let word = 0; word < 4; word += 1) out = joined(out, 32, ones32);
  out = joined(out, 64, ones32);
  return joined(joined(out, 30, ones30), 2, a);
}

export { multiply, square, type Element };
