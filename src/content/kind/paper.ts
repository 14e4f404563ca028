/** A part of an official paper: a paragraph, one under a condition, a list, a table, or `appeal`, the ways of review and court that the item tells. */
export type PaperBlock =
  | string
  | { when?: string; text: string }
  | { when?: string; list: string; title?: string }
  | { when?: string; table: { head: string[]; rows: string } };

/** 文书 of a kind. */
export interface Paper {
  id: string;
  name: string;
  /** {unit.mark} {yyyy} {serial:n}; the serial counts within the rest of the text. */
  number?: string;
  /** Numbers of it are never skipped: taken in the transaction of the step. */
  gapless?: boolean;
  layout?: "red-head" | "letter" | "form" | "receipt";
  /** Purpose of the seal; `none` for a paper that is not sealed. */
  seal?: string;
  /** The party to whom it goes, or FEEL that gives units. */
  to?: string;
  /** Whether its delivery is proved (送达回证). */
  receipt?: boolean;
  /** Blocks, or FEEL that gives paragraphs. A paper without a body has a layout of its own in code. */
  body?: PaperBlock[] | string;
}

/** What lists of a kind show; what is not said is as everywhere. */
export interface KindLists {
  inbox?: { columns?: string[]; order?: "due" | "opened" };
  search?: { columns?: string[]; filters?: string[]; text?: string[] };
  map?: { when?: string; colour?: string; label?: string };
  board?: { by?: string[]; figures?: string[] };
  public?: { when?: string; columns?: string[]; until?: string };
  summary?: string[];
}
