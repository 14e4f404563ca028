import {
  elementAt,
  elementsOf,
  newPart,
  openPackage,
  parseXml,
  serialize,
  textOf,
  withParts,
  writePackage,
  xmlFile,
  type Package,
  type XmlElement,
  quoted,
  unreadable,
} from "#drawing/package";
import { sm3 } from "#crypto/crypto";
import { conflict } from "#values/errors";
import type { OfdDocument } from "./document.ts";
import { areaText, figures } from "./measures.ts";
import { openOfd } from "./opening.ts";
import type { OfdSignature } from "./signature.ts";

/** What is to be known of a signature when its value is gone. */
export interface SignatureSummary {
  /** "云州市市场监督管理局" */
  signer: string;
  /** Name and number of the seal, where there was one. */
  seal?: string;
  /** Whether everything held when the copy was made, and what did not. */
  held: boolean;
  findings: readonly string[];
  /** What the seal showed. */
  picture?: { format: "PNG" | "JPEG"; content: Buffer };
}

const PICTURE_LAYER = "Foreground";

function made(like: XmlElement, local: string, attributes: Record<string, string>, ...children: (XmlElement | string)[]): XmlElement {
  return { name: like.name.slice(0, like.name.length - like.local.length) + local, local, attributes, children };
}

/** Without actions, which an archive may not have, wherever they hang. */
function stilled(element: XmlElement): XmlElement {
  const children = element.children.flatMap((child): (XmlElement | string)[] =>
    typeof child === "string" ? [child] : child.local === "Actions" ? [] : [stilled(child)],
  );
  return { ...element, children };
}

function without(element: XmlElement, ...locals: string[]): void {
  element.children = element.children.filter((child) => typeof child === "string" || !locals.includes(child.local));
}

/** Puts a child where the order of the standard wants it: before the first of these that is there. */
function insert(parent: XmlElement, child: XmlElement, ...before: string[]): void {
  const at = parent.children.findIndex((each) => typeof each !== "string" && before.includes(each.local));
  parent.children.splice(at < 0 ? parent.children.length : at, 0, child);
}

/** The XML of a copy while it is being made: read once, written at the end. */
interface Copy {
  parts: Package;
  roots: Map<string, XmlElement>;
  root: (name: string) => XmlElement;
}

function copyOf(parts: Package): Copy {
  const roots = new Map<string, XmlElement>();
  const root = (name: string): XmlElement => {
    // A signature may claim to lie in a part of the document itself; that part is gone with it.
    const part = parts.get(name);
    if (!part && !roots.has(name)) throw unreadable("DOCUMENT", `“${quoted(name)}”既是文档又是签章`);
    const known = roots.get(name) ?? stilled(parseXml(part!.read(), name));
    roots.set(name, known);
    return known;
  };
  return { parts, roots, root };
}

function folderOf(part: string): string {
  return part.slice(0, part.lastIndexOf("/") + 1);
}

/** The seal as a picture on the pages it stood on: the boundary of an image cuts it, as the clip of the stamp did. */
function keepPicture(copy: Copy, document: OfdDocument, { stamps }: OfdSignature, picture: SignatureSummary["picture"], nextId: () => string): void {
  if (!picture || stamps.length === 0) return;
  const root = copy.root(document.part);
  const resource = nextId();
  const name = `${folderOf(document.part)}Res/seal-${resource}.${picture.format.toLowerCase()}`;
  const list = `${folderOf(document.part)}SealRes-${resource}.xml`;
  copy.parts = withParts(copy.parts, newPart(name, picture.content));
  const media = made(root, "MultiMedia", { ID: resource, Type: "Image", Format: picture.format }, made(root, "MediaFile", {}, `/${name}`));
  const own = Object.fromEntries(Object.entries(root.attributes).filter(([key]) => key.startsWith("xmlns")));
  copy.roots.set(list, made(root, "Res", own, made(root, "MultiMedias", {}, media)));
  if (!elementAt(root, "CommonData")) root.children.unshift(made(root, "CommonData", {}));
  insert(elementAt(root, "CommonData")!, made(root, "DocumentRes", {}, `/${list}`), "TemplatePage", "DefaultCS");
  for (const { page: id, area, clip = { x: 0, y: 0, width: area.width, height: area.height } } of stamps) {
    const page = document.pages.find((each) => each.id === id);
    if (!page) continue;
    const content = copy.root(page.part);
    const attributes = {
      ID: nextId(),
      Boundary: areaText({ x: area.x + clip.x, y: area.y + clip.y, width: clip.width, height: clip.height }),
      CTM: figures(area.width, 0, 0, area.height, -clip.x, -clip.y),
      ResourceID: resource,
    };
    const layer = made(content, "Layer", { Type: PICTURE_LAYER, ID: nextId() }, made(content, "ImageObject", attributes));
    const holder = elementAt(content, "Content");
    if (holder) holder.children.push(layer);
    else insert(content, made(content, "Content", {}, layer), "Actions");
  }
}

function facts(signature: OfdSignature, { picture: _picture, ...summary }: SignatureSummary): Record<string, unknown> {
  return {
    ...summary,
    signedAt: signature.time,
    method: signature.method,
    provider: signature.provider.name,
    signatureFile: signature.path,
    sm3: signature.hash.toString("hex"),
  };
}

function addAttachment(copy: Copy, document: OfdDocument, content: string): void {
  const root = copy.root(document.part);
  const folder = `${folderOf(document.part)}Attachs/`;
  const file = `${folder}signatures.json`;
  copy.parts = withParts(copy.parts, newPart(file, content));
  const said = textOf(elementAt(root, "Attachments")).trim();
  const known = said && [`${folderOf(document.part)}${said}`, said.replace(/^\//, "")].find((name) => copy.parts.has(name));
  const name = known || `${folder}Attachments.xml`;
  if (!known) {
    without(root, "Attachments");
    insert(root, made(root, "Attachments", {}, `/${name}`), "Extensions");
    copy.roots.set(name, made(root, "Attachments", root.attributes));
  }
  const list = copy.root(name);
  list.children.push(
    made(list, "Attachment", { ID: "signatures", Name: "签章摘要.json", Format: "json", Visible: "true" }, made(list, "FileLoc", {}, `/${file}`)),
  );
}

function archiveDocument(
  copy: Copy,
  document: OfdDocument,
  body: XmlElement,
  summaryOf: (signature: OfdSignature) => SignatureSummary,
  original: string,
): void {
  const root = copy.root(document.part);
  without(root, "Permissions");
  const highest = elementAt(root, "CommonData", "MaxUnitID");
  let last = Number(textOf(highest)) || 1_000_000;
  const nextId = () => String(++last);
  for (const signature of document.signatures) keepPicture(copy, document, signature, summaryOf(signature).picture, nextId);
  if (highest) highest.children = [String(last)];
  without(body, "Signatures");
  const signatures = document.signatures.map((signature) => facts(signature, summaryOf(signature)));
  if (signatures.length > 0) addAttachment(copy, document, JSON.stringify({ original: { sm3: original }, signatures }, null, 2));
  const info = elementAt(body, "DocInfo");
  if (!info) return;
  if (!elementAt(info, "CustomDatas")) info.children.push(made(info, "CustomDatas", {}));
  const custom = elementAt(info, "CustomDatas")!;
  const words = document.signatures.map(
    (signature) => `${summaryOf(signature).signer}，${signature.time}，${summaryOf(signature).held ? "核验通过" : "核验未通过"}`,
  );
  custom.children.push(
    made(info, "CustomData", { Name: "原件SM3" }, original),
    made(info, "CustomData", { Name: "签章摘要" }, words.join("；") || "原件没有签章"),
  );
}

/** Pictures move no more and nothing sounds: such media go, with what they were. */
function dropMovingMedia(copy: Copy, document: OfdDocument): void {
  const moving = new Set(
    [...document.resources].flatMap(([id, { kind, element }]) =>
      kind === "other-media" && /^(audio|video)$/i.test(element.attributes["Type"] ?? "") ? [id] : [],
    ),
  );
  if (moving.size === 0) return;
  const files = new Set([...moving].map((id) => document.resources.get(id)!.part));
  copy.parts = new Map([...copy.parts].filter(([name]) => !files.has(name)));
  for (const name of [...copy.parts.keys()].filter((each) => /res[^/]*\.xml$/i.test(each))) {
    const media = elementAt(copy.root(name), "MultiMedias");
    if (media) media.children = media.children.filter((child) => typeof child === "string" || !moving.has(child.attributes["ID"] ?? ""));
  }
}

/**
 * The copy for the archive, OFD-A (GB/T 42133-2022): signatures and their values are taken out (电子档案管理办法 第十七条), what their seals showed stays
 * as pictures on the pages, and what is to be known of them stays as custom data and as the attachment 签章摘要.json, with the SM3 of the
 * original. No actions, permissions, sound or film. `summaries` tell of each signature by its path.
 * @throws Refusal as `openOfd`; ARCHIVE_FONT_MISSING when a font is not embedded. Error when a signature has no summary.
 */
export function archiveOfd(bytes: Buffer, summaries: ReadonlyMap<string, SignatureSummary>): Buffer {
  const { documents } = openOfd(bytes);
  const all = documents.flatMap(({ signatures }) => signatures);
  const summaryOf = (signature: OfdSignature): SignatureSummary => {
    const summary = summaries.get(signature.path);
    if (!summary) throw new Error(`no summary of ${signature.path}`);
    return summary;
  };
  for (const { resources } of documents)
    for (const { kind, part, element } of resources.values())
      if (kind === "font" && !part)
        throw conflict("ARCHIVE_FONT_MISSING", `字体“${element.attributes["FontName"] ?? ""}”没有嵌入文件，不能转成归档版式。请先用嵌入字体的方式重新生成。`);
  const gone = new Set([
    ...documents.map(({ signatureList }) => signatureList),
    ...all.flatMap(({ path, valuePart, sealPart }) => [path.slice(1), valuePart, sealPart]),
  ]);
  const copy = copyOf(new Map([...openPackage(bytes)].filter(([name]) => !gone.has(name))));
  const entry = copy.root("OFD.xml");
  entry.attributes = { ...entry.attributes, DocType: "OFD-A" };
  documents.forEach((document, index) => {
    archiveDocument(copy, document, elementsOf(entry, "DocBody")[index]!, summaryOf, sm3(bytes).toString("hex"));
    dropMovingMedia(copy, document);
    for (const page of document.pages) copy.root(page.part);
  });
  const written = [...copy.roots].map(([name, root]) => newPart(name, xmlFile(serialize(root))));
  return writePackage(withParts(copy.parts, ...written));
}
