import { elementAt, elementsOf, escapeXml, tag, textOf, type XmlElement } from "#base/package";
import type { Ofd, OfdDocument, OfdPage } from "./document.ts";
import { lookOf } from "./look.ts";
import { areaOf, bounded, deltasOf, figure, figures, matrixOf, numbersOf } from "./measures.ts";
import { objectsOf } from "./page-text.ts";

/** A picture as a browser takes it: a raster image. */
export interface Picture {
  type: "image/png" | "image/jpeg" | "image/gif" | "image/bmp" | "image/svg+xml";
  content: Buffer;
}

export interface ViewOptions {
  /** Which document of the file, from 0. */
  document?: number;
  /** Pictures of the seals, by the path of their signatures; out of the signature values, which are not ours to read. */
  seals?: ReadonlyMap<string, Picture>;
}

const KINDS: readonly [Picture["type"], number[]][] = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/gif", [0x47, 0x49, 0x46, 0x38]],
  ["image/bmp", [0x42, 0x4d]],
];

export function pictureType(content: Buffer): Picture["type"] | undefined {
  return KINDS.find(([, magic]) => magic.every((byte, index) => content[index] === byte))?.[0];
}

// Of all pictures of a document together; what is beyond is left out.
const PICTURES = 24 * 1024 * 1024;
// Of all drawing instructions together.
const DRAWN = 32 * 1024 * 1024;

// How many numbers follow each instruction (GB/T 33190-2016, 9.1), and what SVG calls it.
const INSTRUCTIONS: Record<string, [string, number]> = { S: ["M", 2], M: ["M", 2], L: ["L", 2], Q: ["Q", 4], B: ["C", 6], A: ["A", 7], C: ["Z", 0] };

function outline(text: string): string {
  const words = text.split(/[\s,]+/).filter(Boolean);
  const drawn: string[] = [];
  for (let at = 0; at < words.length;) {
    const word = words[at]!;
    const instruction = Object.hasOwn(INSTRUCTIONS, word) ? INSTRUCTIONS[word] : undefined;
    if (!instruction) return drawn.join(" ");
    const [name, count] = instruction;
    const numbers = words.slice(at + 1, at + 1 + count).map((word) => bounded(Number(word)));
    if (numbers.length < count) return drawn.join(" ");
    drawn.push(count === 0 ? name : `${name} ${figures(...numbers)}`);
    at += count + 1;
  }
  // Whoever begins without a move is not drawn.
  return drawn[0]?.startsWith("M") ? drawn.join(" ") : "";
}

interface View {
  ofd: Ofd;
  document: OfdDocument;
  /** Pictures of this page by their numbers, each put in once. */
  defined: Map<string, { name: string; image: string }>;
  budget: { pictures: number; drawn: number };
  page: number;
}

function dataUrl({ type, content }: Picture): string {
  return `data:${type};base64,${content.toString("base64")}`;
}

function textObject(object: XmlElement, fill: string, { resources }: OfdDocument): string {
  const font = resources.get(object.attributes["Font"] ?? "")?.element;
  const weight = font?.attributes["Bold"] === "true" || Number(object.attributes["Weight"]) > 500 ? 600 : undefined;
  const size = numbersOf(object.attributes["Size"])[0] ?? 0;
  let [x, y] = [0, 0];
  const codes = elementsOf(object, "TextCode").map((code) => {
    x = code.attributes["X"] === undefined ? x : bounded(Number(code.attributes["X"]));
    y = code.attributes["Y"] === undefined ? y : bounded(Number(code.attributes["Y"]));
    const characters = [...textOf(code)];
    const places = (start: number, deltas: number[]) => {
      let at = start;
      return deltas.length === 0 ? [start] : characters.map((_, index) => (at = index === 0 ? at : at + (deltas[index - 1] ?? deltas.at(-1)!)));
    };
    const attributes = {
      x: places(x, deltasOf(code.attributes["DeltaX"], characters.length)).map(figure).join(" "),
      y: places(y, deltasOf(code.attributes["DeltaY"], characters.length)).map(figure).join(" "),
    };
    return tag("text", { ...attributes, "font-size": figure(size), "font-weight": weight, fill }, escapeXml(characters.join("")));
  });
  return codes.join("");
}

function pathObject(object: XmlElement, look: ReturnType<typeof lookOf>): string {
  const fill = object.attributes["Fill"] === "true" ? (look.fill ?? "#000000") : "none";
  const stroke = object.attributes["Stroke"] === "false" ? "none" : (look.stroke ?? "#000000");
  const rule = object.attributes["Rule"] === "Even-Odd" ? "evenodd" : undefined;
  const d = outline(textOf(elementAt(object, "AbbreviatedData")));
  return d === "" ? "" : tag("path", { d, fill, stroke, "fill-rule": rule, "stroke-width": stroke === "none" ? undefined : figure(look.lineWidth) });
}

function imageObject(object: XmlElement, view: View): string {
  const id = object.attributes["ResourceID"] ?? "";
  const resource = view.document.resources.get(id);
  const part = resource?.kind === "picture" && resource.part ? view.ofd.parts.get(resource.part) : undefined;
  if (!part) return "";
  const known = view.defined.get(id);
  if (known) return tag("use", { href: `#${known.name}` });
  if (part.size > view.budget.pictures) return "";
  const content = part.read();
  const type = KINDS.find(([, magic]) => magic.every((byte, index) => content[index] === byte))?.[0];
  if (!type) return "";
  const name = `p${view.page}-${view.defined.size}`;
  view.budget.pictures -= part.size;
  view.defined.set(id, { name, image: tag("image", { id: name, width: 1, height: 1, preserveAspectRatio: "none", href: dataUrl({ type, content }) }) });
  return tag("use", { href: `#${name}` });
}

function objectView(object: XmlElement, layer: XmlElement, view: View): string {
  if (object.attributes["Visible"] === "false") return "";
  const area = areaOf(object.attributes["Boundary"]) ?? { x: 0, y: 0, width: 0, height: 0 };
  const look = lookOf(object, layer, view.document.resources);
  let inside = "";
  if (object.local === "TextObject") inside = textObject(object, look.fill ?? "#000000", view.document);
  else if (object.local === "PathObject") inside = pathObject(object, look);
  else if (object.local === "ImageObject") inside = imageObject(object, view);
  view.budget.drawn -= inside.length;
  if (inside === "" || view.budget.drawn < 0) return "";
  const alpha = numbersOf(object.attributes["Alpha"])[0] ?? 255;
  const matrix = object.attributes["CTM"] === undefined ? "" : ` matrix(${figures(...matrixOf(object.attributes["CTM"]))})`;
  return tag("g", { transform: `translate(${figures(area.x, area.y)})${matrix}`, opacity: alpha < 255 ? figure(Math.max(0, alpha) / 255) : undefined }, inside);
}

/** The seals that signatures show on a page, cut where they are to be cut. */
function stampsView(page: OfdPage, { document, page: index, budget }: View, seals: ViewOptions["seals"]): string[] {
  return document.signatures.flatMap((signature, number) => {
    const picture = seals?.get(signature.path);
    const stamps = signature.stamps.filter((stamp) => stamp.page === page.id);
    if (!picture || stamps.length === 0 || picture.content.length > budget.drawn) return [];
    const href = dataUrl(picture);
    return stamps.flatMap(({ area, clip }, place) => {
      budget.drawn -= href.length;
      if (budget.drawn < 0) return [];
      const id = `s${index}-${number}-${place}`;
      const box = { x: figure(area.x), y: figure(area.y), width: figure(area.width), height: figure(area.height) };
      const image = tag("image", { ...box, preserveAspectRatio: "none", href, "clip-path": clip && `url(#${id})` });
      if (!clip) return image;
      const cut = { x: figure(area.x + clip.x), y: figure(area.y + clip.y), width: figure(clip.width), height: figure(clip.height) };
      return tag("clipPath", { id }, tag("rect", cut)) + image;
    });
  });
}

/**
 * A plain view of each page as SVG, for a browser: texts in a font the reader has, outlines, pictures, and seals whose pictures are given.
 * Nothing in it leads outside or runs; sizes are millimetres. It is for reading along, not for print.
 * @throws Refusal PART_UNREADABLE when a picture cannot be unpacked.
 */
export function pagesAsSvg(ofd: Ofd, { document: index = 0, seals }: ViewOptions = {}): string[] {
  const document = ofd.documents[index];
  if (!document) return [];
  const budget = { pictures: PICTURES, drawn: DRAWN };
  return document.pages.map((page, number) => {
    const view: View = { ofd, document, defined: new Map(), budget, page: number };
    const drawn = page.layers.flatMap((layer) => objectsOf(layer).map((object) => objectView(object, layer, view)));
    const { x, y, width, height } = page.area;
    const attributes = {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: figures(x, y, width, height),
      width: `${figure(width)}mm`,
      height: `${figure(height)}mm`,
    };
    const definitions = view.defined.size > 0 ? [tag("defs", {}, ...[...view.defined.values()].map(({ image }) => image))] : [];
    const inside = [...definitions, ...drawn, ...stampsView(page, view, seals)].join("");
    return tag("svg", { ...attributes, "font-family": "Noto Sans SC, sans-serif" }, inside);
  });
}
