import { rectangle, straight, type Canvas } from "#drawing/layout";
import { COLOURS } from "./colours.ts";
import { footHeight, footInMargin, footInText } from "./foot.ts";
import { EM_TOP, MIDDLE, PAGE, PITCH, RED, RIGHT, SIZE_2, SIZE_3, SIZE_4, TEXT_WIDTH, mm } from "./measures.ts";
import { countedPages, officialPages } from "./page-numbers.ts";
import type { LayoutName, Paper } from "./paper.ts";
import { LEADING, type Sheet } from "./sheet.ts";
import type { SealManner } from "./seal-drawing.ts";
import { officialSignature, signature } from "./signature.ts";
import { titleLines } from "./title-lines.ts";

/** 版式: how a paper is laid out, from its head to its foot. */
export interface Layout {
  /** Of running text, and from line to line; closer ones where seal and date find no room behind the text (GB/T 9704-2012, 7.3.5.5). */
  size: number;
  leading: number;
  grid: boolean;
  closer: readonly number[];
  /** Rules of tables. */
  rule: string;
  head(sheet: Sheet, paper: Paper): void;
  /** Says whether it had to turn the page. */
  sign(sheet: Sheet, paper: Paper, seal: SealManner): boolean;
  foot(sheet: Sheet, paper: Paper, trial: boolean): void;
  numbers(canvas: Canvas): void;
}

/** From the foot of a line of text to the top of the next but one. */
const BLANK_LINE = 2 * PITCH - SIZE_3;

const top = (size: number): number => size * EM_TOP;

/** The title, its characters from `y` on; gives where the last of its lines ends. */
function title(canvas: Canvas, text: string, y: number, size = SIZE_2): number {
  const lines = titleLines(text, TEXT_WIDTH, canvas.measure("bold", size));
  const step = size * 1.5;
  canvas.tagged("H1", () => lines.forEach((line, at) => canvas.centred(line, MIDDLE, y + at * step - top(size), { weight: "bold", size, room: TEXT_WIDTH })));
  return y + (lines.length - 1) * step + size;
}

/** 发文机关标志: the unit in red, its characters from `y` on, as large as there is room. */
function mark(canvas: Canvas, { issuer }: Paper, y: number, room: number, size: number): number {
  const letters = [...issuer].length;
  const natural = canvas.measure("bold", size)(issuer);
  const spread = Math.max(0, Math.min(size * 0.35, (room * 0.94 - natural) / Math.max(1, letters - 1)));
  canvas.tagged("P", () => canvas.centred(issuer, MIDDLE, y - top(size), { weight: "bold", size, colour: RED, spread, room }));
  return y + size;
}

/** As all papers are that say nothing: in the manner of official papers, with the title and number under a red head. */
const PLAIN: Layout = {
  size: 14,
  leading: LEADING,
  grid: false,
  closer: [24, 22, 20],
  rule: COLOURS.hair,
  head(sheet, paper) {
    const { canvas } = sheet;
    const wide = canvas.measure("bold", 26)(paper.issuer) > TEXT_WIDTH * 0.77;
    canvas.tagged("P", () =>
      canvas.centred(paper.issuer, MIDDLE, 82, { weight: "bold", size: 26, colour: COLOURS.seal, spread: wide ? 0 : 2, room: TEXT_WIDTH }),
    );
    canvas.path(straight(PAGE.left, 132, PAGE.left + TEXT_WIDTH, 132), { stroke: COLOURS.seal, lineWidth: 1.6 });
    canvas.tagged("H1", () => canvas.centred(paper.title, MIDDLE, 158, { weight: "bold", size: 22, room: TEXT_WIDTH }));
    canvas.tagged("P", () => canvas.centred(`编号：${paper.number}`, MIDDLE, 196, { size: 12, colour: COLOURS.grey, room: TEXT_WIDTH }));
    sheet.y = 234;
  },
  sign: signature,
  foot: footInMargin,
  numbers: countedPages,
};

/** 红头 (7.2, 7.3): the mark 35 mm under the top of the 版心, two lines, the number, a red rule 4 mm under it, two lines, the title. */
const RED_HEAD: Layout = {
  size: SIZE_3,
  leading: PITCH,
  grid: true,
  closer: [27, 25, 23],
  rule: COLOURS.ink,
  head(sheet, paper) {
    const { canvas } = sheet;
    const under = mark(canvas, paper, mm(72), TEXT_WIDTH, 32);
    const number = under + 2 * PITCH;
    canvas.tagged("P", () => canvas.centred(paper.number, MIDDLE, number - top(SIZE_3), { size: SIZE_3, room: TEXT_WIDTH }));
    const line = number + SIZE_3 + mm(4);
    canvas.path(rectangle(PAGE.left, line, TEXT_WIDTH, mm(0.5)), { fill: RED });
    sheet.y = title(canvas, paper.title, line + 2 * PITCH) + BLANK_LINE;
  },
  sign: (sheet, paper, seal) => officialSignature(sheet, paper, seal, footHeight(paper) + 6),
  foot: (sheet, paper, trial) => footInText(sheet, paper, trial, mm(0.35)),
  numbers: (canvas) => officialPages(canvas, 1),
};

/** The two rules of a letter: 170 mm wide, in the middle of the page; `thick` first above the text, last below. */
function doubleRule(canvas: Canvas, y: number, thickFirst: boolean): void {
  const [thick, thin, apart] = [mm(0.9), mm(0.3), mm(0.6)];
  const [first, second] = thickFirst ? [thick, thin] : [thin, thick];
  canvas.path(rectangle(mm(20), y, mm(170), first), { fill: RED });
  canvas.path(rectangle(mm(20), y + first + apart, mm(170), second), { fill: RED });
}

/** 信函 (10.1): the mark 30 mm from the top of the page, double rules under it and 20 mm from the foot, the number at the right under the first of them. */
const LETTER: Layout = {
  size: SIZE_3,
  leading: PITCH,
  grid: true,
  closer: [27, 25, 23],
  rule: COLOURS.ink,
  head(sheet, paper) {
    const { canvas } = sheet;
    const line = mark(canvas, paper, mm(30), mm(170), 30) + mm(4);
    doubleRule(canvas, line, true);
    doubleRule(canvas, PAGE.height - mm(20) - mm(1.8), false);
    const number = line + mm(1.8) + (SIZE_3 * 7) / 8;
    const measure = canvas.measure("regular", SIZE_3);
    const x = Math.max(PAGE.left, RIGHT - measure(paper.number));
    canvas.tagged("P", () => canvas.line(paper.number, x, number - top(SIZE_3), { size: SIZE_3, room: TEXT_WIDTH }));
    sheet.y = title(canvas, paper.title, number + SIZE_3 + PITCH + BLANK_LINE) + BLANK_LINE;
  },
  sign: (sheet, paper, seal) => officialSignature(sheet, paper, seal, footHeight(paper) + 6),
  foot: (sheet, paper, trial) => footInText(sheet, paper, trial),
  // The first page of a letter has none.
  numbers: (canvas) => officialPages(canvas, 2),
};

/** A head in black: the unit, the title, the number at the right. */
function blackHead({ issuer, title: words, number }: Paper, sheet: Sheet, unit: number): void {
  const { canvas } = sheet;
  canvas.tagged("P", () => canvas.centred(issuer, MIDDLE, PAGE.top - top(unit), { weight: "bold", size: unit, room: TEXT_WIDTH }));
  const under = title(canvas, words, PAGE.top + unit * 2);
  const x = Math.max(PAGE.left, RIGHT - canvas.measure("regular", 12)(number));
  canvas.tagged("P", () => canvas.line(number, x, under + 14, { size: 12, room: TEXT_WIDTH }));
  sheet.y = under + 36;
}

/** 表格: a form that was filled in; text in 4号, rules in ink. */
const FORM: Layout = {
  ...PLAIN,
  size: 12,
  leading: 22,
  closer: [20, 18],
  rule: COLOURS.ink,
  head: (sheet, paper) => blackHead(paper, sheet, 14),
};

/** 回证, 收据: the name of the unit as large as that of the paper; what it says stands in its table. */
const RECEIPT: Layout = {
  ...PLAIN,
  size: SIZE_4,
  leading: 24,
  closer: [22, 20],
  rule: COLOURS.ink,
  head: (sheet, paper) => blackHead(paper, sheet, SIZE_2),
};

const LAYOUTS: Readonly<Record<LayoutName, Layout>> = { "red-head": RED_HEAD, letter: LETTER, form: FORM, receipt: RECEIPT };

/** The layout of a paper; that of all papers where it says none, or one that there is not. */
export function layoutOf({ layout }: Pick<Paper, "layout">): Layout {
  return layout !== undefined && Object.hasOwn(LAYOUTS, layout) ? LAYOUTS[layout] : PLAIN;
}
