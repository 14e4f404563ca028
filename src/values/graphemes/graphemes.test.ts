import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countGraphemes, firstGraphemes, fitting, graphemes, isLongerThan, lastGraphemes } from "./index.ts";

const text = fc.string({
  unit: fc.oneof(fc.constantFrom(..."李明𠅤𠮷é🙂"), fc.constantFrom("葛\u{e0100}", "e\u0301", "👨‍👩‍👧", "བོད", "\r\n"), fc.string({ unit: "binary", maxLength: 1 })),
});

describe("letters as people count them", () => {
  test("a rare character, one with a selector, one with marks and a family are one each", () => {
    for (const one of ["李", "𠅤", "葛\u{e0100}", "e\u0301", "👨‍👩‍👧"]) expect([one, countGraphemes(one)]).toEqual([one, 1]);
    expect(graphemes("王小𠮷")).toEqual(["王", "小", "𠮷"]);
    expect(firstGraphemes("𠅤小明", 1)).toBe("𠅤");
    expect(firstGraphemes("葛\u{e0100}飾区", 1)).toBe("葛\u{e0100}");
    expect(lastGraphemes("王小𠮷", 1)).toBe("𠮷");
  });

  test("a cut text is the beginning or the end of the whole, and has no half of a letter", () => {
    fc.assert(
      fc.property(text, fc.nat(12), (whole, most) => {
        const first = firstGraphemes(whole, most);
        expect(whole.startsWith(first)).toBe(true);
        expect(countGraphemes(first)).toBeLessThanOrEqual(most);
        expect(first.isWellFormed()).toBe(true);
        expect(graphemes(whole).join("")).toBe(whole);
        expect(whole.endsWith(lastGraphemes(whole, most + 1))).toBe(true);
        if (!isLongerThan(whole, most)) expect(first).toBe(whole);
      }),
    );
  });

  test("a letter with marks without end does not make a text without end", () => {
    const heap = `e${"\u0301".repeat(100_000)}`;
    expect(firstGraphemes(heap, 10).length).toBeLessThan(400);
    expect(isLongerThan(heap, 10)).toBe(true);
  });

  test("who wrote too much is told how much, and nothing is cut behind their back", () => {
    expect(fitting(" 𠮷𠮷 ", 2, "reason")).toBe("𠮷𠮷");
    expect(() => fitting("字".repeat(501), 500, "reason")).toThrow("最多写 500 个字，您写了 501 个字");
  });
});
