import { fieldHint, formatOf } from "#register/field";
import type { ListColumn, TemplateColumn } from "#register/list";
import type { RegisterDefinition } from "./definition.ts";

const HEADINGS: Record<string, readonly string[]> = {
  "id-number": ["身份证号", "身份证号码", "公民身份证号码", "证件号码"],
  uscc: ["信用代码", "社会信用代码"],
  phone: ["电话", "手机", "手机号", "手机号码"],
};

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
