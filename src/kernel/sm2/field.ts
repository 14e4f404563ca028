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

const EXPONENT = P - 2n;
const NIBBLES = Array.from({ length: 64 }, (_, i) => Number((EXPONENT >> BigInt(4 * (63 - i))) & 15n));

/** 1/a by Fermat's theorem: the same steps for every a; 0 gives 0. */
export function invert(a: Element): Element {
  const powers = [toElement(1n), a];
  for (let i = 2; i < 16; i += 1) {
    const next = element();
    multiply(next, powers[i - 1]!, a);
    powers.push(next);
  }
  const out = toElement(1n);
  for (const nibble of NIBBLES) {
    for (let i = 0; i < 4; i += 1) square(out, out);
    if (nibble > 0) multiply(out, out, powers[nibble]!);
  }
  return out;
}

export { multiply, square, type Element };
