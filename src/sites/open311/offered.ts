import { findItem, kindsNow, listItems, type ItemEntry } from "#content/catalogue";
import { TYPES, type FieldDefinition } from "#content/form";
import type { Kind } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import { expression } from "#language/feel";
import { beginningOf, factsBefore } from "#matter/begin";
import type { Blueprint } from "#matter/matter";
import { notFound } from "#values/errors";
import type { Value } from "./format.ts";

/** The channel by which programs report to a kind from outside: a kind that has it is published here. */
export const CHANNEL = "open311";

/** The kinds that are published, by id. */
export async function publishedKinds(ctx: Ctx): Promise<Map<string, Kind>> {
  const all = [...(await kindsNow(ctx)).values()].map(({ kind }) => kind);
  return new Map(all.filter(({ channels }) => channels[CHANNEL]?.by.includes("program")).map((kind) => [kind.id, kind]));
}

const DATATYPES: Readonly<Record<string, string>> = {
  text: "string",
  paragraph: "text",
  integer: "number",
  number: "number",
  money: "number",
  date: "datetime",
  instant: "datetime",
  choice: "singlevaluelist",
  "yes-no": "singlevaluelist",
  choices: "multivaluelist",
};

const YES_NO = [
  { key: "true", name: "是" },
  { key: "false", name: "否" },
];

/** What can be chosen for a field, by key. */
function valuesOf({ type, options, codes }: FieldDefinition): { key: string; name: string }[] | undefined {
  if (type === "yes-no") return YES_NO;
  if (codes && typeof codes === "object") return Object.entries(codes as Record<string, string>).map(([key, name]) => ({ key, name: String(name) }));
  return options?.map(({ value, label }) => ({ key: String(value), name: label }));
}

function datatypeOf(field: FieldDefinition): string | undefined {
  return field.type === "code" ? (valuesOf(field) ? "singlevaluelist" : "string") : DATATYPES[field.type];
}

/** A field of the form that a program may fill in. */
export interface Attribute {
  field: FieldDefinition;
  datatype: string;
  values?: { key: string; name: string }[];
}

/** The form of an item as programs see it: where it is, what is told in words, and the attributes. */
export interface Service {
  blueprint: Blueprint;
  /** The field that `description` fills. */
  description?: FieldDefinition;
  /** The field that photographs fill. */
  photos?: FieldDefinition;
  attributes: Attribute[];
}

// Conditions of a form that ask for an answer are asked when the report is there; those that ask how it comes are asked here.
function comesUp({ when }: FieldDefinition, facts: Record<string, unknown>): boolean {
  return when === undefined || expression(when)({ ...facts, form: {} }) === true;
}

/** A published item with its form; NotFound for any other. */
export async function serviceOf(ctx: Ctx, code: string): Promise<Service> {
  const entry = await findItem(ctx, code);
  if (!entry || entry.guideOnly || !(await publishedKinds(ctx)).has(entry.kind)) throw notFound("服务");
  return formOf(ctx, entry);
}

async function formOf(ctx: Ctx, entry: ItemEntry): Promise<Service> {
  const { blueprint } = await beginningOf(ctx, entry.itemId);
  const facts = factsBefore(ctx, blueprint, CHANNEL);
  const asked = [...blueprint.form.fields.values()].filter((field) => field.name !== blueprint.kind.place && !field.personal && comesUp(field, facts));
  const description = asked.find(({ type }) => type === "paragraph");
  const photos = asked.find(({ type }) => type === "photos");
  const attributes = asked.flatMap((field): Attribute[] => {
    const datatype = field === description ? undefined : datatypeOf(field);
    const values = valuesOf(field);
    return datatype === undefined ? [] : [{ field, datatype, ...(values && { values }) }];
  });
  return { blueprint, ...(description && { description }), ...(photos && { photos }), attributes };
}

/** Every published item, in the order of its pack. */
export async function listServices(ctx: Ctx): Promise<Value> {
  const kinds = await publishedKinds(ctx);
  const entries = (await listItems(ctx)).filter(({ kind, guideOnly }) => kinds.has(kind) && !guideOnly).toSorted((a, b) => a.place - b.place);
  const items = await Promise.all(
    entries.map(async (entry): Promise<Value> => {
      const { attributes, blueprint } = await formOf(ctx, entry);
      const { item } = blueprint.version.definition;
      const kind = kinds.get(entry.kind)!;
      const [own = ""] = Object.keys(kind.item_words ?? {}).flatMap((name) => (typeof item.attributes?.[name] === "string" ? [item.attributes[name]] : []));
      return {
        service_code: entry.itemId,
        service_name: entry.name,
        description: entry.short || own,
        metadata: attributes.length > 0,
        type: "realtime",
        keywords: item.synonyms.join(","),
        group: kind.said ?? kind.name,
      };
    }),
  );
  return { of: "service", items };
}

/** What a program is asked for an item, in order. */
export async function definitionOf(ctx: Ctx, code: string): Promise<Value> {
  const { attributes } = await serviceOf(ctx, code);
  const items = attributes.map(({ field, datatype, values }, at): Value => {
    const word = TYPES[field.type].word;
    return {
      variable: true,
      code: field.name,
      datatype,
      required: field.required === true,
      datatype_description: field.hint ?? word,
      order: at + 1,
      description: field.label,
      ...(values && { values: { of: "value", items: values } }),
    };
  });
  return { service_code: code, attributes: { of: "attribute", items } };
}
