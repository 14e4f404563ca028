import type { Day } from "#kernel/clock";
import { rectangle, type Canvas } from "#drawing/layout";
import { COLOURS } from "./colours.ts";
import { longDate } from "./paper.ts";
import { breakLines } from "./typeset.ts";

/** What a 加注件 says of itself on the face of the licence that it is a copy of. */
export interface Annotation {
  /** 事由 */
  use: string;
  /** For whom. */
  recipient: string;
  /** The last day. */
  until: Day;
  /** 加注件编号 */
  number: string;
}

const TEAL = "#117069";
const LEADING = 16;
const LEAST = 10;
// For the sentence, and how high it may be; what is longer than the smallest can hold stands in the metadata of the file.
const SIZES = [10.5, 9, 8, 7, 6];
const MOST = 84;

/** The words across the face, faint enough to read through, so that no part of the paper can be shown without them; inside its frame. */
export function drawAcross(canvas: Canvas, { use, until }: Annotation): void {
  const { width, height } = canvas;
  const text = `仅供“${use}”使用 有效期至${longDate(until)}`;
  const angle = -18;
  const room = (width - 150) / Math.cos((angle * Math.PI) / 180);
  const size = Math.min(24, room / canvas.measure("regular", 1)(text));
  canvas.fainter(0.15, () => {
    for (const share of [0.37, 0.61]) {
      const y = height * share;
      canvas.centred(text, width / 2, y - size, { size, colour: TEAL, turn: { angle, x: width / 2, y } });
    }
  });
}

/** The annotation in a frame of its own; as many lines as it takes, its foot at `bottom`. */
export function drawAnnotation(canvas: Canvas, { use, recipient, until, number }: Annotation, box: { x: number; bottom: number; width: number }): void {
  const pad = 10;
  const inner = box.width - pad * 2;
  const sentence = `仅供“${use}”使用（${recipient}），有效期至${longDate(until)}，另作他用无效。`;
  const sizes = SIZES.map((size) => ({ size, lines: breakLines(sentence, inner, 0, canvas.measure("regular", size)) }));
  const { size, lines: all } = sizes.find(({ size, lines }) => lines.length * size * 1.5 <= MOST) ?? sizes.at(-1)!;
  const leading = size === SIZES[0] ? LEADING : size * 1.5;
  const lines = all.slice(0, Math.floor(MOST / leading));
  const height = lines.length * leading + 2 * LEADING + pad * 1.6;
  const top = box.bottom - height;
  canvas.path(rectangle(box.x, top, box.width, height), { fill: "#ffffff", stroke: TEAL, lineWidth: 0.9 });
  canvas.tagged("P", () => {
    let y = top + pad * 0.8;
    canvas.line("加注件", box.x + pad, y, { weight: "bold", size: 12, colour: TEAL });
    canvas.line("扫左边的码，看现在还能不能用", box.x + pad + 46, y + 1.5, { size: LEAST, colour: COLOURS.grey });
    y += LEADING + 2;
    for (const line of lines) {
      canvas.line(line.text, box.x + pad, y, { size, spread: line.spread });
      y += leading;
    }
    canvas.line(`加注件编号 ${number}`, box.x + pad, y, { size: LEAST, colour: COLOURS.grey });
  });
}
