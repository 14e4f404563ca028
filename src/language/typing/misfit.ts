import { instead } from "#values/spelling";
import { typeWords, type Type } from "./type.ts";

const DAY_TEXT = /^\d{4}-\d{2}-\d{2}$/;
const MONTH_TEXT = /^\d{4}-\d{2}$/;

/**
 * Why a value of a type does not belong where another type is wanted, as the end of a sentence: "要填整数，这里是文字". Undefined where it may belong,
 * and for null, any and what nobody can tell.
 */
export function misfit(type: Type, wanted: Type): string | undefined {
  if (type.is === "any" || type.is === "null" || type.is === "hidden" || wanted.is === "any" || wanted.is === "null" || wanted.is === "hidden")
    return undefined;
  if (type.is === "date" && wanted.is === "text" && wanted.form === "day") return undefined;
  if (type.is !== wanted.is) return `要填${typeWords(wanted)}，这里是${typeWords(type)}`;
  if (type.is === "number" && wanted.is === "number") return wanted.whole && type.whole === false ? "要填整数，这里可能有小数，请写 floor(…)" : undefined;
  if (type.is === "text" && wanted.is === "text") return textMisfit(type, wanted);
  if (type.is === "list" && wanted.is === "list") return misfit(type.of, wanted.of);
  return undefined;
}

function textMisfit(type: Extract<Type, { is: "text" }>, wanted: Extract<Type, { is: "text" }>): string | undefined {
  if (wanted.values) {
    const strange = type.values?.find((value) => !wanted.values!.includes(value));
    return strange === undefined ? undefined : `没有“${strange}”这个值。${instead(strange, wanted.values, wanted.words)}`;
  }
  if (!wanted.form || wanted.form === "free" || wanted.form === type.form) return undefined;
  const shape = wanted.form === "day" ? DAY_TEXT : MONTH_TEXT;
  if (type.values?.every((value) => shape.test(value))) return undefined;
  // A text that was made of parts may well be a day.
  if (!type.values && !type.form) return undefined;
  return `要填${typeWords(wanted)}，这里是${typeWords(type)}`;
}
