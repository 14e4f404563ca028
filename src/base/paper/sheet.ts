import { rectangle, type Canvas } from "#base/drawing";
import type { Weight } from "#base/font";
import { COLOURS } from "./colours.ts";
import { breakLines } from "./typeset.ts";

/** A4 with the margins of official documents (GB/T 9704-2012, 5.2): text 156 mm wide. */
export const PAGE = { width: 595.28, height: 841.89, left: 79.4, right: 73.7, top: 105, bottom: 99 } as const;
export const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;

/** From line to line, as long as there is room. */
export const LEADING = 26;

/** Running text on pages: what is drawn moves the pen down, and turns the page when there is no room. */
export interface Sheet {
  canvas: Canvas;
  y: number;
  /** From line to line of running text, points. */
  leading: number;
  /** Turns the page unless `height` is left on it; says whether it did. */
  need: (height: number) => boolean;
}

export function openSheet(canvas: Canvas, leading = LEADING): Sheet {
  const sheet: Sheet = {
    canvas,
    y: PAGE.top,
    leading,
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
  { size = 14, leading = sheet.leading, indent = size * 2, weight = "regular", colour = COLOURS.ink }: TextLook = {},
): void {
  breakLines(text, TEXT_WIDTH, indent, sheet.canvas.measure(weight, size)).forEach((line) => {
    sheet.need(leading);
    sheet.canvas.line(line.text, PAGE.left + line.indent, sheet.y + (leading - size * 1.45) / 2, { weight, size, colour, spread: line.spread });
    sheet.y += leading;
  });
}

/** A ruled table; rows stay whole, and the head stands again on a new page. */
export function table(sheet: Sheet, head: readonly string[], rows: readonly (readonly string[])[], widths: readonly number[] = head.map(() => 1)): void {
  const { canvas } = sheet;
  const size = 11;
  const leading = (18 * sheet.leading) / LEADING;
  const pad = 6;
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const columns = widths.map((width) => (width / whole) * TEXT_WIDTH);
  const broken = (cells: readonly string[], weight: Weight) =>
    cells.map((cell, index) => breakLines(cell, columns[index]! - pad * 2, 0, canvas.measure(weight, size)));
  const heightOf = (cells: ReturnType<typeof broken>) => Math.max(...cells.map((cell) => cell.length)) * leading + pad * 2;
  const draw = (cells: ReturnType<typeof broken>, weight: Weight) => {
    const height = heightOf(cells);
    let x = PAGE.left;
    cells.forEach((cell, index) => {
      canvas.path(rectangle(x, sheet.y, columns[index]!, height), { stroke: COLOURS.hair, lineWidth: 0.6 });
      cell.forEach(({ text }, row) => canvas.line(text, x + pad, sheet.y + pad + row * leading + (leading - size * 1.45) / 2, { weight, size }));
      x += columns[index]!;
    });
    sheet.y += height;
  };
  const top = broken(head, "bold");
  sheet.y += 6;
  // The head is not left alone at the foot of a page.
  sheet.need(heightOf(top) + (rows[0] ? heightOf(broken(rows[0], "regular")) : 0));
  draw(top, "bold");
  for (const row of rows) {
    const cells = broken(row, "regular");
    if (sheet.need(heightOf(cells))) draw(top, "bold");
    draw(cells, "regular");
  }
  sheet.y += 10;
}
