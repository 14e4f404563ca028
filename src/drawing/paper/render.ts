import { drawCode, openCanvas, straight, type Canvas, type Drawing } from "#drawing/layout";
import { COLOURS } from "./colours.ts";
import { type Block, type Paper, longDate } from "./paper.ts";
import { drawSeal, type SealManner } from "./seal-drawing.ts";
import { type Sheet, LEADING, openSheet, PAGE, paragraph, table, TEXT_WIDTH } from "./sheet.ts";

const MIDDLE = PAGE.left + TEXT_WIDTH / 2;

function head(sheet: Sheet, paper: Paper): void {
  const { canvas } = sheet;
  const wide = canvas.measure("bold", 26)(paper.issuer) > TEXT_WIDTH * 0.77;
  canvas.tagged("P", () =>
    canvas.centred(paper.issuer, MIDDLE, 82, { weight: "bold", size: 26, colour: COLOURS.seal, spread: wide ? 0 : 2, room: TEXT_WIDTH }),
  );
  canvas.path(straight(PAGE.left, 132, PAGE.left + TEXT_WIDTH, 132), { stroke: COLOURS.seal, lineWidth: 1.6 });
  canvas.tagged("H1", () => canvas.centred(paper.title, MIDDLE, 158, { weight: "bold", size: 22, room: TEXT_WIDTH }));
  canvas.tagged("P", () => canvas.centred(`编号：${paper.number}`, MIDDLE, 196, { size: 12, colour: COLOURS.grey, room: TEXT_WIDTH }));
  sheet.y = 234;
}

function block(sheet: Sheet, part: Block): void {
  if (part.type === "paragraph") return paragraph(sheet, part.text);
  if (part.type === "table") return table(sheet, part.head, part.rows, part.widths);
  if (part.title) paragraph(sheet, part.title);
  part.items.forEach((item, index) => paragraph(sheet, `${index + 1}．${item}`));
}

/** 落款: unit and date at the right, the seal over them (上不压正文，下压日期). Says whether it had to turn the page and stands there alone. */
function signature(sheet: Sheet, paper: Paper, manner: SealManner): boolean {
  const { canvas } = sheet;
  const alone = sheet.need(128);
  const size = 14;
  const measure = canvas.measure("regular", size);
  const wide = Math.min(Math.max(measure(paper.issuer), measure(longDate(paper.date)), 130), TEXT_WIDTH - size * 2);
  const middle = PAGE.left + TEXT_WIDTH - size * 2 - wide / 2;
  const top = sheet.y + 56;
  drawSeal(canvas, paper.issuer, { x: middle, y: top + 2, radius: 56, manner, ...(paper.sealNote && { note: paper.sealNote }) });
  // The note of the seal stands between the two lines, where it can be read.
  canvas.tagged("P", () => {
    canvas.centred(paper.issuer, middle, top - 6, { size, room: wide });
    canvas.centred(longDate(paper.date), middle, top + 38, { size });
  });
  sheet.y = top + 72;
  return alone;
}

/** In the lower margin of the last page: whom to ask, the code to scan. */
function foot({ canvas }: Sheet, paper: Paper, trial: boolean): void {
  if (!paper.check && !paper.contact) return;
  const y = PAGE.height - PAGE.bottom + 14;
  const room = paper.check ? TEXT_WIDTH - 70 : TEXT_WIDTH;
  canvas.path(straight(PAGE.left, y - 6, PAGE.left + TEXT_WIDTH, y - 6), { stroke: COLOURS.hair, lineWidth: 0.6 });
  const { contact, check } = paper;
  if (contact) canvas.tagged("P", () => canvas.line(contact, PAGE.left, y + 2, { size: 10, colour: COLOURS.grey, room }));
  if (!check) return;
  if (!trial) drawCode(canvas, check.url, { x: PAGE.left + TEXT_WIDTH - 62, y: y - 2, size: 62 });
  canvas.tagged("P", () => {
    canvas.line(check.words, PAGE.left, y + 19, { size: 10, colour: COLOURS.grey, room });
    [...(check.more ?? []), check.url].forEach((line, index) => canvas.line(line, PAGE.left, y + 36 + index * 12, { size: 8, colour: COLOURS.grey, room }));
  });
}

function pageNumbers({ drawing, turnTo, centred }: Canvas): void {
  const count = drawing.pages.length;
  if (count < 2) return;
  for (let page = 0; page < count; page++) {
    turnTo(page);
    centred(`第 ${page + 1} 页，共 ${count} 页`, MIDDLE, PAGE.height - 28, { size: 9, colour: COLOURS.grey });
  }
}

/** Over every page of a paper that bears no seal. */
function unsealed({ drawing, turnTo, centred, tagged }: Canvas): void {
  for (const page of drawing.pages.keys()) {
    turnTo(page);
    tagged("P", () => centred("本文件没有加盖印章，仅供阅读，不能作为凭证使用", MIDDLE, 34, { weight: "bold", size: 11, colour: COLOURS.grey }));
  }
}

/** How a paper is laid out: what of its seal, whether only to see that it can be. */
interface Manner {
  seal: SealManner;
  trial: boolean;
}

/** `over`: the last paragraph goes over to the page of the seal. */
function laid(paper: Paper, { seal, trial }: Manner, leading: number, over = false): { canvas: Canvas; alone: boolean } {
  const canvas = openCanvas({ title: `${paper.title} ${paper.number}`, author: paper.issuer, day: paper.date });
  const sheet = openSheet(canvas, leading);
  head(sheet, paper);
  if (paper.addressee) paragraph(sheet, `${paper.addressee}：`, { indent: 0, weight: "bold" });
  for (const [index, part] of paper.body.entries()) {
    if (over && index === paper.body.length - 1) sheet.need(PAGE.height);
    block(sheet, part);
  }
  const alone = signature(sheet, paper, seal);
  foot(sheet, paper, trial);
  return { canvas, alone };
}

// GB/T 9704-2012, 7.3.5.5: where seal and date find no room behind the text, lines are set closer.
const CLOSER = [24, 22, 20];

/**
 * Lays a document out on A4 in the manner of Chinese official papers; `printPdf` and `writeOfd` make files of it. With `seal: "room"` the
 * place of the seal stays free for the one that a signature brings; with "none" each page says that it bears no seal. Lines are set closer where
 * that spares a page with nothing but the seal; where it does not, the last paragraph goes with the seal. A trial draws no code: it holds our own
 * address, which every paper has, and takes a third of the time.
 */
export function layPaper(paper: Paper, { seal = "drawn", trial = false }: Partial<Manner> = {}): Drawing {
  const manner = { seal, trial };
  let best = laid(paper, manner, LEADING);
  for (const leading of CLOSER) if (best.alone) best = laid(paper, manner, leading);
  const { canvas } = best.alone ? laid(paper, manner, LEADING, true) : best;
  pageNumbers(canvas);
  if (seal === "none") unsealed(canvas);
  return canvas.drawing;
}
