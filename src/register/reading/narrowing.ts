import { columnOf, indexOf, type RegisterDefinition } from "#register/register";
import { organisationNow } from "#people/duty";
import { endOf, startOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { areasOf, TYPES, type RegisterField } from "#register/field";
import { badInput } from "#values/errors";

/** How the list of a register is narrowed. */
export interface RecordFilter {
  /** A whole key, or what stands in a field that is searched: any part of an open text, an encrypted value whole. */
  text?: string | undefined;
  /** By field: one value, or from and to (both belong to it), as people write them. An area holds all that lie in it. */
  fields?: Readonly<Record<string, { is?: string; from?: string; until?: string }>>;
}

/** A condition on the rows of a register, and the values that it names by `$1`… */
export interface Condition {
  sql: string[];
  values: unknown[];
}

/** The fields that the list of a register may be narrowed by. */
export function narrowable({ fields }: RegisterDefinition): RegisterField[] {
  return fields.filter(({ filter, personal, type }) => filter === true && personal === undefined && TYPES[type].narrowed !== undefined);
}

/** The fields that a text is looked for in, beside the key. */
export function searchable({ fields, key }: RegisterDefinition): RegisterField[] {
  return fields.filter(({ name, search, personal }) => search === true && (name !== key || personal === undefined));
}

const FOLDED = (text: string): string => `lower(normalize(${text}, NFKC))`;

function textCondition(ctx: Ctx, definition: RegisterDefinition, text: string, into: Condition): void {
  const put = (value: unknown): string => `$${into.values.push(value)}`;
  const index = put(ctx.personal.index(text));
  const fields = searchable(definition);
  const plain = fields.some(({ personal }) => personal === undefined) ? `${put(text)}::text` : "";
  const ways = fields.map(({ name, personal }) =>
    personal
      ? `${indexOf(name)} = ${index}`
      : `(register.letters(${columnOf(name)}) collate "C" @> register.letters(${plain}) and position(${FOLDED(plain)} in ${FOLDED(columnOf(name))}) > 0)`,
  );
  into.sql.push(`(${[`key_index = ${index}`, ...ways].join(" or ")})`);
}

/** The value that somebody wrote in a filter; refuses what the field cannot be. */
function meant(field: RegisterField, text: string, around: Parameters<(typeof TYPES)["text"]["read"]>[1]): unknown {
  if (field.codes && Object.hasOwn(field.codes, text)) return text;
  const meaning = (field.type === "instant" ? TYPES.date : TYPES[field.type]).read(text.trim(), around);
  if ("value" in meaning) return meaning.value;
  throw badInput("FILTER", `${field.label}“${text}”${meaning.fault}。`, { [field.name]: `${field.label}${meaning.fault}` });
}

/** What a filter asks of a row. Refuses values that a field cannot have (FILTER). */
export async function conditionOf(ctx: Ctx, definition: RegisterDefinition, filter: RecordFilter): Promise<Condition> {
  const into: Condition = { sql: [], values: [] };
  const put = (value: unknown): string => `$${into.values.push(value)}`;
  const text = filter.text?.trim();
  if (text) textCondition(ctx, definition, text, into);
  const organisation = await organisationNow(ctx);
  const around = { today: "", area: areasOf(organisation) };
  for (const field of narrowable(definition)) {
    const { is, from, until } = filter.fields?.[field.name] ?? {};
    const column = columnOf(field.name);
    if (is && field.type === "area") {
      const area = String(meant(field, is, around));
      const within = [...organisation.areas.keys()].filter((code) => organisation.areaWithin(code, area));
      into.sql.push(`${column} = any(${put(within.length > 0 ? within : [area])}::text[])`);
    } else if (is) into.sql.push(`${column} = ${put(meant(field, is, around))}`);
    const end = (written: string, last: boolean): unknown => {
      const value = meant(field, written, around);
      return field.type === "instant" ? (last ? endOf(String(value)) : startOf(String(value))) : value;
    };
    if (from) into.sql.push(`${column} >= ${put(end(from, false))}`);
    if (until) into.sql.push(`${column} ${field.type === "instant" ? "<" : "<="} ${put(end(until, true))}`);
  }
  return into;
}
