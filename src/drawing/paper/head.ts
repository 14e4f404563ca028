import type { Day } from "#kernel/clock";
import type { Paper } from "./paper.ts";

/** What every document says of itself. */
export interface Head {
  number: string;
  issuer: string;
  date: Day;
  /** Person or firm the document speaks to; none where it speaks to nobody by name. */
  addressee?: string;
  /** "市场监督管理局食品经营科，电话 9900-0001" */
  contact?: string;
  /** Public address where the document is checked. */
  url?: string;
  sealNote?: string;
}

/** The document around a body: number, title, signature. */
export function paperOf(title: string, { number, issuer, date, addressee, contact, url, sealNote }: Head, body: Paper["body"]): Paper {
  return {
    title,
    number,
    issuer,
    ...(addressee !== undefined && { addressee }),
    date,
    body,
    ...(contact && { contact: `联系方式：${contact}` }),
    ...(url && { check: { url, words: "扫码核验本文书" } }),
    ...(sealNote && { sealNote }),
  };
}
