import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matches, replace, split } from "#language/pattern";

class TooLong extends Error {}

function counter(limit = 200_000): (steps: number) => void {
  let left = limit;
  return (steps) => {
    left -= steps;
    if (left < 0) throw new TooLong();
  };
}

const match = (text: string, pattern: string, flags = ""): boolean | undefined => matches(text, pattern, flags, counter());

describe("patterns of XPath", () => {
  test.each([
    ["abracadabra", "bra", "", true],
    ["abracadabra", "^a.*a$", "", true],
    ["abracadabra", "^bra", "", false],
    ["a\nb", "a.b", "", false],
    ["a\nb", "a.b", "s", true],
    ["a\nb", "^b$", "m", true],
    ["a\nb", "^b$", "", false],
    ["helloworld", "hello world", "x", true],
    ["hello world", "hello[ ]world", "x", true],
    ["a.b", "a.b", "q", true],
    ["axb", "a.b", "q", false],
    ["餐饮服务", "^\\p{IsCJKUnifiedIdeographs}{4}$", "", true],
    ["x", "[a-z-[aeiou]]", "", true],
    ["e", "[a-z-[aeiou]]", "", false],
    ["X", "[^x]", "i", false],
    ["abab", "^(ab)\\1$", "", true],
    ["abcabd", "^(?:ab[cd])+$", "", true],
    ["😀", "^.$", "", true],
    ["12", "^\\d{2,3}$", "", true],
    ["-", "[a\\-z]", "", true],
  ])("%j over %j with %j is %s", (text, pattern, flags, expected) => {
    expect(match(text, pattern, flags)).toBe(expected);
  });

  test.each(["(", ")", "[", "a**", "*a", "a{2,1}", "\\k", "(a)\\2", "[b-a]", "\\p{IsNowhere}", "\\p{Isconstructor}", "[]", "(?<n>a)", "a{"])(
    "%j is none",
    (pattern) => {
      expect(match("a", pattern)).toBeUndefined();
    },
  );

  test("replace with groups, and nowhere with what is no replacement or matches everywhere", () => {
    expect(replace("0123456789", "(\\d{3})(\\d{3})(\\d{4})", "($1) $2-$3", "", counter())).toBe("(012) 345-6789");
    expect(replace("abc", "b", "[$0]\\$", "", counter())).toBe("a[b]$c");
    expect(replace("abc", "(b)", "$12", "", counter())).toBe("ab2c");
    expect(replace("abc", "b", "$", "", counter())).toBeUndefined();
    expect(replace("abc", "b*", "x", "", counter())).toBeUndefined();
    expect(split("a;b;;", ";", "", counter())).toEqual(["a", "b", "", ""]);
  });

  test("end what takes too long", () => {
    expect(() => match(`${"a".repeat(40)}!`, "(a+)+$")).toThrow(TooLong);
    expect(() => match("a".repeat(5000), "(a|b)*c")).toThrow(TooLong);
  });

  test("agree with those of JS on what both know", () => {
    const atom = fc.constantFrom("a", "b", "[ab]", "(a|b)", "(ab)", ".", "[^a]");
    const piece = fc.tuple(atom, fc.constantFrom("", "?", "*", "+", "{1,2}", "*?", "+?")).map(([what, often]) => what + often);
    const pattern = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(pattern, fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 }), (written, text) => {
        const js = new RegExp(written, "u");
        expect(match(text, written)).toBe(js.test(text));
        if (!js.test("")) expect(replace(text, written, "<$0>", "", counter())).toBe(text.replace(new RegExp(written, "gu"), "<$&>"));
      }),
      { numRuns: 500 },
    );
  });

  test("are read or refused, whatever they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab()[]{}*+?|\\^$.-1,pdn "), maxLength: 20 }), fc.string({ maxLength: 10 }), (pattern, text) => {
        try {
          expect([true, false, undefined]).toContain(match(text, pattern, "x"));
        } catch (error) {
          expect(error).toBeInstanceOf(TooLong);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
