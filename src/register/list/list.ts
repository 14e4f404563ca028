/** A row of a list, by the number that a spreadsheet shows beside it. */
export interface ListRow {
  line: number;
  /** Texts, trimmed; a cell that could not be read is empty here and told in `faults`. */
  cells: string[];
}

/** What is wrong with a cell or a line before anybody asks what it means. */
export interface CellFault {
  line: number;
  /** From 0; undefined when the whole line is meant. */
  column?: number;
  message: string;
}

/** A batch of rows in the order of the list, with what is wrong in it. */
export interface Batch {
  rows: ListRow[];
  faults: CellFault[];
}

/** How a list came, as it is told to whoever imports it. */
export interface ListForm {
  kind: "xlsx" | "text";
  /** Of a text: how it was read. */
  encoding?: "UTF-8" | "UTF-16" | "GB 18030";
  guessed?: boolean;
  separator?: string;
  /** Of a workbook: the sheet that was read. */
  sheet?: string;
  /** What is odd and can be kept: other sheets, merged cells, hidden rows, rare characters. Grows while the rows are read. */
  notes: string[];
}

/**
 * Rows in one batch. Few: whatever is in hand when the young generation is collected moves to the old one and stays for long. With a thousand a list of
 * 100,000 rows left 80 MB there, with fifty 10, and took no longer.
 */
export const BATCH = 50;
/** The most columns and rows a list may have; a spreadsheet's own limit of rows. */
export const MOST_COLUMNS = 500;
export const MOST_ROWS = 1_048_576;

/** The letters of a column as a spreadsheet has them: 0 is A, 26 is AA. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** Characters that no list should have: they were made by a wrong encoding or a broken program. Line breaks and tabs inside a cell are let through. */
export const UNREADABLE = /(?![\t\n\r])[\p{Cc}\ufffd\ufffe\uffff]/u;
/** Characters of private use: fonts of one office draw them, others do not. */
export const PRIVATE_USE = /[\ue000-\uf8ff\u{f0000}-\u{10fffd}]/u;

/** Looks at the characters of cells: what cannot be read is a fault, what only some fonts draw is noted, once and by its first line. */
export function characterCheck(form: Pick<ListForm, "notes">): (row: ListRow) => CellFault[] {
  let told = false;
  return ({ line, cells }) => {
    const whole = cells.join("\t");
    if (!told && PRIVATE_USE.test(whole)) {
      told = true;
      form.notes.push(`第 ${line} 行起有自造字（私用区字符），别处可能显示不出来，请核对`);
    }
    if (!UNREADABLE.test(whole)) return [];
    return cells.flatMap((cell, column) => {
      if (!UNREADABLE.test(cell)) return [];
      cells[column] = "";
      return [{ line, column, message: "有不能显示的字符，可能是保存时编码不对，请重新填写这一格" }];
    });
  };
}
