import type { Organisation } from "#people/duty";
import type { RegisterField } from "./definition.ts";
import { isDay, readDay, readMonth } from "#kernel/clock";
import { foldIdPaper, foldNumber, foldPhone, hasUsccShape, isIdNumber, isIdPaper, isMistypedCard, isPhone, isUscc, readNumber } from "#values/codes";
import { mask } from "#crypto/crypto";
import { countGraphemes, firstGraphemes, isLongerThan } from "#values/graphemes";

/** What a cell of a list means, or why it means nothing. `waivable`: it may be so all the same, when the source says so. */
export type Meaning = { value: unknown } | { fault: string; waivable?: { value: unknown } };

/** What cells are read against. */
export interface Around {
  today: string;
  /** Code of an area by its code or name; why not, where it is none or several. */
  area(text: string): Meaning;
}

const YES = new Set(["是", "有", "true", "yes", "y", "1", "√", "✓", "对"]);
const NO = new Set(["否", "无", "没有", "false", "no", "n", "0", "×", "✗", "x", "不是"]);
/** A code that is written as it is meant: nothing to fold. */
const PLAIN = /^[0-9A-Za-z][!-~]{0,90}$/;
const SCIENTIFIC = /^[+-]?\d(\.\d+)?E[+-]?\d+$/i;
const LONGEST = { text: 2000, code: 100 };

/** Areas of a city by code or name. Codes of other cities are taken as they are; one within the city that nobody knows is not. */
export function areasOf({ areas }: Organisation): Around["area"] {
  const byName = new Map<string, string[]>();
  const add = (name: string, code: string): void => void byName.set(name, [...(byName.get(name) ?? []), code]);
  const path = (code: string): string[] => {
    const area = areas.get(code);
    return area ? [...(area.parent ? path(area.parent) : []), area.name] : [];
  };
  for (const { area, name } of areas.values()) {
    add(name, area);
    // 青溪区青瓷街道, 云州市青溪区青瓷街道: by the names above it.
    const names = path(area);
    for (let from = names.length - 2; from >= 0; from -= 1) add(names.slice(from).join(""), area);
  }
  const root = [...areas.values()].find(({ parent }) => parent === null)?.area.replace(/0+$/, "");
  return (text) => {
    const plain = text
      .normalize("NFKC")
      .replace(/[\s\p{Cf}/>、-]/gu, "")
      .replace(/^'/, "");
    if (/^\d+$/.test(plain)) {
      // Six and nine figures name a county and a street; a list may leave the zeros away.
      const code = [6, 9].includes(plain.length) ? plain.padEnd(12, "0") : plain;
      if (!/^[1-9]\d{11}$/.test(code)) return { fault: "不是 12 位的区划代码" };
      return areas.has(code) || !root || !code.startsWith(root) ? { value: code } : { fault: "在本市的区划里没有" };
    }
    const found = [...new Set(byName.get(plain) ?? [])];
    if (found.length === 1) return { value: found[0] };
    return { fault: found.length === 0 ? "不是本市区划的名称，请填名称或者 12 位代码" : `有 ${found.length} 个同名的地方，请写上级名称或者 12 位代码` };
  };
}

/** How a field is written: as the register says, or by the standard it names. */
export function formatOf({ format, standard = "", personal }: RegisterField): NonNullable<RegisterField["format"]> | undefined {
  if (format) return format;
  if (/GB\s?11643/.test(standard)) return "id-number";
  if (/GB\s?32100/.test(standard)) return "uscc";
  if (standard.includes("区划代码") || /GB\/T\s?2260\b/.test(standard)) return "area";
  return personal === "phone" ? "phone" : personal === "bank-account" ? "account" : undefined;
}

function idNumber(text: string, today: string): Meaning {
  const number = foldNumber(text);
  if (isIdNumber(number, today)) return { value: number };
  if (/^\d{15}$/.test(number)) return { fault: "是 15 位的旧号码，请填 18 位的公民身份号码" };
  if (/^\d{15}0{2,3}$/.test(number)) return { fault: "末尾是 000，像是被表格软件截断了（只保留 15 位），请用模板里的文本列重新填写" };
  return { fault: number.length === 18 ? "不是公民身份号码：校验位或者出生日期不对" : `有 ${number.length} 位，应是 18 位公民身份号码` };
}

function uscc(text: string): Meaning {
  const code = foldNumber(text);
  if (isUscc(code)) return { value: code };
  if (hasUsccShape(code)) return { fault: "的校验码不对；如果登记机关就是这样赋码的，可以在核对时选择按原样导入", waivable: { value: code } };
  return { fault: code.length === 18 ? "不是统一社会信用代码" : `有 ${code.length} 位，应是 18 位统一社会信用代码` };
}

const FORMATS: Record<NonNullable<RegisterField["format"]>, (text: string, around: Around) => Meaning> = {
  "id-number": (text, { today }) => idNumber(text, today),
  "id-paper": (text, { today }) => {
    const paper = foldIdPaper(text);
    if (isIdPaper(paper, today)) return { value: paper };
    return { fault: "不是能认出的身份证件号码；不是身份证的，请在号码前写证件名称，例如“护照 E12345678”" };
  },
  uscc,
  phone: (text) => (isPhone(foldPhone(text)) ? { value: foldPhone(text) } : { fault: "不是手机号，也不是带区号的座机号" }),
  area: (text, { area }) => area(text),
  month: (text) => (/^\d{4}-\d{2}$/.test(readMonth(text)) ? { value: readMonth(text) } : { fault: "不是年月，例如 2026-01" }),
  account: (text) => {
    const account = foldNumber(text);
    if (isMistypedCard(account)) return { fault: "可能抄错了，卡号的校验位不对，请核对", waivable: { value: account } };
    return /^[0-9A-Z]{6,40}$/.test(account) ? { value: account } : { fault: "不是账号" };
  },
  money: (text) => {
    const money = readNumber(text, { money: true });
    return money === undefined ? { fault: "不是金额" } : { value: money };
  },
};

const TYPES: Record<RegisterField["type"], (text: string) => Meaning> = {
  text: (text) => (isLongerThan(text, LONGEST.text) ? { fault: `有 ${countGraphemes(text)} 个字，最多 ${LONGEST.text} 个` } : { value: text }),
  code: (text) => {
    if (PLAIN.test(text)) return { value: text };
    const code = text
      .normalize("NFKC")
      .replace(/[\s\p{Cf}]/gu, "")
      .replace(/^'/, "");
    return code.length <= LONGEST.code ? { value: code } : { fault: "太长，不是代码" };
  },
  date: (text) => {
    if (/^\d{4}-/.test(text) && isDay(text)) return { value: text };
    // A day with an hour behind it, as systems export days.
    const day = readDay(text.replace(/[T\s]+\d{1,2}[:：]\d{2}([:：]\d{2}(\.\d+)?)?Z?$/i, ""));
    return isDay(day) ? { value: day } : { fault: /^\d{1,2}\D/.test(day) ? "的年份要写四位数" : "不是日历上有的日期，例如 2026-11-21" };
  },
  integer: (text) => {
    const number = readNumber(text);
    return number !== undefined && Number.isSafeInteger(number) ? { value: number } : { fault: "不是整数" };
  },
  number: (text) => {
    const number = readNumber(text);
    return number !== undefined && Number.isFinite(number) ? { value: number } : { fault: "不是数字" };
  },
  boolean: (text) => {
    const word = text.normalize("NFKC").toLowerCase();
    return YES.has(word) ? { value: true } : NO.has(word) ? { value: false } : { fault: "要填“是”或者“否”" };
  },
};

/** The word of a code: of several that mean the same, the first. */
export function codeWord(words: string): string {
  return words.split("/")[0]!;
}

/** A value of a field in words, where it is one of its codes. */
export function wordOf({ codes }: Pick<RegisterField, "codes">, value: string): string {
  return codes && Object.hasOwn(codes, value) ? codeWord(codes[value]!) : value;
}

function coded(codes: Record<string, string>, text: string): Meaning {
  const plain = text.normalize("NFKC").replace(/[\s\p{Cf}]/gu, "");
  if (Object.hasOwn(codes, plain)) return { value: plain };
  const found = Object.keys(codes).find((code) => codes[code]!.split("/").includes(plain));
  // A spreadsheet takes the zero from 01.
  const padded = Object.keys(codes).find((code) => /^0\d+$/.test(code) && code.replace(/^0+/, "") === plain);
  const value = found ?? padded;
  return value === undefined ? { fault: `不在代码表里，可以填：${Object.values(codes).slice(0, 12).map(codeWord).join("、")}` } : { value };
}

function meaningOf(field: RegisterField, format: RegisterField["format"], text: string, around: Around): Meaning {
  if (field.codes) return coded(field.codes, text);
  if (SCIENTIFIC.test(text) && format !== "money" && (format || field.type === "code"))
    return { fault: "像是被表格软件变成了科学计数法，后面的数字已经丢失，请用模板里的文本列重新填写" };
  const meaning = format ? FORMATS[format](text, around) : TYPES[field.type](text);
  if (!("value" in meaning) || !format || typeof meaning.value === "string" || field.type !== "integer") return meaning;
  return Number.isSafeInteger(meaning.value) ? meaning : { fault: "不是整数" };
}

/** Reads the cells of a field. A fault begins with the field's label and what was written, masked where it is personal. */
export function cellReader(field: RegisterField, around: Around): (text: string) => Meaning {
  const format = formatOf(field);
  return (text) => {
    const meaning = meaningOf(field, format, text, around);
    if ("value" in meaning) return meaning;
    const shown = field.personal ? mask(field.personal, text) : firstGraphemes(text, 30);
    return { ...meaning, fault: `${field.label}“${shown}”${meaning.fault}` };
  };
}
