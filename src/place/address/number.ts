// Numbers of houses as people say and write them: 88, ８８, 八十八, 八八, 幺零八, 一百零八, 18号之一, 18-1, 18附1. Only what stands behind the word of a street is read
// as a number: 五一路 and 八一街 are names.

const DIGITS: Readonly<Record<string, number>> = { 〇: 0, 零: 0, 一: 1, 幺: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** Signs of which a number may be made, for a pattern. */
export const NUMERAL = "0-9〇零一幺二两三四五六七八九十百千";

/** A number written in figures or in words, as figures; undefined where it is none. */
export function figures(written: string): string | undefined {
  if (/^\d{1,5}$/.test(written)) return String(Number(written));
  if (/\d/.test(written) || written === "") return undefined;
  const signs = [...written];
  if (!signs.some((sign) => sign in PLACES)) {
    const digits = signs.map((sign) => DIGITS[sign]);
    return digits.length <= 5 && digits.every((digit) => digit !== undefined) ? String(Number(digits.join(""))) : undefined;
  }
  let [sum, digit, last] = [0, 0, 10_000];
  let bare = false;
  for (const sign of signs) {
    const place = PLACES[sign];
    if (place === undefined) {
      const next = DIGITS[sign];
      if (next === undefined || digit !== 0) return undefined;
      bare = sign === "零" || sign === "〇" || bare;
      digit = next;
    } else {
      if (place >= last) return undefined;
      sum += (digit === 0 ? 1 : digit) * place;
      [digit, last, bare] = [0, place, false];
    }
  }
  // 一百二 is a hundred and twenty, 一百零二 a hundred and two.
  return String(sum + (digit > 0 && !bare && last >= 100 && signs.at(-2)! in PLACES ? (digit * last) / 10 : digit));
}

/** A number with its part behind: 18-1 for 18号之一, 18号-1, 18附1号, 18之1. */
export function numberOf(main: string, part: string | undefined): string | undefined {
  const number = figures(main);
  const behind = part === undefined ? undefined : figures(part);
  return number === undefined ? undefined : behind === undefined ? number : `${number}-${behind}`;
}

/** The figure by which numbers stand along a street. */
export function figureOf(number: string): number {
  return Number.parseInt(number, 10);
}
