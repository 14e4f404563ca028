import { TYPES, type FieldDefinition, type JsonSchema, type Option } from "./field/index.ts";
import type { FormDefinition, SchemaField, WrittenField } from "./form.ts";

type Said = Partial<FieldDefinition> & Pick<FieldDefinition, "type">;

/** Keywords of a schema that a type says as well, each by the name that the type has for it. A schema with any other one stays a schema. */
const TEXT = { minLength: "min", maxLength: "max", pattern: "pattern" } as const;
const SIZE = { minimum: "min", maximum: "max", exclusiveMinimum: "above", exclusiveMaximum: "below" } as const;
const COUNT = { minItems: "min", maxItems: "max" } as const;

/** The keywords by their new names; undefined where one is left over. */
function renamed(schema: JsonSchema, names: Readonly<Record<string, string>>, besides: readonly string[] = []): Record<string, unknown> | undefined {
  const rest = Object.entries(schema).filter(([key]) => key !== "type" && !besides.includes(key));
  return rest.every(([key]) => Object.hasOwn(names, key)) ? Object.fromEntries(rest.map(([key, value]) => [names[key]!, value])) : undefined;
}

const FORMATS: Record<string, Said> = {
  date: { type: "date" },
  month: { type: "date", format: "month" },
  phone: { type: "phone" },
  "id-number": { type: "id-number" },
  "id-paper": { type: "id-number", format: "id-paper" },
  uscc: { type: "uscc" },
  "bank-card": { type: "account", format: "bank-card" },
};
/** Widgets that a text could have, and what it was by them. */
const TEXTS: Record<string, Said> = { text: { type: "text" }, textarea: { type: "paragraph" }, address: { type: "text", format: "address" } };

function ofText(schema: JsonSchema, widget: SchemaField["widget"], options: Option[] | undefined): Said | undefined {
  const format = schema["format"];
  if (options) {
    const known = widget === undefined || widget === "radio" || widget === "select";
    return known && renamed(schema, {}) ? { type: "choice", ...(widget && { widget }) } : undefined;
  }
  if (typeof format === "string") {
    const usual = widget === undefined || widget === "text" || widget === format;
    return usual && Object.hasOwn(FORMATS, format) && renamed(schema, {}, ["format"]) ? FORMATS[format] : undefined;
  }
  const said = renamed(schema, TEXT);
  return said && Object.hasOwn(TEXTS, widget ?? "text") ? { ...TEXTS[widget ?? "text"]!, ...said } : undefined;
}

/** What a schema says, as a type; undefined where none says the same. */
function typeOf({ schema, widget, options }: SchemaField): Said | undefined {
  switch (schema["type"]) {
    case "string":
      return ofText(schema, widget, options);
    case "integer":
    case "number": {
      const said = renamed(schema, SIZE);
      return said && !options && (widget === undefined || widget === "number") ? { type: schema["type"], ...said } : undefined;
    }
    case "boolean": {
      const fixed = schema["const"] === true;
      const said = renamed(schema, {}, fixed ? ["const"] : []);
      const known = widget === undefined || widget === "radio" || widget === "checkboxes";
      // What is to be ticked and what is to be answered looked alike to the schema: the widget tells.
      return said && known && !options ? { type: "yes-no", ...(fixed && { fixed }), widget: widget ?? "radio" } : undefined;
    }
    case "array": {
      const said = renamed(schema, COUNT);
      return said && options && (widget === undefined || widget === "checkboxes") ? { type: "choices", ...said } : undefined;
    }
    default:
      return undefined;
  }
}

/** A field of either writing in the new one. It takes, says and looks what it did. Pure. */
export function upgradeField(field: WrittenField): FieldDefinition {
  if (field.type !== undefined) {
    // What is personal by itself is so whether its author says it or not; a type that does not exist is told elsewhere.
    const personal = field.personal ?? (Object.hasOwn(TYPES, field.type) ? TYPES[field.type].personal?.(field) : undefined);
    return personal === field.personal ? field : { ...field, personal };
  }
  // Neither of both is told where the file is checked.
  if (field.schema === undefined) return { ...(field as SchemaField), type: "text" };
  const { schema: _schema, widget: _widget, ...rest } = field;
  const said = typeOf(field);
  return said ? { ...rest, ...said } : { ...field, type: "schema" };
}

/** A form of either writing in the new one: for packs of the first format, and item versions that the database keeps from that time. Pure. */
export function upgradeForm(definition: FormDefinition): FormDefinition<FieldDefinition> {
  return { pages: definition.pages.map((page) => ({ ...page, fields: page.fields.map(upgradeField) })) };
}
