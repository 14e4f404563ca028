import { TYPES, WRITABLE, type JsonSchema } from "#content/form";
import { DEFINITION_SCHEMA } from "#register/register";
import {
  CODES_SCHEMA,
  elementsSchema,
  INDICATORS_SCHEMA,
  ITEMS_SCHEMA,
  kindSchema,
  LISTS_SCHEMA,
  PAPERS_SCHEMA,
  ROLES_SCHEMA,
  WATCHES_SCHEMA,
} from "#content/kind";
import { itemSchema, plainItemSchema, shapes } from "./item-schema.ts";

const { text, list, object, oneOf, id, unit } = shapes;
const personal = oneOf("name", "id-number", "phone", "address", "bank-account");
const column: JsonSchema = { type: "string", pattern: "^[a-z][a-z0-9_]{0,59}$" };
const anything: JsonSchema = { type: "object" };

const manifest = object(
  {
    format: { enum: [1, 2] },
    id,
    name: text(40),
    version: { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+$" },
    owner: unit,
    department: text(40),
    description: text(400),
    needs: list(id),
  },
  ["format", "id", "name", "version", "owner", "department", "description"],
);

const licences = list(object({ id, name: text(60), code: text(21), issuer: unit, holder: list(oneOf("person", "organisation"), 1), basis: text() }));

const points = list(object({ id, ask: text(), key: { type: "boolean" }, hint: { type: "string", maxLength: 200 } }, ["id", "ask"]), 1);
const formats = [...new Set(Object.values(TYPES).flatMap((type) => type.formats ?? []))];

/** What a field says of itself, wherever it stands. */
const asked = {
  name: column,
  label: text(100),
  hint: text(),
  type: oneOf(...Object.keys(WRITABLE)),
  required: { const: true },
  personal,
  format: oneOf(...formats),
  options: list(object({ value: text(60), label: text(100), hint: text() }, ["value", "label"]), 1),
  codes: { anyOf: [{ type: "object", minProperties: 1, additionalProperties: text(100) }, id] },
  under: { type: "object", additionalProperties: text(100) },
  min: { type: "number" },
  max: { type: "number" },
  above: { type: "number" },
  below: { type: "number" },
  pattern: text(400),
  register: id,
  needs: list(oneOf("number", "phone"), 1),
};

/** Everything a field may say. */
const ofField = {
  ...asked,
  fixed: { const: true },
  distinct: column,
  fields: list(object(asked, ["name", "label", "type"]), 1),
  of: column,
  points,
  checklist: id,
  schema: anything,
  widget: oneOf("text", "textarea", "radio", "checkboxes", "select", "date", "number", "phone", "id-number", "id-paper", "address"),
  source: { type: "string", pattern: "^[a-z][a-z0-9-]*\\.[a-z][a-z0-9_]*$" },
  source_when: text(1000),
  locked: { const: true },
  not_before: text(60),
  after: text(60),
  not_after: text(60),
  born_of: column,
  sex_of: column,
  name_of: column,
  when: text(1000),
};

const field = {
  ...object(ofField, ["name", "label"]),
  // The first writing of forms said with a JSON Schema what a field takes.
  if: { not: { properties: { schema: {} }, required: ["schema"] } },
  then: { properties: { type: {} }, required: ["type"] },
};

// What works ask: an element by its name, of which parts are said anew, or a field of its own. An element has its name before it.
const { name: _name, ...nameless } = ofField;
const preset = text(1000);
const element = object({ ...nameless, preset }, ["label", "type"]);
const used = {
  ...object({ ...ofField, preset, use: column, required: { type: "boolean" } }, []),
  if: { not: { properties: { use: {} }, required: ["use"] } },
  then: { properties: { name: {}, label: {}, type: {} }, required: ["name", "label", "type"] },
};

/** JSON Schema of kind.yaml, as it may be written with its shorthands, or as it is once written out. */
export function writtenKindSchema({ shorthand }: { shorthand: boolean }): JsonSchema {
  return kindSchema({ shorthand, defined: used });
}

const form = object({ pages: list(object({ id, title: text(40), why: text(), when: text(1000), fields: list(field, 1) }, ["id", "title", "fields"]), 0) });

const point = object({ id, ask: text(), key: { type: "boolean" }, hint: { type: "string", maxLength: 200 } }, ["id", "ask"]);
const checklists = list(object({ id, name: text(60), basis: text(400), points: list(point, 1) }), 1);

const names = list(text(60));
const expectation = object(
  {
    materials: names,
    bring: names,
    eligibility: text(40),
    fee: { type: "integer" },
    limit: text(20),
    complaints: names,
    stop: text(60),
    path: names,
    outcome: text(60),
    state: text(60),
    clocks: { type: "object", additionalProperties: oneOf("running", "ended") },
    payment: { type: "integer" },
  },
  ["outcome"],
);
const example = {
  name: text(60),
  person: id,
  organisation: id,
  item: id,
  priority: {
    anyOf: [
      { type: "integer", minimum: 0, maximum: 9 },
      { type: "string", minLength: 1, maxLength: 20 },
    ],
  },
  after: text(60),
  today: { type: "string", format: "date" },
  channel: text(20),
  situation: anything,
  form: anything,
  answers: anything,
  overdue: names,
  later: names,
  brought: names,
  expect: expectation,
};
const cases = list(object(example, ["name", "person", "situation", "form", "expect"]));
const kindCases = list(object(example, ["name", "expect"]));

/** JSON Schema of each kind of file in a pack: what is written, shorthands written out. */
export const SCHEMAS = {
  manifest,
  register: DEFINITION_SCHEMA,
  licences,
  item: itemSchema,
  "plain-item": plainItemSchema,
  form,
  checklists,
  cases,
  "kind-cases": kindCases,
  kind: writtenKindSchema({ shorthand: false }),
  papers: PAPERS_SCHEMA,
  lists: LISTS_SCHEMA,
  items: ITEMS_SCHEMA,
  indicators: INDICATORS_SCHEMA,
  roles: ROLES_SCHEMA,
  codes: CODES_SCHEMA,
  elements: elementsSchema(element),
  watches: WATCHES_SCHEMA,
} as const;
export type FileKind = keyof typeof SCHEMAS;
