import type { Ofd } from "#drawing/ofd";
import { pagesAsSvg, type DrawnPage, type SealShown } from "#drawing/ofd-view";
import type { CheckedFile, Undrawn } from "./checked.ts";
import { firstGraphemes, isLongerThan } from "#values/graphemes";

const PAGES_SHOWN = 20;
// Of all pages together: some hundreds of full ones, and what a browser still shows at once.
const WORDS = 300_000;
const DRAWN = 8 * 1024 * 1024;

const LATER: Undrawn = { what: `整页（只画前 ${PAGES_SHOWN} 页）`, count: 1 };
const TOO_LARGE: Undrawn = { what: "整页（图太大）", count: 1 };

/** Each page as text and, where it can be drawn and is not too large, as SVG, with what of it is not drawn. `seals`: their pictures, by signature. */
export async function shownPages(ofd: Ofd, seals: ReadonlyMap<string, SealShown>): Promise<CheckedFile["pages"]> {
  let [room, words, left] = [DRAWN, WORDS, PAGES_SHOWN];
  const pages: CheckedFile["pages"] = [];
  for (const [index, document] of ofd.documents.entries()) {
    const views: DrawnPage[] = left > 0 ? await pagesAsSvg(ofd, { document: index, pages: left, seals }) : [];
    left -= views.length;
    for (const [number, { text }] of document.pages.entries()) {
      const view = views[number];
      room -= view?.svg.length ?? 0;
      const shown = !isLongerThan(text, words) ? text : `${firstGraphemes(text, words)}\n（后面的字太多，这里不列出）`;
      words = Math.max(0, words - text.length);
      if (!view) pages.push({ text: shown, undrawn: [LATER] });
      else if (room <= 0) pages.push({ text: shown, undrawn: [TOO_LARGE] });
      else pages.push({ text: shown, svg: view.svg, ...(view.undrawn.length > 0 && { undrawn: view.undrawn }) });
    }
  }
  return pages;
}
