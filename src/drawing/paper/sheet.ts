import { rectangle, type Canvas } from "#drawing/layout";
import type { Weight } from "#drawing/font";
import { COLOURS } from "./colours.ts";
import { EM_TOP, PAGE, TEXT_WIDTH } from "./measures.ts";
import { breakLines } from "./typeset.ts";

/** From line to line, as long as there is room. */
export const LEADING = 26;

/** Running text on pages: what is drawn moves the pen down, and turns the page when there is no room. */
export interface Sheet {
  canvas: Canvas;
  y: number;
  /** Of running text, and from line to line of it, points. */
  size: number;
  leading: number;
  /** Characters stand at the top of their line, so that 22 lines fill the 版心; else in its middle. */
  grid: boolean;
  /** Colour of the rules of tables. */
  rule: string;
  /** Turns the page unless `height` is left on it; says whether it did. */
  need: (height: number) => boolean;
}

export function openSheet(canvas: Canvas, { size, grid, rule }: Pick<Sheet, "size" | "grid" | "rule">, leading: number): Sheet {
  const sheet: Sheet = {
    canvas,
    y: PAGE.top,
    size,
    leading,
    grid,
    rule,
    need: (height) => {
      if (sheet.y + height <= PAGE.height - PAGE.bottom) return false;
      canvas.addPage();
      sheet.y = PAGE.top;
      return true;
    },
  };
  return sheet;
}

interface TextLook {
  size?: number;
  leading?: number;
  indent?: number;
  weight?: Weight;
  colour?: string;
}

/** A paragraph across the text width; indented by two characters unless told. */
export function paragraph(
  sheet: Sheet,
  text: string,
  { size = sheet.size, leading = sheet.leading, indent = size * 2, weight = "regular", colour = COLOURS.ink }: TextLook = {},
): void {
  let part: number | undefined;
  breakLines(text, TEXT_WIDTH, indent, sheet.canvas.measure(weight, size)).forEach((line) => {
    if (line.first) part = sheet.canvas.part("P");
    sheet.need(sheet.grid ? size : leading);
    const top = sheet.grid ? -size * EM_TOP : (leading - size * 1.45) / 2;
    sheet.canvas.within(part, () => sheet.canvas.line(line.text, PAGE.left + line.indent, sheet.y + top, { weight, size, colour, spread: line.spread }));
    sheet.y += leading;
  });
}

/** Lines of a row that are left behind on a page: fewer look like an accident. */
const FEWEST = 3;

/** A ruled table; rows stay whole unless they are longer than a page, and the head stands again on a new page. */
export function table(sheet: Sheet, head: readonly string[], rows: readonly (readonly string[])[], widths: readonly number[] = head.map(() => 1)): void {
  const { canvas } = sheet;
  const size = 11;
  const leading = (18 * sheet.leading) / LEADING;
  const pad = 6;
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const columns = widths.map((width) => (width / whole) * TEXT_WIDTH);
  const broken = (cells: readonly string[], weight: Weight) =>
    cells.map((cell, index) => breakLines(cell, columns[index]! - pad * 2, 0, canvas.measure(weight, size)).map(({ text }) => text));
  const linesOf = (cells: readonly string[][]) => Math.max(...cells.map((cell) => cell.length));
  const heightOf = (cells: readonly string[][]) => linesOf(cells) * leading + pad * 2;
  const tagOfTable = canvas.part("Table");
  const rowOf = (type: "TH" | "TD"): number[] => {
    let cells: number[] = [];
    canvas.within(tagOfTable, () =>
      canvas.within(canvas.part("TR"), () => (cells = columns.map(() => canvas.part(type, type === "TH" ? { scope: "Column" } : {})))),
    );
    return cells;
  };
  // A head that stands again on a further page is not read again: it belongs to no part.
  const draw = (cells: readonly string[][], weight: Weight, parts?: readonly number[]) => {
    const height = heightOf(cells);
    let x = PAGE.left;
    cells.forEach((cell, index) => {
      canvas.path(rectangle(x, sheet.y, columns[index]!, height), { stroke: sheet.rule, lineWidth: 0.6 });
      const write = () =>
        cell.forEach((text, row) => canvas.line(text, x + pad, sheet.y + pad + row * leading + (leading - size * 1.45) / 2, { weight, size }));
      canvas.within(parts?.[index], write);
      x += columns[index]!;
    });
    sheet.y += height;
  };
  const top = broken(head, "bold");
  const fitting = (from: number) => Math.floor((PAGE.height - PAGE.bottom - from - pad * 2) / leading);
  const most = fitting(PAGE.top + heightOf(top));
  const turn = () => {
    sheet.need(PAGE.height);
    draw(top, "bold");
  };
  sheet.y += 6;
  const first = rows[0] && broken(rows[0], "regular");
  // The head is not left alone at the foot of a page.
  sheet.need(heightOf(top) + (first ? Math.min(linesOf(first), FEWEST) * leading + pad * 2 : 0));
  draw(top, "bold", rowOf("TH"));
  for (const row of rows) {
    let left = broken(row, "regular");
    const parts = rowOf("TD");
    while (linesOf(left) > fitting(sheet.y)) {
      const room = fitting(sheet.y);
      if (linesOf(left) <= most || room < FEWEST) turn();
      else {
        draw(
          left.map((cell) => cell.slice(0, room)),
          "regular",
        );
        left = left.map((cell) => cell.slice(room));
        turn();
      }
    }
    draw(left, "regular", parts);
  }
  sheet.y += 10;
}
