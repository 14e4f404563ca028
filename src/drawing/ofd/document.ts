import type { Package, XmlElement } from "#drawing/package";
import type { Area } from "./measures.ts";
import type { PageText } from "./page-text.ts";
import type { Resource } from "./resource.ts";
import type { OfdSignature } from "./signature.ts";

/** What a document says of itself; what it does not say is left out. */
export interface OfdInfo {
  id?: string;
  title?: string;
  author?: string;
  subject?: string;
  createdOn?: string;
  creator?: string;
}

export interface OfdPage {
  id: string;
  /** Name of its part in the package. */
  part: string;
  area: Area;
  /** Pieces of text where they stand, in the order of the file, those of its templates first. */
  texts: PageText[];
  /** The same as one text, a line each. */
  text: string;
  /** The layers drawn one over the other, templates in their order. */
  layers: XmlElement[];
  /** What is set on the page as a note, over its layers: stamps, marks, watermarks. */
  notes: PageNote[];
  /** Fonts, pictures and ways of drawing by their numbers: the document's, and what page and templates bring. */
  resources: ReadonlyMap<string, Resource>;
  /** What belongs to the page and is not in the file, a word for each. */
  missing: string[];
}

/** An annotation as it is drawn: what, and where its corner lies. */
export interface PageNote {
  area: Area;
  objects: XmlElement;
}

export interface OfdAttachment {
  name: string;
  /** Name of its part in the package; none where it is said to be but is not there. */
  part?: string;
}

/** One document (DocBody) of a file. */
export interface OfdDocument {
  info: OfdInfo;
  /** 自定义数据, in the order of the file. */
  custom: { name: string; value: string }[];
  /** Name of its root part: "Doc_0/Document.xml". */
  part: string;
  pages: OfdPage[];
  attachments: OfdAttachment[];
  /** Fonts, pictures and ways of drawing by their numbers. */
  resources: ReadonlyMap<string, Resource>;
  /** Name of the list of signatures, where there is one. */
  signatureList?: string;
  signatures: OfdSignature[];
}

/** An opened file: its parts, and the documents in it (mostly one). */
export interface Ofd {
  parts: Package;
  /** "OFD"; "OFD-A" for the archive. */
  type: string;
  documents: OfdDocument[];
  /** Departures from the standard that did not keep it from being opened, each as a sentence. */
  remarks: string[];
}
