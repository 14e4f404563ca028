import { BATCH, characterCheck, MOST_COLUMNS, type Batch, type CellFault, type ListForm, type ListRow } from "./list.ts";

const SEPARATORS = ["\t", ",", ";", "|"] as const;
/** Lines looked at to find out what stands between the columns. */
const SAMPLE = 20;

/** A line of a text, and where the next begins. */
interface Line {
  cells: string[];
  /** A quotation mark in it has no other half. */
  open: boolean;
  end: number;
}

/**
 * The record that begins at a place of a text (RFC 4180; a quotation mark within a cell that does not begin with one is itself); undefined when it
 * may go on behind the text, which is not the `last` of it.
 */
function recordAt(text: string, begins: number, separator: string, last: boolean): Line | undefined {
  const cells: string[] = [];
  let at = begins;
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
      if (end < 0 && !last) return undefined;
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
  const breaks = text[at] === "\r" && text[at + 1] !== undefined;
  if (!last && !breaks && text[at] !== "\n") return undefined;
  return { cells, open, end: at + (text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1) };
}

/** Records of a text that comes in pieces; nothing is held but the record in hand and the piece behind it. */
export function* records(pieces: Iterable<string>, separator: string): Generator<Line> {
  const source = pieces[Symbol.iterator]();
  let [text, at, last] = ["", 0, false];
  for (;;) {
    const record = at < text.length ? recordAt(text, at, separator, last) : undefined;
    if (record) {
      at = record.end;
      yield record;
      continue;
    }
    if (last) return;
    // As much again as lies here, so that a cell of many pieces is not looked through once for each.
    text = text.slice(at);
    at = 0;
    for (const whole = text.length * 2; !last && (text === "" || text.length < whole);) {
      const next = source.next();
      if (next.done) last = true;
      else text += next.value;
    }
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

/** A first line that names the separator, as some programs write for Excel. */
export const NAMED = /^sep=(.)\r?\n/i;

/** What stands between the columns, by the beginning of a text: by which the most lines have the same number of columns, and more than one. */
export function separatorOf(text: string): string {
  const named = NAMED.exec(text);
  if (named) return named[1]!;
  const beginning = head(text);
  const scored = SEPARATORS.map((separator) => {
    const counts = new Map<number, number>();
    for (const { cells } of records([beginning], separator)) {
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

/** A text without its first line that names the separator. */
function* unnamed(pieces: Iterable<string>): Generator<string> {
  let first = true;
  for (const piece of pieces) {
    yield first ? piece.replace(NAMED, "") : piece;
    first = false;
  }
}

/** The rows of a text, batch by batch. Blank lines are passed over; lines count as a spreadsheet counts them. */
export function* separatedRows(pieces: Iterable<string>, named: boolean, form: ListForm): Generator<Batch> {
  const check = characterCheck(form);
  let line = named ? 1 : 0;
  let [rows, faults]: [ListRow[], CellFault[]] = [[], []];
  for (const { cells, open } of records(named ? unnamed(pieces) : pieces, form.separator!)) {
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
