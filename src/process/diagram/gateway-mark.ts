import { round } from "./lettering.ts";
import type { Box } from "./model.ts";
import { COLOURS, line, ring, solid, type Standing } from "./pen.ts";
import type { Shape } from "./picture.ts";

/** A gateway: a diamond, and what kind of choice it is. */
export function gateway({ type, box, begins }: Shape, standing: Standing): string {
  return diamond(box, standing) + mark(type, box, begins);
}

function diamond({ x, y, width, height }: Box, standing: Standing): string {
  const ink = COLOURS[standing];
  const path = `M${round(x + width / 2)} ${round(y)}L${round(x + width)} ${round(y + height / 2)}L${round(x + width / 2)} ${round(y + height)}L${round(x)} ${round(y + height / 2)}Z`;
  return `<path class="flow-shape" d="${path}" fill="${ink.fill}" stroke="${ink.line}" stroke-width="${ink.width}" stroke-linejoin="round"/>`;
}

function mark(type: string, { x, y, width, height }: Box, begins: Shape["begins"]): string {
  const [cx, cy, r] = [x + width / 2, y + height / 2, width * 0.17];
  const cross = `M${cx - r} ${cy - r}L${cx + r} ${cy + r}M${cx + r} ${cy - r}L${cx - r} ${cy + r}`;
  const plus = (far: number): string => `M${cx - far} ${cy}H${cx + far}M${cx} ${cy - far}V${cy + far}`;
  if (type === "ExclusiveGateway") return line(cross, 2);
  if (type === "ParallelGateway") return line(plus(r * 1.3), 2);
  if (type === "ComplexGateway") return line(cross + plus(r * 1.4), 2);
  if (type !== "EventBasedGateway") return ring(cx, cy, r * 1.2, 2);
  // One circle where it begins the process, two in between; a pentagon for the first event, a plus for all of them.
  const frame = ring(cx, cy, r * 1.5, 1) + (begins ? "" : ring(cx, cy, r * 1.2, 1));
  if (begins === "all") return frame + line(plus(r * 0.8), 2);
  const five = [0, 1, 2, 3, 4].map((at) => {
    const angle = (at * 2 * Math.PI) / 5 - Math.PI / 2;
    return `${at === 0 ? "M" : "L"}${(cx + r * 0.9 * Math.cos(angle)).toFixed(2)} ${(cy + r * 0.9 * Math.sin(angle)).toFixed(2)}`;
  });
  return frame + solid(`${five.join("")}Z`, false);
}
