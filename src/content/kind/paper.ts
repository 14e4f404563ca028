/** What a paper says (`to`) that goes to all parties alike: it speaks to none of them by name. */
export const EVERY_PARTY = "all";

/** A part of an official paper: a paragraph, one under a condition, a list, a table, or `appeal`, the ways of review and court that the item tells. */
export type PaperBlock = string | { when?: string; text: string } | { when?: string; list: string; title?: string } | { when?: string; table: PaperTable };

/** A table: what stands above its columns, and FEEL after "=" that gives its rows. */
export interface PaperTable {
  head: string[];
  rows: string;
  /** How wide the columns are to each other; all the same unless told. */
  widths?: number[];
  /** Drawn even where it has no rows. */
  empty?: boolean;
}

/** 文书 of a kind. */
export interface Paper {
  id: string;
  name: string;
  /** What stands above its text, with FEEL in braces, where that is another than the name. */
  title?: string;
  /** {unit.mark} {yyyy} {serial:n}; the serial counts within the rest of the text. */
  number?: string;
  /** Numbers of it are never skipped: taken in the transaction of the step. */
  gapless?: boolean;
  layout?: "red-head" | "letter" | "form" | "receipt";
  /** Purpose of the seal; `none` for a paper that is not sealed. */
  seal?: string;
  /** The party to whom it goes, FEEL that gives units, or `EVERY_PARTY`. */
  to?: string;
  /** Whether its delivery is proved (送达回证). */
  receipt?: boolean;
  /** Whether it bears the proof that the hand-in is in the city's log: as a file inside, and as a line at its foot. */
  proof?: boolean;
  /** Blocks, or FEEL that gives paragraphs. Versions of kinds from before papers had words of their own lack it. */
  body?: PaperBlock[] | string;
}

/** What lists of a kind show; what is not said is as everywhere. */
export interface KindLists {
  inbox?: { columns?: string[]; order?: "due" | "opened" };
  search?: { columns?: string[]; filters?: string[]; text?: string[] };
  map?: { when?: string; colour?: string; label?: string };
  board?: { by?: string[]; figures?: string[] };
  public?: { title?: string; when?: string; columns?: string[]; until?: string };
  summary?: string[];
}
