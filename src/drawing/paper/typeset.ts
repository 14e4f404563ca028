import { printableLines } from "#drawing/layout";
import { graphemes } from "#values/graphemes";

/** One printed line: its text, and how much each character is spread to fill the width. */
export interface Line {
  text: string;
  width: number;
  spread: number;
}

// 避头尾: what may not begin and what may not end a line (标点符号用法 GB/T 15834-2011, 5.1).
const NOT_FIRST = /^[、，。；：？！）》」』】〕”’…—·,.;:?!)\]%℃]/u;
const NOT_LAST = /[（《「『【〔“‘([¥]$/u;

// A number of more figures than a telephone has is read in fours, and may go over to the next line behind each four: a file number has 39.
const LONG_NUMBER = /^(?=.*\d{6})[A-Za-z\d-]{12,}$/;
const FOURS = /.{1,4}(?=(?:.{4})*$)/gsu;

/** Splits into what may not be broken: one Chinese character with its marks, a run of Latin letters and figures, four figures of a long number. */
export function unbreakable(text: string): string[] {
  return (text.match(/[\p{ASCII}--[\s]]+\p{M}*|\s|[^\p{ASCII}]\p{M}*/gv) ?? []).flatMap((piece) => {
    const [, number, rest] = /^([A-Za-z\d-]{12,})(.*)$/s.exec(piece) ?? [];
    if (number === undefined || !LONG_NUMBER.test(number)) return [piece];
    const fours = number.match(FOURS)!;
    return [...fours.slice(0, -1), fours.at(-1)! + rest!];
  });
}

/** A run wider than a whole line is broken wherever it must be. */
function cut(piece: string, width: number, measure: (text: string) => number): string[] {
  return measure(piece) <= width ? [piece] : graphemes(piece);
}

/** Breaks one line of what was typed. */
function broken(text: string, width: number, indent: number, measure: (text: string) => number): Line[] {
  const lines: Line[] = [];
  let pieces: string[] = [];
  let used = 0;
  const room = () => width - (lines.length === 0 ? indent : 0);
  const close = (last: boolean) => {
    const line = pieces.join("").trimEnd();
    const natural = measure(line);
    const gaps = [...line].length - 1;
    const free = room() - natural;
    // A line that is far from full (before a long unbreakable run) is left ragged rather than torn apart.
    const spread = last || gaps < 1 || free > room() * 0.12 ? 0 : free / gaps;
    lines.push({ text: line, width: natural + spread * gaps, spread });
  };
  for (const piece of unbreakable(text).flatMap((one) => cut(one, width - indent, measure))) {
    const wide = measure(piece);
    if (used + wide > room() && pieces.length > 0 && piece !== " ") {
      const carried: string[] = [];
      // A closing mark takes the character before it along; an opening mark never stays behind.
      if (NOT_FIRST.test(piece))
        while (pieces.length > 1) {
          const taken = pieces.pop()!;
          carried.unshift(taken);
          if (!NOT_FIRST.test(taken)) break;
        }
      while (pieces.length > 1 && NOT_LAST.test(pieces.at(-1)!)) carried.unshift(pieces.pop()!);
      close(false);
      pieces = carried;
      used = carried.reduce((sum, one) => sum + measure(one), 0);
    }
    if (pieces.length === 0 && piece === " ") continue;
    pieces.push(piece);
    used += wide;
  }
  close(true);
  return lines;
}

/** The lines that somebody typed, without blanks around them; of empty ones between two there is one at most. */
export function typedLines(text: string): string[] {
  const lines = printableLines(text).map((line) => line.trim());
  const kept = lines.filter((line, at) => line !== "" || (at > 0 && lines[at - 1] !== ""));
  return kept.length > 1 && kept.at(-1) === "" ? kept.slice(0, -1) : kept.length > 0 ? kept : [""];
}

/**
 * Breaks a text into lines of `width` points. Each line that somebody typed begins `indent` points in, as a paragraph of its own. All lines of a paragraph but
 * the last are spread to the full width; no line begins with a closing mark or ends with an opening one.
 */
export function breakLines(text: string, width: number, indent: number, measure: (text: string) => number): (Line & { indent: number; first: boolean })[] {
  return typedLines(text).flatMap((line) =>
    broken(line, width, indent, measure).map((one, at) => ({ ...one, indent: at === 0 ? indent : 0, first: at === 0 })),
  );
}
