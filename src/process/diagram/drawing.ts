import { arrow, inkOf, strokeOf } from "./lines.ts";
import { below, centred, escaped, round, widthOf, wrapped } from "./lettering.ts";
import type { Box, Point } from "./model.ts";
import { pictureOf, type Line, type Picture, type Shape } from "./picture.ts";
import { SAID, standings, type Marks } from "./marks.ts";
import { COLOURS, type Standing } from "./pen.ts";
import { outline } from "./strokes.ts";

const MARGIN = 24;
const KEPT = 200;
const pictures = new Map<string, Promise<Picture | undefined>>();

/**
 * The drawing of a BPMN file as SVG: what was done is celadon with a tick, where it waits amber with a heavy line, so the state does not rest
 * on colour alone; refused, added, removed and changed things carry their word. Everything has a class (flow-done, flow-active, flow-open, …;
 * flow-shape, flow-line, flow-mark, flow-name, flow-note) for stylesheets. Empty string when the file carries no drawing.
 */
export async function drawing(xml: string, marks: Marks = {}): Promise<string> {
  const picture = await kept(xml);
  if (!picture) return "";
  const standing = standings(marks, picture);
  const containers = picture.shapes.filter(isContainer).map((shape) => group(shape, standing(shape.id)));
  const lines = picture.lines
    .toSorted((a, b) => Number(standing(a.id) !== "open") - Number(standing(b.id) !== "open"))
    .map((line) => stroke(line, standing(line.id)));
  const shapes = picture.shapes.filter((shape) => !isContainer(shape)).map((shape) => group(shape, standing(shape.id)));
  const { x, y, width, height } = extent(picture);
  const waiting = picture.shapes.filter((shape) => standing(shape.id) === "active").map((shape) => shape.name || shape.id);
  const title = waiting.length > 0 ? `流程图，现在在：${waiting.join("、")}` : "流程图";
  const inks = [...new Set(picture.lines.map((line) => inkOf(standing(line.id))))];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="flow-drawing" role="img" aria-label="${escaped(title)}" viewBox="${x} ${y} ${width} ${height}" width="${width}" height="${height}" font-family="inherit">` +
    `<defs>${inks.map(arrow).join("")}</defs>${containers.join("")}${lines.join("")}${shapes.join("")}${picture.lines.map(said).join("")}${flags(picture, marks, standing)}</svg>`
  );
}

function kept(xml: string): Promise<Picture | undefined> {
  const known = pictures.get(xml);
  if (known) return known;
  const [first] = pictures.keys();
  if (first !== undefined && pictures.size >= KEPT) pictures.delete(first);
  const made = pictureOf(xml);
  pictures.set(xml, made);
  return made;
}

function isContainer({ type, collapsed }: Shape): boolean {
  return type === "Participant" || type === "Lane" || type === "Group" || (/SubProcess$|^Transaction$/.test(type) && !collapsed);
}

function group(shape: Shape, standing: Standing): string {
  const said = [shape.name, SAID[standing]].filter(Boolean).join("：");
  return `<g class="flow-${standing}" data-element="${escaped(shape.id)}">${said ? `<title>${escaped(said)}</title>` : ""}${outline(shape, standing)}${name(shape)}${standing === "done" ? tick(shape.box) : ""}</g>`;
}

function name(shape: Shape): string {
  const { type, box, label } = shape;
  if (shape.name === "") return "";
  if (type === "Participant" && shape.collapsed) return centred(wrapped(shape.name, box.width - 16, 2), box, "name");
  if (shape.upright && (type === "Participant" || type === "Lane"))
    return below(wrapped(shape.name, box.width - 16, 1), box.x + box.width / 2, box.y + 6, "name");
  if (type === "Participant" || type === "Lane")
    return `<g transform="rotate(-90 ${round(box.x + 15)} ${round(box.y + box.height / 2)})">${below(wrapped(shape.name, box.height, 1), box.x + 15, box.y + box.height / 2 - 8, "name")}</g>`;
  if (isContainer(shape)) return below(wrapped(shape.name, box.width - 16, 1), box.x + box.width / 2, box.y + 6, "name");
  if (/Gateway|Event|Data/.test(type)) {
    if (label) return below(wrapped(shape.name, Math.max(label.width, 48), 3), label.x + label.width / 2, label.y, "note");
    const beside = type === "BoundaryEvent";
    const lines = wrapped(shape.name, 96, 2);
    const wide = Math.max(...lines.map(widthOf));
    return beside
      ? below(lines, box.x + box.width + wide / 2 + 4, box.y + box.height - 8, "note")
      : below(lines, box.x + box.width / 2, box.y + box.height + 3, "note");
  }
  return centred(wrapped(shape.name, box.width - 14, 3), box, "name");
}

function tick({ x, y, width }: Box): string {
  return `<g class="flow-tick"><circle cx="${round(x + width - 3)}" cy="${round(y + 3)}" r="7" fill="${COLOURS.done.line}"/><path d="M${round(x + width - 6)} ${round(y + 3)}l2.2 2.4l4 -4.6" fill="none" stroke="#FFFFFF" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/></g>`;
}

function stroke(line: Line, standing: Standing): string {
  return `<g class="flow-${standing}" data-element="${escaped(line.id)}">${strokeOf(line, standing)}</g>`;
}

/** The words above shapes: notes, and what a standing is called where it has no sign of its own. */
function flags({ shapes, lines }: Picture, { notes = {} }: Marks, standing: (id: string) => Standing): string {
  const worded = (id: string): string => notes[id] ?? (/^(refused|added|removed|changed)$/.test(standing(id)) ? SAID[standing(id)] : "");
  const shaped = shapes.map((shape) => flag(worded(shape.id), standing(shape.id), { x: shape.box.x + shape.box.width / 2, y: shape.box.y }));
  const lined = lines.map((line) => flag(worded(line.id), standing(line.id), middleOf(line)));
  return [...shaped, ...lined].join("");
}

function middleOf({ points }: Line): Point {
  const at = Math.floor((points.length - 1) / 2);
  const [from, to] = [points[at] ?? { x: 0, y: 0 }, points[at + 1] ?? points[at] ?? { x: 0, y: 0 }];
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 + 9 };
}

function flag(words: string, standing: Standing, at: Point): string {
  if (words === "") return "";
  const width = widthOf(words) + 10;
  const { line } = COLOURS[standing];
  return `<g class="flow-flag flow-${standing}"><rect class="flow-flag-paper" x="${round(at.x - width / 2)}" y="${round(at.y - 18)}" width="${round(width)}" height="18" rx="4" fill="#FFFFFF" stroke="${line}" stroke-width="1"/>${below([words], at.x, at.y - 17, "note")}</g>`;
}

/** The name of a line: where the file says, else by the arrow, where lines that leave together have parted; on paper, so that no line crosses the letters. */
function said(line: Line): string {
  if (line.name === "") return "";
  const lines = wrapped(line.name, 96, 2);
  const [width, height] = [Math.max(...lines.map(widthOf)) + 6, lines.length * 16];
  const at = line.label ? { x: line.label.x + line.label.width / 2, y: line.label.y } : besideArrow(line, width, height);
  const paper = `<rect class="flow-paper" x="${round(at.x - width / 2)}" y="${round(at.y)}" width="${round(width)}" height="${height}" rx="3" fill="#FFFFFF" fill-opacity="0.85"/>`;
  return paper + below(lines, at.x, at.y, "note");
}

/** Above the last part of a line that runs level, right of it where it runs up or down: top and middle of the lettering. */
function besideArrow({ points }: Line, width: number, height: number): Point {
  const [from, to] = points.slice(-2);
  if (!from || !to) return { x: 0, y: 0 };
  if (Math.abs(to.y - from.y) > Math.abs(to.x - from.x)) return { x: to.x + width / 2 + 4, y: (from.y + to.y) / 2 - height / 2 };
  const room = points.length === 2 ? Math.max(0, (Math.abs(to.x - from.x) - width) / 2) : 12;
  return { x: to.x - Math.sign(to.x - from.x) * (room + width / 2), y: to.y - height - 3 };
}

function extent({ shapes, lines }: Picture): Box {
  const corners = [
    ...shapes.flatMap(({ box, label, name: text }) => [
      { ...box, y: box.y - 12, height: box.height + 12 },
      ...(label ? [label] : []),
      ...(text ? [{ x: box.x - 24, y: box.y, width: box.width + 48, height: box.height + 24 }] : []),
    ]),
    ...lines.flatMap(({ points, label }) => [...points.map(({ x, y }) => ({ x, y, width: 0, height: 0 })), ...(label ? [label] : [])]),
  ];
  const x = Math.floor(Math.min(...corners.map((box) => box.x)) - MARGIN / 2);
  const y = Math.floor(Math.min(...corners.map((box) => box.y)) - MARGIN / 2);
  const right = Math.ceil(Math.max(...corners.map((box) => box.x + box.width)) + MARGIN / 2);
  const bottom = Math.ceil(Math.max(...corners.map((box) => box.y + box.height)) + MARGIN / 2);
  return { x, y, width: right - x, height: bottom - y };
}
