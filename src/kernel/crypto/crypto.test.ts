import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mask, personalCodec, sm3 } from "./index.ts";

const key = randomBytes(32).toString("hex");

test("SM3 gives the standard's digests", () => {
  expect(sm3("abc").toString("hex")).toBe("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  expect(sm3("abcd".repeat(16)).toString("hex")).toBe("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
});

for (const suite of ["sm", "international"] as const) {
  const codec = personalCodec(key, suite);

  test(`${suite}: any text comes back as it was, and is sealed differently each time`, () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => codec.open(codec.seal(text)) === text && codec.seal(text) !== codec.seal(text)));
  });

  test(`${suite}: a sealed value with any bit changed does not open`, () => {
    const sealed = codec.seal("990101199001010019");
    const bytes = Buffer.from(sealed.slice(3), "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit += 7) {
      const altered = Buffer.from(bytes);
      altered[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => codec.open(`${sealed.slice(0, 3)}${altered.toString("base64url")}`)).toThrow();
    }
  });

  test(`${suite}: the blind index finds the same number however it is spaced or cased`, () => {
    expect(codec.index("11010519491231002x")).toBe(codec.index("110105 19491231 002X"));
    expect(codec.index("110105194912310021")).not.toBe(codec.index("11010519491231002X"));
  });
}

test("each suite reads what the other wrote, so a city can change over", () => {
  expect(personalCodec(key, "international").open(personalCodec(key, "sm").seal("林秀英"))).toBe("林秀英");
});

test("another master key opens nothing", () => {
  const sealed = personalCodec(key).seal("林秀英");
  expect(() => personalCodec(randomBytes(32).toString("hex")).open(sealed)).toThrow();
});

test("masked values show who without showing all", () => {
  expect(mask("name", "李明")).toBe("李*");
  expect(mask("name", "陈小满")).toBe("陈*满");
  expect(mask("id-number", "11010519491231002X")).toBe("110105********002X");
  expect(mask("phone", "19900001234")).toBe("199****1234");
  expect(mask("address", "云州市青溪区青瓷街道窑前社区8号")).toBe("云州市青溪区青瓷****");
});
