import { readMonth } from "#kernel/clock";
import { foldIdPaper, foldNumber, foldPhone, hasUsccShape, isIdNumber, isIdPaper, isMistypedCard, isPhone, isUscc, readNumber } from "#values/codes";
import type { Around, Meaning, RegisterField } from "./field.ts";

type Format = NonNullable<RegisterField["format"]>;

/** How a field is written: as the register says, or by the standard it names. */
export function formatOf({ type, format, standard = "", personal }: RegisterField): Format | undefined {
  if (type === "area" || type === "money") return undefined; // they are read their own way
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

/** How a cell of each format is read. */
export const FORMATS: Record<Format, (text: string, around: Around) => Meaning> = {
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

/** What is to be written, in words. */
export const FORMAT_HINTS: Record<Format, string> = {
  "id-number": "18 位公民身份号码",
  "id-paper": "身份证号；其他证件写“护照 E12345678”这样",
  uscc: "18 位统一社会信用代码",
  phone: "手机号，或者带区号的座机号",
  area: "区划名称（例如青溪区青瓷街道）或者 12 位代码",
  month: "年月，例如 2026-01",
  account: "账号或者卡号",
  money: "金额，例如 1000",
};
