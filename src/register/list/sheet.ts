import { brokenWorkbook } from "./archive.ts";
import { BATCH, characterCheck, columnLetters, MOST_COLUMNS, MOST_ROWS, type Batch, type CellFault, type ListRow } from "./list.ts";
import { numberText, type NumberForm } from "./number-format.ts";
import type { Workbook } from "./workbook.ts";
import { attribute, richText, tags, unescaped, xmlText } from "./xml.ts";

/** A row that long is none: a cell holds 32,767 characters at most. */
const LONGEST_ROW = 32 * 1024 * 1024;
const MERGES_TOLD = 5;

/** An attribute, the quick way: a hundred thousand rows have a million cells, and nearly all programs write them alike. */
function quick(tag: string, name: string): string | undefined {
  const at = tag.indexOf(` ${name}="`);
  if (at >= 0) return tag.slice(at + name.length + 3, tag.indexOf('"', at + name.length + 3));
  return tag.includes("'") || /[\n\t\r]|\s=|=\s/.test(tag) ? attribute(tag, name) : undefined;
}

/** The column of a reference such as AB12, from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i += 1) {
    const letter = reference.charCodeAt(i) & ~32;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column - 1;
}

const PLAIN: NumberForm = { kind: "plain" };
const DAY_AND_TIME = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?Z?)?$/;

/** Reads the cells of a sheet's rows; names of elements have the sheet's own prefix. */
function rowReader({ strings, forms, from1904 }: Workbook, prefix: string) {
  const [cellOpen, cellClose] = [`<${prefix}c`, `</${prefix}c`];
  const [valueOpen, valueClose, formula] = [`<${prefix}v`, `</${prefix}v`, new RegExp(`<${prefix}f[\\s>/]`)];

  function valueIn(inside: string): string | undefined {
    const at = inside.indexOf(valueOpen);
    if (at < 0) return undefined;
    const from = inside.indexOf(">", at);
    if (inside[from - 1] === "/") return "";
    return xmlText(inside.slice(from + 1, inside.indexOf(valueClose, from)));
  }

  function read(tag: string, inside: string): { text: string } | { fault: string } {
    const type = quick(tag, "t");
    const value = valueIn(inside);
    if (type === "inlineStr") return { text: richText(inside).trim() };
    if (value === undefined)
      return formula.test(inside) ? { fault: "是公式，文件里没有保存它的结果；请用表格软件打开后保存一次，或者粘贴为数值" } : { text: "" };
    if (type === "s") return { text: strings[Number(value)] ?? "" };
    if (type === "str") return { text: unescaped(value).trim() };
    if (type === "e") return { fault: `是出错的公式（${value}），请改正` };
    if (type === "b") return { text: value === "1" || value === "true" ? "是" : "否" };
    if (type === "d") {
      const [, day, time] = DAY_AND_TIME.exec(value) ?? [];
      return day ? { text: time && !/^00:00(:00)?$/.test(time) ? `${day} ${time}` : day } : { text: value };
    }
    const style = quick(tag, "s");
    return value.trim() === "" ? { text: "" } : numberText(Number(value), (style === undefined ? forms[0] : forms[Number(style)]) ?? PLAIN, from1904);
  }

  return (xml: string, from: number, end: number, line: number, faults: CellFault[]): ListRow => {
    const cells: string[] = [];
    let column = -1;
    for (let at = xml.indexOf(cellOpen, from); at >= 0 && at < end; at = xml.indexOf(cellOpen, at)) {
      const after = xml.charCodeAt(at + cellOpen.length);
      // Other elements that begin with the same letter.
      if (after !== 32 && after !== 62 && after !== 47 && after !== 10 && after !== 13 && after !== 9) {
        at += cellOpen.length;
        continue;
      }
      const tagEnd = xml.indexOf(">", at);
      const tag = xml.slice(at + cellOpen.length, tagEnd);
      const reference = quick(tag, "r");
      column = reference ? columnOf(reference) : column + 1;
      at = tagEnd;
      if (tag.endsWith("/")) continue;
      const close = xml.indexOf(cellClose, tagEnd);
      const result = read(tag, xml.slice(tagEnd + 1, close));
      at = close;
      if (column < 0 || column >= MOST_COLUMNS) continue;
      while (cells.length < column) cells.push("");
      if ("fault" in result) faults.push({ line, column, message: result.fault });
      cells[column] = "text" in result ? result.text : "";
    }
    return { line, cells };
  };
}

/** What lies behind the rows: merged cells below each other are told, never copied down. */
function tellMerged(tail: string, notes: string[]): void {
  const merged = tags(tail, "mergeCell").flatMap((tag) => attribute(tag, "ref") ?? []);
  if (merged.length === 0) return;
  const shown = merged.slice(0, MERGES_TOLD).join("、");
  notes.push(`有 ${merged.length} 处合并单元格（${shown}${merged.length > MERGES_TOLD ? " 等" : ""}），只有左上角的一格有内容，其余按空白读`);
}

/**
 * The rows of a workbook's sheet, batch by batch, while it is inflated: nothing but the row in hand is held. A cell or row without its reference
 * stands behind the one before it.
 */
export async function* sheetRows(workbook: Workbook): AsyncGenerator<Batch> {
  const { form } = workbook;
  const check = characterCheck(form);
  let decoder: TextDecoder | undefined;
  let [xml, at, line, hidden] = ["", 0, 0, 0];
  let read: ReturnType<typeof rowReader> | undefined;
  let [rowOpen, rowClose] = ["", ""];
  let [rows, faults]: [ListRow[], CellFault[]] = [[], []];
  let wide = -1;

  const pass = (to: number): true => {
    at = to;
    return true;
  };

  /** Takes the next whole row; false when more is needed. */
  function next(): boolean {
    const open = xml.indexOf(rowOpen, at);
    if (open < 0) return false;
    const tagEnd = xml.indexOf(">", open);
    if (tagEnd < 0) return false;
    if (!/[\s/>]/.test(xml[open + rowOpen.length] ?? "")) return pass(open + rowOpen.length);
    const empty = xml[tagEnd - 1] === "/";
    const close = empty ? tagEnd : xml.indexOf(rowClose, tagEnd);
    if (close < 0) return false;
    const tag = xml.slice(open + rowOpen.length, tagEnd);
    line = Number(quick(tag, "r") ?? line + 1);
    if (!Number.isInteger(line) || line < 1 || line > MOST_ROWS) throw brokenWorkbook();
    at = close;
    if (empty) return true;
    if (tag.includes("hidden=") && /^(1|true)$/.test(quick(tag, "hidden") ?? "")) hidden += 1;
    const before = faults.length;
    const row = read!(xml, tagEnd + 1, close, line, faults);
    if (row.cells.every((cell) => cell === "") && faults.length === before) return true;
    faults.push(...check(row));
    wide = Math.max(wide, row.cells.length - 1);
    rows.push(row);
    return true;
  }

  try {
    for await (const chunk of await workbook.archive.stream(workbook.sheet)) {
      decoder ??= new TextDecoder(chunk[0] === 0xff ? "utf-16le" : chunk[0] === 0xfe ? "utf-16be" : "utf-8");
      xml = xml.slice(at) + decoder.decode(chunk, { stream: true });
      at = 0;
      if (!read) {
        const root = /<((?:[\w.-]+:)?)worksheet[\s>]/.exec(xml);
        if (!root) continue;
        [rowOpen, rowClose] = [`<${root[1]}row`, `</${root[1]}row`];
        read = rowReader(workbook, root[1]!);
      }
      while (next())
        if (rows.length >= BATCH) {
          yield { rows, faults };
          [rows, faults] = [[], []];
        }
      if (xml.length - at > LONGEST_ROW) throw brokenWorkbook();
    }
  } catch (error) {
    // What the zip has to say of itself is no use to whoever imports a list.
    throw error instanceof Error && !("status" in error) && !(error instanceof TypeError) ? brokenWorkbook() : error;
  }
  if (!read) throw brokenWorkbook();
  tellMerged(xml.slice(at), form.notes);
  if (hidden > 0) form.notes.push(`有 ${hidden} 行在文件里是隐藏的，也读了`);
  if (wide >= MOST_COLUMNS - 1) faults.push({ line, message: `列数太多，最多到 ${columnLetters(MOST_COLUMNS - 1)} 列` });
  if (rows.length > 0 || faults.length > 0) yield { rows, faults };
}
