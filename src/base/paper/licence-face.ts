import type { Day } from "#kernel/clock";
import { drawCode, openCanvas, rectangle, type Canvas, type Drawing, type Segment } from "#base/drawing";
import { drawAcross, drawAnnotation, type Annotation } from "./annotation.ts";
import { COLOURS } from "./colours.ts";
import { longDate } from "./paper.ts";
import { drawSeal, type SealManner } from "./seal-drawing.ts";
import { breakLines } from "./typeset.ts";

/** What a licence says on its face. */
export interface LicenceFace {
  /** "食品经营许可证" */
  name: string;
  /** 证照编号 */
  number: string;
  /** 电子证照标识 (GB/T 36904), small at the foot. */
  identifier?: string;
  /** In the order of the paper, the holder first. */
  fields: readonly { label: string; value: string }[];
  issuer: string;
  issuedOn: Day;
  validFrom?: Day;
  /** None: 长期有效. */
  validUntil?: Day | null;
  /** The public page that says whether it is valid. */
  verifyUrl: string;
  layout?: "landscape" | "portrait";
  sealNote?: string;
  /** Of a 加注件: what it is for and until when. */
  annotation?: Annotation;
}

const PARCHMENT = "#fefcf6";

/** Fine waves over the whole paper and a double frame, as on papers of value. */
function ground(canvas: Canvas): void {
  const { width, height } = canvas;
  canvas.path(rectangle(0, 0, width, height), { fill: PARCHMENT });
  for (let row = 0; row * 9 < height - 60; row++) {
    const y = 34 + row * 9;
    const wave: Segment[] = [["move", 34, y]];
    for (let x = 34; x < width - 34; x += 28) wave.push(["curve", x + 9, y - 7, x + 19, y + 7, Math.min(x + 28, width - 34), y]);
    canvas.path(wave, { stroke: COLOURS.pale, lineWidth: 0.35 });
  }
  canvas.path(rectangle(22, 22, width - 44, height - 44), { stroke: COLOURS.gold, lineWidth: 2.4 });
  canvas.path(rectangle(28, 28, width - 56, height - 56), { stroke: COLOURS.gold, lineWidth: 0.7 });
  for (const [x, y] of [
    [28, 28],
    [width - 28, 28],
    [28, height - 28],
    [width - 28, height - 28],
  ] as const) {
    canvas.path(rectangle(x - 7, y - 7, 14, 14), { fill: PARCHMENT, stroke: COLOURS.gold, lineWidth: 0.7 });
    canvas.path(rectangle(x - 3.5, y - 3.5, 7, 7), { fill: COLOURS.gold });
  }
}

/** Label and value, value over as many lines as it needs; returns the height used. */
function field(
  canvas: Canvas,
  { label, value }: { label: string; value: string },
  x: number,
  y: number,
  width: number,
  labelWidth: number,
  size: number,
): number {
  const leading = size * 1.7;
  canvas.line(label, x, y, { size, colour: COLOURS.grey });
  const lines = breakLines(value, width - labelWidth, 0, canvas.measure("bold", size));
  lines.forEach((line, index) => canvas.line(line.text, x + labelWidth, y + index * leading, { weight: "bold", size, spread: line.spread }));
  return Math.max(1, lines.length) * leading + size * 0.6;
}

/**
 * Lays a licence out on A4: frame, name, fields, seal, and the code that leads to its public page. With `seal: "room"` the place of the
 * seal stays free for the one that a signature brings.
 * @throws Refusal CHARACTER_MISSING when a name has a character that the fonts cannot draw.
 */
export function layLicence(face: LicenceFace, { seal = "drawn" }: { seal?: SealManner } = {}): Drawing {
  const layout = face.layout ?? "landscape";
  const canvas = openCanvas({ title: `${face.name} ${face.number}`, author: face.issuer, day: face.issuedOn, layout });
  const middle = canvas.width / 2;
  const side = layout === "landscape" ? 96 : 68;
  ground(canvas);
  if (face.annotation) drawAcross(canvas, face.annotation);

  canvas.centred(face.name, middle, layout === "landscape" ? 66 : 96, { weight: "bold", size: 34, spread: 8 });
  canvas.centred(`证照编号 ${face.number}`, middle, layout === "landscape" ? 122 : 156, { size: 12, colour: COLOURS.grey });

  const valid = face.validUntil ? `${face.validFrom ? longDate(face.validFrom) : ""}至${longDate(face.validUntil)}` : "长期";
  const lines = [...face.fields, { label: "有效期", value: valid }];
  // A paper with few fields has room for larger letters.
  const size = layout === "landscape" && lines.length > 6 ? 13 : 15;
  const labelWidth = Math.max(...lines.map(({ label }) => canvas.measure("regular", size)(label))) + 20;
  let y = layout === "landscape" ? 162 : 210;
  for (const one of lines) y += field(canvas, one, side, y, canvas.width - side * 2, labelWidth, size);

  const base = canvas.height - 62;
  drawCode(canvas, face.verifyUrl, { x: side, y: base - 96, size: 84 });
  if (!face.annotation) canvas.line("扫码核验真伪", side + 96, base - 58, { size: 11, colour: COLOURS.grey });
  if (face.identifier) canvas.line(`电子证照标识 ${face.identifier}`, side, base - 4, { size: 8, colour: COLOURS.grey });
  const right = canvas.width - side - 84;
  if (face.annotation) {
    const signed = Math.max(70, canvas.measure("regular", 14)(face.issuer) / 2 + 14);
    drawAnnotation(canvas, face.annotation, { x: side + 98, bottom: base - 12, width: right - signed - side - 98 });
  }
  drawSeal(canvas, face.issuer, { x: right, y: base - 58, radius: 56, manner: seal, ...(face.sealNote && { note: face.sealNote }) });
  canvas.centred(face.issuer, right, base - 66, { size: 14 });
  canvas.centred(longDate(face.issuedOn), right, base - 18, { size: 14 });
  return canvas.drawing;
}
