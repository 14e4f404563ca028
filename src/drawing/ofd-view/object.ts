import { elementsOf, tag, type XmlElement } from "#drawing/package";
import { areaOf, figure, figures, matrixOf } from "#drawing/ofd";
import { clipped } from "./clip.ts";
import { imageObject } from "./image-object.ts";
import { lookOf } from "./look.ts";
import { pathObject } from "./path-object.ts";
import { leaveOut, numberOf, type Scene } from "./scene.ts";
import { textObject } from "./text-object.ts";

// Blocks and composite objects may stand in others; deeper is a circle.
const DEPTH = 12;
const depths = new WeakMap<Scene, number>();

/** A composite object: the unit that it names, drawn as it is there (GB/T 33190-2016, 13). */
function compositeObject(object: XmlElement, scene: Scene): string {
  const unit = scene.resources.get(object.attributes["ResourceID"] ?? "");
  if (unit?.kind !== "unit") {
    leaveOut(scene, "组合图形（不在文件里）");
    return "";
  }
  return elementsOf(unit.element, "Content")
    .map((content) => blockView(content, undefined, scene))
    .join("");
}

const DRAWN: Readonly<Record<string, (object: XmlElement, layer: XmlElement | undefined, scene: Scene) => string>> = {
  TextObject: (object, layer, scene) => textObject(object, lookOf(object, layer, scene.resources), scene),
  PathObject: (object, layer, scene) => pathObject(object, lookOf(object, layer, scene.resources), scene),
  ImageObject: (object, _layer, scene) => imageObject(object, scene),
  CompositeObject: (object, _layer, scene) => compositeObject(object, scene),
};

const NOTHING_TO_SEE = new Set(["Actions"]);

function objectView(object: XmlElement, layer: XmlElement | undefined, scene: Scene): string {
  if (object.attributes["Visible"] === "false" || NOTHING_TO_SEE.has(object.local)) return "";
  if (--scene.budget.objects < 0 || scene.budget.drawn < 0) {
    leaveOut(scene, "内容（太多）");
    return "";
  }
  if (object.local === "PageBlock") return blockView(object, layer, scene);
  const draw = Object.hasOwn(DRAWN, object.local) ? DRAWN[object.local] : undefined;
  if (!draw) {
    leaveOut(scene, object.local === "VideoObject" ? "视频" : "不认识的内容");
    return "";
  }
  const drawn = draw(object, layer, scene);
  if (drawn === "") return "";
  const area = areaOf(object.attributes["Boundary"]) ?? { x: 0, y: 0 };
  const alpha = numberOf(object, "Alpha", 255);
  const ctm = object.attributes["CTM"];
  const opacity = alpha < 255 ? figure(Math.max(0, alpha) / 255) : undefined;
  const move = `translate(${figures(area.x, area.y)})`;
  const matrix = ctm === undefined ? "" : `matrix(${figures(...matrixOf(ctm))})`;
  const cuts = elementsOf(object, "Clips").length > 0;
  const view = cuts
    ? tag(
        "g",
        { transform: move, opacity },
        clipped(object, drawn, (inner) => (matrix ? tag("g", { transform: matrix }, inner) : inner), scene),
      )
    : tag("g", { transform: `${move}${matrix && ` ${matrix}`}`, opacity }, drawn);
  scene.budget.drawn -= view.length;
  if (scene.budget.drawn >= 0) return view;
  leaveOut(scene, "内容（太多）");
  return "";
}

/** The objects of a layer, a block, a note, a unit or a cell, one over the other. */
export function blockView(block: XmlElement, layer: XmlElement | undefined, scene: Scene): string {
  const depth = depths.get(scene) ?? 0;
  if (depth >= DEPTH) {
    leaveOut(scene, "层层相套的内容");
    return "";
  }
  depths.set(scene, depth + 1);
  const drawn = elementsOf(block)
    .map((object) => objectView(object, layer, scene))
    .join("");
  depths.set(scene, depth);
  return drawn;
}
