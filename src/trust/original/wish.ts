import type { Drawing } from "#drawing/layout";
import type { SealPurpose } from "#trust/seal";

/** The two formats in which a paper is issued. */
export type Format = "ofd" | "pdf";

/** A paper whose original is asked for. */
export interface OriginalWish {
  /** Id of the document, licence or copy that it is the original of. */
  subjectId: string;
  /** For the log of uses. */
  matterId?: string;
  /** Code of the unit whose seal is set. */
  body: string;
  purpose: SealPurpose;
  /** What the log of uses says, without anything personal: "受理通知书 云食〔2026〕12号". */
  name: string;
  /** Lays the paper out with room for its seal; called only when nothing is kept. */
  lay: () => Drawing | Promise<Drawing>;
  /** For programs, by name: 自定义数据 of the OFD, keywords of the PDF. */
  custom: Readonly<Record<string, string>>;
  /** Files that travel inside. */
  attachments?: readonly { name: string; content: Buffer }[];
}

/** A seal that can be set now. */
export interface ReadySeal {
  sealId: string;
  name: string;
  /** SESeal, DER. */
  data: Buffer;
  png: Buffer;
  /** Millimetres. */
  width: number;
  height: number;
}

/** A sealed file with the value of its signature. */
export interface Sealed {
  file: Buffer;
  value: Buffer;
}
