import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { houseTypeface, openTypeface, subsetFont, type Typeface, type Weight } from "./index.ts";

/** The outline of a glyph; descriptions are padded to whole words. */
function drawnAs(face: Typeface, glyph: number): string {
  return face
    .outline(glyph)
    .toString("hex")
    .replace(/(00)+$/, "");
}

function expectSame(subset: Typeface, whole: Typeface, characters: Iterable<string>): void {
  for (const character of characters) {
    const code = character.codePointAt(0)!;
    const glyph = subset.glyphOf(code);
    expect(glyph, character).toBeGreaterThan(0);
    expect(subset.advance(glyph), character).toBe(whole.advance(whole.glyphOf(code)));
    expect(subset.bearing(glyph), character).toBe(whole.bearing(whole.glyphOf(code)));
    expect(drawnAs(subset, glyph), character).toBe(drawnAs(whole, whole.glyphOf(code)));
  }
}

describe("a subset of the house's font", () => {
  const characters = fc.array(
    fc.oneof(
      fc.integer({ min: 0x4e_00, max: 0x9f_a5 }),
      fc.integer({ min: 0x20, max: 0x7e }),
      fc.integer({ min: 0xc0, max: 0x17f }),
      fc.integer({ min: 0x2_00_00, max: 0x2_01_ff }),
    ),
    { minLength: 1, maxLength: 60 },
  );

  test("shows every character with the outline and width of the whole font, and no other", () => {
    for (const weight of ["regular", "bold"] as Weight[]) {
      const whole = houseTypeface(weight);
      fc.assert(
        fc.property(characters, (codes) => {
          const texts = codes.filter((code) => whole.glyphOf(code) > 0).map((code) => String.fromCodePoint(code));
          const subset = openTypeface(subsetFont(whole, texts));
          expectSame(subset, whole, texts);
          for (const other of ["鼎", "鑫", "ß"]) if (!texts.includes(other)) expect(subset.glyphOf(other.codePointAt(0)!)).toBe(0);
        }),
        { numRuns: 40 },
      );
    }
  });

  test("keeps characters beyond the first plane", () => {
    const whole = houseTypeface("regular");
    expectSame(openTypeface(subsetFont(whole, ["\u{20087}", "一"])), whole, ["\u{20087}", "一"]);
  });

  test("is the same for the same characters in any order, and small", () => {
    const whole = houseTypeface("bold");
    expect(subsetFont(whole, "云州市政务").equals(subsetFont(whole, "务政市州云云"))).toBe(true);
    expect(subsetFont(whole, "云州市政务").length).toBeLessThan(8000);
  });

  test("has tables that add up to the sums its head tells", () => {
    const font = subsetFont(houseTypeface("regular"), "食品经营许可证 A1");
    let sum = 0;
    for (let at = 0; at < font.length; at += 4) sum = (sum + font.readUInt32BE(at)) >>> 0;
    expect(sum).toBe(0xb1_b0_af_ba);
  });

  test("is not made with a blank for a character that is missing", () => {
    expect(() => subsetFont(houseTypeface("regular"), "王\u{323AF}")).toThrow("U+323af");
  });
});
