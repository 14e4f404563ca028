/** A part of a place that was gone through. */
export interface Part {
  /** Where the next part begins. */
  next: number;
  /** Parts there are now; a place may grow meanwhile. */
  all: number;
  /** Rows or files found under another version that can be opened. */
  found: number;
  /** Of these, re-encrypted; the others were held or changed by somebody at that moment. */
  reencrypted: number;
  /** What opens by no key there is. */
  unreadable: number;
}

/** Somewhere encrypted things lie, gone through part by part: a table by its blocks, the files by their folders. */
export interface Place {
  name: string;
  /** Re-encrypts what lies between `from` and the part after it. Safe to do twice, and beside everybody who works. */
  reencrypt(from: number): Promise<Part>;
  /** How many of this place lie under another version and can be opened. Reads everything. */
  count(): Promise<number>;
}
