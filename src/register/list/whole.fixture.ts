import { openList } from "./index.ts";

/** All of a list: its rows, the lines they stand in, what is wrong. */
export async function read(bytes: Buffer | string) {
  const list = await openList(Buffer.from(bytes as Buffer));
  const [rows, faults]: [string[][], string[]] = [[], []];
  const lines: number[] = [];
  for await (const batch of list.batches) {
    for (const row of batch.rows) {
      rows.push(row.cells);
      lines.push(row.line);
    }
    faults.push(...batch.faults.map(({ line, column, message }) => `${line}/${column ?? "-"} ${message}`));
  }
  return { rows, lines, faults, form: list.form };
}
