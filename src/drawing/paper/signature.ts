import { longDate, type Paper } from "./paper.ts";
import { type Sheet } from "./sheet.ts";
import { drawSeal, type SealManner } from "./seal-drawing.ts";
import { EM_TOP, PAGE, RIGHT, TEXT_WIDTH, mm } from "./measures.ts";

/** 落款: unit and date at the right, the seal over them (上不压正文，下压日期). Says whether it had to turn the page and stands there alone. */
export function signature(sheet: Sheet, paper: Paper, manner: SealManner): boolean {
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

/** A unit's seal: 42 mm wide. */
const RADIUS = mm(21);

/**
 * The same by the measures of GB/T 9704-2012 (7.3.5.1): the date four characters from the right, the unit centred over it; the seal within a line of the text,
 * pressing both, which lie a little below its middle. `below`: what has to stand on the same page.
 */
export function officialSignature(sheet: Sheet, paper: Paper, manner: SealManner, below: number): boolean {
  const { canvas, leading, size } = sheet;
  const alone = sheet.need(RADIUS * 2 + leading / 2 + below);
  const measure = canvas.measure("regular", size);
  const day = longDate(paper.date);
  const wide = Math.min(measure(paper.issuer), TEXT_WIDTH);
  // A name that is longer than the room to the right of its middle moves both to the left.
  const middle = RIGHT - Math.max(4 * size + measure(day) / 2, wide / 2, RADIUS);
  const centre = sheet.y + leading / 3 + RADIUS;
  drawSeal(canvas, paper.issuer, { x: middle, y: centre, radius: RADIUS, manner, ...(paper.sealNote && { note: paper.sealNote }) });
  const first = centre + RADIUS * 0.25 - leading / 2 - size / 2 - size * EM_TOP;
  canvas.tagged("P", () => {
    canvas.centred(paper.issuer, middle, first, { size, room: wide });
    canvas.centred(day, middle, first + leading, { size });
  });
  sheet.y = centre + RADIUS;
  return alone;
}
