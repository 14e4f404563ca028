import { elementAt, type XmlElement } from "#drawing/package";
import { figures, numbersOf, type Resource } from "#drawing/ofd";

/** How an object is drawn: its own say first, then the look it names, then those that stands on, then its layer's. */
export interface Look {
  /** FillColor and StrokeColor, where anybody says them. */
  fill: XmlElement | undefined;
  stroke: XmlElement | undefined;
  lineWidth: number;
  /** Attributes of SVG for lines that are not plain. */
  line: Record<string, string | undefined>;
}

// Looks may stand on others; more steps than these are a circle.
const STEPS = 8;
const THINNEST = 0.05;

const CAPS: Readonly<Record<string, string>> = { Round: "round", Square: "square" };
const JOINS: Readonly<Record<string, string>> = { Round: "round", Bevel: "bevel" };

/** The look of an object on a layer, or within another object, where there is none. */
export function lookOf(object: XmlElement, layer: XmlElement | undefined, resources: ReadonlyMap<string, Resource>): Look {
  const chain: XmlElement[] = [object];
  for (const start of [object.attributes["DrawParam"], layer?.attributes["DrawParam"]])
    for (let id = start, step = 0; id && step < STEPS; step++) {
      const found = resources.get(id);
      if (found?.kind !== "look") break;
      chain.push(found.element);
      id = found.element.attributes["Relative"];
    }
  const colour = (local: string): XmlElement | undefined => chain.map((element) => elementAt(element, local)).find(Boolean);
  const said = (attribute: string): string | undefined => chain.map(({ attributes }) => attributes[attribute]).find((value) => value !== undefined);
  const width = said("LineWidth");
  const dash = numbersOf(said("DashPattern")).map(Math.abs);
  return {
    fill: colour("FillColor"),
    stroke: colour("StrokeColor"),
    lineWidth: width === undefined ? 0.353 : Math.max(THINNEST, numbersOf(width)[0] ?? 0),
    line: {
      "stroke-linecap": CAPS[said("Cap") ?? ""],
      "stroke-linejoin": JOINS[said("Join") ?? ""],
      "stroke-miterlimit": said("MiterLimit") && figures(Math.max(1, numbersOf(said("MiterLimit"))[0] ?? 4)),
      "stroke-dasharray": dash.some((length) => length > 0) ? figures(...dash) : undefined,
      "stroke-dashoffset": said("DashOffset") && figures(numbersOf(said("DashOffset"))[0] ?? 0),
    },
  };
}
