import { TYPES, type FieldDefinition, type JsonSchema } from "#content/form";
import { ANY, BOOLEAN, DAY, listOf, MONTH, NUMBER, oneOf, recordOf, TYPED, WHOLE, type Type } from "#language/typing";
import type { RegisterField } from "#register/field";
import type { RegisterDefinition } from "#register/register";
import type { Situation } from "#content/pack";

const HIDDEN: Type = { is: "hidden", why: "是个人信息，公式里看不到。要写入登记，写在 personal 里" };

function ofSchema(schema: JsonSchema): Type {
  const {
    type,
    format,
    items,
    properties,
    enum: allowed,
  } = schema as {
    type?: string;
    format?: string;
    items?: JsonSchema;
    properties?: Record<string, JsonSchema>;
    enum?: unknown[];
  };
  if (allowed?.every((value) => typeof value === "string")) return oneOf(allowed as string[]);
  switch (type) {
    case "string":
      return format === "date" ? DAY : format === "month" ? MONTH : TYPED;
    case "integer":
      return WHOLE;
    case "number":
      return { is: "number", whole: false };
    case "boolean":
      return BOOLEAN;
    case "array":
      return listOf(items ? ofSchema(items) : ANY);
    case "object":
      return properties ? recordOf(Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, ofSchema(each)]))) : ANY;
    default:
      return ANY;
  }
}

/** What an answer to a field can be. */
export function answerType(field: FieldDefinition): Type {
  // A type that nobody knows is told where the field is written.
  if (!Object.hasOwn(TYPES, field.type)) return ANY;
  const schema = TYPES[field.type].schema(field);
  const { options, codes } = field;
  if (codes) return oneOf(Object.keys(codes), codes);
  if (!options) return ofSchema(schema);
  const choice = oneOf(
    options.map(({ value }) => value),
    Object.fromEntries(options.map(({ value, label }) => [value, label])),
  );
  return schema["type"] === "array" ? listOf(choice) : choice;
}

/** The answers to a form as formulas see them: without those that are personal. */
export function answersType(fields: readonly FieldDefinition[], { personal }: { personal: "hidden" | "seen" }): Type {
  const entries = fields.map((field) => [field.name, field.personal && personal === "hidden" ? HIDDEN : answerType(field)] as const);
  return recordOf(Object.fromEntries(entries), { called: "表单" });
}

/** The answers to questions; of what was `submitted` none by which one is told that nothing has to be applied for. */
export function situationType(situations: readonly Situation[], { submitted = false } = {}): Type {
  const typeOf = ({ kind, options: all = [] }: Situation): Type => {
    if (kind === "yes-no") return BOOLEAN;
    const options = all.filter(({ stop }) => !submitted || stop === undefined);
    const choice = oneOf(
      options.map(({ value }) => value),
      Object.fromEntries(options.map(({ value, label }) => [value, label])),
    );
    return kind === "many" ? listOf(choice) : choice;
  };
  return recordOf(Object.fromEntries(situations.map((situation) => [situation.id, typeOf(situation)])), { called: "情形问题里" });
}

const COLUMNS: Record<RegisterField["type"], Type> = {
  text: TYPED,
  code: TYPED,
  date: DAY,
  integer: WHOLE,
  number: NUMBER,
  boolean: BOOLEAN,
  money: WHOLE,
  instant: TYPED,
  area: TYPED,
  point: ANY,
  record: TYPED,
};

/** What a column of a register holds. */
export function columnType({ type, codes, format }: RegisterField): Type {
  if (codes) return oneOf(Object.keys(codes), codes);
  return format === "month" ? MONTH : COLUMNS[type];
}

/** A row of a register as formulas see it. */
export function rowType({ name, fields }: RegisterDefinition): Type {
  const entries = fields.map((field) => [field.name, field.personal ? HIDDEN : columnType(field)] as const);
  return recordOf(Object.fromEntries(entries), { called: `库「${name}」` });
}
