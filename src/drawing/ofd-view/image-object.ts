import { elementAt, tag, type XmlElement } from "#drawing/package";
import { areaOf, figures } from "#drawing/ofd";
import { dataUrl } from "./picture.ts";
import { define, leaveOut, type Scene } from "./scene.ts";

const SQUARE = { width: 1, height: 1, preserveAspectRatio: "none" } as const;

/** The name of a picture that is put in once; undefined, and told, where it cannot be. */
function pictureNamed(id: string | undefined, scene: Scene): string | undefined {
  if (id === undefined) return undefined;
  const resource = scene.resources.get(id);
  const decoded = resource?.kind === "picture" && resource.part !== undefined ? scene.pictures.get(resource.part) : undefined;
  if (!decoded || "undrawn" in decoded) {
    leaveOut(scene, decoded?.undrawn ?? "图片（不在文件里）");
    return undefined;
  }
  const name = define(scene, `picture ${resource!.part}`, (own) => {
    if (decoded.content.length > scene.budget.pictures) return undefined;
    scene.budget.pictures -= decoded.content.length;
    return tag("image", { id: own, ...SQUARE, href: dataUrl(decoded) });
  });
  if (!name) leaveOut(scene, "图片（太大）");
  return name;
}

/** A picture: one unit wide and high, brought to its place by the matrix; without one it fills its box. Its mask shows it where it is light. */
export function imageObject(object: XmlElement, scene: Scene): string {
  const name = pictureNamed(object.attributes["ResourceID"], scene) ?? pictureNamed(object.attributes["Substitution"], scene);
  if (!name) return "";
  const mask = object.attributes["ImageMask"];
  const shade = mask === undefined ? undefined : pictureNamed(mask, scene);
  const masked =
    shade &&
    define(scene, `mask ${mask}`, (own) =>
      tag(
        "mask",
        { id: own, maskContentUnits: "userSpaceOnUse", x: 0, y: 0, width: 1, height: 1, maskUnits: "userSpaceOnUse" },
        tag("use", { href: `#${shade}` }),
      ),
    );
  if (elementAt(object, "Border")) leaveOut(scene, "图片的边框");
  const area = areaOf(object.attributes["Boundary"]);
  const fill = object.attributes["CTM"] === undefined && area ? `scale(${figures(area.width, area.height)})` : undefined;
  const use = tag("use", { href: `#${name}`, mask: masked && `url(#${masked})` });
  return fill ? tag("g", { transform: fill }, use) : use;
}
