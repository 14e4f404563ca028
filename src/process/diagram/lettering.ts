import type { Box } from "./model.ts";
import { graphemes } from "#values/graphemes";

/** Size of letters and lines of the drawing, in its own units (pixels at full size). */
export const LETTER = 12;
const LEADING = 16;

/** Text safe inside XML. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Width of a text: Chinese characters are square, others about half as wide. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (/[\u2e80-\uffef]/.test(letter) ? LETTER : LETTER * 0.56), 0);
}

/** Breaks a text into lines no wider than `width`; Latin words and figures stay whole, what does not fit in `most` lines ends in an ellipsis. */
export function wrapped(text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of text.trim().match(/[\w.,:/-]+|\s+|./gsu) ?? []) {
    if (line !== "" && widthOf(line + piece) > width) {
      lines.push(line.trim());
      line = "";
    }
    line += piece;
  }
  if (line.trim() !== "") lines.push(line.trim());
  if (lines.length <= most) return lines;
  return [
    ...lines.slice(0, most - 1),
    `${graphemes(lines[most - 1] ?? "")
      .slice(0, -1)
      .join("")}…`,
  ];
}

/** Lines of text, centred in a box. */
export function centred(lines: string[], box: Box, kind: string): string {
  const top = box.y + box.height / 2 - ((lines.length - 1) * LEADING) / 2;
  return block(lines, box.x + box.width / 2, top, kind);
}

/** Lines of text whose first stands below a point. */
export function below(lines: string[], x: number, y: number, kind: string): string {
  return block(lines, x, y + LEADING / 2, kind);
}

function block(lines: string[], x: number, y: number, kind: string): string {
  const rows = lines.map((line, index) => `<tspan x="${round(x)}" y="${round(y + index * LEADING)}" dy="0.35em">${escaped(line)}</tspan>`);
  return rows.length > 0 ? `<text class="flow-${kind}" font-size="${LETTER}" text-anchor="middle" fill="#17211F">${rows.join("")}</text>` : "";
}

/** A number short enough for SVG. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
