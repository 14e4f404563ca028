import { readNumber } from "#values/codes";
import type { FieldType } from "./field.ts";

/** A sum in 万 or 亿, which people write for large ones. */
const LARGE = /^(.*?)([万亿])(元整?|圆整?)?$/;
const ZEROS: Record<string, number> = { 万: 4, 亿: 8 };

/** Figures of 元 made whole fen, without a step through binary fractions; undefined where there are fractions of a fen. */
function fenOf(figures: string, zeros: number): number | undefined {
  const parts = /^([+-]?)(\d*)\.?(\d*)$/.exec(figures);
  if (!parts) return undefined;
  const [, sign, whole = "", fraction = ""] = parts;
  const wide = fraction.padEnd(zeros + 2, "0");
  if (/[1-9]/.test(wide.slice(zeros + 2))) return undefined;
  const fen = Number(whole + wide.slice(0, zeros + 2)) * (sign === "-" ? -1 : 1);
  return Number.isSafeInteger(fen) ? fen + 0 : undefined;
}

/** 金额: whole fen, read and shown in 元. */
export const money: FieldType = {
  column: "bigint",
  hint: "金额（元），例如 1,234.50、3万元",
  read(cell) {
    const plain = cell.normalize("NFKC").replace(/[\s\p{Cf}]/gu, "");
    const large = LARGE.exec(plain);
    const written = large ? large[1]! : plain;
    if (readNumber(written, { money: true }) === undefined) return { fault: "不是金额，例如 1234.50" };
    const figures = written
      .replace(/^['‘’]/, "")
      .replace(/^(?:¥|RMB|人民币)/i, "")
      .replace(/(?:元整?|圆整?)$/, "")
      .replace(/[\u2212\u2013]/g, "-")
      .replace(/[,，]/g, "");
    const fen = fenOf(figures, large ? ZEROS[large[2]!]! : 0);
    return fen === undefined ? { fault: "不是到分的金额，或者太大，例如 1234.50" } : { value: fen };
  },
  fits: (value) => Number.isSafeInteger(value),
  say: "要填以分为单位的整数",
  show(value) {
    const fen = BigInt(value as number);
    const [sign, size] = fen < 0n ? ["-", -fen] : ["", fen];
    const yuan = String(size / 100n).replace(/\B(?=(\d{3})+$)/g, ",");
    return `${sign}${yuan}.${String(size % 100n).padStart(2, "0")} 元`;
  },
  narrowed: "span",
  ordered: true,
};
