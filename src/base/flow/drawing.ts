import { below, centred, escaped, round, widthOf, wrapped } from "./lettering.ts";
import { pictureOf } from "./picture.ts";
import type { Box, Line, Picture, Shape } from "./picture.ts";
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
    `<defs>${(["open", "done"] as const).map(arrow).join("")}</defs>${containers.join("")}${lines.join("")}${shapes.join("")}</svg>`
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
  if (type === "Participant" || type === "Lane") return `<g transform="rotate(-90 ${round(box.x + 15)} ${round(box.y + box.height / 2)})">${below(wrapped(shape.name, box.height, 1), box.x + 15, box.y + box.height / 2 - 8, "name")}</g>`;
  if (isContainer(shape)) return below(wrapped(shape.name, box.width - 16, 1), box.x + box.width / 2, box.y + 6, "name");
  if (/Gateway|Event|Data/.test(type)) {
    if (label) return below(wrapped(shape.name, Math.max(label.width, 84), 3), label.x + label.width / 2, label.y, "note");
    const beside = type === "BoundaryEvent";
    const lines = wrapped(shape.name, 96, 2);
    const wide = Math.max(...lines.map(widthOf));
    return beside ? below(lines, box.x + box.width + wide / 2 + 4, box.y + box.height - 8, "note") : below(lines, box.x + box.width / 2, box.y + box.height + 3, "note");
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
  return `<g class="flow-${standing}" data-element="${escaped(line.id)}"><path class="flow-line" d="${path}" fill="none" stroke="${ink.line}" stroke-width="${standing === "done" ? 2 : 1.25}" stroke-linejoin="round"${ends}/>${line.name ? said(line) : ""}</g>`;
}

/** The name of a line: where the file says, else beside the middle of its longest part; on paper, so that lines below it do not cross the letters. */
function said(line: Line): string {
  const lines = wrapped(line.name, 96, 2);
  const width = Math.max(...lines.map(widthOf));
  const parts = line.points.slice(1).map((to, index) => ({ to, from: line.points[index] ?? to }));
  const length = ({ from, to }: (typeof parts)[number]): number => Math.hypot(to.x - from.x, to.y - from.y);
  const longest = parts.toSorted((a, b) => length(b) - length(a))[0];
  const at = line.label ? { x: line.label.x + line.label.width / 2, y: line.label.y } : { x: ((longest?.from.x ?? 0) + (longest?.to.x ?? 0)) / 2, y: ((longest?.from.y ?? 0) + (longest?.to.y ?? 0)) / 2 - lines.length * 8 };
  const paper = `<rect class="flow-paper" x="${round(at.x - width / 2 - 3)}" y="${round(at.y)}" width="${round(width + 6)}" height="${lines.length * 16}" rx="3" fill="#FFFFFF" fill-opacity="0.9"/>`;
  return paper + below(lines, at.x, at.y, "note");
}

function arrow(standing: "open" | "done"): string {
  return `<marker id="flow-arrow-${standing}" class="flow-${standing}" viewBox="0 0 10 10" refX="9" refY="5" markerUnits="userSpaceOnUse" markerWidth="10" markerHeight="10" orient="auto-start-reverse"><path class="flow-arrow" d="M0 1L10 5L0 9Z" fill="${INK[standing].line}"/></marker>`;
}

function extent({ shapes, lines }: Picture): Box {
  const corners = [
    ...shapes.flatMap(({ box, label, name: text }) => [box, ...(label ? [label] : []), ...(text ? [{ x: box.x - 24, y: box.y, width: box.width + 48, height: box.height + 24 }] : [])]),
    ...lines.flatMap(({ points, label }) => [...points.map(({ x, y }) => ({ x, y, width: 0, height: 0 })), ...(label ? [label] : [])]),
  ];
  const x = Math.floor(Math.min(...corners.map((box) => box.x)) - MARGIN / 2);
  const y = Math.floor(Math.min(...corners.map((box) => box.y)) - MARGIN / 2);
  const right = Math.ceil(Math.max(...corners.map((box) => box.x + box.width)) + MARGIN / 2);
  const bottom = Math.ceil(Math.max(...corners.map((box) => box.y + box.height)) + MARGIN / 2);
  return { x, y, width: right - x, height: bottom - y };
}
