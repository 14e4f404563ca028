import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { bundledTypeface, openEmbedded, subsetFont } from "./index.ts";

const folder = join(dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json")), "standard_fonts");
const cff = readFileSync(join(folder, "FoxitSerif.pfb"));
const liberation = readFileSync(join(folder, "LiberationSans-Regular.ttf"));

/** Corners of an outline: the ends of its steps. */
function cornersOf(d: string): [number, number][] {
  return [...d.matchAll(/[MLQC]([^MLQCZ]+)/g)].map(([, numbers]) => numbers!.trim().split(/\s+/).map(Number).slice(-2) as [number, number]);
}

test("glyphs of a bare CFF font are drawn by number", () => {
  const font = openEmbedded(cff);
  const drawn = Array.from({ length: 230 }, (_, glyph) => font.outline(glyph));
  expect(drawn.filter((d) => d !== "").length).toBeGreaterThan(220);
  expect(drawn.every((d) => !d.includes("NaN"))).toBe(true);
  // The hyphen is a plain bar.
  expect(new Set(cornersOf(drawn[14]!).map(([x]) => x)).size).toBe(2);
  expect(new Set(cornersOf(drawn[14]!).map(([, y]) => y)).size).toBe(2);
  expect(font.outline(9999)).toBe("");
});

test("glyphs made of others are put together, each piece at its place", () => {
  const font = openEmbedded(liberation);
  const [plain, marked] = [font.outline(font.glyphOf(0x45)), font.outline(font.glyphOf(0xc9))];
  expect(marked).toContain(plain.slice(1, 20));
  const top = (d: string): number => Math.max(...cornersOf(d).map(([, y]) => y));
  expect(top(marked)).toBeGreaterThan(top(plain) + 100);
});

test("a font cut off or altered anywhere is refused or drawn, and never goes on without end", () => {
  const begun = performance.now();
  const house = subsetFont(bundledTypeface("regular"), "云州");
  for (const font of [cff, house])
    for (let at = 0; at < 1500; at += 7) {
      const altered = Buffer.from(at % 2 === 0 ? font : font.subarray(0, font.length - at));
      altered[(at * 31) % altered.length]! ^= 0xff;
      try {
        const opened = openEmbedded(altered);
        for (let glyph = 0; glyph < 40; glyph++) opened.outline(glyph);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    }
  expect(performance.now() - begun).toBeLessThan(20_000);
});
