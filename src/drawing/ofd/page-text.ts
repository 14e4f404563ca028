import { elementsOf, textOf, type XmlElement } from "#drawing/package";
import { areaOf, bounded, deltasOf, matrixOf, numbersOf } from "./measures.ts";
import type { Resource } from "./resource.ts";

/** A piece of text (one TextCode) and where its base line begins on the page, in millimetres. */
export interface PageText {
  text: string;
  x: number;
  y: number;
  size: number;
  width: number;
  /** The right edge of what it says it stands in. */
  edge: number;
}

/** Objects of a layer from the bottom to the top, blocks of objects opened. */
export function objectsOf(layer: XmlElement): XmlElement[] {
  return elementsOf(layer).flatMap((element) => (element.local === "PageBlock" ? objectsOf(element) : [element]));
}

function textsOf(object: XmlElement): PageText[] {
  const area = areaOf(object.attributes["Boundary"]) ?? { x: 0, y: 0, width: 0, height: 0 };
  const [a, b, c, d, e, f] = matrixOf(object.attributes["CTM"]);
  const size = numbersOf(object.attributes["Size"])[0] ?? 0;
  let [x, y] = [0, 0];
  return elementsOf(object, "TextCode").map((code) => {
    // A piece that does not say where it begins goes on where the last one did (11.3).
    x = code.attributes["X"] === undefined ? x : bounded(Number(code.attributes["X"]));
    y = code.attributes["Y"] === undefined ? y : bounded(Number(code.attributes["Y"]));
    const text = wordsOf(code);
    const deltas = deltasOf(code.attributes["DeltaX"], text.length);
    const width = (deltas.reduce((sum, one) => sum + one, 0) + (text === "" ? 0 : size)) * Math.hypot(a, b);
    return { text, x: area.x + a * x + c * y + e, y: area.y + b * x + d * y + f, size: size * Math.hypot(c, d), width, edge: area.x + area.width };
  });
}

// Composite objects may stand in others; deeper is a circle.
const DEPTH = 6;

/** The text of a piece as it is set: line ends and spaces that only lay out the XML are none of it. */
export function wordsOf(code: XmlElement): string {
  return textOf(code)
    .replaceAll(/^[ \t]*[\r\n]\s*|\s*[\r\n][ \t]*$/g, "")
    .replaceAll(/[\t\r\n]/g, " ");
}

/** The pieces of text in a layer, a block, or a composite object, moved to where `at` lies. */
export function textsIn(block: XmlElement, resources: ReadonlyMap<string, Resource>, at: { x: number; y: number } = { x: 0, y: 0 }, depth = 0): PageText[] {
  return objectsOf(block).flatMap((object): PageText[] => {
    if (object.attributes["Visible"] === "false") return [];
    if (object.local === "TextObject") return textsOf(object).map((text) => ({ ...text, x: text.x + at.x, y: text.y + at.y, edge: text.edge + at.x }));
    const unit = object.local === "CompositeObject" && depth < DEPTH ? resources.get(object.attributes["ResourceID"] ?? "") : undefined;
    if (unit?.kind !== "unit") return [];
    const area = areaOf(object.attributes["Boundary"]) ?? at;
    return elementsOf(unit.element, "Content").flatMap((content) => textsIn(content, resources, { x: at.x + area.x, y: at.y + area.y }, depth + 1));
  });
}

/** The pieces of text on some layers, in the order of the file. */
export function textsOn(layers: readonly XmlElement[], resources: ReadonlyMap<string, Resource>): PageText[] {
  return layers.flatMap((layer) => textsIn(layer, resources));
}

/** Pieces as one text: what follows closely on the same base line is one line, as where a program wrote each character by itself. */
export function runningText(texts: readonly PageText[]): string {
  let words = "";
  let before: PageText | undefined;
  for (const piece of texts) {
    const level = before && Math.abs(piece.y - before.y) < 0.3 * before.size;
    const gap = before ? piece.x - before.x - before.width : 0;
    // A character wider than it is high is told by the box alone: the last of a piece has no distance to a next.
    const close = before && (Math.abs(gap) < 0.8 * before.size || Math.abs(piece.x - before.edge) < 0.05);
    if (before) words += level && close ? "" : "\n";
    words += piece.text;
    before = piece;
  }
  return words;
}
