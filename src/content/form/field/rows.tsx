import { RowsField } from "#ui";
import { answered, common, plain, type FieldDefinition, type FormType, type JsonSchema, type Take } from "./field.ts";
import { countFault, fillIn, keywords } from "./judge.ts";
import { posted } from "./posted.ts";

/** Rows that one answer can have at most. */
export const MOST_ROWS = 50;

export type Row = Record<string, unknown>;

/** What is said of rows that are left out. */
const COUNTED = ["写", "行"] as const;

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The field of a row, asked as `tasks-0-what`. */
function within({ name, label }: FieldDefinition, at: number, part: FieldDefinition): FieldDefinition {
  return { ...part, name: `${name}-${at}-${part.name}`, label: part.label || label };
}

/** 重复填写的几行: each row asks the same `fields`. `typeOf` gives the type of a field, which may not be rows again. */
export function rowsOf(typeOf: (field: FieldDefinition) => FormType): FormType {
  const own: FormType = {
    word: "几行",
    keys: ["fields", "min", "max", "distinct"],
    schema({ fields = [], min, max = MOST_ROWS }) {
      const properties = Object.fromEntries(fields.map((part) => [part.name, { title: part.label, ...typeOf(part).schema(part) }] as [string, JsonSchema]));
      return keywords({ type: "array", minItems: min, maxItems: max, items: { type: "object", properties, additionalProperties: false } });
    },
    read: (_text, field) => ({ fault: fillIn(field) }),
    posted(field, take, around) {
      const { fields = [] } = field;
      const rows: Row[] = [];
      for (let at = 0; at < MOST_ROWS; at += 1) {
        const entries = fields.map((part) => {
          const taken: Take = (more) => take(`${at}-${part.name}${more === undefined ? "" : `-${more}`}`);
          return [part.name, posted(typeOf(part), part, taken, around)] as const;
        });
        const row = Object.fromEntries(entries.filter(([, value]) => answered(value)));
        if (Object.keys(row).length > 0) rows.push(row);
      }
      return rows.length > 0 ? rows : null;
    },
    owns(part, { fields = [] }) {
      const [at = "", name, ...more] = part.split("-");
      const asked = /^\d{1,2}$/.test(at) && Number(at) < MOST_ROWS ? fields.find((each) => each.name === name) : undefined;
      return asked !== undefined && (more.length === 0 || (typeOf(asked).owns?.(more.join("-"), asked) ?? false));
    },
    check(value, field, around) {
      const { fields = [], label, distinct, max = MOST_ROWS } = field;
      if (!Array.isArray(value) || !value.every(isRow)) return fillIn(field);
      const count = countFault(value.length, { ...field, max }, COUNTED);
      if (count) return count;
      for (const [at, row] of value.entries()) {
        const where = `${label}第 ${at + 1} 行：`;
        if (Object.keys(row).some((name) => !fields.some((part) => part.name === name))) return `${where}有这里没有的项目，请核对`;
        for (const part of fields) {
          const type = typeOf(part);
          const one = row[part.name];
          const fault = answered(one) ? type.check(one, part, around) : part.required ? (type.missing ?? fillIn)(part) : undefined;
          if (fault) return where + fault;
        }
        const said = (each: Row): string => JSON.stringify(each[distinct ?? ""] ?? null);
        const twice = distinct !== undefined && answered(row[distinct]) ? value.findIndex((other) => said(other) === said(row)) : at;
        if (twice < at) return `${where}${fields.find(({ name }) => name === distinct)?.label ?? distinct}与第 ${twice + 1} 行重复，请改一行或者去掉一行`;
      }
      return undefined;
    },
    say(value, { fields = [] }, around) {
      const words = (row: Row): string =>
        fields.flatMap((part) => (answered(row[part.name]) ? [`${part.label} ${typeOf(part).say(row[part.name], part, around)}`] : [])).join("，");
      return [value]
        .flat()
        .filter(isRow)
        .map((row, at) => `${at + 1}. ${words(row)}`)
        .join("；");
    },
    show: (value, { fields = [] }, around) => (
      <ol class="answer-rows">
        {[value]
          .flat()
          .filter(isRow)
          .map((row) => (
            <li>
              {fields
                .filter((part) => answered(row[part.name]))
                .map((part, at) => (
                  <span>
                    {at > 0 && "；"}
                    <span class="hint">{part.label}</span> {(typeOf(part).show ?? typeOf(part).say)(row[part.name], part, around)}
                  </span>
                ))}
            </li>
          ))}
      </ol>
    ),
    // Somebody in a row is somebody in the answer.
    personal: ({ fields = [] }) => fields.map((part) => part.personal ?? typeOf(part).personal?.(part)).find((kind) => kind !== undefined),
    masked: (value, { fields = [] }, mask) =>
      [value]
        .flat()
        .filter(isRow)
        .map((row) =>
          Object.fromEntries(
            Object.entries(row).map(([name, one]) => {
              const part = fields.find((each) => each.name === name);
              const type = part && typeOf(part);
              if (part && type?.masked && (part.personal ?? type.personal?.(part))) return [name, type.masked(one, part, mask)];
              return [name, part?.personal ? mask(part.personal, plain(one)) : one];
            }),
          ),
        ),
    draw(asked) {
      const { field, value, around } = asked;
      const { fields = [], min = 1, max = MOST_ROWS } = field;
      const given = Array.isArray(value) ? value.filter(isRow) : [];
      // One row stands there to be filled in, and as many as there have to be.
      const rows = [...given, ...Array.from({ length: Math.max(0, Math.max(1, min) - given.length) }, (): Row => ({}))];
      return (
        <RowsField
          {...common(asked)}
          max={max}
          rows={rows.map((row, at) => (
            <>{fields.map((part) => typeOf(part).draw({ field: within(field, at, part), value: row[part.name], around }))}</>
          ))}
        />
      );
    },
  };
  return own;
}
