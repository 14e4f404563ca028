import { openCanvas, type Canvas, type Drawing } from "#drawing/layout";
import { COLOURS } from "./colours.ts";
import { layoutOf } from "./layouts.ts";
import { MIDDLE, PAGE } from "./measures.ts";
import type { Block, Paper } from "./paper.ts";
import type { SealManner } from "./seal-drawing.ts";
import { type Sheet, openSheet, paragraph, table } from "./sheet.ts";

function block(sheet: Sheet, part: Block): void {
  if (part.type === "paragraph") return paragraph(sheet, part.text);
  if (part.type === "table") return table(sheet, part.head, part.rows, part.widths);
  if (part.title) paragraph(sheet, part.title);
  part.items.forEach((item, index) => paragraph(sheet, `${index + 1}．${item}`));
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
  const layout = layoutOf(paper);
  const canvas = openCanvas({ title: `${paper.title} ${paper.number}`, author: paper.issuer, day: paper.date });
  const sheet = openSheet(canvas, layout, leading);
  layout.head(sheet, paper);
  if (paper.addressee) paragraph(sheet, `${paper.addressee}：`, { indent: 0, ...(paper.layout === undefined && { weight: "bold" as const }) });
  for (const [index, part] of paper.body.entries()) {
    if (over && index === paper.body.length - 1) sheet.need(PAGE.height);
    block(sheet, part);
  }
  const alone = layout.sign(sheet, paper, seal);
  layout.foot(sheet, paper, trial);
  return { canvas, alone };
}

/**
 * Lays a document out on A4 in the manner of Chinese official papers, by its layout; `printPdf` and `writeOfd` make files of it. With `seal: "room"` the
 * place of the seal stays free for the one that a signature brings; with "none" each page says that it bears no seal. Lines are set closer where
 * that spares a page with nothing but the seal; where it does not, the last paragraph goes with the seal. A trial draws no code: it holds our own
 * address, which every paper has, and takes a third of the time.
 */
export function layPaper(paper: Paper, { seal = "drawn", trial = false }: Partial<Manner> = {}): Drawing {
  const manner = { seal, trial };
  const { leading: usual, closer, numbers } = layoutOf(paper);
  let best = laid(paper, manner, usual);
  for (const leading of closer) if (best.alone) best = laid(paper, manner, leading);
  const { canvas } = best.alone ? laid(paper, manner, usual, true) : best;
  numbers(canvas);
  if (seal === "none") unsealed(canvas);
  return canvas.drawing;
}
