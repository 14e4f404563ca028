import type { PersonalKind } from "#crypto/crypto";
import type { Around, FieldDefinition, JsonSchema, TypeName } from "./field/index.ts";

/** A field in the first writing of forms: a JSON Schema says what it takes. Item versions of that time are kept as they were. */
export type SchemaField = Omit<FieldDefinition, "type" | "format" | "min" | "max" | "above" | "below" | "pattern" | "fixed"> & {
  schema: JsonSchema;
  type?: never;
};

/** A field as a pack writes it (form.yaml). */
export type WrittenField = FieldDefinition | SchemaField;

export interface PageDefinition<F = WrittenField> {
  id: string;
  title: string;
  why?: string;
  when?: string;
  fields: F[];
}

/** A form as a pack writes it, in either writing. */
export interface FormDefinition<F = WrittenField> {
  pages: PageDefinition<F>[];
}

/** A field made ready: page known, nothing left open. */
export interface Field extends FieldDefinition {
  type: TypeName;
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
  /** One check for each field; undefined when the value is right. */
  checks: ReadonlyMap<string, (value: unknown, around?: Around) => string | undefined>;
}
