import { BATCH, characterCheck, MOST_COLUMNS, type Batch, type CellFault, type ListForm, type ListRow } from "./list.ts";

const SEPARATORS = ["\t", ",", ";", "|"] as const;
/** Lines looked at to find out what stands between the columns. */
const SAMPLE = 20;

/** Records of a text whose columns stand apart by one character (RFC 4180; a quotation mark within a cell that does not begin with one is itself). */
function* records(text: string, separator: string): Generator<{ cells: string[]; open: boolean }> {
  for (let at = 0; at < text.length;) {
    const cells: string[] = [];
    let open = false;
    for (;;) {
      let from = at;
      while (text[from] === " ") from += 1;
      if (text[from] === '"') {
        // A quoted cell: up to the mark that is not doubled; what stands between it and the separator belongs to it.
        let cell = "";
        let begin = from + 1;
        let end = text.indexOf('"', begin);
        while (end >= 0 && text[end + 1] === '"') {
          cell += text.slice(begin, end + 1);
          begin = end + 2;
          end = text.indexOf('"', begin);
        }
        if (end < 0) open = true;
        cell += text.slice(begin, end < 0 ? text.length : end);
        at = end < 0 ? text.length : end + 1;
        const rest = at;
        while (at < text.length && text[at] !== separator && text[at] !== "\n" && text[at] !== "\r") at += 1;
        cells.push(cell.replace(/\r\n?/g, "\n").trim() + text.slice(rest, at).trim());
      } else {
        while (at < text.length && text[at] !== separator && text[at] !== "\n" && text[at] !== "\r") at += 1;
        cells.push(text.slice(from, at).trim());
      }
      if (text[at] !== separator || at >= text.length) break;
      at += 1;
    }
    if (text[at] === "\r" && text[at + 1] === "\n") at += 2;
    else at += 1;
    yield { cells, open };
  }
}

/** The first lines of a text, whole. */
function head(text: string): string {
  let at = 0;
  for (let line = 0; line < SAMPLE * 2 && at >= 0 && at < 200_000; line += 1) {
    const end = text.indexOf("\n", at);
    if (end < 0) return text;
    at = end + 1;
  }
  return text.slice(0, at);
}

/** What stands between the columns: by which the most lines have the same number of columns, and more than one. */
export function separatorOf(text: string): string {
  const named = /^sep=(.)\r?\n/i.exec(text);
  if (named) return named[1]!;
  const beginning = head(text);
  const scored = SEPARATORS.map((separator) => {
    const counts = new Map<number, number>();
    for (const { cells } of records(beginning, separator)) {
      const width = cells.length;
      if (cells.some((cell) => cell !== "")) counts.set(width, (counts.get(width) ?? 0) + 1);
    }
    const best = Math.max(0, ...[...counts].map(([width, lines]) => (width > 1 ? lines * Math.min(width, 10) : 0)));
    return { separator, best };
  });
  return scored.reduce((one, other) => (other.best > one.best ? other : one)).separator;
}

/** ="0012" is how a formula is made to keep its zeros. */
const AS_TEXT = /^="(.*)"$/s;

/** The rows of a text, batch by batch. Blank lines are passed over; lines count as a spreadsheet counts them. */
export function* separatedRows(text: string, form: ListForm): Generator<Batch> {
  const body = text.replace(/^sep=.\r?\n/i, "");
  const check = characterCheck(form);
  let line = body.length < text.length ? 1 : 0;
  let [rows, faults]: [ListRow[], CellFault[]] = [[], []];
  for (const { cells, open } of records(body, form.separator!)) {
    line += 1;
    if (open) faults.push({ line, message: "有一个引号没有配对，从这里到文件末尾都读成了一格，请补上引号" });
    if (cells.every((cell) => cell === "")) continue;
    if (cells.length > MOST_COLUMNS) faults.push({ line, message: `有 ${cells.length} 列，最多 ${MOST_COLUMNS} 列` });
    for (let i = 0; i < cells.length; i += 1) if (cells[i]!.startsWith('="')) cells[i] = AS_TEXT.exec(cells[i]!)?.[1] ?? cells[i]!;
    const row = { line, cells };
    faults.push(...check(row));
    rows.push(row);
    if (rows.length >= BATCH) {
      yield { rows, faults };
      [rows, faults] = [[], []];
    }
  }
  if (rows.length > 0 || faults.length > 0) yield { rows, faults };
}
