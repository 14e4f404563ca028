import { round } from "./lettering.ts";
import { COLOURS, line, ring, solid, type Standing } from "./pen.ts";
import type { Shape } from "./picture.ts";

/** What triggers an event, drawn inside its circle of radius `r` (BPMN 2.0 table 10.93): filled when thrown. */
const MARKS: Record<NonNullable<Shape["trigger"]>, (cx: number, cy: number, r: number, thrown: boolean) => string> = {
  timer: (cx, cy, r) => ring(cx, cy, r * 0.5, 1) + line(`M${cx} ${cy - r * 0.35}V${cy}H${cx + r * 0.25}`),
  terminate: (cx, cy, r) => `<circle class="flow-mark" cx="${round(cx)}" cy="${round(cy)}" r="${round(r * 0.55)}" fill="#5C6864"/>`,
  message: (cx, cy, r, thrown) => {
    const [w, h] = [r * 0.52, r * 0.36];
    const flap = `M${cx - w} ${cy - h}L${cx} ${cy + h * 0.15}L${cx + w} ${cy - h}`;
    const paper = `M${cx - w} ${cy - h}H${cx + w}V${cy + h}H${cx - w}Z`;
    return thrown
      ? solid(paper, true) + `<path class="flow-flap" d="${flap}" fill="none" stroke="#FFFFFF" stroke-width="1"/>`
      : solid(paper, false) + line(flap);
  },
  signal: (cx, cy, r, thrown) => solid(`M${cx} ${cy - r * 0.5}L${cx + r * 0.5} ${cy + r * 0.36}H${cx - r * 0.5}Z`, thrown),
  error: (cx, cy, r, thrown) =>
    solid(
      `M${cx - r * 0.5} ${cy + r * 0.42}L${cx - r * 0.2} ${cy - r * 0.42}L${cx + r * 0.14} ${cy + r * 0.08}L${cx + r * 0.5} ${cy - r * 0.46}L${cx + r * 0.2} ${cy + r * 0.44}L${cx - r * 0.14} ${cy - r * 0.04}Z`,
      thrown,
    ),
  escalation: (cx, cy, r, thrown) =>
    solid(`M${cx} ${cy - r * 0.5}L${cx + r * 0.4} ${cy + r * 0.45}L${cx} ${cy + r * 0.08}L${cx - r * 0.4} ${cy + r * 0.45}Z`, thrown),
  conditional: (cx, cy, r) =>
    solid(`M${cx - r * 0.38} ${cy - r * 0.48}H${cx + r * 0.38}V${cy + r * 0.48}H${cx - r * 0.38}Z`, false) +
    line([-0.28, -0.09, 0.1, 0.29].map((at) => `M${cx - r * 0.26} ${cy + r * at}H${cx + r * 0.26}`).join("")),
  compensation: (cx, cy, r, thrown) =>
    solid(`M${cx} ${cy - r * 0.34}V${cy + r * 0.34}L${cx - r * 0.45} ${cy}ZM${cx + r * 0.45} ${cy - r * 0.34}V${cy + r * 0.34}L${cx} ${cy}Z`, thrown),
  cancel: (cx, cy, r, thrown) => {
    const [far, near] = [r * 0.45, r * 0.16];
    const cross = `M${cx} ${cy - near}L${cx + far - near} ${cy - far}L${cx + far} ${cy - far + near}L${cx + near} ${cy}L${cx + far} ${cy + far - near}L${cx + far - near} ${cy + far}L${cx} ${cy + near}L${cx - far + near} ${cy + far}L${cx - far} ${cy + far - near}L${cx - near} ${cy}L${cx - far} ${cy - far + near}L${cx - far + near} ${cy - far}Z`;
    return solid(cross, thrown);
  },
  link: (cx, cy, r, thrown) =>
    solid(
      `M${cx - r * 0.5} ${cy - r * 0.2}H${cx + r * 0.08}V${cy - r * 0.42}L${cx + r * 0.52} ${cy}L${cx + r * 0.08} ${cy + r * 0.42}V${cy + r * 0.2}H${cx - r * 0.5}Z`,
      thrown,
    ),
  multiple: (cx, cy, r, thrown) =>
    solid(
      `M${cx} ${cy - r * 0.5}L${cx + r * 0.48} ${cy - r * 0.15}L${cx + r * 0.3} ${cy + r * 0.42}H${cx - r * 0.3}L${cx - r * 0.48} ${cy - r * 0.15}Z`,
      thrown,
    ),
  "parallel-multiple": (cx, cy, r) => line(`M${cx - r * 0.45} ${cy}H${cx + r * 0.45}M${cx} ${cy - r * 0.45}V${cy + r * 0.45}`, 2.5),
};

/** An event: one circle where it starts, two in between, a heavy one where it ends; dashed where it does not interrupt. */
export function event({ type, box, trigger, thrown, interrupting }: Shape, standing: Standing): string {
  const ink = COLOURS[standing];
  const [cx, cy, r] = [box.x + box.width / 2, box.y + box.height / 2, box.width / 2];
  const between = type === "BoundaryEvent" || type.startsWith("Intermediate");
  const dashed = interrupting ? "" : ' stroke-dasharray="4 3"';
  const width = type === "EndEvent" ? 3.5 : ink.width;
  const circle = (kind: string, radius: number, fill: string, stroke: number): string =>
    `<circle class="flow-${kind}" cx="${round(cx)}" cy="${round(cy)}" r="${round(radius)}" fill="${fill}" stroke="${ink.line}" stroke-width="${stroke}"${dashed}/>`;
  return circle("shape", r, ink.fill, width) + (between ? circle("mark", r - 3, "none", 1) : "") + (trigger ? MARKS[trigger](cx, cy, r, thrown) : "");
}
