import { facesIn, printable, runsOf, type Drawing, type Mark, type PathMark, type Segment, type TextMark } from "#drawing/layout";
import { subsetFont } from "#drawing/font";
import { byPart, openTags } from "./tags.ts";

type Document = PDFKit.PDFDocument;

// Places follow from the widths alone, as they were measured: no kerning. The library takes switches too, its types know lists only.
const FEATURES = { kern: false } as unknown as PDFKit.Mixins.OpenTypeFeatures[];

function segment(doc: Document, [kind, ...numbers]: Segment): void {
  const [a, b, c, d, e, f] = numbers as number[];
  if (kind === "move") doc.moveTo(a!, b!);
  else if (kind === "line") doc.lineTo(a!, b!);
  else if (kind === "curve") doc.bezierCurveTo(a!, b!, c!, d!, e!, f!);
  else if (kind === "rect") doc.rect(a!, b!, c!, d!);
  else doc.closePath();
}

function path(doc: Document, { segments, fill, stroke, lineWidth }: PathMark): void {
  for (const one of segments) segment(doc, one);
  if (stroke) doc.lineWidth(lineWidth);
  if (fill && stroke) doc.fillAndStroke(fill, stroke);
  else if (fill) doc.fill(fill);
  else if (stroke) doc.stroke(stroke);
}

function text(doc: Document, mark: TextMark): void {
  const { x, y, size, colour, spread, turn } = mark;
  if (turn) doc.rotate(turn.angle, { origin: [turn.x, turn.y] });
  doc.fontSize(size).fillColor(colour);
  for (const run of runsOf(mark))
    doc.font(run.face.key).text(run.text, x + run.x, y + run.y, { lineBreak: false, characterSpacing: spread, features: FEATURES });
}

function draw(doc: Document, mark: Mark): void {
  const apart = mark.opacity < 1 || (mark.kind === "text" && mark.turn);
  if (apart) doc.save();
  if (mark.opacity < 1) doc.opacity(mark.opacity);
  if (mark.kind === "text") text(doc, mark);
  else if (mark.kind === "path") path(doc, mark);
  else doc.image(mark.png, mark.x, mark.y, { width: mark.width, height: mark.height });
  if (apart) doc.restore();
}

/** What a PDF says of itself beside its pages. */
export interface PdfFacts {
  /** For programs, by name: "收件号". They stand in the file as keywords: "收件号：…；…". */
  custom?: Readonly<Record<string, string>>;
  /** Files that travel inside. */
  attachments?: readonly { name: string; content: Buffer }[];
}

/** The library writes XML of these words as they are. */
function plain(text: string): string {
  return printable(text).replaceAll("&", "＆").replaceAll("<", "＜").replaceAll(">", "＞");
}

/**
 * A drawing as PDF/A-2b with both weights embedded as subsets, as PDF/A-3b where files travel inside. Its dates are those of the document, not of
 * the printing, so that the same drawing and facts give the same bytes.
 */
export async function printPdf(drawing: Drawing, { custom = {}, attachments = [] }: PdfFacts = {}): Promise<Buffer> {
  const { title, author, day, pages } = drawing;
  const at = new Date(`${day}T00:00:00+08:00`);
  const keywords = Object.entries(custom).map(([name, value]) => `${name}：${value}`);
  // Loaded when something is printed: it takes as much memory as the rest of printing.
  const { default: PDFDocument } = await import("pdfkit");
  const doc = new PDFDocument({
    margin: 0,
    autoFirstPage: false,
    lang: "zh-CN",
    displayTitle: true,
    tagged: true,
    pdfVersion: "1.7",
    subset: attachments.length > 0 ? "PDF/A-3b" : "PDF/A-2b",
    font: null as unknown as string,
    info: {
      Title: plain(title),
      Author: plain(author),
      ...(keywords.length > 0 && { Keywords: plain(keywords.join("；")) }),
      Creator: "一网",
      Producer: "一网",
      CreationDate: at,
      ModDate: at,
    },
  });
  const chunks: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => doc.on("end", resolve));
  // Out of a font with just these characters: the library takes twice as long out of the whole one, for the same page.
  for (const { face, characters } of facesIn(drawing)) doc.registerFont(face.key, subsetFont(face.typeface, characters));
  const tags = openTags(doc, drawing);
  for (const { width, height, marks } of pages) {
    doc.addPage({ size: [width, height], margin: 0 });
    for (const [part, together] of byPart(marks)) tags.mark(part, () => together.forEach((mark) => draw(doc, mark)));
  }
  tags.end();
  for (const { name, content } of attachments) {
    const type = name.endsWith(".json") ? "application/json" : "application/octet-stream";
    doc.file(content, { name, type, creationDate: at, modifiedDate: at });
  }
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}
