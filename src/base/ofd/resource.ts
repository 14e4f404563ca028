import { elementAt, elementsOf, textOf, type XmlElement } from "#base/package";
import type { Source } from "./source.ts";

/** What objects on pages refer to by number. */
export interface Resource {
  kind: "font" | "picture" | "other-media" | "look";
  element: XmlElement;
  /** Name of its part in the package, where it has one there. */
  part?: string;
}

/** Resources out of one file of them; a file that says nothing gives nothing. */
function resourcesIn(source: Source, file: string): [string, Resource][] {
  const root = source.xml(file);
  const base = root.attributes["BaseLoc"];
  const partOf = (element: XmlElement, child: string) => {
    const part = source.find(textOf(elementAt(element, child)), file, base)?.name;
    return part ? { part } : {};
  };
  const fonts = elementsOf(elementAt(root, "Fonts"), "Font").map((element): Resource => ({ kind: "font", element, ...partOf(element, "FontFile") }));
  const media = elementsOf(elementAt(root, "MultiMedias"), "MultiMedia").map((element): Resource => ({
    kind: element.attributes["Type"] === "Image" ? "picture" : "other-media",
    element,
    ...partOf(element, "MediaFile"),
  }));
  const looks = elementsOf(elementAt(root, "DrawParams"), "DrawParam").map((element): Resource => ({ kind: "look", element }));
  return [...fonts, ...media, ...looks].map((resource) => [resource.element.attributes["ID"] ?? "", resource]);
}

/** All resources of a document, by their numbers; files that are missing are passed over, as the standard lets viewers do. */
export function readResources(source: Source, from: string, common: XmlElement | undefined): Map<string, Resource> {
  const files = [...elementsOf(common, "PublicRes"), ...elementsOf(common, "DocumentRes")].flatMap((one) => source.find(textOf(one), from)?.name ?? []);
  return new Map([...new Set(files)].flatMap((file) => resourcesIn(source, file)));
}
