import { badInput, type Refusal } from "#values/errors";

/** What a package may not exceed. A document of some hundred pages with pictures is a few megabytes. */
export interface Limits {
  /** Of the file as it comes. */
  file: number;
  entries: number;
  /** Of one part, unpacked. */
  part: number;
  /** Of all parts, unpacked. */
  total: number;
}

const MEGABYTE = 1024 * 1024;

export const LIMITS: Limits = { file: 64 * MEGABYTE, entries: 4096, part: 32 * MEGABYTE, total: 128 * MEGABYTE };

/** 422 of a file that is not taken: which step failed and what was found. `what` is a whole sentence without its stop. */
export function unreadable(step: "PACKAGE" | "PART" | "XML" | "DOCUMENT", what: string): Refusal {
  const named = { PACKAGE: "打开压缩包", PART: "取出文件内容", XML: "读取 XML", DOCUMENT: "读取文档结构" }[step];
  return badInput(`${step}_UNREADABLE`, `这个文件没有通过检查，停在“${named}”这一步：${what}。请核对文件是否完整，或者向出具单位重新索取。`);
}

/** Text out of a file, fit to be shown in a sentence. */
export function quoted(text: string): string {
  const plain = text.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "�");
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}
