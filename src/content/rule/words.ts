import { isList, kindOf, toPlain, written, type Value } from "#language/feel";
import { cellOf, type Piece } from "./cell.ts";

/** A value as a clerk reads it: texts in quotation marks, days as 2026年11月21日, yes and no, 没有 for what is missing. */
export function valueInWords(value: Value): string {
  if (value === null) return "没有";
  if (value === true) return "是";
  if (value === false) return "否";
  if (typeof value === "string") return `“${value}”`;
  if (isList(value)) return value.length === 0 ? "（空）" : value.map(valueInWords).join("、");
  if (kindOf(value) === "date") {
    const [year, month, day] = String(toPlain(value)).split("-");
    return `${year}年${Number(month)}月${Number(day)}日`;
  }
  if (kindOf(value) === "context")
    return Object.entries(value)
      .map(([name, each]) => `${name}${valueInWords(each as Value)}`)
      .join("，");
  return written(value);
}

const SIGNS = { "<": "小于", "<=": "不大于", ">": "大于", ">=": "不小于", "=": "等于", "!=": "不等于" } as const;
const DAY_SIGNS = { "<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于", "=": "为", "!=": "不为" } as const;

function pieceInWords(piece: Piece): string {
  if (piece.kind === "value") return valueInWords(piece.value);
  const { low, high } = piece;
  const signs = [low, high].some((end) => end && kindOf(end.value) === "date") ? DAY_SIGNS : SIGNS;
  const above = low && `${signs[low.included ? ">=" : ">"]}${valueInWords(low.value)}`;
  const below = high && `${signs[high.included ? "<=" : "<"]}${valueInWords(high.value)}`;
  return [above, below].filter(Boolean).join("且");
}

/** What a cell asks, in words: `>= 80` is 不小于80, `"餐饮", "零售"` is “餐饮”或“零售”. FEEL beyond that is shown as it is written. */
export function testInWords(text: string): string {
  const cell = cellOf(text);
  if (cell.kind === "any") return "不限";
  if (cell.kind === "unknown") return text;
  const pieces = cell.pieces.map(pieceInWords).join("或");
  return cell.negated ? `不是${pieces}` : pieces;
}

/** One cell of a row that applied: “周岁”为82，条件：不小于80. */
export function cellInWords({ label, value, test }: { label: string; value: Value; test: string }): string {
  return `“${label}”为${valueInWords(value)}，条件：${testInWords(test)}`;
}
