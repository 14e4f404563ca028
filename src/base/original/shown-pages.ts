import { pagesAsSvg, pictureType, type Ofd } from "#base/ofd";
import { Refusal } from "#kernel/errors";
import type { CheckedFile } from "./checked.ts";

const PAGES_SHOWN = 20;
// Of all pages together: some hundreds of full ones, and what a browser still shows at once.
const WORDS = 300_000;
const DRAWN = 8 * 1024 * 1024;

/** Each page as text and, where it can be drawn and is not too large, as SVG, with what of it is not drawn. `seals`: their pictures, by signature. */
export async function shownPages(ofd: Ofd, seals: ReadonlyMap<string, Buffer>): Promise<CheckedFile["pages"]> {
  let room = DRAWN;
  let words = WORDS;
  const pictures = new Map(
    [...seals].flatMap(([path, content]) => {
      const type = pictureType(content);
      return type ? [[path, { type, content }] as const] : [];
    }),
  );
  return ofd.documents.flatMap((document, index) => {
    let views: string[] = [];
    try {
      views = document.pages.length <= PAGES_SHOWN && room > 0 ? pagesAsSvg(ofd, { document: index, seals: pictures }) : [];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    return document.pages.map(({ text }, page) => {
      const svg = views[page];
      room -= svg?.length ?? 0;
      const shown = text.length <= words ? text : `${text.slice(0, words)}\n（后面的字太多，这里不列出）`;
      words = Math.max(0, words - text.length);
      return { text: shown, ...(svg && room > 0 && { svg }) };
    });
  });
}
