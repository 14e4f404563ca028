import { faceOf, bundledFaceOf, isSelector, type Face, type Weight } from "#drawing/font";
import type { Drawing, TextMark } from "./drawing.ts";

/** A piece of a line that is set in one face. */
export interface Run {
  face: Face;
  text: string;
  /** How far each character (code point) moves the pen, in points. */
  advances: number[];
  /** Points from the beginning of the line, and down from its top: the base lines of all faces are one. */
  x: number;
  y: number;
}

const MARK = /^\p{Mn}$/u;

/** Of one character of size 1, with what it is set in. Marks and selectors stand with the character before. */
function setting(weight: Weight, character: string, before: Face | undefined): { face: Face; width: number; joined: boolean } {
  const code = character.codePointAt(0)!;
  if (before && isSelector(code)) return { face: before, width: 0, joined: true };
  const face = faceOf(weight, code);
  const joined = face === before && face.key !== "codes" && MARK.test(character);
  return { face, width: joined ? 0 : face.typeface.advance(face.typeface.glyphOf(code)) / face.typeface.unitsPerEm, joined };
}

/** How wide a text of size 1 is set. */
export function widthOf(weight: Weight, text: string): number {
  let before: Face | undefined;
  let sum = 0;
  for (const character of text) {
    const { face, width } = setting(weight, character, before);
    before = face;
    sum += width;
  }
  return sum;
}

function above({ typeface }: Face): number {
  return typeface.ascent / typeface.unitsPerEm;
}

/** A line of text as the pieces that one face has each: a character that the bundled font lacks is set in another. */
export function runsOf({ text, weight, size, spread }: Pick<TextMark, "text" | "weight" | "size" | "spread">): Run[] {
  const runs: Run[] = [];
  let x = 0;
  for (const character of text) {
    const last = runs.at(-1);
    const { face, width, joined } = setting(weight, character, last?.face);
    const advance = joined ? 0 : width * size + spread;
    if (last && (joined || (face === last.face && face.key !== "codes"))) {
      last.text += character;
      last.advances.push(advance);
    } else runs.push({ face, text: character, advances: [advance], x, y: (above(bundledFaceOf(weight)) - above(face)) * size });
    x += advance;
  }
  return runs;
}

/** Every face that a drawing is set in, with the characters that it needs, the house's first. */
export function facesIn({ pages }: Drawing): { face: Face; characters: Set<string> }[] {
  const needed = new Map<string, { face: Face; characters: Set<string> }>();
  for (const { marks } of pages)
    for (const mark of marks)
      if (mark.kind === "text")
        for (const { face, text } of runsOf(mark)) {
          const one = needed.get(face.key) ?? { face, characters: new Set() };
          needed.set(face.key, one);
          for (const character of text) one.characters.add(character);
        }
  const rank = (key: string): number => ["regular", "bold"].indexOf(key) >>> 0;
  return [...needed.values()].sort((a, b) => rank(a.face.key) - rank(b.face.key));
}
