import { activityMarks } from "./activity-mark.ts";
import { event } from "./event-mark.ts";
import { gateway } from "./gateway-mark.ts";
import { round } from "./lettering.ts";
import type { Box } from "./model.ts";
import { COLOURS, line, type Standing } from "./pen.ts";
import type { Shape } from "./picture.ts";

/** The outline of a shape with its marks, without its name. */
export function outline(shape: Shape, standing: Standing): string {
  const { type, box } = shape;
  if (type.endsWith("Gateway")) return gateway(shape, standing);
  if (type.endsWith("Event")) return event(shape, standing);
  if (type === "TextAnnotation") return line(`M${box.x + 12} ${box.y}H${box.x}V${box.y + box.height}H${box.x + 12}`);
  if (type === "Participant") return rectangle(box, standing, { fill: "none", radius: 2 }) + headOf(shape, standing);
  if (type === "Lane") return rectangle(box, "open", { fill: "none", radius: 2 });
  if (type === "Group") return rectangle(box, "open", { fill: "none", radius: 10, more: ' stroke-dasharray="8 4 2 4"' });
  if (type.startsWith("DataStore")) return store(box);
  if (type.startsWith("Data")) return sheet(shape);
  return activity(shape, standing);
}

function activity(shape: Shape, standing: Standing): string {
  const { type, box, collapsed, byEvent } = shape;
  const holds = /SubProcess$|^Transaction$/.test(type) && !collapsed;
  const fill = holds ? "none" : COLOURS[standing].fill;
  const outer = rectangle(box, standing, {
    fill,
    radius: 6,
    ...(type === "CallActivity" && { width: 3.5 }),
    ...(byEvent && { more: ' stroke-dasharray="1 4" stroke-linecap="round"', width: 2 }),
  });
  const inner =
    type === "Transaction"
      ? rectangle({ x: box.x + 3, y: box.y + 3, width: box.width - 6, height: box.height - 6 }, standing, { fill: "none", radius: 4 })
      : "";
  return outer + inner + activityMarks(shape);
}

function rectangle(box: Box, standing: Standing, { fill, radius, width, more = "" }: { fill: string; radius: number; width?: number; more?: string }): string {
  const ink = COLOURS[standing];
  return `<rect class="flow-shape" x="${round(box.x)}" y="${round(box.y)}" width="${round(box.width)}" height="${round(box.height)}" rx="${radius}" fill="${fill}" stroke="${ink.line}" stroke-width="${width ?? ink.width}"${more}/>`;
}

/** The strip of a pool where its name stands; a pool that is a black box has none. */
function headOf({ box, upright, collapsed }: Shape, standing: Standing): string {
  if (collapsed) return "";
  return `<g class="flow-${standing}">${upright ? line(`M${box.x} ${box.y + 30}H${box.x + box.width}`) : line(`M${box.x + 30} ${box.y}V${box.y + box.height}`)}</g>`;
}

/** A sheet of paper with a folded corner; three strokes where there are several. */
function sheet({ box, several }: Shape): string {
  const { x, y, width, height } = box;
  const fold = Math.min(10, width / 3);
  const path = `M${x} ${y}H${x + width - fold}L${x + width} ${y + fold}V${y + height}H${x}ZM${x + width - fold} ${y}V${y + fold}H${x + width}`;
  return `<path class="flow-shape" d="${path}" fill="#FFFFFF" stroke="#5C6864" stroke-width="1.25"/>${several ? line(`M${x + width / 2 - 4} ${y + height - 12}v9m4 -9v9m4 -9v9`, 1.5) : ""}`;
}

function store({ x, y, width, height }: Box): string {
  const [rx, ry] = [width / 2, height * 0.12];
  const path = `M${x} ${y + ry}a${rx} ${ry} 0 0 1 ${width} 0V${y + height - ry}a${rx} ${ry} 0 0 1 ${-width} 0Z`;
  return `<path class="flow-shape" d="${path}" fill="#FFFFFF" stroke="#5C6864" stroke-width="1.25"/>${line(`M${x} ${y + ry}a${rx} ${ry} 0 0 0 ${width} 0M${x} ${y + ry * 2}a${rx} ${ry} 0 0 0 ${width} 0`)}`;
}
