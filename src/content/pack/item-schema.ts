import type { JsonSchema } from "#content/form";

const text = (most = 200): JsonSchema => ({ type: "string", minLength: 1, maxLength: most });
const list = (items: JsonSchema, least = 0): JsonSchema => ({ type: "array", items, minItems: least });
const object = (properties: Record<string, JsonSchema>, required: string[] = Object.keys(properties)): JsonSchema => ({
  type: "object",
  additionalProperties: false,
  properties,
  required,
});
const oneOf = (...values: (string | number | boolean)[]): JsonSchema => ({ enum: values });
const id: JsonSchema = { type: "string", pattern: "^[a-z][a-z0-9_-]{0,39}$" };
const unit: JsonSchema = { type: "string", pattern: "^[0-9A-Z]{18}(-[0-9]{2})?$" };

export const shapes = { text, list, object, oneOf, id, unit };

const situation = object(
  {
    id: { type: "string", pattern: "^[a-z][a-z0-9_]{0,39}$" },
    ask: text(60),
    why: text(),
    kind: oneOf("one", "many", "yes-no"),
    options: list(object({ value: id, label: text(60), hint: text(), stop: text(400) }, ["value", "label"]), 1),
    when: text(1000),
  },
  ["id", "ask", "kind"],
);

const material = object(
  {
    id,
    name: text(100),
    need: oneOf("required", "optional", "deferred"),
    within: { type: "string", pattern: "^P[1-9][0-9]{0,2}(WD|D)$" },
    when: text(1000),
    form: oneOf("original", "copy", "electronic"),
    source: id,
    substitute: { ...object({ licence: id, register: id, form: { const: true } }, []), minProperties: 1 },
    note: text(400),
    basis: text(400),
    copies: { type: "integer", minimum: 0, maximum: 20 },
    sample: text(),
  },
  ["id", "name", "need", "form", "source", "copies"],
);

const face = list({ ...object({ label: text(40), field: text(60), value: text(4000) }, ["label"]), minProperties: 2, maxProperties: 2 });

const outcome = object(
  {
    name: text(60),
    licence: object({ type: id, name: text(60), validity: text(20), number: text(20), face }, ["type", "name"]),
    payment: object(
      {
        name: text(60),
        decision: id,
        period: text(20),
        register: object({ id, key: text(60), amount: text(60), account: text(60), state: text(60) }, ["id", "key"]),
      },
      ["name", "decision"],
    ),
  },
  ["name"],
);

const named: JsonSchema = { type: "string", pattern: "^[a-z][a-z0-9_]{0,59}$" };
const beneficiary = object({ number: named, name: named, when: text(1000) }, ["number", "name"]);
const once = object(
  {
    by: list({ type: "string", pattern: "^(situation\\.)?[a-z][a-z0-9_]{0,59}$" }, 1),
    note: list(named),
    again: { type: "string", pattern: "^P[0-9]{1,4}D$" },
    register: object({ id, since: named }, ["id"]),
    hint: text(),
  },
  ["by"],
);

/** item.yaml */
export const itemSchema = object(
  {
    id: { type: "string", pattern: "^[a-z][a-z0-9-]{1,59}$" },
    name: text(100),
    short: text(120),
    code: text(50),
    type: { type: "string", pattern: "^[0-9]{2}$" },
    kind: oneOf("promised", "instant", "application"),
    pace: oneOf("promised", "instant"),
    clocks: { type: "object", propertyNames: id, additionalProperties: text() },
    level: oneOf("1", "2", "3", "4", "5", "6", "7"),
    unit,
    area_field: { type: "string", pattern: "^[a-z][a-z0-9_]{0,59}$" },
    audience: list(oneOf("person", "organisation"), 1),
    beneficiary,
    once,
    synonyms: list(text(30)),
    themes: list(id),
    basis: list(object({ law: text(), clause: text(), text: text(1000), url: { type: "string", format: "uri" } }, ["law", "clause", "text"]), 1),
    conditions: list(text(400), 1),
    situations: list(situation),
    materials: list(material),
    limits: object({ statutory: text(20), promised: text(20), statutory_basis: text(400) }),
    fee: object({ amount: { type: "integer", minimum: 0 }, basis: text(400) }),
    visits: { type: "integer", minimum: 0, maximum: 9 },
    channels: list(oneOf("online", "counter", "phone", "post", "proxy"), 1),
    places: list(object({ name: text(), address: text(), hours: text(), phone: text(40) }), 1),
    consult: text(40),
    complaint: text(40),
    appeal: object({ review: text(400), court: text(400) }),
    outcome,
    questions: list(object({ q: text(), a: text(1000) })),
    minimum_identity: { type: "integer", minimum: 1, maximum: 5 },
  },
  [
    "id",
    "name",
    "short",
    "code",
    "type",
    "kind",
    "level",
    "unit",
    "audience",
    "synonyms",
    "themes",
    "basis",
    "conditions",
    "situations",
    "materials",
    "limits",
    "fee",
    "visits",
    "channels",
    "places",
    "consult",
    "complaint",
    "appeal",
    "outcome",
    "questions",
    "minimum_identity",
  ],
);

/** item.yaml of a kind whose items have no guide; columns that the kind gives its items stand beside. */
export const plainItemSchema: JsonSchema = {
  type: "object",
  properties: {
    id: { type: "string", pattern: "^[a-z][a-z0-9-]{1,59}$" },
    name: text(100),
    short: text(120),
    code: text(50),
    kind: id,
    unit,
    clocks: { type: "object", propertyNames: id, additionalProperties: text() },
    once: list({ type: "string" }),
    appeal: object({ review: text(400), court: text(400) }),
  },
  required: ["id", "name", "kind"],
};
