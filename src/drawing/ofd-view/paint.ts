import { elementAt, elementsOf, tag, type XmlElement } from "#drawing/package";
import { figure, figures, matrixOf, numbersOf } from "#drawing/ofd";
import { plainColour } from "./colour.ts";
import { define, leaveOut, numberOf, type Scene } from "./scene.ts";

/** What an area is painted with, as SVG says it. */
export interface Paint {
  value: string;
  /** From 0 to 1; undefined where it is whole. */
  opacity: number | undefined;
}

const STOPS = 256;
const SPREADS: Readonly<Record<string, string>> = { Repeat: "repeat", Reflect: "reflect" };

function stopsOf(shade: XmlElement, scene: Scene): string[] {
  const segments = elementsOf(shade, "Segment").slice(0, STOPS);
  return segments.map((segment, index) => {
    const colour = elementAt(segment, "Color");
    const even = segments.length > 1 ? index / (segments.length - 1) : 0;
    const alpha = colour ? numberOf(colour, "Alpha", 255) : 255;
    return tag("stop", {
      offset: figure(numberOf(segment, "Position", even)),
      "stop-color": colour ? plainColour(colour, scene.resources) : "#000000",
      "stop-opacity": alpha < 255 ? figure(alpha / 255) : undefined,
    });
  });
}

function point(shade: XmlElement, attribute: string): [number, number] {
  const [x = 0, y = 0] = numbersOf(shade.attributes[attribute]);
  return [x, y];
}

function axial(shade: XmlElement, name: string, scene: Scene): string {
  const [[x1, y1], [x2, y2]] = [point(shade, "StartPoint"), point(shade, "EndPoint")];
  const spread = SPREADS[shade.attributes["MapType"] ?? ""];
  // MapUnit is how long the whole of the colours is, where they are repeated.
  const share = spread ? numberOf(shade, "MapUnit", 0) / Math.max(1e-6, Math.hypot(x2 - x1, y2 - y1)) : 0;
  const [toX, toY] = share > 0 ? [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share] : [x2, y2];
  const ends = { x1: figure(x1), y1: figure(y1), x2: figure(toX), y2: figure(toY) };
  return tag("linearGradient", { id: name, gradientUnits: "userSpaceOnUse", ...ends, spreadMethod: spread }, ...stopsOf(shade, scene));
}

function radial(shade: XmlElement, name: string, scene: Scene): string {
  const [[fx, fy], [cx, cy]] = [point(shade, "StartPoint"), point(shade, "EndPoint")];
  const squeeze = Math.sqrt(Math.max(0.0001, 1 - Math.min(1, Math.abs(numberOf(shade, "Eccentricity", 0))) ** 2));
  const angle = numberOf(shade, "Angle", 0);
  const turned =
    squeeze < 1
      ? `translate(${figures(cx, cy)}) rotate(${figure(angle)}) scale(1 ${figure(squeeze)}) rotate(${figure(-angle)}) translate(${figures(-cx, -cy)})`
      : undefined;
  return tag(
    "radialGradient",
    {
      id: name,
      gradientUnits: "userSpaceOnUse",
      cx: figure(cx),
      cy: figure(cy),
      r: figure(Math.max(0, numberOf(shade, "EndRadius", 0))),
      fx: figure(fx),
      fy: figure(fy),
      fr: figure(Math.max(0, numberOf(shade, "StartRadius", 0))),
      gradientTransform: turned,
      spreadMethod: SPREADS[shade.attributes["MapType"] ?? ""],
    },
    ...stopsOf(shade, scene),
  );
}

function pattern(element: XmlElement, name: string, scene: Scene): string | undefined {
  const [width, height] = [numberOf(element, "Width", 0), numberOf(element, "Height", 0)];
  const cell = elementAt(element, "CellContent");
  if (!cell || width <= 0 || height <= 0) return undefined;
  const [stepX, stepY] = [Math.max(width, numberOf(element, "XStep", width)), Math.max(height, numberOf(element, "YStep", height))];
  const ctm = element.attributes["CTM"];
  const moved = ctm === undefined ? undefined : `matrix(${figures(...matrixOf(ctm))})`;
  const box = { width: figure(stepX), height: figure(stepY) };
  return tag("pattern", { id: name, patternUnits: "userSpaceOnUse", ...box, patternTransform: moved }, scene.within(cell));
}

const SHADES: Readonly<Record<string, (element: XmlElement, name: string, scene: Scene) => string | undefined>> = {
  AxialShd: axial,
  RadialShd: radial,
  Pattern: pattern,
};

let shades = 0;
const keys = new WeakMap<XmlElement, string>();

/** The same element is the same definition, wherever it is asked for. */
function keyOf(element: XmlElement): string {
  const known = keys.get(element) ?? `shade ${++shades}`;
  keys.set(element, known);
  return known;
}

/** What a FillColor or StrokeColor paints with: a colour, a gradient, a pattern. What is not known of it is told, and a colour of it stands in. */
export function paintOf(element: XmlElement, scene: Scene): Paint {
  const alpha = numberOf(element, "Alpha", 255);
  const opacity = alpha < 255 ? Math.max(0, alpha) / 255 : undefined;
  const shade = elementsOf(element)[0];
  if (!shade) return { value: plainColour(element, scene.resources), opacity };
  const make = SHADES[shade.local];
  const name = make && define(scene, keyOf(shade), (id) => make(shade, id, scene));
  if (name) return { value: `url(#${name})`, opacity };
  leaveOut(scene, "渐变或者底纹");
  const first = elementAt(elementsOf(shade)[0], "Color");
  return { value: first ? plainColour(first, scene.resources) : element.attributes["Value"] ? plainColour(element, scene.resources) : "none", opacity };
}
