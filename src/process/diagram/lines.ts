import { round } from "./lettering.ts";
import type { Point } from "./model.ts";
import { COLOURS, type Standing } from "./pen.ts";
import type { Line } from "./picture.ts";

/** A line is never where something waits, and has no heat. */
export function inkOf(standing: Standing): Standing {
  return standing === "active" || standing.startsWith("heat") ? "open" : standing;
}

/** The path of a line with its ends: an arrow for the flow of control, a circle and an open arrow for messages, dots for what only belongs together. */
export function strokeOf(line: Line, standing: Standing): string {
  const { points, type } = line;
  const path = points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");
  const kind = inkOf(standing);
  const ink = COLOURS[kind].line;
  const width = kind === "open" ? 1.25 : 2;
  const drawn = (more: string): string =>
    `<path class="flow-line" d="${path}" fill="none" stroke="${ink}" stroke-width="${width}" stroke-linejoin="round"${more}/>`;
  if (type === "SequenceFlow") return drawn(` marker-end="url(#flow-arrow-${kind})"`) + startOf(line, ink);
  if (type === "MessageFlow") return drawn(' stroke-dasharray="7 5"') + circleAt(points[0], ink) + tip(points, ink, true);
  return drawn(' stroke-dasharray="2 4"') + (/Data\w*Association/.test(type) ? tip(points, ink, false) : "");
}

/** A diamond where a line from an activity has a condition, a stroke across where it is the default. */
function startOf({ points, isDefault, isConditional }: Line, ink: string): string {
  const [from, to] = points;
  if (!from || !to || (!isDefault && !isConditional)) return "";
  const turn = `translate(${round(from.x)} ${round(from.y)}) rotate(${round(angleOf(from, to))})`;
  const path = isConditional ? "M0 0L8 -4.5L16 0L8 4.5Z" : "M6 -5L10 5";
  return `<path class="flow-mark" transform="${turn}" d="${path}" fill="${isConditional ? "#FFFFFF" : "none"}" stroke="${ink}" stroke-width="1.25"/>`;
}

function circleAt(point: Point | undefined, ink: string): string {
  return point ? `<circle class="flow-mark" cx="${round(point.x)}" cy="${round(point.y)}" r="4" fill="#FFFFFF" stroke="${ink}" stroke-width="1.25"/>` : "";
}

function tip(points: readonly Point[], ink: string, closed: boolean): string {
  const [from, to] = points.slice(-2);
  if (!from || !to) return "";
  const turn = `translate(${round(to.x)} ${round(to.y)}) rotate(${round(angleOf(from, to))})`;
  return `<path class="flow-mark" transform="${turn}" d="M-9 -4.5L0 0L-9 4.5${closed ? "Z" : ""}" fill="${closed ? "#FFFFFF" : "none"}" stroke="${ink}" stroke-width="1.25"/>`;
}

function angleOf(from: Point, to: Point): number {
  return (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
}

/** The arrow heads that a drawing needs, one for each ink. */
export function arrow(standing: Standing): string {
  return `<marker id="flow-arrow-${standing}" class="flow-${standing}" viewBox="0 0 10 10" refX="9" refY="5" markerUnits="userSpaceOnUse" markerWidth="10" markerHeight="10" orient="auto-start-reverse"><path class="flow-arrow" d="M0 1L10 5L0 9Z" fill="${COLOURS[standing].line}"/></marker>`;
}
