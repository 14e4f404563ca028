import { elementAt, elementsOf, quoted, textOf, type XmlElement } from "#drawing/package";
import type { Source } from "./source.ts";

/** What objects on pages refer to by number. */
export interface Resource {
  kind: "font" | "picture" | "other-media" | "look" | "unit" | "colour-space";
  element: XmlElement;
  /** Name of its part in the package, where it has one there. */
  part?: string;
}

/** Resources out of one file of them; a file that says nothing gives nothing. */
function resourcesIn(source: Source, file: string): [string, Resource][] {
  const root = source.spare(file);
  if (!root) return [];
  const base = root.attributes["BaseLoc"];
  const partOf = (element: XmlElement, child: string) => {
    const part = source.find(textOf(elementAt(element, child)), file, base)?.name;
    return part ? { part } : {};
  };
  const fonts = elementsOf(elementAt(root, "Fonts"), "Font").map((element): Resource => ({ kind: "font", element, ...partOf(element, "FontFile") }));
  const media = elementsOf(elementAt(root, "MultiMedias"), "MultiMedia").map((element): Resource => ({
    kind: /^image$/i.test(element.attributes["Type"] ?? "") ? "picture" : "other-media",
    element,
    ...partOf(element, "MediaFile"),
  }));
  const looks = elementsOf(elementAt(root, "DrawParams"), "DrawParam").map((element): Resource => ({ kind: "look", element }));
  const units = elementsOf(elementAt(root, "CompositeGraphicUnits"), "CompositeGraphicUnit").map((element): Resource => ({ kind: "unit", element }));
  const colours = elementsOf(elementAt(root, "ColorSpaces"), "ColorSpace").map((element): Resource => ({ kind: "colour-space", element }));
  return [...fonts, ...media, ...looks, ...units, ...colours].map((resource) => [resource.element.attributes["ID"] ?? "", resource]);
}

/** All resources of a document, or of a page, by their numbers; files that are missing are passed over, as the standard lets viewers do, and told. */
export function readResources(source: Source, from: string, common: XmlElement | undefined): Map<string, Resource> {
  const named = ["PublicRes", "DocumentRes", "PageRes"].flatMap((kind) => elementsOf(common, kind)).map((one) => textOf(one).trim());
  const files = named.flatMap((place) => {
    const part = source.find(place, from);
    if (!part && place) source.remark(`文件里提到的资源“${quoted(place)}”不在文件里，页面上用到它的地方画不出来。`);
    return part?.name ?? [];
  });
  return new Map([...new Set(files)].flatMap((file) => resourcesIn(source, file)));
}
