/** How a number of a spreadsheet is meant, by the format of its cell. */
export type NumberForm = { kind: "plain" } | { kind: "day" | "month" | "time" | "instant" } | { kind: "zeros"; digits: number };

const PLAIN: NumberForm = { kind: "plain" };

/** Built-in formats: ECMA-376 18.8.30, with those that Chinese Excel gives to dates (27–36, 50–58). They have no text in the file. */
const BUILT_IN = new Map<number, NumberForm>([
  ...[14, 15, 16, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 58].map((id) => [id, { kind: "day" }] as const),
  ...[17, 57].map((id) => [id, { kind: "month" }] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id) => [id, { kind: "time" }] as const),
  [22, { kind: "instant" }],
]);

/** A format of its own, read by its letters: what stands in quotation marks, brackets or behind a backslash is only shown. */
function readFormat(code: string): NumberForm {
  const shown = (code.split(";")[0] ?? "")
    .replace(/"[^"]*"/g, "")
    .replace(/\\.|_.|\*./g, "")
    .replace(/\[(h+|m+|s+)\]/gi, "$1")
    .replace(/\[[^\]]*\]/g, "")
    .replace(/am\/pm|a\/p|上午\/下午/gi, "");
  if (/^0{2,}$/.test(shown.trim())) return { kind: "zeros", digits: shown.trim().length };
  if (/general|e\+|e-/i.test(shown)) return PLAIN;
  const [year, day, time] = [/[ye]/i.test(shown), /d/i.test(shown), /[hs]/i.test(shown)];
  if (day || year) return time ? { kind: "instant" } : day || !/m/i.test(shown) ? { kind: "day" } : { kind: "month" };
  if (time) return { kind: "time" };
  // "m" alone is the name or number of a month of a day.
  return /m/i.test(shown) && !/[#0?]/.test(shown) ? { kind: "day" } : PLAIN;
}

/** The form of a format by its id, with the texts that the workbook itself defines. A workbook may define a built-in id anew. */
export function numberFormOf(id: number, codes: ReadonlyMap<number, string>): NumberForm {
  const code = codes.get(id);
  return code === undefined ? (BUILT_IN.get(id) ?? PLAIN) : readFormat(code);
}

/** Excel keeps 15 figures; of a longer number the rest has become zeros. */
const MOST_EXACT = 1e15;
const LAST_SERIAL = 2_958_465; // 9999-12-31

function plainText(value: number): string {
  const exact = Number(value.toPrecision(15));
  const text = String(exact);
  return text.includes("e") ? exact.toFixed(20).replace(/0+$/, "").replace(/\.$/, "") : text;
}

/** A number of a cell as text: what was shown where it matters, or why it cannot be taken. */
export function numberText(value: number, form: NumberForm, from1904: boolean): { text: string } | { fault: string } {
  if (!Number.isFinite(value)) return { fault: "不是数字" };
  if (form.kind === "plain" || form.kind === "zeros") {
    if (Math.abs(value) >= MOST_EXACT)
      return { fault: "是一个超过 15 位的数字，表格软件只保留前 15 位，后面的已经变成 0；请把这一列设为“文本”再重新填写，或者使用模板" };
    const text = plainText(value);
    return { text: form.kind === "zeros" && /^\d+$/.test(text) ? text.padStart(form.digits, "0") : text };
  }
  if (value < 0 || value > LAST_SERIAL) return { fault: "是日期格式，但这个数字不是日期；请重新填写日期" };
  const seconds = Math.round((value % 1) * 86_400);
  const time = new Date(seconds * 1000).toISOString().slice(11, 19);
  if (form.kind === "time" && value < 1) return { text: time };
  // Up to serial 60 two calendars exist: Excel's has a 29 February 1900, which never was.
  if (!from1904 && value < 61) return { fault: "是 1900 年 3 月 1 日以前的日期，不同的表格软件算法不同；请改成文本，例如 1900-01-31" };
  const day = new Date(Date.UTC(from1904 ? 1904 : 1899, from1904 ? 0 : 11, from1904 ? 1 : 30) + Math.floor(value) * 86_400_000).toISOString().slice(0, 10);
  if (form.kind === "month") return { text: day.slice(0, 7) };
  return { text: form.kind === "day" || seconds === 0 ? day : `${day} ${time}` };
}
