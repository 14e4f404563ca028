import { describe, expect, test } from "vitest";
import { idNumberCheck, usccCheck } from "#values/codes";
import { compileForm, misshapen, schemaChecker, upgradeField, type Option, type WrittenField } from "./index.ts";
import { complaint, writtenSchema } from "./field/index.ts";

// The first writing of forms, which item versions in the database keep: what its schemas said, its fields say in the new writing.

const options: Option[] = [
  { value: "a", label: "甲" },
  { value: "b", label: "乙" },
];
type Old = Extract<WrittenField, { type?: never }>;
const old = (given: Partial<Old>): Old => ({ name: "f", label: "项", schema: { type: "string" }, ...given });

const FIELDS: [Old, string][] = [
  [old({}), "text"],
  [old({ schema: { type: "string", minLength: 2, maxLength: 5 } }), "text"],
  [old({ schema: { type: "string", maxLength: 400 } }), "text"],
  [old({ schema: { type: "string", minLength: 2, maxLength: 50, pattern: "行|信用社" }, hint: "例如云州农商银行" }), "text"],
  [old({ schema: { type: "string", maxLength: 8 }, widget: "textarea" }), "paragraph"],
  [old({ schema: { type: "string", minLength: 3 }, widget: "address" }), "text"],
  [old({ schema: { type: "string", format: "date" }, widget: "date" }), "date"],
  [old({ schema: { type: "string", format: "month" } }), "date"],
  [old({ schema: { type: "string", format: "phone" }, widget: "phone" }), "phone"],
  [old({ schema: { type: "string", format: "id-number" }, widget: "id-number" }), "id-number"],
  [old({ schema: { type: "string", format: "id-paper" } }), "id-number"],
  [old({ schema: { type: "string", format: "uscc" } }), "uscc"],
  [old({ schema: { type: "string", format: "bank-card" } }), "account"],
  [old({ schema: { type: "string" }, options }), "choice"],
  [old({ schema: { type: "string" }, options, widget: "select" }), "choice"],
  [old({ schema: { type: "integer", minimum: 1, maximum: 4 } }), "integer"],
  [old({ schema: { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 9 } }), "number"],
  [old({ schema: { type: "boolean" }, widget: "radio" }), "yes-no"],
  [old({ schema: { type: "boolean" } }), "yes-no"],
  [old({ schema: { type: "boolean" }, widget: "checkboxes" }), "yes-no"],
  [old({ schema: { type: "boolean", const: true }, widget: "checkboxes" }), "yes-no"],
  [old({ schema: { type: "boolean", const: true } }), "yes-no"],
  [old({ schema: { type: "array", minItems: 1 }, options }), "choices"],
  [old({ schema: { type: "array", maxItems: 1 }, options, widget: "checkboxes" }), "choices"],
  // What no type says as well stays a schema.
  [old({ schema: { type: "string", format: "email", maxLength: 20 } }), "schema"],
  [old({ schema: { type: "string", format: "uscc", minLength: 18 } }), "schema"],
  [old({ schema: { type: "integer", multipleOf: 5 } }), "schema"],
  [old({ schema: { type: "array", items: { type: "string" } } }), "schema"],
  [old({ schema: { type: "string", const: "a" } }), "schema"],
  [old({ schema: { type: "object", properties: { a: { type: "string" } }, additionalProperties: false } }), "schema"],
  [old({ schema: { type: "string" }, widget: "phone" }), "schema"],
];

const ID = `99010119440512002${idNumberCheck("99010119440512002")}`;
const USCC = `91990100MA00991AB${usccCheck("91990100MA00991AB")!}`;
const TEXTS =
  `a|b|甲|云州农商银行|𠮷𠮷𠮷𠮷𠮷𠮷| |x\ny|19900001234|0991-1234567|12345|${ID}|${USCC}|passport:E12345678|2026-11-21|2026-02-30|2024-02-29|2026-1-2|
0000-01-01|2026-11|2026-13|6217001234000000016|a@b.cn|5|true`.split("|");
const OTHERS: unknown[] = [0, 1, 4, 5, 8.5, 9, -1, 1.5, true, false, [], ["a"], ["a", "b"], ["a", "a"], ["c"], ["a", "b", "c"], [1], {}, { a: "x" }, { b: 1 }];
const VALUES: unknown[] = [...TEXTS, "字".repeat(401), ...OTHERS];

describe("a field of the first writing", () => {
  test.each(FIELDS)("%j is a %s, and says of every value what its schema said", (field, type) => {
    const upgraded = upgradeField(field);
    expect(upgraded.type).toBe(type);
    const validate = schemaChecker().compile(writtenSchema(field));
    const form = compileForm({ pages: [{ id: "p", title: "页", fields: [field] }] });
    const before = { ...field, type: "schema" as const };
    for (const value of VALUES) {
      if (value === "" || (Array.isArray(value) && value.length === 0)) continue;
      const said = validate(value) ? undefined : complaint(before, validate.errors![0]!);
      expect([value, form.checks.get("f")!(value)]).toEqual([value, said]);
    }
  });

  test("keeps its widget, its source and all else that is said of it", () => {
    const field = old({ options, widget: "select", source: "population.street", locked: true, when: "situation.a = 1", required: true, personal: "address" });
    const { schema: _schema, ...rest } = field;
    expect(upgradeField(field)).toEqual({ ...rest, type: "choice" });
  });

  test("is upgraded once: the new writing stays as it is", () => {
    for (const [field] of FIELDS) expect(upgradeField(upgradeField(field))).toEqual(upgradeField(field));
  });

  test("takes in a draft what it took: anything of its shape, right or not yet", () => {
    const form = compileForm({ pages: [{ id: "p", title: "页", fields: [old({ schema: { type: "integer", minimum: 1 } })] }] });
    expect([misshapen(form, { f: "十" }), misshapen(form, { f: 0 }), Object.keys(misshapen(form, { f: {} }))]).toEqual([{}, {}, ["f"]]);
  });
});
