import { elementAt, type XmlElement } from "#base/package";
import type { Resource } from "./resource.ts";
import { numbersOf } from "./measures.ts";

/** How an object is drawn: its own say first, then the look it names, then those that stands on, then its layer's. */
export interface Look {
  fill: string | undefined;
  stroke: string | undefined;
  lineWidth: number;
}

// Looks may stand on others; more steps than these are a circle.
const STEPS = 8;

function hex(value: number): string {
  return Math.round(Math.min(255, Math.max(0, value)))
    .toString(16)
    .padStart(2, "0");
}

/** "#b4321e"; a colour space of one or four numbers is brought to screen colours roughly. */
function colourOf(element: XmlElement | undefined): string | undefined {
  const written = element?.attributes["Value"];
  if (written === undefined) return element && "#000000";
  const values = /#/.test(written) ? written.split(/\s+/).map((one) => Number.parseInt(one.replace("#", ""), 16) || 0) : numbersOf(written);
  const [a = 0, b = a, c = a, k] = values;
  if (k !== undefined) return `#${[a, b, c].map((ink) => hex(255 * (1 - ink / 255) * (1 - k / 255))).join("")}`;
  return `#${[a, b, c].map(hex).join("")}`;
}

/** The look of an object on a layer. */
export function lookOf(object: XmlElement, layer: XmlElement, resources: ReadonlyMap<string, Resource>): Look {
  const chain: XmlElement[] = [object];
  for (const start of [object.attributes["DrawParam"], layer.attributes["DrawParam"]])
    for (let id = start, step = 0; id && step < STEPS; step++) {
      const found = resources.get(id);
      if (found?.kind !== "look") break;
      chain.push(found.element);
      id = found.element.attributes["Relative"];
    }
  const first = <T>(find: (element: XmlElement) => T | undefined): T | undefined => {
    for (const element of chain) {
      const value = find(element);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  return {
    fill: first((element) => colourOf(elementAt(element, "FillColor"))),
    stroke: first((element) => colourOf(elementAt(element, "StrokeColor"))),
    lineWidth: first((element) => (element.attributes["LineWidth"] === undefined ? undefined : (numbersOf(element.attributes["LineWidth"])[0] ?? 0))) ?? 0.353,
  };
}
