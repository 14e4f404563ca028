import { elementAt, elementsOf, openPackage, quoted, textOf, unreadable, type XmlElement } from "#drawing/package";
import type { Ofd, OfdAttachment, OfdDocument, OfdInfo } from "./document.ts";
import { readPages } from "./page-reading.ts";
import { readResources } from "./resource.ts";
import { readSignatures } from "./signature.ts";
import { need, openSource, type Source } from "./source.ts";

const DOCUMENTS = 100;

function infoOf(info: XmlElement | undefined): OfdInfo {
  const names = { id: "DocID", title: "Title", author: "Author", subject: "Subject", createdOn: "CreationDate", creator: "Creator" } as const;
  const said = Object.entries(names).map(([key, name]) => [key, textOf(elementAt(info, name)).trim()] as const);
  return Object.fromEntries(said.filter(([, value]) => value !== ""));
}

function attachmentsOf(source: Source, from: string, document: XmlElement): OfdAttachment[] {
  const list = source.find(textOf(elementAt(document, "Attachments")), from)?.name;
  if (!list) return [];
  return elementsOf(source.spare(list), "Attachment").map((element) => {
    const part = source.find(textOf(elementAt(element, "FileLoc")), list)?.name;
    return { name: element.attributes["Name"] ?? "", ...(part && { part }) };
  });
}

/** The root of the document: of its current version where it has several (GB/T 33190-2016, 17). */
function rootOf(source: Source, body: XmlElement): string {
  const versions = elementsOf(elementAt(body, "Versions"), "Version");
  const current = versions.find(({ attributes }) => attributes["Current"] === "true");
  const list = current && source.find(current.attributes["BaseLoc"] ?? "", "OFD.xml")?.name;
  const version = list && source.find(textOf(elementAt(source.xml(list), "DocRoot")), list)?.name;
  if (versions.length > 1) source.remark(`这份文件存有 ${versions.length} 个版本，这里显示的是${version ? "标为当前的那一个" : "文件写明的那一个"}。`);
  return version ?? need(source, textOf(elementAt(body, "DocRoot")), "OFD.xml").name;
}

function documentOf(source: Source, body: XmlElement): OfdDocument {
  const part = rootOf(source, body);
  const document = source.xml(part);
  if (document.local !== "Document") throw unreadable("DOCUMENT", `“${quoted(part)}”不是文档的根`);
  if (elementsOf(document, "Encrypts").length > 0) throw unreadable("DOCUMENT", "它加了密");
  const info = elementAt(body, "DocInfo");
  const resources = readResources(source, part, elementAt(document, "CommonData"));
  const listed = textOf(elementAt(body, "Signatures")).trim();
  const signatureList = source.find(listed, "OFD.xml")?.name;
  if (listed && !signatureList) source.remark(`文件说有一份签章清单“${quoted(listed)}”，清单却不在文件里：这份文件要么没有盖过章，要么签章已经被去掉。`);
  return {
    info: infoOf(info),
    custom: elementsOf(elementAt(info, "CustomDatas"), "CustomData").map((element) => ({ name: element.attributes["Name"] ?? "", value: textOf(element) })),
    part,
    pages: readPages(source, part, document, resources),
    attachments: attachmentsOf(source, part, document),
    resources,
    ...(signatureList && { signatureList }),
    signatures: signatureList ? readSignatures(source, signatureList) : [],
  };
}

/**
 * Opens an OFD that may come from anybody (GB/T 33190-2016). Places may be relative or absolute, optional parts may be missing, prefixes may be
 * any; there may be several documents.
 * @throws Refusal with the step that failed: PACKAGE_, PART_, XML_ or DOCUMENT_UNREADABLE. Nothing else is thrown, whatever the bytes are.
 */
export function openOfd(bytes: Buffer): Ofd {
  const parts = openPackage(bytes);
  const source = openSource(parts);
  const entrance = source.find("/OFD.xml", "");
  if (!entrance) throw unreadable("DOCUMENT", "它不是 OFD 文件（没有 OFD.xml）");
  const root = source.xml(entrance.name);
  const bodies = elementsOf(root, "DocBody");
  if (root.local !== "OFD" || bodies.length === 0) throw unreadable("DOCUMENT", "OFD.xml 里没有文档");
  if (bodies.length > DOCUMENTS) throw unreadable("DOCUMENT", `里面的文档太多（最多 ${DOCUMENTS} 个）`);
  const documents = bodies.map((body) => documentOf(source, body));
  return { parts, type: root.attributes["DocType"] ?? "OFD", documents, remarks: source.remarks };
}
