import type { ListColumn, TemplateColumn } from "#register/list";
import type { RegisterDefinition, RegisterField } from "./definition.ts";
import { codeWord, formatOf } from "./cell.ts";

const HEADINGS: Record<string, readonly string[]> = {
  "id-number": ["身份证号", "身份证号码", "公民身份证号码", "证件号码"],
  uscc: ["信用代码", "社会信用代码"],
  phone: ["电话", "手机", "手机号", "手机号码"],
};

const FORMATS: Record<NonNullable<RegisterField["format"]>, string> = {
  "id-number": "18 位公民身份号码",
  "id-paper": "身份证号；其他证件写“护照 E12345678”这样",
  uscc: "18 位统一社会信用代码",
  phone: "手机号，或者带区号的座机号",
  area: "区划名称（例如青溪区青瓷街道）或者 12 位代码",
  month: "年月，例如 2026-01",
  account: "账号或者卡号",
  money: "金额，例如 1000",
};
const TYPES: Record<RegisterField["type"], string> = {
  text: "文字",
  code: "代码",
  date: "日期，例如 2026-11-21、2026年11月21日",
  integer: "整数",
  number: "数字",
  boolean: "是或者否",
};

/** What a field of a list is to hold, in words. */
export function fieldHint(field: RegisterField): string {
  if (field.codes)
    return Object.entries(field.codes)
      .map(([code, word]) => `${codeWord(word)}（${code}）`)
      .join("、");
  const format = formatOf(field);
  return format ? FORMATS[format] : TYPES[field.type];
}

/** The columns that a list for a register may have. Usual names of a number are taken where only one field has it. */
export function listColumns({ fields, key }: RegisterDefinition): ListColumn[] {
  const taken = new Set(fields.flatMap(({ name, label }) => [name, label]));
  const formats = fields.map((field) => formatOf(field));
  return fields.map((field, i) => {
    const alone = formats.filter((format) => format === formats[i]).length === 1;
    const also = alone ? (HEADINGS[formats[i] ?? ""] ?? []).filter((heading) => !taken.has(heading)) : [];
    return { name: field.name, label: field.label, also, required: field.name === key };
  });
}

/** The columns of the table to fill in. */
export function templateColumns(definition: RegisterDefinition): TemplateColumn[] {
  return listColumns(definition).map((column, i) => ({ ...column, hint: fieldHint(definition.fields[i]!) }));
}
