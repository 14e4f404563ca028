import { round } from "./lettering.ts";
import type { Box } from "./model.ts";
import type { Shape } from "./picture.ts";

/**
 * Where a thing of the drawing stands: what was done, where it waits, what may come; what is refused; what a newer version adds, removes or
 * changes; how much of something there is (heat, from little to most).
 */
export type Standing = "done" | "active" | "open" | "refused" | "added" | "removed" | "changed" | "heat-1" | "heat-2" | "heat-3" | "heat-4";

/** Colours for a page without the stylesheet; the classes flow-done, flow-active, … stand above them. */
export const INK: Record<Standing, { line: string; fill: string; width: number }> = {
  done: { line: "#117069", fill: "#DDEEEA", width: 1.5 },
  active: { line: "#8A5A00", fill: "#FBEFD5", width: 2.5 },
  open: { line: "#5C6864", fill: "#FFFFFF", width: 1.25 },
  refused: { line: "#B4321E", fill: "#F8E4DF", width: 2.5 },
  added: { line: "#226B45", fill: "#E0F1E6", width: 2.5 },
  removed: { line: "#B4321E", fill: "#F8E4DF", width: 2.5 },
  changed: { line: "#1F4E8C", fill: "#E1EAF6", width: 2.5 },
  "heat-1": { line: "#8A5A00", fill: "#FDF8EC", width: 1.25 },
  "heat-2": { line: "#8A5A00", fill: "#FBEFD5", width: 1.5 },
  "heat-3": { line: "#8A5A00", fill: "#F5D9A0", width: 2 },
  "heat-4": { line: "#8A5A00", fill: "#EFBF6B", width: 2.5 },
};

/** The outline of a shape with its marks, without its name. */
export function outline(shape: Shape, standing: Standing): string {
  const { type, box } = shape;
  if (type.endsWith("Gateway")) return diamond(box, standing) + gatewayMark(type, box);
  if (type.endsWith("Event")) return event(shape, standing);
  if (type === "TextAnnotation") return line(`M${box.x + 12} ${box.y}H${box.x}V${box.y + box.height}H${box.x + 12}`);
  if (type === "Participant" || type === "Lane") return rectangle(box, "open", { fill: "none", radius: 2 });
  if (type === "Group") return rectangle(box, "open", { fill: "none", radius: 10, more: ' stroke-dasharray="8 4"' });
  if (type.startsWith("Data")) return rectangle(box, "open", { fill: "#FFFFFF", radius: 2 });
  const isContainer = type === "SubProcess" && !shape.collapsed;
  return (
    rectangle(box, standing, { fill: isContainer ? "none" : INK[standing].fill, radius: 6, ...(type === "CallActivity" ? { width: 3.5 } : {}) }) +
    taskMarks(shape)
  );
}

function rectangle(box: Box, standing: Standing, { fill, radius, width, more = "" }: { fill: string; radius: number; width?: number; more?: string }): string {
  const ink = INK[standing];
  return `<rect class="flow-shape" x="${round(box.x)}" y="${round(box.y)}" width="${round(box.width)}" height="${round(box.height)}" rx="${radius}" fill="${fill}" stroke="${ink.line}" stroke-width="${width ?? ink.width}"${more}/>`;
}

function diamond({ x, y, width, height }: Box, standing: Standing): string {
  const ink = INK[standing];
  const path = `M${round(x + width / 2)} ${round(y)}L${round(x + width)} ${round(y + height / 2)}L${round(x + width / 2)} ${round(y + height)}L${round(x)} ${round(y + height / 2)}Z`;
  return `<path class="flow-shape" d="${path}" fill="${ink.fill}" stroke="${ink.line}" stroke-width="${ink.width}" stroke-linejoin="round"/>`;
}

function gatewayMark(type: string, { x, y, width, height }: Box): string {
  const [cx, cy, r] = [x + width / 2, y + height / 2, width * 0.17];
  if (type === "ExclusiveGateway") return line(`M${cx - r} ${cy - r}L${cx + r} ${cy + r}M${cx + r} ${cy - r}L${cx - r} ${cy + r}`, 2);
  if (type === "ParallelGateway") return line(`M${cx - r * 1.3} ${cy}H${cx + r * 1.3}M${cx} ${cy - r * 1.3}V${cy + r * 1.3}`, 2);
  return ring(cx, cy, r * 1.2, 2);
}

function event({ type, box, trigger, interrupting }: Shape, standing: Standing): string {
  const ink = INK[standing];
  const [cx, cy, r] = [box.x + box.width / 2, box.y + box.height / 2, box.width / 2];
  const between = type === "BoundaryEvent" || type.startsWith("Intermediate");
  const dashed = interrupting ? "" : ' stroke-dasharray="4 3"';
  const width = type === "EndEvent" ? 3.5 : ink.width;
  const outer = `<circle class="flow-shape" cx="${round(cx)}" cy="${round(cy)}" r="${round(r)}" fill="${ink.fill}" stroke="${ink.line}" stroke-width="${width}"${dashed}/>`;
  const inner = between
    ? `<circle class="flow-mark" cx="${round(cx)}" cy="${round(cy)}" r="${round(r - 3)}" fill="none" stroke="${ink.line}" stroke-width="1"${dashed}/>`
    : "";
  if (trigger === "terminate") return `${outer}<circle class="flow-mark" cx="${round(cx)}" cy="${round(cy)}" r="${round(r * 0.55)}" fill="${ink.line}"/>`;
  return outer + inner + (trigger === "timer" ? ring(cx, cy, r * 0.5, 1) + line(`M${cx} ${cy - r * 0.35}V${cy}H${cx + r * 0.25}`) : "");
}

/** Marks of an activity: who does it (above left), how often, and whether there is more inside (below). */
function taskMarks({ type, box, many, collapsed }: Shape): string {
  const [x, y] = [box.x + 7, box.y + 7];
  const [cx, bottom] = [box.x + box.width / 2, box.y + box.height - 5];
  const shift = many && collapsed ? 9 : 0;
  let marks = "";
  if (type === "UserTask") marks += ring(x + 5, y + 3, 3, 1) + line(`M${x - 1} ${y + 12}c0 -7 12 -7 12 0`);
  if (type === "ServiceTask")
    marks +=
      ring(x + 5, y + 5, 2, 1) +
      `<circle class="flow-mark" cx="${round(x + 5)}" cy="${round(y + 5)}" r="5" fill="none" stroke="#5C6864" stroke-width="2" stroke-dasharray="2 1.93"/>`;
  if (type === "BusinessRuleTask") marks += line(`M${x} ${y}h12v9h-12zM${x} ${y + 3}h12M${x + 4} ${y + 3}v6`);
  if (many === "parallel") marks += line(`M${cx - 4 - shift} ${bottom - 9}v9m4 -9v9m4 -9v9`, 1.5);
  if (many === "sequential") marks += line(`M${cx - 5 - shift} ${bottom - 8}h10m-10 4h10m-10 4h10`, 1.5);
  if (collapsed && type === "SubProcess") marks += line(`M${cx - 5 + shift} ${bottom - 10}h10v10h-10zM${cx + shift} ${bottom - 8}v6m-3 -3h6`);
  return marks;
}

function line(path: string, width = 1): string {
  return `<path class="flow-mark" d="${path.replace(/-?\d+\.\d+/g, (number) => String(round(Number(number))))}" fill="none" stroke="#5C6864" stroke-width="${width}" stroke-linecap="round"/>`;
}

function ring(cx: number, cy: number, r: number, width: number): string {
  return `<circle class="flow-mark" cx="${round(cx)}" cy="${round(cy)}" r="${round(r)}" fill="none" stroke="#5C6864" stroke-width="${width}"/>`;
}
