import { elementAt, elementsOf, tag, type XmlElement } from "#drawing/package";
import { areaOf, figures, matrixOf } from "#drawing/ofd";
import { pathOf } from "./path-object.ts";
import { define, leaveOut, type Scene } from "./scene.ts";
import { textPieces } from "./text-object.ts";

function moved(element: XmlElement | undefined): string {
  const ctm = element?.attributes["CTM"];
  const area = areaOf(element?.attributes["Boundary"]);
  return `${area && (area.x !== 0 || area.y !== 0) ? ` translate(${figures(area.x, area.y)})` : ""}${ctm === undefined ? "" : ` matrix(${figures(...matrixOf(ctm))})`}`;
}

function shapesOf(area: XmlElement, scene: Scene): string[] {
  const path = elementAt(area, "Path");
  const text = elementAt(area, "Text");
  const transform = (inner: XmlElement) => `${moved(area)}${moved(inner)}`.trim() || undefined;
  if (path) {
    const { d, rule } = pathOf(path, scene);
    return d === "" ? [] : [tag("path", { d, transform: transform(path), "clip-rule": rule })];
  }
  return text ? textPieces(text, scene).map(({ attributes, words }) => tag("text", { ...attributes, transform: transform(text) }, words)) : [];
}

/** Whether a clip's own place goes through the object's matrix; of a picture, whose space is one unit wide, none does that is larger than that. */
function inside(object: XmlElement, clips: XmlElement): boolean {
  if (clips.attributes["TransFlag"] === "false") return false;
  const wide = elementsOf(clips, "Clip")
    .flatMap((clip) => elementsOf(clip, "Area"))
    .some((area) => (areaOf(elementAt(area, "Path")?.attributes["Boundary"])?.width ?? 0) > 1.5);
  return object.local !== "ImageObject" || !wide;
}

/**
 * What is drawn of an object, cut as its clips say (GB/T 33190-2016, 8.4): areas of one clip together, clips one within the other. `within` puts the
 * object's matrix around what it is given.
 */
export function clipped(object: XmlElement, drawn: string, within: (inner: string) => string, scene: Scene): string {
  const clips = elementAt(object, "Clips");
  const all = elementsOf(clips, "Clip").filter((clip) => elementsOf(clip, "Area").length > 0);
  if (!clips || all.length === 0) return within(drawn);
  const cut = (inner: string): string =>
    all.reduce((inside, clip) => {
      const shapes = elementsOf(clip, "Area").flatMap((area) => shapesOf(area, scene));
      if (shapes.length === 0) {
        leaveOut(scene, "裁剪的范围");
        return inside;
      }
      const name = define(scene, `clip ${scene.defined.size}`, (id) => tag("clipPath", { id }, ...shapes));
      return name ? tag("g", { "clip-path": `url(#${name})` }, inside) : "";
    }, inner);
  return inside(object, clips) ? within(cut(drawn)) : cut(within(drawn));
}
