import { elementAt, tag, textOf, type XmlElement } from "#drawing/package";
import { figure } from "#drawing/ofd";
import type { Look } from "./look.ts";
import { outlineOf } from "./outline.ts";
import { paintOf } from "./paint.ts";
import { leaveOut, type Scene } from "./scene.ts";

const NONE = { value: "none", opacity: undefined };
const BLACK = { value: "#000000", opacity: undefined };

/** The outline of a path, or of a clip, told where it cannot be read to its end. */
export function pathOf(object: XmlElement, scene: Scene): { d: string; rule: "evenodd" | undefined } {
  const { d, whole } = outlineOf(textOf(elementAt(object, "AbbreviatedData")));
  if (!whole) leaveOut(scene, "线条或者图形");
  return { d, rule: /^even-?odd$/i.test(object.attributes["Rule"] ?? "") ? "evenodd" : undefined };
}

/** A path: filled only where it says so and has a colour for it (9.1: without one it is transparent), its line black unless it says otherwise. */
export function pathObject(object: XmlElement, look: Look, scene: Scene): string {
  const { d, rule } = pathOf(object, scene);
  if (d === "") return "";
  const fill = object.attributes["Fill"] === "true" && look.fill ? paintOf(look.fill, scene) : NONE;
  const stroke = object.attributes["Stroke"] === "false" ? NONE : look.stroke ? paintOf(look.stroke, scene) : BLACK;
  if (fill === NONE && stroke === NONE) return "";
  return tag("path", {
    d,
    fill: fill.value,
    "fill-opacity": fill.opacity === undefined ? undefined : figure(fill.opacity),
    stroke: stroke.value,
    "stroke-opacity": stroke.opacity === undefined ? undefined : figure(stroke.opacity),
    "fill-rule": rule,
    ...(stroke.value === "none" ? {} : { "stroke-width": figure(look.lineWidth), ...look.line }),
  });
}
