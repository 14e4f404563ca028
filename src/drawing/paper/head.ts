import type { Day } from "#kernel/clock";
import type { Paper, PaperKind } from "./paper.ts";

/** What every document of a matter says of itself. */
export interface Head {
  number: string;
  issuer: string;
  date: Day;
  /** Person or firm the document speaks to. */
  addressee: string;
  /** "食品经营许可新办" */
  item: string;
  /** 收件号 */
  matter: string;
  /** "市场监督管理局食品经营科，电话 9900-0001" */
  contact?: string;
  /** Public address where progress can be seen or the document checked. */
  url?: string;
  sealNote?: string;
  /** False where the matter is no administrative licence (给付, 登记): the words then leave 行政许可法 out. Default true. */
  licensing?: boolean;
}

/** The law most documents rest on, in full. */
export const LICENSING_LAW = "《中华人民共和国行政许可法》";

/** The document around a body: number, title, signature. */
export function paperOf(kind: PaperKind, title: string, head: Head, body: Paper["body"], extra: Pick<Paper, "appeal"> = {}): Paper {
  return {
    kind,
    title,
    number: head.number,
    issuer: head.issuer,
    addressee: head.addressee,
    date: head.date,
    body,
    ...(head.contact && { contact: `联系方式：${head.contact}` }),
    ...(head.url && { check: { url: head.url, words: "扫码核验本文书" } }),
    ...(head.sealNote && { sealNote: head.sealNote }),
    ...extra,
  };
}

/** "关于“食品经营许可新办”的申请（收件号 …）" */
export function requestWords(head: Head): string {
  return `“${head.item}”申请（收件号 ${head.matter}）`;
}
