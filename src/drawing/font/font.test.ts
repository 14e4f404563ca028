import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { glyphOutline } from "./glyph-outline.ts";
import { latinTypeface } from "./bundled.ts";
import { faceOf, bundledTypeface, lackingCharacters, openTypeface, subsetFont, useFontsIn, type Typeface, type Weight } from "./index.ts";

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

describe("a subset of the bundled font", () => {
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
      const whole = bundledTypeface(weight);
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
    const whole = bundledTypeface("regular");
    expectSame(openTypeface(subsetFont(whole, ["\u{20087}", "一"])), whole, ["\u{20087}", "一"]);
  });

  test("is the same for the same characters in any order, and small", () => {
    const whole = bundledTypeface("bold");
    expect(subsetFont(whole, "云州市政务").equals(subsetFont(whole, "务政市州云云"))).toBe(true);
    expect(subsetFont(whole, "云州市政务").length).toBeLessThan(8000);
  });

  test("has tables that add up to the sums its head tells", () => {
    const font = subsetFont(bundledTypeface("regular"), "食品经营许可证 A1");
    let sum = 0;
    for (let at = 0; at < font.length; at += 4) sum = (sum + font.readUInt32BE(at)) >>> 0;
    expect(sum).toBe(0xb1_b0_af_ba);
  });

  test("is not made with a blank for a character that is missing", () => {
    expect(() => subsetFont(bundledTypeface("regular"), "王\u{323AF}")).toThrow("U+323af");
  });
});

describe("a character is set in", () => {
  // No font has these: of the private area, and a letter that joins others.
  const NOWHERE = ["\u{e123}", "ئ", "བ"];

  test("the bundled font, else one that has it, else a box with its code", () => {
    const keys = (text: string) => [...text].map((character) => faceOf("regular", character.codePointAt(0)!).key);
    expect(keys("王1")).toEqual(["regular", "regular"]);
    expect(keys("\u4db6")).toEqual(["serif-regular"]);
    expect(keys("șțİıЖ").slice(0, 2)).toEqual(["latin-regular", "latin-regular"]);
    for (const character of NOWHERE) expect(keys(character)).toEqual(["codes"]);
    expect(lackingCharacters(`王${NOWHERE.join("")}\u{e123}\u200b\n`)).toEqual(NOWHERE);
  });

  test("a font that the city laid into its folder, at once; what is no font there does no harm", () => {
    const folder = mkdtempSync(join(tmpdir(), "fonts-"));
    // An ending of a rare name: the outline of 王 under a code that no font has here.
    const rare = "\u{2ebf0}";
    const font = subsetFont({ ...bundledTypeface("regular"), glyphOf: () => bundledTypeface("regular").glyphOf("王".codePointAt(0)!) }, rare);
    const cut = Buffer.from(font).subarray(0, font.length - 90);
    writeFileSync(join(folder, "a.ttf"), "no font");
    writeFileSync(join(folder, "b.ttf"), cut);
    writeFileSync(join(folder, "c.ttf"), font);
    try {
      useFontsIn([folder]);
      expect(faceOf("bold", rare.codePointAt(0)!).name).toBe("c");
      expect(faceOf("bold", "王".codePointAt(0)!).key).toBe("bold");
    } finally {
      useFontsIn([]);
    }
  });

  test("glyphs made of others, which stay together in a subset", () => {
    const whole = latinTypeface("regular");
    const letters = [..."éșțİŐñЙΆ"];
    expect(letters.some((letter) => whole.outline(whole.glyphOf(letter.codePointAt(0)!)).readInt16BE(0) < 0)).toBe(true);
    const subset = openTypeface(subsetFont(whole, letters));
    for (const letter of letters) {
      const code = letter.codePointAt(0)!;
      expect(glyphOutline(subset, subset.glyphOf(code)), letter).toBe(glyphOutline(whole, whole.glyphOf(code)));
    }
  });

  test("boxes of which each has the figures of its own code", () => {
    const { typeface } = faceOf("regular", 0xe1_23);
    const subset = openTypeface(subsetFont(typeface, NOWHERE));
    const outlines = NOWHERE.map((character) => glyphOutline(subset, subset.glyphOf(character.codePointAt(0)!)));
    expect(new Set(outlines).size).toBe(NOWHERE.length);
    // A frame of two lines, and U+E123.
    expect(outlines[0]!.match(/M/g)!.length).toBe(2 + 6);
  });
});
