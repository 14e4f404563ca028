import type { PersonalKind } from "#crypto/crypto";

/** What one column of a register holds. */
export interface RegisterField {
  name: string;
  label: string;
  type: "text" | "code" | "date" | "instant" | "integer" | "number" | "money" | "boolean" | "area" | "point" | "record";
  personal?: PersonalKind;
  /** Class (分类) in the data directory. */
  class: string;
  /** Grade (分级) 1–4, 4 the most sensitive. */
  grade: number;
  share: "unconditional" | "conditional" | "none";
  standard?: string;
  source?: string;
  /** How its values are written, where the standard does not say it. */
  format?: "id-number" | "id-paper" | "uscc" | "phone" | "area" | "month" | "account" | "money";
  /** Values and their words: lists may have either. */
  codes?: Record<string, string>;
  /** Of a record: the register whose row it is; its value is that row's key. */
  register?: string;
  /** Of a record: it may name one that the register does not have (a firm of another city, one that is not entered yet). */
  elsewhere?: true;
  /** Records are found by it: an open text by any part of it, an encrypted value and a key whole. */
  search?: true;
  /** A list may be narrowed by it: to one value, or from and to. */
  filter?: true;
  /** A list may be sorted by it. */
  sort?: true;
  /** Of a day of birth, of a sex: the field with the identity number that says it. */
  born_of?: string;
  sex_of?: string;
}

/** What a cell of a list means, or why it means nothing. `waivable`: it may be so all the same, when the source says so. */
export type Meaning = { value: unknown } | { fault: string; waivable?: { value: unknown } };

/** What cells are read against. */
export interface Around {
  today: string;
  /** Code of an area by its code or name; why not, where it is none or several. */
  area(text: string): Meaning;
}

/** What a type of field is: how a value lies in the database, is read, judged and shown. */
export interface FieldType {
  /** Type of its column. */
  column: string;
  /** What is to be written, in words. */
  hint: string;
  /** Reads what people write in a cell or a form. */
  read(text: string, around: Around): Meaning;
  /** Whether a value that a program gives is one of this type. */
  fits(value: unknown): boolean;
  /** What is wrong with one that is not: 要填日期. */
  say: string;
  /** A value in words; `place` names an area or a unit by its code. */
  show(value: unknown, place: (code: string) => string | undefined): string;
  /** How a list is narrowed by it: to one value, or from and to. */
  narrowed?: "one" | "span";
  /** It has an order that means something. */
  ordered?: true;
  /** A value as the driver or JSON gives it, made the value that blocks know; itself unless told. */
  kept?(stored: unknown): unknown;
  /** A value as the text of COPY wants it; itself unless told. */
  copied?(value: unknown): string;
}
