import { below, centred, escaped, round, widthOf, wrapped } from "./lettering.ts";
import type { Box, Point } from "./model.ts";
import { pictureOf } from "./picture.ts";
import type { Line, Picture, Shape } from "./picture.ts";
import { INK, outline } from "./strokes.ts";
import type { Standing } from "./strokes.ts";

/** Keys of nodes and edges that were passed (`done`, as steps give them in `passed`) and of nodes where something waits (`active`). */
export type Marks = { done: readonly string[]; active: readonly string[] };

const MARGIN = 24;
const KEPT = 200;
const pictures = new Map<string, Promise<Picture | undefined>>();

/**
 * The drawing of a BPMN file as SVG: what was done is celadon with a tick, where it waits amber with a heavy line, so the state does not rest
 * on colour alone. Everything has a class (flow-done, flow-active, flow-open; flow-shape, flow-line, flow-mark, flow-name, flow-note) for stylesheets.
 * Empty string when the file carries no drawing.
 */
export async function drawing(xml: string, marks: Marks = { done: [], active: [] }): Promise<string> {
  const picture = await kept(xml);
  if (!picture) return "";
  const active = drawnOf(marks.active, picture);
  const done = drawnOf(marks.done, picture);
  const standing = (id: string): Standing => (active.has(id) ? "active" : done.has(id) ? "done" : "open");
  const containers = picture.shapes.filter(isContainer).map((shape) => group(shape, standing(shape.id)));
  const lines = picture.lines.toSorted((a, b) => Number(done.has(a.id)) - Number(done.has(b.id))).map((line) => stroke(line, standing(line.id)));
  const shapes = picture.shapes.filter((shape) => !isContainer(shape)).map((shape) => group(shape, standing(shape.id)));
  const { x, y, width, height } = extent(picture);
  const waiting = picture.shapes.filter((shape) => active.has(shape.id)).map((shape) => shape.name || shape.id);
  const title = waiting.length > 0 ? `流程图，现在在：${waiting.join("、")}` : "流程图";
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="flow-drawing" role="img" aria-label="${escaped(title)}" viewBox="${x} ${y} ${width} ${height}" width="${width}" height="${height}" font-family="inherit">` +
    `<defs>${(["open", "done"] as const).map(arrow).join("")}</defs>${containers.join("")}${lines.join("")}${shapes.join("")}${picture.lines.map(said).join("")}</svg>`
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

/** The ids that are drawn: what happens inside a folded sub-process shows on the sub-process. */
function drawnOf(keys: readonly string[], picture: Picture): Set<string> {
  return new Set(keys.map((key) => picture.within.get(key) ?? key));
}

function isContainer({ type, collapsed }: Shape): boolean {
  return type === "Participant" || type === "Lane" || type === "Group" || (type === "SubProcess" && !collapsed);
}

const SAID: Record<Standing, string> = { done: "已办", active: "正在办理", open: "" };

function group(shape: Shape, standing: Standing): string {
  const said = [shape.name, SAID[standing]].filter(Boolean).join("：");
  return `<g class="flow-${standing}" data-element="${escaped(shape.id)}">${said ? `<title>${escaped(said)}</title>` : ""}${outline(shape, standing)}${name(shape)}${standing === "done" ? tick(shape.box) : ""}</g>`;
}

function name(shape: Shape): string {
  const { type, box, label } = shape;
  if (shape.name === "") return "";
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
  return `<g class="flow-tick"><circle cx="${round(x + width - 3)}" cy="${round(y + 3)}" r="7" fill="${INK.done.line}"/><path d="M${round(x + width - 6)} ${round(y + 3)}l2.2 2.4l4 -4.6" fill="none" stroke="#FFFFFF" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/></g>`;
}

function stroke(line: Line, standing: Standing): string {
  const path = line.points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");
  const flows = line.type === "SequenceFlow";
  const ink = INK[standing === "done" ? "done" : "open"];
  const ends = flows ? ` marker-end="url(#flow-arrow-${standing === "done" ? "done" : "open"})"` : ' stroke-dasharray="2 4"';
  return `<g class="flow-${standing}" data-element="${escaped(line.id)}"><path class="flow-line" d="${path}" fill="none" stroke="${ink.line}" stroke-width="${standing === "done" ? 2 : 1.25}" stroke-linejoin="round"${ends}/></g>`;
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

function arrow(standing: "open" | "done"): string {
  return `<marker id="flow-arrow-${standing}" class="flow-${standing}" viewBox="0 0 10 10" refX="9" refY="5" markerUnits="userSpaceOnUse" markerWidth="10" markerHeight="10" orient="auto-start-reverse"><path class="flow-arrow" d="M0 1L10 5L0 9Z" fill="${INK[standing].line}"/></marker>`;
}

function extent({ shapes, lines }: Picture): Box {
  const corners = [
    ...shapes.flatMap(({ box, label, name: text }) => [
      box,
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
