import type { PersonalKind } from "#crypto/crypto";

/** How a field is shown. A boolean with `checkboxes` is one box to tick; with `radio` it is yes or no. */
export type Widget = "text" | "textarea" | "radio" | "checkboxes" | "select" | "date" | "number" | "phone" | "id-number" | "id-paper" | "address";

export interface Option {
  value: string;
  label: string;
  hint?: string;
}

/** A JSON Schema 2020-12 fragment or whole. */
export type JsonSchema = Record<string, unknown>;

/** A field as a pack writes it (form.yaml). */
export interface FieldDefinition {
  name: string;
  label: string;
  hint?: string;
  schema: JsonSchema;
  widget?: Widget;
  options?: Option[];
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
  /** Of a day of birth: the field with the identity number that says it. Given, the number's word is the answer. */
  born_of?: string;
  /** Of a sex: the field with the identity number that says it. */
  sex_of?: string;
  /** Of a name: the field with its holder's identity number; rules are told whether the register agrees. */
  name_of?: string;
  /** FEEL over the facts and the answers before this one (`form.…`). */
  when?: string;
}

export interface PageDefinition {
  id: string;
  title: string;
  why?: string;
  when?: string;
  fields: FieldDefinition[];
}

export interface FormDefinition {
  pages: PageDefinition[];
}

/** A field made ready: widget decided, page known. */
export interface Field extends FieldDefinition {
  widget: Widget;
  page: string;
  locked: boolean;
  required: boolean;
}

export interface Page extends Omit<PageDefinition, "fields"> {
  fields: Field[];
}

/** Typed answers by field name. `null` and absent both mean: not answered. */
export type Answers = Record<string, unknown>;

/** What conditions may look at besides the answers: `situation`, `register`, `applicant`, `item`, `today` … */
export type Facts = Record<string, unknown>;

/** A compiled form: immutable, made once for a version of an item. */
export interface Form {
  /** JSON Schema of all answers; what is required depends on conditions, so only unconditional fields are listed as required. */
  schema: JsonSchema;
  pages: Page[];
  fields: ReadonlyMap<string, Field>;
  /** Names of fields that hold personal information. */
  personal: ReadonlyMap<string, PersonalKind>;
  /** One check for each field; undefined when the value is right. Compiled once. */
  checks: ReadonlyMap<string, (value: unknown) => string | undefined>;
}

/** Whether a field has been answered. */
export function answered(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
}
