import { PAGE, TEXT_WIDTH } from "./measures.ts";
import { drawCode, straight, type Canvas } from "#drawing/layout";
import { COLOURS } from "./colours.ts";
import type { Paper } from "./paper.ts";
import { type Sheet } from "./sheet.ts";

/** Whom to ask and the code to scan, from a place downwards. */
function written(canvas: Canvas, { contact, check }: Paper, y: number, trial: boolean): void {
  const room = check ? TEXT_WIDTH - 70 : TEXT_WIDTH;
  if (contact) canvas.tagged("P", () => canvas.line(contact, PAGE.left, y + 2, { size: 10, colour: COLOURS.grey, room }));
  if (!check) return;
  if (!trial) drawCode(canvas, check.url, { x: PAGE.left + TEXT_WIDTH - 62, y: y - 2, size: 62 });
  canvas.tagged("P", () => {
    canvas.line(check.words, PAGE.left, y + 19, { size: 10, colour: COLOURS.grey, room });
    [...(check.more ?? []), check.url].forEach((line, index) => canvas.line(line, PAGE.left, y + 36 + index * 12, { size: 8, colour: COLOURS.grey, room }));
  });
}

/** In the lower margin of the last page, under a thin rule. */
export function footInMargin({ canvas }: Sheet, paper: Paper, trial: boolean): void {
  if (!paper.check && !paper.contact) return;
  const y = PAGE.height - PAGE.bottom + 14;
  canvas.path(straight(PAGE.left, y - 6, PAGE.left + TEXT_WIDTH, y - 6), { stroke: COLOURS.hair, lineWidth: 0.6 });
  written(canvas, paper, y, trial);
}

/** How much of the 版心 the foot of an official paper takes: under it stands the number of the page. */
export function footHeight({ check, contact }: Paper): number {
  return check ? 66 + 12 * (check.more?.length ?? 0) : contact ? 22 : 0;
}

/** At the foot of the 版心 of the last page, as 版记 stand; between rules where `lineWidth` is told. */
export function footInText({ canvas }: Sheet, paper: Paper, trial: boolean, lineWidth?: number): void {
  const height = footHeight(paper);
  if (height === 0) return;
  const [top, bottom] = [PAGE.height - PAGE.bottom - height, PAGE.height - PAGE.bottom];
  if (lineWidth !== undefined)
    for (const y of [top, bottom]) canvas.path(straight(PAGE.left, y, PAGE.left + TEXT_WIDTH, y), { stroke: COLOURS.ink, lineWidth });
  written(canvas, paper, top + 4, trial);
}
