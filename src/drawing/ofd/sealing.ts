import {
  elementAt,
  elementsOf,
  escapeXml,
  newPart,
  openPackage,
  parseXml,
  serialize,
  tag,
  textOf,
  withParts,
  writePackage,
  xmlFile,
  type Package,
  type XmlElement,
} from "#drawing/package";
import { conflict } from "#values/errors";
import { sm3 } from "#crypto/crypto";
import type { OfdDocument } from "./document.ts";
import { areaText, type Area } from "./measures.ts";
import { NAMESPACE, SM2_WITH_SM3, SM3 } from "./namespace.ts";
import { openOfd } from "./opening.ts";

/** One showing of the seal: page from 0, millimetres. */
export interface Stamp {
  page: number;
  area: Area;
  /** What of the picture is shown, counted from the corner of `area`. */
  clip?: Area;
}

export interface SealGiven {
  /** None for a signature without a picture (then of type "Sign"). */
  stamps: readonly Stamp[];
  provider: { name: string; company?: string; version?: string };
  /** Object identifier; SM2 with SM3 where it is left out. */
  method?: string;
  time: Date;
  /** The seal (SESeal, DER) to lie beside the signature. */
  seal?: Buffer;
  /** Which document of the file, from 0. */
  document?: number;
}

/** A file that waits for its signature value. */
export interface Prepared {
  ofd: Buffer;
  /** What the value signs: SM3 over these bytes is the dataHash. */
  signatureXml: Buffer;
  /** "/Doc_0/Signs/Sign_0/Signature.xml": the propertyInfo of the value. */
  path: string;
}

const VALUE = "SignedValue.dat";

function openXml(parts: Package, name: string): XmlElement {
  return parseXml(parts.get(name)!.read(), name);
}

function wholeProtected(): Error {
  return conflict("WHOLE_PROTECTED", "这份文件在签章时已经整体锁定，不能再加盖印章。需要再盖的，请由原单位重新出具文件。");
}

/** OFD.xml with the place of the list of signatures in it, which no earlier signature may have fixed without it. */
function withListAnnounced(parts: Package, documents: readonly OfdDocument[], index: number, list: string): Package {
  if (documents.some(({ signatures }) => signatures.some(({ references }) => references.some(({ part }) => part === "OFD.xml")))) throw wholeProtected();
  const root = openXml(parts, "OFD.xml");
  const body = elementsOf(root, "DocBody")[index]!;
  const prefix = body.name.slice(0, -"DocBody".length);
  body.children.push({ name: `${prefix}Signatures`, local: "Signatures", attributes: {}, children: [list] });
  return withParts(parts, newPart("OFD.xml", xmlFile(serialize(root))));
}

/** "s001" (18.1): an XML identifier, apart from the numbers of objects, which signing may not touch. */
function signId(number: number): string {
  return `s${String(number).padStart(3, "0")}`;
}

function withListed(parts: Package, list: string, place: string, type: string): Package {
  const before = parts.has(list) ? elementsOf(openXml(parts, list), "Signature") : [];
  const numbers = before.map(({ attributes }) => Number(/\d+/.exec(attributes["ID"] ?? "")?.[0] ?? 0));
  const next = Math.max(0, ...numbers) + 1;
  const entries = [...before.map(({ attributes }) => attributes), { ID: signId(next), Type: type, BaseLoc: place }];
  const written = entries.map((attributes) => tag("ofd:Signature", attributes));
  const text = xmlFile(tag("ofd:Signatures", { "xmlns:ofd": NAMESPACE }, tag("ofd:MaxSignId", {}, signId(next)), ...written));
  return withParts(parts, newPart(list, text));
}

/** "20261121083000Z" */
function timeText(time: Date): string {
  return `${time.toISOString().slice(0, 19).replaceAll(/[-:T]/g, "")}Z`;
}

function signatureText(given: SealGiven, document: OfdDocument, folder: string, references: readonly [string, Buffer][]): string {
  const { provider, method = SM2_WITH_SM3, time, stamps, seal } = given;
  const stamped = stamps.map(({ page, area, clip }, index) => {
    const found = document.pages[page];
    if (!found) throw new Error(`page ${page} of ${document.pages.length}`);
    return tag("ofd:StampAnnot", { ID: signId(index + 1), PageRef: found.id, Boundary: areaText(area), Clip: clip && areaText(clip) });
  });
  const info = [
    tag("ofd:Provider", { ProviderName: provider.name, Company: provider.company, Version: provider.version }),
    tag("ofd:SignatureMethod", {}, escapeXml(method)),
    tag("ofd:SignatureDateTime", {}, timeText(time)),
    tag(
      "ofd:References",
      { CheckMethod: SM3 },
      ...references.map(([name, hash]) => tag("ofd:Reference", { FileRef: `/${name}` }, tag("ofd:CheckValue", {}, hash.toString("base64")))),
    ),
    ...stamped,
    ...(seal ? [tag("ofd:Seal", {}, tag("ofd:BaseLoc", {}, "Seal.esl"))] : []),
  ];
  const value = tag("ofd:SignedValue", {}, escapeXml(`/${folder}/${VALUE}`));
  return xmlFile(tag("ofd:Signature", { "xmlns:ofd": NAMESPACE }, tag("ofd:SignedInfo", {}, ...info), value));
}

/**
 * Adds a signature that waits for its value: it protects, by SM3, every part there is, earlier signatures with their values included, but not
 * the list of signatures, so that more may follow. Parts that an earlier signature protects stay as they are to the byte.
 * @throws Refusal WHOLE_PROTECTED when an earlier signature leaves no room for another, SEAL_UNFINISHED when one still waits for its value.
 */
export function prepareSeal(ofd: Buffer, given: SealGiven): Prepared {
  const { parts: before, documents } = openOfd(ofd);
  const index = given.document ?? 0;
  const document = documents[index];
  if (!document) throw new Error(`document ${index} of ${documents.length}`);
  if (document.signatures.some(({ value }) => !value)) throw conflict("SEAL_UNFINISHED", "这份文件上一次盖章还没有完成，请先完成或者重新出具文件。");
  const list = document.signatureList ?? `${document.part.slice(0, document.part.lastIndexOf("/") + 1)}Signs/Signatures.xml`;
  if (documents.some(({ signatures }) => signatures.some(({ references }) => references.some(({ part }) => part === list)))) throw wholeProtected();
  const folders = list.slice(0, list.lastIndexOf("/") + 1);
  let number = 0;
  while ([...before.keys()].some((name) => name.startsWith(`${folders}Sign_${number}/`))) number++;
  const folder = `${folders}Sign_${number}`;

  let parts = document.signatureList ? before : withListAnnounced(before, documents, index, list);
  if (given.seal) parts = withParts(parts, newPart(`${folder}/Seal.esl`, given.seal));
  const references = [...parts.values()].filter(({ name }) => name !== list).map((part): [string, Buffer] => [part.name, sm3(part.read())]);
  const signatureXml = Buffer.from(signatureText(given, document, folder, references));
  parts = withListed(parts, list, `Sign_${number}/Signature.xml`, given.stamps.length > 0 ? "Seal" : "Sign");
  return { ofd: writePackage(withParts(parts, newPart(`${folder}/Signature.xml`, signatureXml))), signatureXml, path: `/${folder}/Signature.xml` };
}

/**
 * Puts the signature value (SES_Signature, DER) in its place; `path` is the one `prepareSeal` gave.
 * @throws Refusal SEAL_NOT_PREPARED when no signature lies there, SEAL_FINISHED when it has its value already.
 */
export function attachSignedValue(ofd: Buffer, path: string, value: Buffer): Buffer {
  const parts = openPackage(ofd);
  const name = path.replace(/^\//, "");
  if (!parts.has(name)) throw conflict("SEAL_NOT_PREPARED", "这份文件里没有等待完成的签章，请重新盖章。");
  const place = textOf(elementAt(openXml(parts, name), "SignedValue")).replace(/^\//, "");
  if (parts.has(place)) throw conflict("SEAL_FINISHED", "这个签章已经完成，不能改动。");
  return writePackage(withParts(parts, newPart(place, value)));
}
