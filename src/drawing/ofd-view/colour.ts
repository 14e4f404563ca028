import { elementAt, elementsOf, type XmlElement } from "#drawing/package";
import { numbersOf, type Resource } from "#drawing/ofd";

function hex(value: number): string {
  return Math.round(Math.min(255, Math.max(0, value)))
    .toString(16)
    .padStart(2, "0");
}

const SPACES: Readonly<Record<string, number>> = { GRAY: 1, GREY: 1, RGB: 3, CMYK: 4 };

function valuesOf(written: string): number[] {
  return /#/.test(written)
    ? written
        .trim()
        .split(/\s+/)
        .map((one) => Number.parseInt(one.replace("#", ""), 16) || 0)
    : numbersOf(written);
}

/** The colour that a CT_Color tells, "#b4321e"; one of one or four numbers, or of a space of its own, is brought to the screen roughly. */
export function plainColour(element: XmlElement, resources: ReadonlyMap<string, Resource>): string {
  const named = resources.get(element.attributes["ColorSpace"] ?? "");
  const space = named?.kind === "colour-space" ? named.element : undefined;
  const index = element.attributes["Index"];
  const entry = space && index !== undefined ? elementsOf(elementAt(space, "Palette"), "CV")[Number(index)] : undefined;
  const written = entry ? entry.children.filter((child) => typeof child === "string").join("") : element.attributes["Value"];
  if (written === undefined) return "#000000";
  const most = 2 ** (numbersOf(space?.attributes["BitsPerComponent"])[0] ?? 8) - 1;
  const values = valuesOf(written).map((value) => (most > 0 && most !== 255 ? (value / most) * 255 : value));
  const count = SPACES[space?.attributes["Type"]?.toUpperCase() ?? ""] ?? values.length;
  const [a = 0, b = a, c = a, k] = values;
  if (count === 1) return `#${hex(a).repeat(3)}`;
  if (count === 4 && k !== undefined) return `#${[a, b, c].map((ink) => hex(255 * (1 - ink / 255) * (1 - k / 255))).join("")}`;
  return `#${[a, b, c].map(hex).join("")}`;
}
