import type { PersonalKind } from "#crypto/crypto";

/** What one column of a register holds. */
export interface RegisterField {
  name: string;
  label: string;
  type: "text" | "date" | "integer" | "number" | "boolean" | "code";
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
  /** Of a day of birth, of a sex: the field with the identity number that says it. */
  born_of?: string;
  sex_of?: string;
}

/** What a register (库) holds. */
export interface RegisterDefinition {
  id: string;
  name: string;
  subject: "person" | "organisation" | "place";
  key: string;
  /** Code of the unit whose data it is. */
  source: string;
  description?: string;
  /** The field that says in which area a record lies: a duty for a district or a street reads those of its area only. */
  area?: string;
  /** Roles of the unit whose data it is that read it; every role that may read registers unless told. */
  roles?: string[];
  /** Other units that read it, and by which of their roles. */
  readers?: { unit: string; roles?: string[] }[];
  /** Says who somebody is: its fields with name, day of birth and sex. What it says outranks what was typed. */
  identifies?: { name: string; born?: string; sex?: string };
  /** How its subject stands: the field, and the values by which there is nobody any more: deceased, moved away, dissolved. With
   * `follow`, what the city granted to whoever goes is put before a person. */
  standing?: { field: string; gone: string[]; follow?: boolean };
  fields: RegisterField[];
}
