import type { JsonSchema } from "#content/form";

// The same description twice: as it may be written, with its shorthands, for editors; and written out, for the check.

const text = (most = 400): JsonSchema => ({ type: "string", minLength: 1, maxLength: most });
const list = (items: JsonSchema, least = 0): JsonSchema => ({ type: "array", items, minItems: least });
const oneOf = (...values: (string | number | boolean)[]): JsonSchema => ({ enum: values });
const yes: JsonSchema = { type: "boolean" };
const id: JsonSchema = { type: "string", pattern: "^[a-z][a-z0-9_-]{0,59}$" };
const field: JsonSchema = { type: "string", pattern: "^[a-z][a-z0-9_]{0,59}$" };
const feel = text(2000);
const whole = (least = 0): JsonSchema => ({ type: "integer", minimum: least, maximum: 1000 });

function object(properties: Record<string, JsonSchema>, required: string[] = []): JsonSchema {
  return { type: "object", additionalProperties: false, properties, required };
}

function mapOf(value: JsonSchema, names: JsonSchema = id): JsonSchema {
  return { type: "object", propertyNames: names, additionalProperties: value };
}

const APPEAL: JsonSchema = object({ review: text(), court: text() });

const RETENTION: JsonSchema = { type: "string", pattern: "^(P[0-9]{1,3}Y|permanent)$" };

/**
 * JSON Schema of kind.yaml.
 * @param shorthand as it may be written, with bare texts for words; else as it is once written out
 * @param defined a field that is defined where it is asked for
 */
export function kindSchema({ shorthand, defined }: { shorthand: boolean; defined: JsonSchema }): JsonSchema {
  // What an `asks` names: an element, or a field that is defined there.
  const asks = list({ if: { type: "object" }, then: defined, else: field });
  const worded = (shape: JsonSchema): JsonSchema => (shorthand ? { anyOf: [text(), shape] } : shape);
  const oneOrMore = (value: JsonSchema): JsonSchema => (shorthand ? { anyOf: [value, list(value)] } : list(value));
  const outcome = worded(object({ word: text(40), asks, act: id, grave: yes, aside: yes, batch: yes, once: { anyOf: [yes, text()] } }, ["word"]));
  const work = worded(
    object(
      {
        word: text(40),
        role: id,
        party: id,
        act: id,
        within: feel,
        script: text(1000),
        asks,
        outcomes: mapOf(outcome),
        rules: list(object({ if: feel, then: feel, say: text() }, ["if", "then", "say"])),
        edits: { const: "form" },
        stop: id,
        two: yes,
        second: text(20),
        paper: id,
      },
      ["word", "outcomes"],
    ),
  );
  const start: JsonSchema = object({ clock: id, from: feel }, ["clock"]);
  const act = worded(
    object({
      word: text(60),
      said: text(),
      state: feel,
      outcome: feel,
      unit: feel,
      starts: list(shorthand ? { anyOf: [id, start, mapOf(feel)] } : start),
      ends: list(id),
      flags: oneOrMore({ type: "string", pattern: "^[+-][a-z][a-z0-9_-]{0,59}$" }),
      paper: id,
      keeps: mapOf(feel, { type: "string", pattern: "^[a-z][A-Za-z0-9_]{0,59}$" }),
      by: text(40),
      tells: mapOf({ anyOf: [text(1000), object({ title: text(60), text: text(1000) }, ["text"])] }),
      rated: text(40),
      once: yes,
      adverse: list(id),
    }),
  );
  const clock = object(
    {
      word: text(40),
      basis: text(),
      within: feel,
      shown: yes,
      extends: object({ most: text(20), times: whole(1), by: id }, ["most"]),
      marks: list(object({ at: { type: "string", pattern: "^[+-]?P" }, light: oneOf("yellow", "red"), tells: oneOrMore(id), begins: id }, ["at"])),
    },
    ["word", "within"],
  );
  const stop = worded(
    object(
      {
        word: text(40),
        basis: text(),
        by: oneOf("works", "direct", "flow"),
        clocks: { anyOf: [oneOf("all", "none"), list(id)] },
        works: yes,
        asks,
        for: id,
        most: text(20),
        times: whole(1),
        paper: id,
        tells: oneOrMore(id),
        started: id,
        ended: id,
      },
      ["word"],
    ),
  );
  const linked = worded(
    object(
      {
        word: text(40),
        to: shorthand ? { anyOf: [id, list(id)] } : { anyOf: [oneOf("any"), list(id)] },
        flag: id,
        suggest: object({ same: list(text(80), 1), near: { type: "integer", minimum: 1, maximum: 100000 }, since: text(20) }, ["same", "since"]),
        reopens: text(20),
      },
      ["word"],
    ),
  );
  const state = worded(
    object(
      {
        word: text(40),
        said: text(),
        phase: oneOf("received", "open", "closed"),
        tone: oneOf("good", "bad", "plain", "waiting"),
        retention: RETENTION,
        next: object({ say: text(), within: { type: "string", pattern: "^P[1-9][0-9]{0,2}(WD|D)$" } }, ["say", "within"]),
      },
      ["word"],
    ),
  );
  const channel = object({ word: text(20), by: oneOrMore(id), as: id, for: id, level: { type: "integer", minimum: 1, maximum: 5 }, every: text(40) }, ["by"]);
  const party = worded(
    object(
      {
        word: text(40),
        who: list(oneOf("person", "organisation", "unit", "anonymous"), 1),
        from: { type: "string", pattern: "^[a-z][a-z0-9_-]{0,59}([.][a-z][a-z0-9_]{0,59})?$" },
        count: shorthand ? oneOf("1", 1, "0..1", "0..n", "1..n") : oneOf("1", "0..1", "0..n", "1..n"),
        follows: { anyOf: [yes, id] },
        guarded: { anyOf: [yes, feel] },
      },
      ["word", "who"],
    ),
  );
  return object(
    {
      name: text(40),
      said: text(40),
      number: text(100),
      title: text(200),
      guide: yes,
      situations: yes,
      channels: { ...mapOf(channel), minProperties: 1 },
      parties: mapOf(party),
      place: field,
      subjects: list(field),
      unit: feel,
      items: mapOf(id, field),
      item_words: mapOf(text(20), field),
      priorities: list(text(20), 1),
      confidentiality: oneOf("public", "internal", "work-secret"),
      retention: RETENTION,
      appeal: APPEAL,
      states: { ...mapOf(state), minProperties: 1 },
      works: mapOf(work),
      acts: mapOf(act),
      clocks: mapOf(clock),
      stops: mapOf(stop),
      links: mapOf(linked),
      flags: mapOf(text(40)),
      reads: mapOf(object({ register: id, key: feel }, ["register", "key"])),
      roster: object({ register: id, unit: field, from: field, until: field, staff: field, shift: field, post: field, leader: field, open: list(id) }, [
        "register",
        "unit",
        "from",
        "until",
        "staff",
      ]),
      desk: object(
        {
          about: field,
          item: id,
          category: field,
          knowledge: object({ register: id, question: field, answer: field, source: field, unit: field, until: field, category: field }, [
            "register",
            "question",
            "answer",
          ]),
          lines: id,
          elsewhere: id,
          closed: text(200),
        },
        ["about"],
      ),
    },
    ["name", "states", "works", "acts"],
  );
}

/** papers.yaml: official papers of a kind, whose text is blocks with FEEL in braces. */
export const PAPERS_SCHEMA: JsonSchema = list(
  object(
    {
      id,
      name: text(60),
      title: text(200),
      number: text(100),
      gapless: yes,
      layout: oneOf("red-head", "letter", "form", "receipt"),
      seal: id,
      to: text(200),
      receipt: yes,
      proof: yes,
      body: {
        anyOf: [
          feel,
          list({
            if: { type: "object" },
            then: {
              ...object({
                when: feel,
                text: text(4000),
                list: feel,
                title: text(60),
                table: object({ head: list(text(60), 1), rows: feel, widths: list({ type: "number", exclusiveMinimum: 0 }, 1), empty: yes }, ["head", "rows"]),
              }),
              anyOf: ["text", "list", "table"].map((part) => ({ properties: { [part]: {} }, required: [part] })),
            },
            else: text(4000),
          }),
        ],
      },
    },
    ["id", "name"],
  ),
);

const paths = list(text(80));

/** lists.yaml: what a kind's lists show where they differ from the defaults. */
export const LISTS_SCHEMA: JsonSchema = object({
  inbox: object({ columns: paths, order: oneOf("due", "opened") }),
  search: object({ columns: paths, filters: paths, text: paths }),
  map: object({ when: feel, colour: text(80), label: text(80) }),
  board: object({ by: paths, figures: paths }),
  public: object({ title: text(40), when: feel, columns: paths, until: text(20) }),
  summary: paths,
});

/** roles.yaml: roles of staff, by kind what they may do, and the permissions of code that they have besides. */
export const ROLES_SCHEMA: JsonSchema = mapOf(
  object(
    {
      word: text(40),
      may: { type: "object", propertyNames: id, additionalProperties: list(oneOf("begin", "read", "work", "direct", "supervise", "redirect"), 1) },
      also: list({ type: "string", pattern: "^[a-z][a-z-]*\\.[a-z][a-z-]*$" }),
      apart: list(id),
      powerful: yes,
    },
    ["word"],
  ),
);

/** codes.yaml: code lists; attributes of an entry are its own. */
export const CODES_SCHEMA: JsonSchema = mapOf(
  list({ type: "object", properties: { value: text(60), label: text(100), parent: text(60) }, required: ["value", "label"] }, 1),
);

/** elements.yaml: 数据元 by name; each a field without its name. */
export function elementsSchema(defined: JsonSchema): JsonSchema {
  return mapOf(defined, field);
}

/** items.yaml: items of a kind as rows of a table. */
export const ITEMS_SCHEMA: JsonSchema = list({
  type: "object",
  properties: { id: { type: "string", pattern: "^[a-z][a-z0-9-]{1,59}$" }, name: text(100), unit: text(30), clocks: mapOf(feel), appeal: APPEAL },
  required: ["id", "name"],
});
