import type { ComponentChild } from "preact";
import type { PersonalKind } from "#crypto/crypto";
import type { Around, Point } from "./around.ts";

/** What a field can ask for. */
export type TypeName =
  | "text"
  | "paragraph"
  | "integer"
  | "number"
  | "date"
  | "money"
  | "instant"
  | "yes-no"
  | "choice"
  | "choices"
  | "code"
  | "phone"
  | "id-number"
  | "uscc"
  | "account"
  | "area"
  | "place"
  | "party"
  | "unit"
  | "units"
  | "staff"
  | "peer"
  | "record"
  | "licence"
  | "matter"
  | "register"
  | "columns"
  | "files"
  | "photos"
  | "signature"
  | "checklist"
  | "marks"
  | "rows"
  | "document"
  | "schema";

/** How the first writing of forms said how a field is drawn; kept from there. A boolean with `checkboxes` is one box to tick, with `radio` it is yes or no. */
export type Widget = "text" | "textarea" | "radio" | "checkboxes" | "select" | "date" | "number" | "phone" | "id-number" | "id-paper" | "address";

export interface Option {
  value: string;
  label: string;
  hint?: string;
}

/** A JSON Schema 2020-12 fragment or whole. */
export type JsonSchema = Record<string, unknown>;

/** A field of a form. */
export interface FieldDefinition {
  name: string;
  label: string;
  hint?: string;
  type: TypeName;
  /** One of the ways in which values of the type are written: a `month`, a `bank-card`. */
  format?: "address" | "email" | "uri" | "month" | "id-paper" | "bank-card";
  options?: Option[];
  /** Codes and their words, of which several may mean one: "餐饮/饮食". */
  codes?: Record<string, string>;
  /** Of codes of a list with levels: the heading under which each stands. */
  under?: Record<string, string>;
  /** The least and the most: of a text its letters, of a list its entries, of a number its value. */
  min?: number;
  max?: number;
  /** A number that the value has to be greater or smaller than. */
  above?: number;
  below?: number;
  /** Of a text: how it has to be written. */
  pattern?: string;
  /** The one answer that is taken: a promise that has to be given. */
  fixed?: true;
  /** Of rows: the field whose answers may not come twice. */
  distinct?: string;
  /** Of rows: what each row asks. */
  fields?: FieldDefinition[];
  /** Of a record: the register whose row it is. */
  register?: string;
  /** Of columns: the field with the register. */
  of?: string;
  /** Of a check list: its points, or its id. */
  points?: Point[];
  checklist?: string;
  /** Of a party: what has to be known of it beside its name. */
  needs?: ("number" | "phone")[];
  /** Kind of personal information: sealed at rest, masked for staff, kept out of rules. */
  personal?: PersonalKind;
  /** "register.field" from which the answer is pre-filled. */
  source?: string;
  /** FEEL over the facts: only then is the register's record about whom the field asks for. */
  source_when?: string;
  /** The register's value stands and cannot be edited, when the register knows it. */
  locked?: boolean;
  required?: boolean;
  /** Of a day: the earliest and the latest it can be. `today`, a day, or a field, each with a duration: "today - P18Y", "hang_from + P15D". */
  not_before?: string;
  not_after?: string;
  /** Of a day and hour: the field whose day and hour come before it. */
  after?: string;
  /** Of a day of birth: the field with the identity number that says it. Given, the number's word is the answer. */
  born_of?: string;
  /** Of a sex: the field with the identity number that says it. */
  sex_of?: string;
  /** Of a name: the field with its holder's identity number; rules are told whether the register agrees. */
  name_of?: string;
  /** Of what a work asks: FEEL over the facts, what stands there before anybody writes. Whoever has the work may write otherwise. */
  preset?: string;
  /** FEEL over the facts and the answers before this one (`form.…`). */
  when?: string;
  /** How the first writing had it drawn. */
  widget?: Widget;
  /** The first writing's schema where no type says the same. */
  schema?: JsonSchema;
}

/** A typed text as what it means, or a sentence that says what to write instead; `kept` is the text as it stays then, where that is not as typed. */
export type Reading = { value: unknown } | { fault: string; kept?: unknown };

/** What was posted under a field's name, or under that of one of its parts: texts, trimmed, none of them empty. */
export type Take = (part?: string) => string[];

/** A field as it is drawn. */
export interface Asked {
  field: FieldDefinition;
  /** The answer, or what was typed where it could not be read. */
  value: unknown;
  error?: string;
  /** What to look at once more: the answer is taken as it is. */
  remark?: string;
  /** "来自人口库" */
  source?: string;
  around: Around;
}

/** What a type of field is: how its values are written as JSON, read, judged, said, shown, asked for and found. */
export interface FormType {
  /** What its author calls it. */
  word: string;
  /** Keys of a field that mean something for it, beside those that every field has. */
  keys: readonly string[];
  /** What `format` can be. */
  formats?: readonly string[];
  /** JSON Schema of an answer. */
  schema(field: FieldDefinition): JsonSchema;
  /** Reads what people write. */
  read(text: string, field: FieldDefinition, around: Around): Reading;
  /** Reads what a page posts, where that is more than one text. Null: nothing was answered. */
  posted?(field: FieldDefinition, take: Take, around: Around): unknown;
  /** Whether a part belongs to it: `year` of `born-year`. */
  owns?(part: string, field: FieldDefinition): boolean;
  /** What is wrong with an answer, one sentence that names the field. */
  check(value: unknown, field: FieldDefinition, around: Around): string | undefined;
  /** What is said where nothing was answered: 请填写… unless told. */
  missing?(field: FieldDefinition): string;
  /** An answer in words: on papers and lists. */
  say(value: unknown, field: FieldDefinition, around: Around): string;
  /** An answer on a page, where that is more than its words. */
  show?(value: unknown, field: FieldDefinition, around: Around): ComponentChild;
  /** The kind of personal information that it is by itself, said or not. */
  personal?(field: FieldDefinition): PersonalKind | undefined;
  /** An answer with what is personal of it masked, where that is not one text. */
  masked?(value: unknown, field: FieldDefinition, mask: (kind: PersonalKind, text: string) => string): unknown;
  /** The question on a page. It works without JavaScript. */
  draw(asked: Asked): ComponentChild;
  /** Type of its column where matters are searched by it; none where they cannot be. */
  column?: "text" | "bigint" | "double precision" | "boolean" | "date" | "timestamptz" | "text[]";
  /** How matters are found by it: by a part of it, by its whole value, from and to. */
  search?: "part" | "whole" | "span";
}

/** Whether something has been answered. */
export function answered(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
}

/** What every drawing needs of a field: what it is called, what is to be known, what is wrong. */
export function common({ field, error, remark, source }: Asked) {
  const { name, label, required = false } = field;
  const hint = remark ? `${remark}。请再核对一遍，没有抄错就不用改。` : field.hint;
  return { name, label, required, ...(hint && { hint }), ...(error && { error }), ...(source && { source }) };
}

/** What was typed or answered, as the text of a box. */
export function typed(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** A value of whatever shape as a text. What a program sends may look like an object that has no words of its own. */
export function plain(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}
