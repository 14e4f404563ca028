import { elementAt, elementsOf, quoted, textOf, unreadable, type XmlElement } from "#drawing/package";
import type { OfdPage } from "./document.ts";
import { areaOf, type Area } from "./measures.ts";
import { notesOf } from "./page-note.ts";
import { objectsOf, runningText, textsIn, textsOn } from "./page-text.ts";
import { readResources, type Resource } from "./resource.ts";
import { need, type Source } from "./source.ts";

const A4: Area = { x: 0, y: 0, width: 210, height: 297 };
const PAGES = 2000;

function boxOf(area: XmlElement | undefined): Area | undefined {
  const box = areaOf(textOf(elementAt(area, "PhysicalBox")));
  return box && box.width > 0 && box.height > 0 ? box : undefined;
}

interface Template {
  layers: XmlElement[];
  area: XmlElement | undefined;
  objects: number;
  resources: Map<string, Resource>;
}

const ORDER = ["Background", "Body", "Foreground"];

/** The layers of a page or a template, the background first whatever stands first in the file (GB/T 33190-2016, 7.7). */
function layersOf(root: XmlElement): XmlElement[] {
  const rank = ({ attributes }: XmlElement): number => (ORDER.indexOf(attributes["Type"] ?? "Body") + ORDER.length) % ORDER.length;
  const layers = elementsOf(root, "Content").flatMap((content) => elementsOf(content, "Layer"));
  return layers.sort((a, b) => rank(a) - rank(b));
}

/** Pages to be drawn under others, read once each. */
function templatesOf(source: Source, from: string, common: XmlElement | undefined): (id: string) => Template | undefined {
  const places = new Map(elementsOf(common, "TemplatePage").map((element) => [element.attributes["ID"], element.attributes["BaseLoc"] ?? ""]));
  const read = new Map<string, Template>();
  return (id) => {
    const place = places.get(id);
    const part = place === undefined ? undefined : source.find(place, from);
    if (!part) return undefined;
    const known = read.get(part.name);
    if (known) {
      source.spend(known.objects);
      return known;
    }
    const root = source.xml(part.name);
    const layers = layersOf(root);
    const template = {
      layers,
      area: elementAt(root, "Area"),
      objects: layers.flatMap(objectsOf).length,
      resources: readResources(source, part.name, root),
    };
    read.set(part.name, template);
    return template;
  };
}

/**
 * The pages of a document in their order.
 * @throws Refusal DOCUMENT_UNREADABLE when there is none, a page is listed but not there or twice, or there are too many.
 */
export function readPages(source: Source, from: string, document: XmlElement, shared: ReadonlyMap<string, Resource>): OfdPage[] {
  const common = elementAt(document, "CommonData");
  const usual = boxOf(elementAt(common, "PageArea")) ?? A4;
  const template = templatesOf(source, from, common);
  const listed = elementsOf(elementAt(document, "Pages"), "Page");
  if (listed.length === 0) throw unreadable("DOCUMENT", "里面一页也没有");
  if (listed.length > PAGES) throw unreadable("DOCUMENT", `页数太多（最多 ${PAGES} 页）`);
  const seen = new Set<string>();
  const notes = notesOf(source, from, document);
  return listed.map((entry) => {
    const part = need(source, entry.attributes["BaseLoc"] ?? "", from).name;
    if (seen.has(part)) throw unreadable("DOCUMENT", `“${quoted(part)}”被列为两页`);
    seen.add(part);
    const root = source.xml(part);
    const id = entry.attributes["ID"] ?? "";
    const missing: string[] = [];
    const templates = elementsOf(root, "Template").flatMap((element) => {
      const found = template(element.attributes["TemplateID"] ?? "");
      if (!found) missing.push("模板页");
      return found ? [{ ...found, front: element.attributes["ZOrder"] === "Foreground" }] : [];
    });
    const own = layersOf(root);
    const layers = [
      ...templates.filter(({ front }) => !front).flatMap((one) => one.layers),
      ...own,
      ...templates.filter(({ front }) => front).flatMap((one) => one.layers),
    ];
    const brought = [...templates.flatMap((one) => [...one.resources]), ...readResources(source, part, root)];
    const resources = brought.length === 0 ? shared : new Map([...shared, ...brought]);
    const onTop = notes(id);
    const texts = [...textsOn(layers, resources), ...onTop.flatMap(({ area, objects }) => textsIn(objects, resources, area))];
    const area = boxOf(elementAt(root, "Area")) ?? boxOf(templates[0]?.area) ?? usual;
    return { id, part, area, texts, text: runningText(texts), layers, notes: onTop, resources, missing };
  });
}
