import { badInput } from "#values/errors";

// What people count as one letter: 𠅤 (two units of a JavaScript text), 葛󠄀 with a selector of its form, é of two code points, 👨‍👩‍👧.
const SEGMENTER = new Intl.Segmenter("zh", { granularity: "grapheme" });

// Texts in which each unit is a letter of its own; nearly all are.
const PLAIN = /^[\x20-\x7e\u00a0-\u00ff\u2010-\u2027\u3000-\u3029\u3041-\u3096\u30a1-\u30fa\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]*$/u;

// A letter may bear marks without end; no text is longer than this for each letter that it may have.
const UNITS_EACH = 16;

/** The letters of a text as people count them; put together again they are the text. */
export function graphemes(text: string): string[] {
  return PLAIN.test(text) ? text.split("") : Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
}

/** How many letters people count. */
export function countGraphemes(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let count = 0;
  for (const _ of SEGMENTER.segment(text)) count++;
  return count;
}

/** Whether a text has more than `most` letters, or so many marks on them that no writing has as many. */
export function isLongerThan(text: string, most: number): boolean {
  return text.length > most && (text.length > most * UNITS_EACH || countGraphemes(text) > most);
}

/** The first `most` letters, none of them cut in two. */
export function firstGraphemes(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = "";
  let count = 0;
  for (const { segment } of SEGMENTER.segment(text.slice(0, most * UNITS_EACH + UNITS_EACH))) {
    if (++count > most || kept.length + segment.length > most * UNITS_EACH) break;
    kept += segment;
  }
  return kept;
}

/** The last `most` letters, none of them cut in two. */
export function lastGraphemes(text: string, most: number): string {
  // The cut may fall into a pair: its second half is no letter.
  const end = text.slice(-most * UNITS_EACH).replace(/^[\udc00-\udfff]/, "");
  return text.length <= most ? text : graphemes(end).slice(-most).join("");
}

/** A text as somebody typed it, without blanks around it; refused in words when it has more than `most` letters. `field` is the name it was sent under. */
export function fitting(text: string, most: number, field: string): string {
  const typed = text.trim();
  if (!isLongerThan(typed, most)) return typed;
  throw badInput("TOO_LONG", `这里最多写 ${most} 个字，您写了 ${countGraphemes(typed)} 个字。请写短一些再提交。`, {
    [field]: `请写短一些，最多 ${most} 个字。`,
  });
}
