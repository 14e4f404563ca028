import type { Batch, CellFault, ListForm } from "./list.ts";

/** A batch on its way between threads: one text costs a fraction of ten thousand. Cells hold no control characters, so two of them part it. */
export interface PackedBatch {
  lines: number[];
  text: string;
  faults: CellFault[];
}

/** What the reading thread says. */
export type FromThread =
  | { kind: "form"; form: ListForm }
  | { kind: "batch"; batch: PackedBatch }
  | { kind: "done"; notes: string[] }
  | { kind: "refused"; code: string; message: string }
  | { kind: "broken"; message: string };

const [CELL, ROW] = ["\u0001", "\u0002"];

/** A batch made one text. */
export function packed({ rows, faults }: Batch): PackedBatch {
  return { lines: rows.map(({ line }) => line), text: rows.map(({ cells }) => cells.join(CELL)).join(ROW), faults };
}

/** The batch of a text. */
export function unpacked({ lines, text, faults }: PackedBatch): Batch {
  const rows = lines.length === 0 ? [] : text.split(ROW);
  return { rows: rows.map((row, i) => ({ line: lines[i]!, cells: row.split(CELL) })), faults };
}
