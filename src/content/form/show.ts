import { ID_PAPERS, isUscc, readIdPaper } from "#values/codes";
import { answered, type FieldDefinition } from "./form.ts";

/** A code with what has to be said of it: the kind of a paper, a check that does not hold although the registrar gave it out so. */
function codeWords(format: unknown, text: string): string {
  if (format === "uscc" && !isUscc(text)) return `${text}（校验码与国家标准不符，按登记机关所给）`;
  const paper = format === "id-paper" ? readIdPaper(text) : undefined;
  return paper && paper.kind !== "id-card" ? `${ID_PAPERS[paper.kind].name} ${paper.number}` : text;
}

/** An answer as a person reads it: labels of options, 是 and 否, 未填. */
export function showAnswer({ options, schema }: Pick<FieldDefinition, "options" | "schema">, value: unknown): string {
  if (!answered(value)) return "未填";
  if (typeof value === "boolean") return schema["const"] === true ? "已确认" : value ? "是" : "否";
  const label = (one: unknown): string => options?.find((option) => option.value === one)?.label ?? codeWords(schema["format"], String(one));
  return Array.isArray(value) ? value.map(label).join("、") : label(value);
}
