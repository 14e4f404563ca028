const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Check character of the first 17 digits of a 公民身份号码 (GB 11643-1999). */
export function idNumberCheck(body: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += Number(body[i]) * WEIGHTS[i]!;
  return "10X98765432"[sum % 11]!;
}

/** What a 公民身份号码 says: birth day, sex (GB/T 2261.1: 1 male, 2 female), area of first registration. */
export interface IdNumberFacts {
  birth: string;
  sex: "1" | "2";
  area: string;
}

/** Nobody is older: the oldest human being on record reached 122. */
const OLDEST = 150;
/** Where no day is known: births that no number was ever given for, before the first numbers and after this century. */
const BIRTHS = { from: "1850-01-01", until: "2099-12-31" };

/**
 * Reads a 公民身份号码; undefined unless its form, its date and its check character are right. With `today`, a birth that still lies ahead
 * or more than 150 years back is no number either: every door that knows the day gives it.
 */
export function idNumberFacts(text: string, today?: string): IdNumberFacts | undefined {
  if (!/^[1-9]\d{16}[\dX]$/.test(text) || idNumberCheck(text) !== text[17]) return undefined;
  const birth = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  const date = new Date(`${birth}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== birth) return undefined;
  if (today ? birth > today || ageOn(birth, today) > OLDEST : birth < BIRTHS.from || birth > BIRTHS.until) return undefined;
  return { birth, sex: Number(text[16]) % 2 === 1 ? "1" : "2", area: text.slice(0, 6) };
}

/** Whether a text is a well-formed 公民身份号码; see `idNumberFacts` for `today`. */
export function isIdNumber(text: string, today?: string): boolean {
  return idNumberFacts(text, today) !== undefined;
}

/** Whole years from a birth day to a day, both "YYYY-MM-DD". */
export function ageOn(birth: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
}
