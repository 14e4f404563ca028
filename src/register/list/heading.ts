import { firstGraphemes } from "#values/graphemes";
import { columnLetters, type Batch, type ListRow } from "./list.ts";
import type { OpenList } from "./opening.ts";

/** A column that a list may have. */
export interface ListColumn {
  name: string;
  label: string;
  /** Other headings that mean the same. */
  also?: readonly string[];
  /** The list is nothing without it. */
  required?: boolean;
}

/** What is wrong in a table: the line, and the column as a spreadsheet letters it, where one is meant. */
export interface TableFault {
  line: number;
  column?: string;
  message: string;
}

export interface TableRow {
  line: number;
  /** In the order of `Table.columns`; "" where there is nothing. */
  cells: string[];
  /** How many cells the line itself had. */
  given: number;
  /** A cell of it could not be read and is told already. */
  broken: boolean;
}

/** A list whose heading has been found. */
export interface Table {
  headingLine: number;
  /** The columns that are there, in the order of the list. */
  columns: { name: string; label: string; letters: string }[];
  /** What is wrong with the heading. With faults here the rows mean nothing. */
  faults: TableFault[];
  /** How many columns the heading has, known or not. */
  width: number;
  batches: AsyncIterable<{ rows: TableRow[]; faults: TableFault[] }>;
}

/** Rows above the heading that are looked through: a title, the unit, the day. */
const ABOVE = 20;
/** Columns that lists have for their reader and that mean nothing here. */
const PASSED_OVER = new Set(["序号", "行号", "no", "no.", "编号序号"]);

function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s*＊:：'"“”]/g, "")
    .toLowerCase();
}

/** A heading's meanings, the surest first: as it stands, without what is in brackets. */
function meanings(cell: string): string[] {
  const whole = plain(cell);
  const bare = whole.replace(/[(（[【〔][^)）\]】〕]*[)）\]】〕]/g, "");
  return bare === whole ? [whole] : [whole, bare];
}

function finder(columns: readonly ListColumn[]): (cell: string) => ListColumn | undefined {
  const sure = new Map(columns.flatMap((column) => [column.name, column.label, ...(column.also ?? [])].map((text) => [plain(text), column] as const)));
  // "营业面积（平方米）" is asked for as 营业面积 too, as long as no other column is called so.
  const bare = new Map<string, ListColumn | undefined>();
  for (const column of columns) {
    const name = meanings(column.label).at(-1)!;
    if (!sure.has(name)) bare.set(name, bare.has(name) ? undefined : column);
  }
  return (cell) => {
    for (const meaning of meanings(cell)) {
      const found = sure.get(meaning) ?? bare.get(meaning);
      if (found) return found;
    }
    return undefined;
  };
}

const matches = (row: ListRow, find: (cell: string) => ListColumn | undefined): number =>
  new Set(row.cells.flatMap((cell) => (cell ? (find(cell)?.name ?? []) : []))).size;

/** Which of the first rows is the heading: the one with the most columns that are known. */
function headingIn(rows: readonly ListRow[], find: (cell: string) => ListColumn | undefined): number {
  let [best, most] = [-1, 0];
  for (const [i, row] of rows.slice(0, ABOVE).entries()) {
    const count = matches(row, find);
    if (count > most) [best, most] = [i, count];
  }
  return best;
}

interface Layout {
  columns: (Table["columns"][number] & { at: number })[];
  faults: TableFault[];
  width: number;
  /** Columns by their place that are passed over. */
  passed: Set<number>;
  notes: string[];
}

function layoutOf(heading: ListRow, columns: readonly ListColumn[], find: (cell: string) => ListColumn | undefined, what: string | undefined): Layout {
  const { line } = heading;
  const layout: Layout = { columns: [], faults: [], width: 0, passed: new Set(), notes: [] };
  const unknown: string[] = [];
  for (const [at, cell] of heading.cells.entries()) {
    if (cell === "") continue;
    layout.width = at + 1;
    const letters = columnLetters(at);
    const column = find(cell);
    if (!column && PASSED_OVER.has(plain(cell))) layout.passed.add(at);
    else if (!column) {
      if (what === undefined) layout.passed.add(at);
      unknown.push(`${firstGraphemes(cell, 30)}（${letters} 列）`);
    } else {
      const before = layout.columns.find(({ name }) => name === column.name);
      if (before) layout.faults.push({ line, column: letters, message: `表头里“${column.label}”出现了两次，前面在 ${before.letters} 列，请只留一列` });
      else layout.columns.push({ name: column.name, label: column.label, letters, at });
    }
  }
  const lacking = columns.filter(({ name, required }) => required && !layout.columns.some((column) => column.name === name));
  if (lacking.length > 0)
    layout.faults.push({ line, message: `表头缺少这几列：${lacking.map(({ name, label }) => (label === name ? name : `${label}（${name}）`)).join("、")}` });
  if (unknown.length > 0 && what === undefined) layout.notes.push(`这些列没有用到：${unknown.join("、")}`);
  else if (unknown.length > 0) layout.faults.push({ line, message: `${what}没有这些项目：${unknown.join("、")}；不需要的列请删掉，写错的请改成模板里的名称` });
  return layout;
}

/** The rows before and behind the first batch are one stream. */
async function* joined(first: Batch | undefined, rest: AsyncIterator<Batch>): AsyncGenerator<Batch> {
  if (first) yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/**
 * Finds the heading of a list, by labels or names in any order, and gives its rows by the columns that are known. `what` is how an unknown column is
 * told ("库里"); without it such columns are only noted. Rows above the heading are noted; so is a second row of names. What stands under no heading is a fault, never dropped.
 */
export async function readTable(list: OpenList, columns: readonly ListColumn[], what?: string): Promise<Table> {
  const source = list.batches[Symbol.asyncIterator]();
  const begin = await source.next();
  const first = begin.done ? undefined : begin.value;
  const find = finder(columns);
  const rows = first?.rows ?? [];
  const at = headingIn(rows, find);
  if (!first || at < 0) {
    await source.return?.();
    const need = columns.filter(({ required }) => required).map(({ label }) => label);
    const message =
      rows.length === 0 ? "表格是空的" : `没有找到表头。表头要有这几列：${(need.length > 0 ? need : columns.map(({ label }) => label)).join("、")}`;
    return { headingLine: rows[0]?.line ?? 1, columns: [], faults: [{ line: rows[0]?.line ?? 1, message }], width: 0, batches: nothing() };
  }
  const heading = rows[at]!;
  const layout = layoutOf(heading, columns, find, what);
  list.form.notes.push(...layout.notes);
  for (const row of rows.slice(0, at)) {
    const title = row.cells.find((cell) => cell !== "") ?? "";
    list.form.notes.push(`第 ${row.line} 行在表头上面，没有导入：“${firstGraphemes(title, 40)}”`);
  }
  let begins = at + 1;
  // A row of Chinese labels with a row of names below it, as a template has them.
  const second = rows[begins];
  if (second && matches(second, find) > 1 && matches(second, find) === second.cells.filter((cell) => cell !== "").length) {
    list.form.notes.push(`第 ${second.line} 行也是表头，没有导入`);
    begins += 1;
  }
  const kept: Batch = { rows: rows.slice(begins), faults: first.faults.filter(({ line }) => line >= heading.line) };

  async function* batches(): AsyncGenerator<{ rows: TableRow[]; faults: TableFault[] }> {
    const known = new Set(layout.columns.map((column) => column.at));
    try {
      for await (const batch of joined(kept, source)) {
        const faults = batch.faults
          .filter(({ column }) => column === undefined || !layout.passed.has(column))
          .map(({ line, column, message }) => ({
            line,
            ...(column !== undefined && { column: columnLetters(column) }),
            message: column === undefined ? message : `${layout.columns.find((each) => each.at === column)?.label ?? "这一格"}${message}`,
          }));
        const broken = new Set(batch.faults.map(({ line }) => line));
        const table = batch.rows.map(({ line, cells }): TableRow => {
          if (cells.length > layout.columns.length) {
            for (const [i, cell] of cells.entries()) {
              if (cell === "" || known.has(i) || layout.passed.has(i)) continue;
              if (layout.faults.length === 0) faults.push({ line, column: columnLetters(i), message: `有内容“${firstGraphemes(cell, 20)}”，但表头没有这一列` });
              break;
            }
          }
          return { line, cells: layout.columns.map((column) => cells[column.at] ?? ""), given: cells.length, broken: broken.has(line) };
        });
        yield { rows: table, faults };
      }
    } finally {
      await source.return?.();
    }
  }
  return {
    headingLine: heading.line,
    columns: layout.columns.map(({ name, label, letters }) => ({ name, label, letters })),
    faults: layout.faults,
    width: layout.width,
    batches: batches(),
  };
}

async function* nothing(): AsyncGenerator<never> {}
