import { elementAt, elementsOf, quoted, textOf, unreadable, type XmlElement } from "#base/package";
import type { OfdPage } from "./document.ts";
import { areaOf, type Area } from "./measures.ts";
import { objectsOf, runningText, textsOn } from "./page-text.ts";
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
    const layers = elementsOf(elementAt(root, "Content"), "Layer");
    const template = { layers, area: elementAt(root, "Area"), objects: layers.flatMap(objectsOf).length };
    read.set(part.name, template);
    return template;
  };
}

/**
 * The pages of a document in their order.
 * @throws Refusal DOCUMENT_UNREADABLE when there is none, a page is listed but not there or twice, or there are too many.
 */
export function readPages(source: Source, from: string, document: XmlElement): OfdPage[] {
  const common = elementAt(document, "CommonData");
  const usual = boxOf(elementAt(common, "PageArea")) ?? A4;
  const template = templatesOf(source, from, common);
  const listed = elementsOf(elementAt(document, "Pages"), "Page");
  if (listed.length === 0) throw unreadable("DOCUMENT", "里面一页也没有");
  if (listed.length > PAGES) throw unreadable("DOCUMENT", `页数太多（最多 ${PAGES} 页）`);
  const seen = new Set<string>();
  return listed.map((entry) => {
    const part = need(source, entry.attributes["BaseLoc"] ?? "", from).name;
    if (seen.has(part)) throw unreadable("DOCUMENT", `“${quoted(part)}”被列为两页`);
    seen.add(part);
    const root = source.xml(part);
    const templates = elementsOf(root, "Template").flatMap((element) => {
      const found = template(element.attributes["TemplateID"] ?? "");
      return found ? [{ ...found, front: element.attributes["ZOrder"] === "Foreground" }] : [];
    });
    const own = elementsOf(elementAt(root, "Content"), "Layer");
    const layers = [
      ...templates.filter(({ front }) => !front).flatMap((one) => one.layers),
      ...own,
      ...templates.filter(({ front }) => front).flatMap((one) => one.layers),
    ];
    const texts = textsOn(layers);
    const area = boxOf(elementAt(root, "Area")) ?? boxOf(templates[0]?.area) ?? usual;
    return { id: entry.attributes["ID"] ?? "", part, area, texts, text: runningText(texts), layers };
  });
}
