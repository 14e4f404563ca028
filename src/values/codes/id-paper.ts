import { isIdNumber } from "./id-number.ts";
import { foldNumber } from "./written.ts";

/** 身份证件: the kinds by which somebody may say who they are. */
export const ID_PAPERS = {
  "id-card": { name: "居民身份证", fits: (number, today) => isIdNumber(number, today), hint: "18 位，最后一位可以是 X" },
  // Given out by the same rule as 身份证: area 810000, 820000 or 830000.
  residence: { name: "港澳台居民居住证", fits: (number, today) => /^8[123]0000/.test(number) && isIdNumber(number, today), hint: "18 位，81、82 或 83 开头" },
  "hk-macau-permit": { name: "港澳居民来往内地通行证", fits: (number) => /^[HM]\d{8}(\d{2})?$/.test(number), hint: "H 或者 M 加 8 位数字（旧证 10 位）" },
  "taiwan-permit": { name: "台湾居民来往大陆通行证", fits: (number) => /^\d{8}$|^\d{10}[A-Z]?$/.test(number), hint: "8 位数字（旧证 10 位数字，可以加字母）" },
  // Until 2023: nationality and twelve figures; since then 18 that begin with 9, checked like an identity number.
  "permanent-residence": {
    name: "外国人永久居留身份证",
    fits: (number, today) => /^[A-Z]{3}\d{12}$/.test(number) || (number.startsWith("9") && isIdNumber(number, today)),
    hint: "18 位，9 开头；旧证 3 个字母加 12 位数字",
  },
  passport: { name: "护照", fits: (number) => /^(?=.*\d)[A-Z0-9]{5,17}$/.test(number) && !/^\d{10,}$/.test(number), hint: "字母和数字，例如 E12345678" },
} as const satisfies Record<string, { name: string; fits: (number: string, today?: string) => boolean; hint: string }>;

export type IdPaperKind = keyof typeof ID_PAPERS;

/** Kinds that say themselves what they are by their number alone, the surest first. */
const EVIDENT = [/^\d{17}[\dX]$/, /^[A-Z]{3}\d{12}$/, /^[HM]\d{10}$/, /^(?![HM]\d{8}$)[A-Z]{1,2}\d{6,8}$/] as const;
const EVIDENT_KINDS = ["id-card", "permanent-residence", "hk-macau-permit", "passport"] as const;

/** An identity paper. */
export interface IdPaper {
  kind: IdPaperKind;
  number: string;
}

/**
 * Reads an identity paper: "passport:E12345678", "护照 E12345678", or a number that says its kind itself. All numbers of 18 figures are one series,
 * whatever the card is called, and stand alone. Undefined when the number does not fit its kind, or could be of several (H12345678).
 */
export function readIdPaper(text: string, today?: string): IdPaper | undefined {
  const kind = (Object.keys(ID_PAPERS) as IdPaperKind[]).find((each) => [each, ID_PAPERS[each].name].some((word) => text.trim().startsWith(word)));
  if (kind) {
    const word = text.trim().startsWith(kind) ? kind : ID_PAPERS[kind].name;
    const number = foldPaperNumber(
      text
        .trim()
        .slice(word.length)
        .replace(/^[\s:：]+/, ""),
    );
    return ID_PAPERS[kind].fits(number, today) ? { kind, number } : undefined;
  }
  const number = foldPaperNumber(text);
  const evident = EVIDENT_KINDS.find((_kind, i) => EVIDENT[i]!.test(number));
  return evident && ID_PAPERS[evident].fits(number, today) ? { kind: evident, number } : undefined;
}

/** The number of a paper, folded: without hyphens, and the brackets in which old Taiwan permits have their letter. */
export function foldPaperNumber(text: string): string {
  return foldNumber(text).replace(/[()]/g, "");
}

/** The one way a paper is kept and found: an 18-figure number by itself, any other with its kind before it. */
export function idPaperText({ kind, number }: IdPaper): string {
  return /^\d{17}[\dX]$/.test(number) ? number : `${kind}:${number}`;
}

/** A paper as it was written, made the text by which it is kept; what cannot be read comes back folded. */
export function foldIdPaper(text: string): string {
  const paper = readIdPaper(text);
  if (paper) return idPaperText(paper);
  return /[a-z]+:|\p{Script=Han}/u.test(text) ? text.trim() : foldPaperNumber(text);
}

/** Kind and number of a text as it is kept or was typed, right or wrong: what stands in the two boxes of a form. */
export function partsOfIdPaper(text: string): { kind: IdPaperKind; number: string } {
  const [, kind, number] = /^([a-z-]+):(.*)$/s.exec(text) ?? [];
  return kind !== undefined && Object.hasOwn(ID_PAPERS, kind)
    ? { kind: kind as IdPaperKind, number: number! }
    : (readIdPaper(text) ?? { kind: "id-card", number: text });
}

/** Whether a text is kept as a paper is: what `idPaperText` makes of a right one. */
export function isIdPaper(text: string, today?: string): boolean {
  const paper = readIdPaper(text, today);
  return paper !== undefined && idPaperText(paper) === text;
}
