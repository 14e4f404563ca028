import type { Day } from "#kernel/clock";
import { drawCode, openCanvas, rectangle, type Canvas, type Drawing, type Segment } from "#drawing/layout";
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

// What a frame with an annotation may take above the foot.
const ANNOTATION = 130;
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

interface Row {
  label: string[];
  value: { text: string; spread: number }[];
}

interface Fields {
  rows: Row[];
  size: number;
  labelWidth: number;
  height: number;
}

// From line to line, and from field to field, in sizes.
const [LEADING, APART] = [1.7, 0.6];
// A paper with few fields has room for larger letters; one with many, or with long ones, is set smaller.
const SIZES = [15, 13, 12, 11, 10, 9, 8];

function broken(canvas: Canvas, fields: LicenceFace["fields"], size: number, width: number): Fields {
  const measure = canvas.measure("regular", size);
  const labelWidth = Math.min(width * 0.4, Math.max(...fields.map(({ label }) => measure(label))) + 20);
  const rows = fields.map(({ label, value }) => ({
    label: breakLines(label, labelWidth - 10, 0, measure).map(({ text }) => text),
    value: breakLines(value, width - labelWidth, 0, canvas.measure("bold", size)),
  }));
  const height = rows.reduce((sum, { label, value }) => sum + Math.max(label.length, value.length) * size * LEADING + size * APART, 0);
  return { rows, size, labelWidth, height };
}

/** Draws label and value line by line from `top` to `bottom`; `turn` opens the next page and tells where it begins and ends. */
function drawFields(
  canvas: Canvas,
  { rows, size, labelWidth }: Fields,
  { x, top, bottom }: { x: number; top: number; bottom: number },
  turn: () => { top: number; bottom: number },
): void {
  const leading = size * LEADING;
  let [y, end] = [top, bottom];
  const whole = canvas.part("Table");
  for (const { label, value } of rows) {
    let [heading, cell] = [0, 0];
    canvas.within(whole, () => canvas.within(canvas.part("TR"), () => ([heading, cell] = [canvas.part("TH", { scope: "Row" }), canvas.part("TD")])));
    for (let at = 0; at < Math.max(label.length, value.length); at++) {
      if (y + leading > end) ({ top: y, bottom: end } = turn());
      const [name, said] = [label[at], value[at]];
      if (name) canvas.within(heading, () => canvas.line(name, x, y, { size, colour: COLOURS.grey }));
      if (said) canvas.within(cell, () => canvas.line(said.text, x + labelWidth, y, { weight: "bold", size, spread: said.spread }));
      y += leading;
    }
    y += size * APART;
  }
}

/**
 * Lays a licence out on A4: frame, name, fields, seal, and the code that leads to its public page; what does
 * not fit in the smallest letters goes on on further pages. With `seal: "room"` the place of the
 * seal stays free for the one that a signature brings.
 */
export function layLicence(face: LicenceFace, { seal = "drawn" }: { seal?: SealManner } = {}): Drawing {
  const layout = face.layout ?? "landscape";
  const canvas = openCanvas({ title: `${face.name} ${face.number}`, author: face.issuer, day: face.issuedOn, layout });
  const middle = canvas.width / 2;
  const side = layout === "landscape" ? 96 : 68;
  const room = canvas.width - side * 2;
  const page = () => {
    ground(canvas);
    if (face.annotation) drawAcross(canvas, face.annotation);
  };
  page();
  canvas.tagged("H1", () => canvas.centred(face.name, middle, layout === "landscape" ? 66 : 96, { weight: "bold", size: 34, spread: 8, room }));
  canvas.tagged("P", () => canvas.centred(`证照编号 ${face.number}`, middle, layout === "landscape" ? 122 : 156, { size: 12, colour: COLOURS.grey, room }));

  const valid = face.validUntil ? `${face.validFrom ? longDate(face.validFrom) : ""}至${longDate(face.validUntil)}` : "长期";
  const term = { label: "有效期", value: valid };
  const lines = [...face.fields, term];
  const place = { x: side, top: layout === "landscape" ? 162 : 210, bottom: canvas.height - (face.annotation ? 62 + ANNOTATION : 62 + 106) };
  const sizes = SIZES.filter((size) => size !== 15 || layout === "portrait" || lines.length <= 6).map((size) => broken(canvas, lines, size, room));
  // Where it goes on behind, the first page says whose it is and until when.
  const fields =
    sizes.find(({ height }) => height <= place.bottom - place.top) ??
    broken(canvas, [...face.fields.slice(0, 1), term, ...face.fields.slice(1)], SIZES.at(-1)!, room);
  let pages = 1;
  drawFields(canvas, fields, place, () => {
    if (pages === 1) canvas.centred("（接下页）", middle, place.bottom, { size: 9, colour: COLOURS.grey });
    canvas.addPage();
    page();
    pages++;
    canvas.centred(`${face.name}　${face.number}　第 ${pages} 页`, middle, 60, { size: 11, colour: COLOURS.grey, room });
    return { top: 90, bottom: canvas.height - 60 };
  });
  // Code, issuer and seal stand on the first page.
  canvas.turnTo(0);

  const base = canvas.height - 62;
  drawCode(canvas, face.verifyUrl, { x: side, y: base - 96, size: 84 });
  if (!face.annotation) canvas.tagged("P", () => canvas.line("扫码核验真伪", side + 96, base - 58, { size: 11, colour: COLOURS.grey }));
  const { identifier } = face;
  if (identifier) canvas.tagged("P", () => canvas.line(`电子证照标识 ${identifier}`, side, base - 4, { size: 8, colour: COLOURS.grey, room: room / 2 }));
  const right = canvas.width - side - 84;
  if (face.annotation) {
    const signed = Math.min(canvas.width - 40 - right, Math.max(70, canvas.measure("regular", 14)(face.issuer) / 2 + 14));
    drawAnnotation(canvas, face.annotation, { x: side + 98, bottom: base - 12, width: right - signed - side - 98 });
  }
  drawSeal(canvas, face.issuer, { x: right, y: base - 58, radius: 56, manner: seal, ...(face.sealNote && { note: face.sealNote }) });
  canvas.tagged("P", () => {
    canvas.centred(face.issuer, right, base - 66, { size: 14, room: (canvas.width - 40 - right) * 2 });
    canvas.centred(longDate(face.issuedOn), right, base - 18, { size: 14 });
  });
  return canvas.drawing;
}
