import type { Canvas } from "#drawing/layout";
import { COLOURS } from "./colours.ts";
import { EM_TOP, MIDDLE, PAGE, RIGHT, SIZE_4, mm } from "./measures.ts";

/** 第 1 页，共 2 页, where there are several. */
export function countedPages({ drawing, turnTo, centred }: Canvas): void {
  const count = drawing.pages.length;
  if (count < 2) return;
  for (let page = 0; page < count; page++) {
    turnTo(page);
    centred(`第 ${page + 1} 页，共 ${count} 页`, MIDDLE, PAGE.height - 28, { size: 9, colour: COLOURS.grey });
  }
}

/** — 1 — in 4号, 7 mm under the 版心: odd ones a character from the right, even ones a character from the left. `from`: the first that has one. */
export function officialPages({ drawing, turnTo, line, measure }: Canvas, from: number): void {
  const y = PAGE.height - PAGE.bottom + mm(7) - SIZE_4 * EM_TOP;
  for (let page = from - 1; page < drawing.pages.length; page++) {
    turnTo(page);
    const text = `— ${page + 1} —`;
    const x = page % 2 === 0 ? RIGHT - SIZE_4 - measure("regular", SIZE_4)(text) : PAGE.left + SIZE_4;
    line(text, x, y, { size: SIZE_4 });
  }
}
