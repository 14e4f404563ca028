import { readFileSync } from "node:fs";
import PDFDocument from "pdfkit";
import { conflict } from "#kernel/errors";
import type { Day } from "#kernel/clock";

/** Colours of print: ink, seal red, the gold brown of a licence's frame. */
export const COLOURS = { ink: "#17211f", grey: "#4a5653", hair: "#8a8a82", seal: "#b4321e", gold: "#9a7a3f", pale: "#dfeae6" } as const;

export type Weight = "regular" | "bold";

const files: Record<Weight, string> = {
  regular: "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  bold: "@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf",
};
const loaded = new Map<Weight, Buffer>();

// Ten megabytes each: read once, at the first document.
function fontFile(weight: Weight): Buffer {
  const known = loaded.get(weight) ?? readFileSync(new URL(import.meta.resolve(files[weight])));
  loaded.set(weight, known);
  return known;
}

/** A PDF being drawn, with Chinese fonts and measuring. Points, origin at the top left. */
export interface Canvas {
  doc: PDFKit.PDFDocument;
  measure: (weight: Weight, size: number) => (text: string) => number;
  /** Draws one line without breaking it; `spread` points are added after each character. */
  line: (text: string, x: number, y: number, look: { weight?: Weight; size: number; colour?: string; spread?: number }) => void;
  /** The same, centred on `x`. */
  centred: (text: string, x: number, y: number, look: { weight?: Weight; size: number; colour?: string; spread?: number }) => void;
  finish: () => Promise<Buffer>;
}

interface FontFace {
  hasGlyphForCodePoint: (point: number) => boolean;
}

/**
 * Opens a PDF/A-2b file with both weights embedded as subsets. Its dates are those of the document, not of the printing, so that
 * the same document gives the same bytes.
 */
export function openCanvas({
  title,
  author,
  day,
  layout = "portrait",
}: {
  title: string;
  author: string;
  day: Day;
  layout?: "portrait" | "landscape";
}): Canvas {
  const at = new Date(`${day}T00:00:00+08:00`);
  const doc = new PDFDocument({
    size: "A4",
    layout,
    margin: 0,
    autoFirstPage: true,
    bufferPages: true,
    lang: "zh-CN",
    displayTitle: true,
    pdfVersion: "1.7",
    subset: "PDF/A-2b",
    font: null as unknown as string,
    info: { Title: title, Author: author, Creator: "一网", Producer: "一网", CreationDate: at, ModDate: at },
  });
  const chunks: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => doc.on("end", resolve));
  for (const weight of ["regular", "bold"] as const) doc.registerFont(weight, fontFile(weight));

  const widths = new Map<string, number>();
  const measureCharacter = (weight: Weight, character: string): number => {
    const key = weight + character;
    const known = widths.get(key);
    if (known !== undefined) return known;
    doc.font(weight);
    const face = (doc as unknown as { _font: { font: FontFace } })._font.font;
    // Better no document than one with a blank where a name should be.
    if (!face.hasGlyphForCodePoint(character.codePointAt(0)!))
      throw conflict("CHARACTER_MISSING", `字库里没有“${character}”字，这份文书暂时不能生成。请联系管理员补充字库。`);
    const width = doc.fontSize(1000).widthOfString(character) / 1000;
    widths.set(key, width);
    return width;
  };
  const measure: Canvas["measure"] = (weight, size) => (text) => [...text].reduce((sum, character) => sum + measureCharacter(weight, character), 0) * size;
  const line: Canvas["line"] = (text, x, y, { weight = "regular", size, colour = COLOURS.ink, spread = 0 }) => {
    measure(weight, size)(text);
    doc.font(weight).fontSize(size).fillColor(colour).text(text, x, y, { lineBreak: false, characterSpacing: spread, features: [] });
  };
  const centred: Canvas["centred"] = (text, x, y, look) => {
    const width = measure(look.weight ?? "regular", look.size)(text) + (look.spread ?? 0) * ([...text].length - 1);
    line(text, x - width / 2, y, look);
  };
  const finish = async () => {
    doc.end();
    await ended;
    return Buffer.concat(chunks);
  };
  return { doc, measure, line, centred, finish };
}
