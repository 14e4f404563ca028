import { faceOf, glyphLines, type GlyphPoint } from "#drawing/font";
import { conflict } from "#values/errors";

/** A closed line: where it begins, then straight steps, or curves with one control point (quadratic). */
export type Outline = { x: number; y: number; control?: { x: number; y: number } }[];

// Between two control points lies a point of the line, half way.
function closed(points: GlyphPoint[]): Outline {
  const half = (a: GlyphPoint, b: GlyphPoint): GlyphPoint => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, on: true });
  const full = points.flatMap((point, i) => {
    const before = points[(i + points.length - 1) % points.length]!;
    return point.on || before.on ? [point] : [half(before, point), point];
  });
  const first = full.findIndex(({ on }) => on);
  const turned = [...full.slice(first), ...full.slice(0, first + 1)];
  const outline: Outline = [];
  for (let i = 0; i < turned.length; i += 1) {
    const { x, y, on } = turned[i]!;
    if (!on) continue;
    const control = turned[i - 1];
    outline.push(control && !control.on ? { x, y, control: { x: control.x, y: control.y } } : { x, y });
  }
  return outline;
}

/** A character as closed lines in a square of side 1, its middle at 0 0, y down. Refused (`CHARACTER_MISSING`) when no font has it: a seal is no place for a code. */
export function characterOutlines(character: string): Outline[] {
  const { key, typeface: face } = faceOf("bold", character.codePointAt(0)!);
  if (key === "codes") throw conflict("CHARACTER_MISSING", `字库里没有“${character}”字，暂时不能制作这枚印章。请管理员把有这个字的字库放进字库文件夹。`);
  const glyph = face.glyphOf(character.codePointAt(0)!);
  const em = face.unitsPerEm;
  const place = <Point extends { x: number; y: number }>({ x, y }: Point): { x: number; y: number } => ({
    x: (x - face.advance(glyph) / 2) / em,
    // The middle of a Chinese character lies 0.38 of its size above the base line.
    y: 0.38 - y / em,
  });
  return glyphLines(face, glyph).map((points) => closed(points).map((step) => ({ ...place(step), ...(step.control && { control: place(step.control) }) })));
}

/** Outlines moved: stretched, turned by degrees clockwise about 0 0, then shifted. */
export function moved(outlines: Outline[], to: { x: number; y: number; width: number; height: number; turn?: number }): Outline[] {
  const angle = ((to.turn ?? 0) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const place = (point: { x: number; y: number }): { x: number; y: number } => {
    const [x, y] = [point.x * to.width, point.y * to.height];
    return { x: to.x + x * cos - y * sin, y: to.y + x * sin + y * cos };
  };
  return outlines.map((outline) => outline.map((step) => ({ ...place(step), ...(step.control && { control: place(step.control) }) })));
}

/** A circle about 0 0 in sixteen curves; backwards it cuts a hole. */
export function circleOutline(radius: number, backwards = false): Outline {
  const steps = 16;
  const at = (i: number, r: number): { x: number; y: number } => {
    const angle = ((backwards ? -i : i) * 2 * Math.PI) / steps;
    return { x: r * Math.cos(angle), y: r * Math.sin(angle) };
  };
  const beyond = radius / Math.cos(Math.PI / steps);
  return Array.from({ length: steps + 1 }, (_, i) => (i === 0 ? at(0, radius) : { ...at(i, radius), control: at(i - 0.5, beyond) }));
}

/** Straight lines through some points. */
export function straightOutline(points: readonly (readonly [number, number])[]): Outline {
  return points.map(([x, y]) => ({ x, y }));
}
