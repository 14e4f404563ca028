import { runsOf, type Mark, type Page, type PathMark, type PictureMark, type Segment, type TextMark } from "#drawing/layout";
import { escapeXml, tag, xmlFile } from "#drawing/package";
import { areaText, deltaText, figure, figures, millimetres, type Area } from "./measures.ts";
import { NAMESPACE } from "./namespace.ts";

/** Numbers that name things inside one document, and what is known of fonts and pictures there. */
export interface Resources {
  nextId: () => number;
  /** By the key of the face. */
  fonts: ReadonlyMap<string, number>;
  pictureId: (png: Buffer) => number;
}

function colour(name: "FillColor" | "StrokeColor", hex: string): string {
  const value = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(" ");
  return tag(`ofd:${name}`, { Value: value });
}

function alpha(opacity: number): number | undefined {
  return opacity < 1 ? Math.round(opacity * 255) : undefined;
}

/** The upright box around a box that is turned, and the matrix that turns what is in it. */
function turned({ x, y, width, height }: Area, turn: NonNullable<TextMark["turn"]>): { area: Area; matrix: string } {
  const [cos, sin] = [Math.cos((turn.angle * Math.PI) / 180), Math.sin((turn.angle * Math.PI) / 180)];
  const [centreX, centreY] = [millimetres(turn.x), millimetres(turn.y)];
  const place = (px: number, py: number) => ({
    x: centreX + cos * (px - centreX) - sin * (py - centreY),
    y: centreY + sin * (px - centreX) + cos * (py - centreY),
  });
  const corners = [place(x, y), place(x + width, y), place(x, y + height), place(x + width, y + height)];
  const [left, top] = [Math.min(...corners.map((corner) => corner.x)), Math.min(...corners.map((corner) => corner.y))];
  const [right, bottom] = [Math.max(...corners.map((corner) => corner.x)), Math.max(...corners.map((corner) => corner.y))];
  const area = { x: left, y: top, width: right - left, height: bottom - top };
  return { area, matrix: figures(cos, sin, -sin, cos, corners[0]!.x - left, corners[0]!.y - top) };
}

function textObjects(mark: TextMark, { nextId, fonts }: Resources): string[] {
  const size = millimetres(mark.size);
  return runsOf(mark).map(({ face, text, advances, x, y }) => {
    const { ascent, descent, unitsPerEm } = face.typeface;
    const moves = advances.map(millimetres);
    const upright = {
      x: millimetres(mark.x + x),
      y: millimetres(mark.y + y),
      width: moves.reduce((sum, one) => sum + one, 0),
      height: ((ascent - descent) / unitsPerEm) * size,
    };
    const { area, matrix } = mark.turn ? turned(upright, mark.turn) : { area: upright, matrix: undefined };
    const attributes = { ID: nextId(), Boundary: areaText(area), CTM: matrix, Alpha: alpha(mark.opacity), Font: fonts.get(face.key), Size: figure(size) };
    const deltas = deltaText(moves.slice(0, -1));
    const code = tag("ofd:TextCode", { X: 0, Y: figure((ascent / unitsPerEm) * size), DeltaX: deltas || undefined }, escapeXml(text));
    return tag("ofd:TextObject", attributes, colour("FillColor", mark.colour), code);
  });
}

function pointsOf([kind, ...numbers]: Segment): [number, number][] {
  const [a, b, c, d, e, f] = numbers as number[];
  if (kind === "close") return [];
  if (kind === "rect")
    return [
      [a!, b!],
      [a! + c!, b! + d!],
    ];
  return kind === "curve"
    ? [
        [a!, b!],
        [c!, d!],
        [e!, f!],
      ]
    : [[a!, b!]];
}

function pathObject({ segments, fill, stroke, lineWidth, opacity }: PathMark, { nextId }: Resources): string {
  const around = stroke ? lineWidth / 2 : 0;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const segment of segments)
    for (const [x, y] of pointsOf(segment)) {
      [left, right] = [Math.min(left, x - around), Math.max(right, x + around)];
      [top, bottom] = [Math.min(top, y - around), Math.max(bottom, y + around)];
    }
  const at = (x: number, y: number) => figures(millimetres(x - left), millimetres(y - top));
  const words = segments.map(([kind, ...numbers]) => {
    const [a, b, c, d, e, f] = numbers as number[];
    if (kind === "move") return `M ${at(a!, b!)}`;
    if (kind === "line") return `L ${at(a!, b!)}`;
    if (kind === "curve") return `B ${at(a!, b!)} ${at(c!, d!)} ${at(e!, f!)}`;
    if (kind === "close") return "C";
    return `M ${at(a!, b!)} L ${at(a! + c!, b!)} L ${at(a! + c!, b! + d!)} L ${at(a!, b! + d!)} C`;
  });
  const area = { x: millimetres(left), y: millimetres(top), width: millimetres(right - left), height: millimetres(bottom - top) };
  const attributes = {
    ID: nextId(),
    Boundary: areaText(area),
    Alpha: alpha(opacity),
    LineWidth: stroke ? figure(millimetres(lineWidth)) : undefined,
    Stroke: String(Boolean(stroke)),
    Fill: String(Boolean(fill)),
  };
  const colours = [...(stroke ? [colour("StrokeColor", stroke)] : []), ...(fill ? [colour("FillColor", fill)] : [])];
  return tag("ofd:PathObject", attributes, ...colours, tag("ofd:AbbreviatedData", {}, words.join(" ")));
}

/** A picture stretched over an area; OFD draws it into a unit square that a matrix makes as large. */
export function imageObject(id: number, resource: number, area: Area, opacity = 1): string {
  const matrix = figures(area.width, 0, 0, area.height, 0, 0);
  return tag("ofd:ImageObject", { ID: id, Boundary: areaText(area), CTM: matrix, Alpha: alpha(opacity), ResourceID: resource });
}

function pictureObject({ png, x, y, width, height, opacity }: PictureMark, { nextId, pictureId }: Resources): string {
  const area = { x: millimetres(x), y: millimetres(y), width: millimetres(width), height: millimetres(height) };
  return imageObject(nextId(), pictureId(png), area, opacity);
}

function objectsOf(mark: Mark, resources: Resources): string[] {
  if (mark.kind === "text") return textObjects(mark, resources);
  return [mark.kind === "path" ? pathObject(mark, resources) : pictureObject(mark, resources)];
}

/** The size of a page, in whole hundredths of a millimetre: A4 in points is A4 in millimetres again. */
export function pageArea({ width, height }: Page): string {
  return `0 0 ${Number(millimetres(width).toFixed(2))} ${Number(millimetres(height).toFixed(2))}`;
}

/** Content.xml of a page. */
export function pageContent(page: Page, resources: Resources): string {
  const objects = page.marks.filter((mark) => mark.kind !== "path" || mark.segments.length > 0).flatMap((mark) => objectsOf(mark, resources));
  return xmlFile(
    tag(
      "ofd:Page",
      { "xmlns:ofd": NAMESPACE },
      tag("ofd:Area", {}, tag("ofd:PhysicalBox", {}, pageArea(page))),
      tag("ofd:Content", {}, tag("ofd:Layer", { Type: "Body", ID: resources.nextId() }, ...objects)),
    ),
  );
}
