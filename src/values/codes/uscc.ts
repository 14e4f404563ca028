import { isIdNumber } from "./id-number.ts";

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** 登记管理部门代码 and the 机构类别代码 that each gives out (GB 32100-2015 table 1, with those added since). */
const REGISTRARS: Record<string, string> = {
  "1": "12349",
  "2": "19",
  "3": "123459",
  "4": "19",
  "5": "123459",
  "6": "129",
  "7": "129",
  "8": "19",
  "9": "123",
  A: "19",
  N: "1239",
  Y: "1",
};

/** Check character of a 统一社会信用代码's first 17 characters (GB 32100-2015); undefined where a character is not allowed. */
export function usccCheck(body: string): string | undefined {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) {
    const value = ALPHABET.indexOf(body[i] ?? "?");
    if (value < 0) return undefined;
    sum += value * WEIGHTS[i]!;
  }
  return ALPHABET[(31 - (sum % 31)) % 31];
}

/** Whether the 组织机构代码 within (characters 9 to 17) has its own check (GB 11714-1997). */
function organisationCodeHolds(code: string): boolean {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".indexOf(code[8 + i]!), 0);
  return "0123456789X"[(11 - (sum % 11)) % 11] === code[16];
}

/**
 * Whether a text has the shape of a 统一社会信用代码, its check character aside: 18 characters of the alphabet, a registrar that exists and a category
 * that it gives out. An identity number is none, unless the code within holds as well.
 */
export function hasUsccShape(text: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text)) return false;
  if (!REGISTRARS[text[0]!]?.includes(text[1]!)) return false;
  return !isIdNumber(text) || organisationCodeHolds(text);
}

/** Whether a text is a 统一社会信用代码: its shape, and a right check character. Some that were given out before 2016 have a wrong one. */
export function isUscc(text: string): boolean {
  return hasUsccShape(text) && usccCheck(text.slice(0, 17)) === text[17];
}
