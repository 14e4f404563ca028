import { subsetFont, type Face } from "#drawing/font";
import { facesIn, printable, textOfPages, type Drawing } from "#drawing/layout";
import { escapeXml, newPart, tag, withParts, writePackage, xmlFile, type Part } from "#drawing/package";
import type { Day } from "#kernel/clock";
import { sm3 } from "#crypto/crypto";
import { NAMESPACE } from "./namespace.ts";
import { pageArea, pageContent } from "./page-writing.ts";

/** A file that travels inside the document: "licence.json". */
export interface AttachmentToWrite {
  name: string;
  content: Buffer;
}

/** What a document says of itself beside its pages. */
export interface Facts {
  /** 32 hexadecimal digits, unlike any other document's. Left out: made from what is written. */
  id?: string;
  /** Left out: the day of the drawing. */
  createdOn?: Day;
  subject?: string;
  keywords?: readonly string[];
  /** For programs, by name: "收件号". */
  custom?: Readonly<Record<string, string>>;
  attachments?: readonly AttachmentToWrite[];
}

function file(name: string, attributes: Record<string, string>, ...children: string[]): string {
  return xmlFile(tag(`ofd:${name}`, { "xmlns:ofd": NAMESPACE, ...attributes }, ...children));
}

function leaf(name: string, text: string | undefined): string[] {
  return text ? [tag(`ofd:${name}`, {}, escapeXml(text))] : [];
}

function entry({ title, author, day }: Drawing, { id, createdOn = day, subject, keywords = [], custom = {} }: Facts & { id: string }): string {
  const info = [
    ...leaf("DocID", id),
    ...leaf("Title", title),
    ...leaf("Author", author),
    ...leaf("Subject", subject),
    ...leaf("CreationDate", createdOn),
    ...leaf("DocUsage", "Normal"),
    ...(keywords.length > 0 ? [tag("ofd:Keywords", {}, ...keywords.flatMap((word) => leaf("Keyword", word)))] : []),
    ...leaf("Creator", "一网"),
    ...customDatas(custom),
  ];
  return file("OFD", { Version: "1.1", DocType: "OFD" }, tag("ofd:DocBody", {}, tag("ofd:DocInfo", {}, ...info), ...leaf("DocRoot", "Doc_0/Document.xml")));
}

function customDatas(custom: Readonly<Record<string, string>>): string[] {
  const entries = Object.entries(custom).map(([Name, value]) => tag("ofd:CustomData", { Name: printable(Name) }, escapeXml(printable(value))));
  return entries.length > 0 ? [tag("ofd:CustomDatas", {}, ...entries)] : [];
}

/** The ending of a file name, where it is a plain one. */
function ending(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? "dat";
}

function attachmentParts(attachments: readonly AttachmentToWrite[], createdOn: Day): Part[] {
  if (attachments.length === 0) return [];
  const parts = attachments.map(({ name, content }, index) => newPart(`Doc_0/Attachs/Attachment_${index}.${ending(name)}`, content));
  const entries = attachments.map(({ name, content }, index) =>
    tag(
      "ofd:Attachment",
      { ID: `a${index + 1}`, Name: name, Format: ending(name), CreationDate: createdOn, Size: (content.length / 1024).toFixed(3), Visible: "true" },
      ...leaf("FileLoc", `Attachment_${index}.${ending(name)}`),
    ),
  );
  return [newPart("Doc_0/Attachs/Attachments.xml", file("Attachments", {}, ...entries)), ...parts];
}

/** The fonts that a document is set in, cut down to what it needs. */
function fontParts(faces: readonly { face: Face; characters: Set<string> }[], fonts: ReadonlyMap<string, number>): { parts: Part[]; entries: string[] } {
  const parts = faces.map(({ face, characters }) => newPart(`Doc_0/Res/font-${face.key}.ttf`, subsetFont(face.typeface, characters)));
  const entries = faces.map(({ face: { key, name, family, bold } }) => {
    const attributes = { ID: fonts.get(key), FontName: name, FamilyName: family, Charset: "unicode", ...(bold && { Bold: "true" }) };
    return tag("ofd:Font", attributes, ...leaf("FontFile", `font-${key}.ttf`));
  });
  return { parts, entries };
}

/**
 * A drawing as OFD (GB/T 33190-2016): the same places to a tenth of a micrometre as in the PDF, fonts embedded as subsets. The same drawing
 * and facts give the same bytes.
 */
export function writeOfd(drawing: Drawing, facts: Facts = {}): Buffer {
  const createdOn = facts.createdOn ?? drawing.day;
  let last = 0;
  const nextId = () => ++last;
  const faces = facesIn(drawing);
  const fonts = new Map(faces.map(({ face }) => [face.key, nextId()]));
  const pictures = new Map<string, { id: number; png: Buffer }>();
  const pictureId = (png: Buffer): number => {
    const hash = sm3(png).toString("hex");
    const known = pictures.get(hash) ?? { id: nextId(), png };
    pictures.set(hash, known);
    return known.id;
  };
  const pages = drawing.pages.map((page, index) => {
    const id = nextId();
    return { id, name: `Pages/Page_${index}/Content.xml`, content: pageContent(page, { nextId, fonts, pictureId }) };
  });
  const embedded = fontParts(faces, fonts);
  const media = [...pictures.values()];
  const medium = ({ id }: { id: number }) => tag("ofd:MultiMedia", { ID: id, Type: "Image", Format: "PNG" }, ...leaf("MediaFile", `picture-${id}.png`));
  const attached = attachmentParts(facts.attachments ?? [], createdOn);
  const common = [
    tag("ofd:MaxUnitID", {}, String(last)),
    tag("ofd:PageArea", {}, tag("ofd:PhysicalBox", {}, pageArea(drawing.pages[0]!))),
    ...leaf("PublicRes", "PublicRes.xml"),
    ...(media.length > 0 ? leaf("DocumentRes", "DocumentRes.xml") : []),
  ];
  const document = file(
    "Document",
    {},
    tag("ofd:CommonData", {}, ...common),
    tag("ofd:Pages", {}, ...pages.map(({ id, name }) => tag("ofd:Page", { ID: id, BaseLoc: name }))),
    ...(attached.length > 0 ? leaf("Attachments", "Attachs/Attachments.xml") : []),
  );
  const id =
    facts.id ??
    sm3([drawing.title, drawing.author, createdOn, ...textOfPages(drawing), ...pages.map(({ content }) => content)].join("\n"))
      .toString("hex")
      .slice(0, 32);
  return writePackage(
    withParts(
      new Map(),
      newPart("OFD.xml", entry(drawing, { ...facts, id })),
      newPart("Doc_0/Document.xml", document),
      newPart("Doc_0/PublicRes.xml", file("Res", { BaseLoc: "Res" }, tag("ofd:Fonts", {}, ...embedded.entries))),
      ...(media.length > 0 ? [newPart("Doc_0/DocumentRes.xml", file("Res", { BaseLoc: "Res" }, tag("ofd:MultiMedias", {}, ...media.map(medium))))] : []),
      ...pages.map(({ name, content }) => newPart(`Doc_0/${name}`, content)),
      ...embedded.parts,
      ...media.map(({ id: picture, png }) => newPart(`Doc_0/Res/picture-${picture}.png`, png)),
      ...attached,
    ),
  );
}
