/** A JSON Schema, as far as definitions need one. */
type Schema = Record<string, unknown>;

const text = (most: number): Schema => ({ type: "string", minLength: 1, maxLength: most });
const list = (items: Schema): Schema => ({ type: "array", items, minItems: 1 });
const oneOf = (...values: (string | number)[]): Schema => ({ enum: values });
const yes: Schema = { const: true };
const object = (properties: Record<string, Schema>, required: readonly string[]): Schema => ({
  type: "object",
  additionalProperties: false,
  properties,
  required,
});

const id: Schema = { type: "string", pattern: "^[a-z][a-z0-9_-]{0,39}$" };
const unit: Schema = { type: "string", pattern: "^[0-9A-Z]{18}(-[0-9]{2})?$" };
const column: Schema = { type: "string", pattern: "^[a-z][a-z0-9_]{0,59}$" };

const field = object(
  {
    name: column,
    label: text(60),
    type: oneOf("text", "code", "date", "instant", "integer", "number", "money", "boolean", "area", "point", "record"),
    personal: oneOf("name", "id-number", "phone", "address", "bank-account"),
    class: text(40),
    grade: oneOf(1, 2, 3, 4),
    share: oneOf("unconditional", "conditional", "none"),
    standard: text(60),
    source: text(100),
    format: oneOf("id-number", "id-paper", "uscc", "phone", "area", "month", "account", "money"),
    codes: { type: "object", minProperties: 1, additionalProperties: text(60) },
    register: id,
    elsewhere: yes,
    search: yes,
    filter: yes,
    sort: yes,
    born_of: column,
    sex_of: column,
  },
  ["name", "label", "type", "class", "grade", "share"],
);

/** JSON Schema of a register's definition, as a pack writes it (registers/<id>.yaml). */
export const DEFINITION_SCHEMA: Schema = object(
  {
    id,
    name: text(40),
    subject: oneOf("person", "organisation", "place"),
    key: column,
    source: unit,
    description: text(400),
    area: column,
    roles: list(text(40)),
    readers: list(object({ unit, roles: list(text(40)) }, ["unit"])),
    identifies: object({ name: column, born: column, sex: column }, ["name"]),
    standing: object({ field: column, gone: list(text(60)), follow: { type: "boolean" } }, ["field", "gone"]),
    fields: list(field),
  },
  ["id", "name", "subject", "key", "source", "fields"],
);
