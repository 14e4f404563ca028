import { elementAt, elementsOf, textOf, type XmlElement } from "#drawing/package";
import type { PageNote } from "./document.ts";
import { areaOf } from "./measures.ts";
import type { Source } from "./source.ts";

const NOTES = 2_000;

function notesIn(root: XmlElement | undefined): PageNote[] {
  return elementsOf(root, "Annot")
    .filter(({ attributes }) => attributes["Visible"] !== "false")
    .flatMap((note) =>
      elementsOf(note, "Appearance").map((objects) => ({
        area: areaOf(objects.attributes["Boundary"]) ?? { x: 0, y: 0, width: 0, height: 0 },
        objects,
      })),
    );
}

/** The annotations of each page by its id (GB/T 33190-2016, 15): each is drawn as its appearance says. What is named and not there is passed over. */
export function notesOf(source: Source, from: string, document: XmlElement): (page: string) => PageNote[] {
  const list = source.find(textOf(elementAt(document, "Annotations")), from)?.name;
  const pages = list ? elementsOf(source.spare(list), "Page") : [];
  return (id) =>
    pages
      .filter(({ attributes }) => attributes["PageID"] === id)
      .flatMap((page) => elementsOf(page, "FileLoc"))
      .flatMap((place) => source.find(textOf(place), list!)?.name ?? [])
      .flatMap((part) => notesIn(source.spare(part)))
      .slice(0, NOTES);
}
