import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, compare, divide, modulo, multiply, numberOf, numberText, power, round, squareRoot, subtract, type Numeric } from "#language/decimal";

/** A decimal as a whole number over a power of ten, the way a clerk would write it. */
type Written = { digits: bigint; scale: number };

const written = fc.record({ digits: fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }), scale: fc.integer({ min: 0, max: 9 }) });

function text({ digits, scale }: Written): string {
  const sign = digits < 0n ? "-" : "";
  const all = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  return scale === 0 ? sign + all : `${sign}${all.slice(0, -scale)}.${all.slice(-scale)}`;
}

function at(value: Written, scale: number): bigint {
  return value.digits * 10n ** BigInt(scale - value.scale);
}

const number = (value: Written): Numeric => numberOf(text(value)) ?? 0;
const same = (found: Numeric | undefined, expected: Written): void => expect(numberText(found ?? 0)).toBe(numberText(number(expected)));

describe("decimal numbers", () => {
  test("are what people write", () => {
    expect(add(0.1, 0.2)).toBe(0.3);
    expect(multiply(1.1, 1.1)).toBe(1.21);
    expect(subtract(0.3, 0.1)).toBe(0.2);
    expect(divide(0.3, 0.1)).toBe(3);
    expect(numberText(divide(1, 3)!)).toBe(`0.${"3".repeat(34)}`);
    expect(numberText(divide(2, 3)!)).toBe(`0.${"6".repeat(33)}7`);
    expect(numberText(squareRoot(2)!)).toBe("1.414213562373095048801688724209698");
    expect(numberText(power(10, -5)!)).toBe("0.00001");
  });

  test("have no result where there is none", () => {
    expect(divide(1, 0)).toBeUndefined();
    expect(squareRoot(-1)).toBeUndefined();
    expect(power(10, 7000)).toBeUndefined();
    expect(modulo(10, 0)).toBeUndefined();
    expect(round(5.5, 6177, "up")).toBeUndefined();
  });

  test("add, subtract and multiply like whole numbers with the point put back", () => {
    fc.assert(
      fc.property(written, written, (a, b) => {
        const scale = Math.max(a.scale, b.scale);
        same(add(number(a), number(b)), { digits: at(a, scale) + at(b, scale), scale });
        same(subtract(number(a), number(b)), { digits: at(a, scale) - at(b, scale), scale });
        same(multiply(number(a), number(b)), { digits: a.digits * b.digits, scale: a.scale + b.scale });
        expect(compare(number(a), number(b))).toBe(Number(at(a, scale) > at(b, scale)) - Number(at(a, scale) < at(b, scale)));
      }),
      { numRuns: 500 },
    );
  });

  test("divide back to where they came from", () => {
    const short = fc.record({ digits: fc.bigInt({ min: 1n, max: 10n ** 9n }), scale: fc.integer({ min: 0, max: 6 }) });
    fc.assert(
      fc.property(short, short, (a, b) => {
        expect(compare(divide(multiply(number(a), number(b))!, number(b))!, number(a))).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test("take the sign of the divisor when they leave a rest", () => {
    expect([modulo(12, 5), modulo(-12, 5), modulo(12, -5), modulo(-12, -5)]).toEqual([2, 3, -3, -2]);
    expect([modulo(10.1, 4.5), modulo(-10.1, 4.5), modulo(10.1, -4.5), modulo(-10.1, -4.5)]).toEqual([1.1, 3.4, -3.4, -1.1]);
  });

  test.each([
    ["up", 5.5, 6],
    ["up", -1.1, -2],
    ["down", -1.9, -1],
    ["half up", 2.5, 3],
    ["half down", 2.5, 2],
    ["half even", 2.5, 2],
    ["half even", 3.5, 4],
    ["ceiling", -1.5, -1],
    ["floor", -1.5, -2],
  ] as const)("round %s: %d is %d", (how, value, expected) => {
    expect(round(value, 0, how)).toBe(expected);
    expect(round(value * 10, -1, how)).toBe(expected * 10);
  });
});
