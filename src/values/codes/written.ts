/** Every stroke that stands for a hyphen: of ASCII, typesetting, mathematics, Chinese and Japanese keyboards. */
const HYPHENS = /[\u002d\u2010-\u2015\u2043\u2212\u2500\u2501\u2e3a\u2e3b\u30fc\ufe58\ufe63\uff0d]/g;

/**
 * A code or number as it is meant, however it was written: wide or narrow, with blanks of any kind (and the invisible ones that copying brings),
 * small letters, another hyphen, the apostrophe by which spreadsheets keep text. Letters are capitals and hyphens are "-" afterwards.
 */
export function foldCode(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s\p{Cf}]/gu, "")
    .replace(HYPHENS, "-")
    .replace(/^['‘’](?=.)/, "")
    .toUpperCase();
}

/** The same without hyphens and dots: of numbers that have none, written in groups. */
export function foldNumber(text: string): string {
  return foldCode(text).replace(/[-.·]/g, "");
}

const FIGURES = "〇一二三四五六七八九";

/** 二〇二六 and 十二 as figures; what is no Chinese number stays. */
export function chineseFigures(text: string): string {
  const plain = text.replace(/[零○]/g, "〇");
  if (/^[〇一二三四五六七八九]+$/.test(plain)) return [...plain].map((figure) => FIGURES.indexOf(figure)).join("");
  const tens = /^([一二三])?十([一二三四五六七八九])?$/.exec(plain);
  return tens ? String((tens[1] ? FIGURES.indexOf(tens[1]) : 1) * 10 + (tens[2] ? FIGURES.indexOf(tens[2]) : 0)) : text;
}

/**
 * A number as people write it: wide, with blanks, in groups of three by commas; of money also with ¥ or 元. Undefined where it is not clear
 * (`1,00`): a comma may stand for a point.
 */
export function readNumber(text: string, { money = false }: { money?: boolean } = {}): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const typed = text
    .normalize("NFKC")
    .replace(/[\s\p{Cf}]/gu, "")
    .replace(/^['‘’]/, "")
    .replace(/[\u2212\u2013]/g, "-")
    .replaceAll("，", ",");
  const plain = money ? typed.replace(/^(?:¥|￥|RMB|人民币)/i, "").replace(/(?:元整?|圆整?)$/, "") : typed;
  const grouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(",", "") : plain;
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(grouped) ? Number(grouped) : undefined;
}
