import { looksEncrypted, mask } from "#crypto/crypto";
import { firstGraphemes } from "#values/graphemes";
import { codeWord, coded } from "./codes.ts";
import type { Around, Meaning, RegisterField } from "./field.ts";
import { FORMATS, formatOf, FORMAT_HINTS } from "./format.ts";
import { TYPES } from "./types.ts";

const SCIENTIFIC = /^[+-]?\d(\.\d+)?E[+-]?\d+$/i;

function meaningOf(field: RegisterField, format: RegisterField["format"], text: string, around: Around): Meaning {
  // Versions of a record hold it in clear beside what is encrypted.
  if (!field.personal && looksEncrypted(text)) return { fault: "不能是这样一长串字母和数字" };
  if (field.codes) return coded(field.codes, text);
  if (SCIENTIFIC.test(text) && format !== "money" && (format || field.type === "code" || field.type === "record"))
    return { fault: "像是被表格软件变成了科学计数法，后面的数字已经丢失，请用模板里的文本列重新填写" };
  const meaning = format ? FORMATS[format](text, around) : TYPES[field.type].read(text, around);
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

/** What a field of a list is to hold, in words. */
export function fieldHint(field: RegisterField): string {
  if (field.codes)
    return Object.entries(field.codes)
      .map(([code, word]) => `${codeWord(word)}（${code}）`)
      .join("、");
  const format = formatOf(field);
  return format ? FORMAT_HINTS[format] : TYPES[field.type].hint;
}
