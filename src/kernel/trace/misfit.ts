/** The first record that does not fit. */
export interface Fault {
  table: string;
  /** Which row, and what is wrong with it: one plain Chinese sentence. */
  says: string;
}

/** A thrown fault ends a check at once. */
export class Misfit extends Error {
  readonly fault: Fault;

  constructor(table: string, says: string) {
    super(`${table}：${says}`);
    this.fault = { table, says };
  }
}
