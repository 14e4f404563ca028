/** One printed line: its text, and how much each character is spread to fill the width. */
export interface Line {
  text: string;
  width: number;
  spread: number;
}

// 避头尾: what may not begin and what may not end a line (标点符号用法 GB/T 15834-2011, 5.1).
const NOT_FIRST = /^[、，。；：？！）》」』】〕”’…—·,.;:?!)\]%℃]/u;
const NOT_LAST = /[（《「『【〔“‘([¥]$/u;

/** Splits into what may not be broken: one Chinese character, or a run of Latin letters and figures. */
export function unbreakable(text: string): string[] {
  return text.match(/[\p{ASCII}--[\s]]+|\s|[^\p{ASCII}]/gv) ?? [];
}

/** A run wider than a whole line is broken wherever it must be. */
function cut(piece: string, width: number, measure: (text: string) => number): string[] {
  if (measure(piece) <= width) return [piece];
  return [...piece];
}

/**
 * Breaks a paragraph into lines of `width` points. The first line begins `indent` points in. All lines but the last are spread to
 * the full width; no line begins with a closing mark or ends with an opening one.
 */
export function breakLines(text: string, width: number, indent: number, measure: (text: string) => number): Line[] {
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
  for (const piece of unbreakable(
    text
      .trim()
      .replaceAll(/\r\n?/g, "\n")
      .replaceAll(/[\t\v\f]/g, " "),
  ).flatMap((one) => cut(one, width - indent, measure))) {
    // Somebody who typed a reason in two paragraphs has them.
    if (piece === "\n") {
      close(true);
      pieces = [];
      used = 0;
      continue;
    }
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
