import type { ListColumn } from "./heading.ts";
import { HEADING, listText, TEXT, writeWorkbook } from "./writing.ts";

/** A column of a template: what stands above it, and what may be written there. */
export interface TemplateColumn extends ListColumn {
  /** "18 位", "例如 2026-11-21". */
  hint: string;
}

/** A workbook to be filled in: one sheet with the headings over columns of text, one that says what goes where. */
export function templateWorkbook(name: string, columns: readonly TemplateColumn[]): Buffer {
  const labels = columns.map(({ label }) => label);
  const explained = columns.map(({ name: field, label, hint, required }) => ({ cells: [label, field, `${required ? "必填。" : ""}${hint}`], style: TEXT }));
  return writeWorkbook([
    { title: name, widths: labels.map((label) => Math.max(12, label.length * 2 + 4)), rows: [{ cells: labels, style: HEADING }], freeze: true },
    { title: "填写说明", widths: [28, 22, 60], rows: [{ cells: ["列", "字段名", "怎样填写"], style: HEADING }, ...explained], freeze: false },
  ]);
}

/** The same headings as text, with the mark by which spreadsheets know UTF-8. */
export function templateText(columns: readonly TemplateColumn[]): Buffer {
  return listText(
    columns.map(({ label }) => label),
    [],
  );
}
