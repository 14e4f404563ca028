import { isSelector } from "#drawing/font";

// What ends a line, whoever wrote it: Unix, Windows, old Macs, spreadsheets (U+2028), and what printers once did.
const LINE_ENDS = /\r\n?|[\n\v\f\u0085\u2028\u2029]/g;
const BLANKS = /[\t\u00a0\u1680\u2000-\u200a\u202f\u205f]/g;
// What is not seen and only acts upon other characters: controls, directions, joiners, tags. Selectors of forms stay, they belong to a name.
const UNSEEN = /[\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0\u17b4\u17b5]|\u034f|\u180b|\u180c|\u180d|\u180f/gu;
const NO_CHARACTERS = /[\ufffe\uffff\ufdd0-\ufdef]/g;
// A letter and its marks as the one character that fonts have. Not for Chinese: there it would put another character in the place of a rare one.
const MARKED = /[^\p{Script=Han}\s]\p{Mn}+/gu;

// Nearly all texts: nothing of the above is in them, nor a half of a character.
const PLAIN = /^[\x20-\x7e\u00b7\u2014-\u2026\u3000-\u3015\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e]*$/;

/** The lines of a text as somebody typed it, each fit to be set: what cannot be seen is left out, half a character shows as one that is lost. */
export function printableLines(text: string): string[] {
  if (PLAIN.test(text)) return [text];
  return text
    .toWellFormed()
    .split(LINE_ENDS)
    .map((line) =>
      line
        .replace(BLANKS, " ")
        .replace(UNSEEN, "")
        .replace(NO_CHARACTERS, "\ufffd")
        .replace(MARKED, (letter) => letter.normalize("NFC"))
        .replace(/^\p{M}/u, (mark) => (isSelector(mark.codePointAt(0)!) ? "" : `\u25cc${mark}`)),
    );
}

/** The same on one line. */
export function printable(text: string): string {
  return printableLines(text).join(" ");
}
