import { badInput } from "#values/errors";
import { instead } from "#values/spelling";
import { expression } from "#language/feel";
import { asksForDay, asksForIdentity } from "./asks.ts";
import { answered, NOWHERE, schemaChecker, TYPES, writtenSchema, type Around, type FieldDefinition, type JsonSchema } from "./field/index.ts";
import type { Field, Form, FormDefinition, Page } from "./form.ts";
import { boundField } from "./relations.ts";
import { typeFaults } from "./type-faults.ts";
import { upgradeForm } from "./upgrade.ts";

/** Names of answers a condition looks at. */
export function answersNamed(when: string): string[] {
  return [...when.matchAll(/\bform\.([a-z][a-z0-9_]*)/g)].map((match) => match[1]!);
}

/** What a field says of days and numbers that cannot be: bounds that cannot be read, other fields that are of another kind or are not there. */
function relationFaults(field: FieldDefinition, others: ReadonlyMap<string, FieldDefinition>): string[] {
  const found: string[] = [];
  for (const bound of [field.not_before, field.not_after]) {
    if (bound === undefined) continue;
    const name = boundField(bound);
    if (name === null) found.push(`字段 ${field.name} 的日期界限“${bound}”读不懂`);
    else if (name !== undefined && !(others.has(name) && asksForDay(others.get(name)!))) found.push(`字段 ${field.name} 的日期界限用到的 ${name} 不是日期字段`);
    if (!asksForDay(field)) found.push(`字段 ${field.name} 不是日期，不能写日期界限`);
  }
  if (field.after !== undefined && others.get(field.after)?.type !== "instant") found.push(`字段 ${field.name} 要晚于的 ${field.after} 不是日期和时间字段`);
  for (const number of [field.born_of, field.sex_of, field.name_of])
    if (number !== undefined && !(others.has(number) && asksForIdentity(others.get(number)!)))
      found.push(`字段 ${field.name} 要核对的 ${number} 不是身份证号字段`);
  return found;
}

/** Something wrong in a form: where, and a sentence. */
export interface FormFault {
  path: (string | number)[];
  message: string;
}

/**
 * What is wrong with a form as a whole: names used twice, schemas with keywords nobody knows, days and numbers that cannot be; and, unless somebody looks at
 * these more closely, conditions that cannot be read or look ahead.
 */
export function formFaults(written: FormDefinition, { conditions }: { conditions: boolean }): FormFault[] {
  const definition = upgradeForm(written);
  const others = new Map(definition.pages.flatMap((page) => page.fields.map((other) => [other.name, other] as const)));
  const found: FormFault[] = [];
  const seen = new Set<string>();
  const pages = new Set<string>();
  const before = new Map<string, FieldDefinition>();
  const ajv = schemaChecker();
  const condition = (path: FormFault["path"], where: string, when: string | undefined): void => {
    if (when === undefined || !conditions) return;
    try {
      expression(when);
    } catch (error) {
      found.push({ path, message: `${where}的条件读不懂：${(error as Error).message}` });
    }
    for (const name of answersNamed(when)) if (!seen.has(name)) found.push({ path, message: `${where}的条件用到了 ${name}，但它不在前面` });
  };
  for (const [p, page] of definition.pages.entries()) {
    const path = ["pages", p];
    if (pages.has(page.id)) found.push({ path: [...path, "id"], message: `页面 ${page.id} 重复` });
    pages.add(page.id);
    condition([...path, "when"], `页面 ${page.id} `, page.when);
    for (const [f, field] of page.fields.entries()) {
      const here = [...path, "fields", f];
      condition([...here, "when"], `字段 ${field.name} `, field.when);
      condition([...here, "source_when"], `字段 ${field.name} 的来源`, field.source_when);
      found.push(...relationFaults(field, others).map((message) => ({ path: here, message })));
      if (seen.has(field.name)) found.push({ path: [...here, "name"], message: `字段 ${field.name} 重复` });
      seen.add(field.name);
      const values = (field.options ?? []).map(({ value }) => value);
      const twice = values.findIndex((value, at) => values.indexOf(value) < at);
      if (twice >= 0) {
        found.push({ path: [...here, "options", twice], message: `字段 ${field.name} 的选项“${values[twice]}”重复` });
        continue;
      }
      found.push(...typeFaults(field, before).map(({ key, message }) => ({ path: Object.hasOwn(field, key) ? [...here, key] : here, message })));
      before.set(field.name, field);
      try {
        if (field.type === "schema") ajv.compile(writtenSchema(field));
      } catch (error) {
        found.push({ path: [...here, "schema"], message: `字段 ${field.name} 的 schema 不对：${schemaSlip((error as Error).message)}` });
      }
    }
  }
  return found;
}

/** Keywords that the schema of a field may use. */
const KEYWORDS =
  "type format enum const minLength maxLength pattern minimum maximum exclusiveMinimum exclusiveMaximum multipleOf items minItems maxItems uniqueItems properties required additionalProperties".split(
    " ",
  );
const FORMATS = ["date", "email", "uri", "id-number", "id-paper", "uscc", "bank-card", "phone", "month"];
const JSON_TYPES = ["string", "number", "integer", "boolean", "array", "object"];

/** What the checker says of a schema, in Chinese. */
function schemaSlip(message: string): string {
  const keyword = /unknown keyword: "([^"]*)"/.exec(message)?.[1];
  if (keyword !== undefined) return `不认识“${keyword}”。${instead(keyword, KEYWORDS)}`;
  const format = /unknown format "([^"]*)"/.exec(message)?.[1];
  if (format !== undefined) return `不认识格式“${format}”。${instead(format, FORMATS)}`;
  return /type/i.test(message) ? `type 只能是 ${JSON_TYPES.join("、")} 之一` : "写法不对";
}

/**
 * Makes a form ready: in the new writing, one JSON Schema for the whole, one check for each field.
 * @throws Refusal FORM_ILL_FORMED naming every fault: names used twice, conditions that cannot be read or look at later answers,
 *   schemas with keywords nobody knows.
 */
export function compileForm(written: FormDefinition): Form {
  const found = formFaults(written, { conditions: true });
  if (found.length > 0) throw badInput("FORM_ILL_FORMED", found.map(({ message }) => message).join("；"));
  const checks = new Map<string, (value: unknown, around?: Around) => string | undefined>();
  const pages: Page[] = upgradeForm(written).pages.map((page) => ({
    ...page,
    fields: page.fields.map((given): Field => {
      const field = { ...given, page: page.id, locked: given.locked ?? false, required: given.required ?? false };
      checks.set(field.name, (value, around = NOWHERE) => (answered(value) ? TYPES[field.type].check(value, field, around) : undefined));
      return field;
    }),
  }));
  const fields = new Map(pages.flatMap((page) => page.fields.map((field) => [field.name, field] as const)));
  return {
    schema: wholeSchema(pages),
    pages,
    fields,
    personal: new Map([...fields.values()].flatMap((field) => (field.personal ? [[field.name, field.personal] as const] : []))),
    checks,
  };
}

function wholeSchema(pages: Page[]): JsonSchema {
  const fields = pages.flatMap((page) => page.fields.map((field) => ({ field, always: !page.when && !field.when })));
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(fields.map(({ field }) => [field.name, { title: field.label, ...TYPES[field.type].schema(field) }])),
    required: fields.filter(({ field, always }) => always && field.required).map(({ field }) => field.name),
  };
}
