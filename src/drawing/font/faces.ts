import { codeBoxes } from "./code-box.ts";
import { foundFonts, lookForFontsIn } from "./found.ts";
import { FONT_NAMES, bundledTypeface, latinTypeface, serifTypeface, type Weight } from "./bundled.ts";
import { isSelector } from "./selector.ts";
import { componentsOf } from "./subset.ts";
import type { Typeface } from "./typeface.ts";

/** A typeface that something is set in, with what it is called in files. */
export interface Face {
  /** Unlike that of any other face: plain letters. */
  key: string;
  name: string;
  family: string;
  bold: boolean;
  typeface: Typeface;
}

// What can be set letter by letter, from the left. Other writings join and turn their letters: a wrong picture of a name is worse than its codes.
const PLAIN =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Thai}\p{Script=Lao}\p{Script=Yi}\p{Script=Lisu}\p{Script=Common}\p{Script=Inherited}]$/u;
// Nobody knows what they are but who made them, and each font makes its own.
const PRIVATE = /^[\p{Co}\p{Cn}]$/u;

const kept = new Map<string, Face>();
const chosen: Record<Weight, Map<number, Face>> = { regular: new Map(), bold: new Map() };

function keep(key: string, make: () => Omit<Face, "key">): Face {
  const known = kept.get(key) ?? { key, ...make() };
  kept.set(key, known);
  return known;
}

function boxes(): Face {
  return keep("codes", () => ({ name: "Yiwang Code Boxes", family: "Yiwang Code Boxes", bold: false, typeface: codeBoxes(bundledTypeface("regular")) }));
}

function* standing(weight: Weight): Generator<Face> {
  const bold = weight === "bold";
  yield keep(weight, () => ({ ...FONT_NAMES[weight], bold, typeface: bundledTypeface(weight) }));
  yield keep(`serif-${weight}`, () => ({
    name: bold ? "Noto Serif SC SemiBold" : "Noto Serif SC",
    family: "Noto Serif SC",
    bold,
    typeface: serifTypeface(weight),
  }));
  yield keep(`latin-${weight}`, () => ({
    name: bold ? "Liberation Sans Bold" : "Liberation Sans",
    family: "Liberation Sans",
    bold,
    typeface: latinTypeface(weight),
  }));
  for (const [index, { name, typeface }] of foundFonts().entries()) yield keep(`found-${index}`, () => ({ name, family: name, bold: false, typeface }));
}

/** Whether a face has a character, whole: a font of anybody's may break off. */
function has({ typeface }: Face, codePoint: number): boolean {
  const glyph = typeface.glyphOf(codePoint);
  if (glyph === 0) return false;
  try {
    componentsOf(typeface, [glyph]);
    typeface.bearing(glyph);
    return typeface.advance(glyph) >= 0;
  } catch {
    return false;
  }
}

function choose(weight: Weight, codePoint: number): Face {
  const character = String.fromCodePoint(codePoint);
  if (PRIVATE.test(character) || !PLAIN.test(character)) return boxes();
  for (const face of standing(weight)) if (has(face, codePoint)) return face;
  return boxes();
}

/** What a character is set in: the bundled font, then others that have it, then a box with its code. Every character has a face. */
export function faceOf(weight: Weight, codePoint: number): Face {
  const known = chosen[weight].get(codePoint);
  if (known) return known;
  const face = choose(weight, codePoint);
  chosen[weight].set(codePoint, face);
  return face;
}

/** The bundled face of a weight, which gives the line its height. */
export function bundledFaceOf(weight: Weight): Face {
  return standing(weight).next().value as Face;
}

/** Looks for fonts anew: in these folders, then in those of the system. */
export function useFontsIn(folders: readonly string[]): void {
  lookForFontsIn(folders);
  kept.clear();
  chosen.regular.clear();
  chosen.bold.clear();
}

/** The characters of a text that no font here has, each once: they are printed as boxes with their codes. */
export function lackingCharacters(text: string): string[] {
  return [...new Set(text.toWellFormed())].filter((character) => {
    const code = character.codePointAt(0)!;
    return !isSelector(code) && !/^[\p{Cc}\p{Cf}\p{Z}]$/u.test(character) && faceOf("regular", code).key === "codes";
  });
}
