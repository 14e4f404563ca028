import { elementsOf, escapeXml, tag, type XmlElement } from "#drawing/package";
import { bounded, deltasOf, figure, numbersOf, wordsOf } from "#drawing/ofd";
import { familyOf } from "./family.ts";
import { drawnGlyphs, glyphsOf, type Placed } from "./glyphs.ts";
import type { Look } from "./look.ts";
import { paintOf } from "./paint.ts";
import { leaveOut, numberOf, type Scene } from "./scene.ts";

/** A run of characters with their places, ready for SVG. */
export interface TextPiece {
  attributes: Record<string, string | number | undefined>;
  words: string;
}

/** Characters of a piece and where each stands, as far as the file says; a single place is where the first begins. */
interface Run {
  characters: string[];
  xs: number[];
  ys: number[];
  from: number;
}

// Its places count by pieces of UTF-16 in some browsers: such characters are set one by one.
const WIDE = /[\u{10000}-\u{10FFFF}\p{M}]/u;

function runsOf(object: XmlElement): Run[] {
  const size = numberOf(object, "Size", 0);
  let [x, y, from] = [0, 0, 0];
  return elementsOf(object, "TextCode").map((code) => {
    // A piece that does not say where it begins goes on where the last one did (11.3).
    x = code.attributes["X"] === undefined ? x : bounded(Number(code.attributes["X"]));
    y = code.attributes["Y"] === undefined ? y : bounded(Number(code.attributes["Y"]));
    const characters = [...wordsOf(code)];
    const [acrossSaid, down] = [deltasOf(code.attributes["DeltaX"], characters.length), deltasOf(code.attributes["DeltaY"], characters.length)];
    // Read downwards, though nobody says how far: by the size.
    const turned = numberOf(object, "ReadDirection", 0) % 180 === 90 && acrossSaid.length + down.length === 0;
    const downwards = turned ? [numberOf(object, "ReadDirection", 0) === 90 ? size : -size] : down;
    const placed = characters.length > 1 && acrossSaid.length + downwards.length > 0;
    const places = (start: number, deltas: readonly number[]): number[] => {
      let at = start;
      return placed ? characters.map((_, index) => (at = index === 0 ? at : at + (deltas[index - 1] ?? deltas.at(-1) ?? 0))) : [start];
    };
    const run = { characters, xs: places(x, acrossSaid), ys: places(y, downwards), from };
    from += characters.length;
    return run;
  });
}

const same = (values: readonly number[]): boolean => values.every((value) => value === values[0]);

/** One value where all are the same: SVG sets the characters that follow on the same line; across they are always said, for it would go on by itself. */
function listed(values: readonly number[], needed: boolean): string {
  return (!needed && same(values) ? values.slice(0, 1) : values).map(figure).join(" ");
}

function piecesOf({ characters, xs, ys }: Run, common: TextPiece["attributes"], stretched: number): TextPiece[] {
  const whole = characters.join("");
  if (stretched === 1 && !WIDE.test(whole)) return [{ attributes: { x: listed(xs, true), y: listed(ys, false), ...common }, words: escapeXml(whole) }];
  if (xs.length === 1 && ys.length === 1) {
    const place =
      stretched === 1
        ? { x: figure(xs[0]!), y: figure(ys[0]!) }
        : { transform: `translate(${figure(xs[0]!)} ${figure(ys[0]!)}) scale(${figure(stretched)} 1)` };
    return [{ attributes: { ...place, ...common }, words: escapeXml(whole) }];
  }
  return characters.map((character, index) => {
    const [x, y] = [figure(xs[index] ?? xs[0]!), figure(ys[index] ?? ys[0]!)];
    const place = stretched === 1 ? { x, y } : { transform: `translate(${x} ${y}) scale(${figure(stretched)} 1)` };
    return { attributes: { ...place, ...common }, words: escapeXml(character) };
  });
}

/** The text of an object as runs of SVG, in a font that the reader has. */
export function textPieces(object: XmlElement, scene: Scene): TextPiece[] {
  const font = scene.resources.get(object.attributes["Font"] ?? "")?.element;
  const bold = numberOf(object, "Weight", 400) >= 600 || font?.attributes["Bold"] === "true";
  const turn = numberOf(object, "CharDirection", 0);
  const common = {
    "font-size": figure(numbersOf(object.attributes["Size"])[0] ?? 0),
    "font-weight": bold ? "600" : undefined,
    "font-style": object.attributes["Italic"] === "true" || font?.attributes["Italic"] === "true" ? "italic" : undefined,
    "font-family": familyOf(font),
    rotate: turn === 0 ? undefined : figure(turn),
  };
  const runs = runsOf(object);
  for (const { characters } of runs) for (const character of characters) scene.characters.add(character);
  return runs.flatMap((run) => piecesOf(run, common, numberOf(object, "HScale", 1)));
}

/** Glyphs that a CGTransform puts in place of characters, by the place of the character (11.4). */
function transformsOf(object: XmlElement): Map<number, { count: number; glyphs: number[] }> {
  return new Map(
    elementsOf(object, "CGTransform").map((each) => {
      const glyphs = elementsOf(each, "Glyphs").flatMap((list) => numbersOf(list.children.filter((child) => typeof child === "string").join("")));
      return [numberOf(each, "CodePosition", 0), { count: Math.max(1, numberOf(each, "CodeCount", 1)), glyphs: glyphs.map(Math.trunc) }];
    }),
  );
}

/** The glyphs of a run, each where its character stands; those of one that became several stand one behind the other. */
function placedGlyphs(
  run: Run,
  transforms: ReturnType<typeof transformsOf>,
  glyphOf: (character: string) => number,
  advance: (glyph: number) => number,
): Placed[] {
  const placed: Placed[] = [];
  let [flowing, at] = [run.xs[0] ?? 0, 0];
  while (at < run.characters.length) {
    const transform = transforms.get(run.from + at);
    const glyphs = transform ? transform.glyphs : [glyphOf(run.characters[at]!)];
    const count = transform?.count ?? 1;
    glyphs.forEach((glyph, index) => {
      // As many glyphs as characters: each has the place of its own.
      const own = at + (glyphs.length === count ? index : 0);
      const x = run.xs.length > 1 ? (run.xs[own] ?? run.xs.at(-1)!) : flowing;
      placed.push({ glyph, x, y: run.ys[own] ?? run.ys.at(-1)! });
      flowing += advance(glyph);
    });
    at += count;
  }
  return placed;
}

/**
 * A text: by the glyphs of the font that came with the file where it can be read, else in a font of the reader's by the characters. Glyphs that stand only
 * as numbers in a font that cannot be read are told.
 */
export function textObject(object: XmlElement, look: Look, scene: Scene): string {
  const fill = object.attributes["Fill"] === "false" ? undefined : look.fill ? paintOf(look.fill, scene) : { value: "#000000", opacity: undefined };
  const stroke = object.attributes["Stroke"] === "true" ? (look.stroke ? paintOf(look.stroke, scene) : { value: "#000000", opacity: undefined }) : undefined;
  const painted = {
    fill: fill?.value ?? "none",
    "fill-opacity": fill?.opacity === undefined ? undefined : figure(fill.opacity),
    ...(stroke && { stroke: stroke.value, "stroke-width": figure(look.lineWidth) }),
  };
  if (!fill && !stroke) return "";
  const transforms = transformsOf(object);
  const glyphs = glyphsOf(object, scene, transforms.size > 0);
  if (glyphs) {
    const size = numberOf(object, "Size", 0);
    const scale = size / glyphs.unitsPerEm;
    const stretched = numberOf(object, "HScale", 1);
    const placed = runsOf(object).flatMap((run) => placedGlyphs(run, transforms, glyphs.glyphOf, (glyph) => glyphs.advance(glyph) * scale * stretched));
    const drawn = drawnGlyphs(glyphs, placed, { scale, stretched, turn: numberOf(object, "CharDirection", 0), painted }, scene);
    if (drawn !== undefined) return drawn;
  }
  if (transforms.size > 0) leaveOut(scene, "字形（用的是文件自带的字库，这里读不出来，换了别的字体）");
  return textPieces(object, scene)
    .map(({ attributes, words }) => tag("text", { ...attributes, ...painted }, words))
    .join("");
}
