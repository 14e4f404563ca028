import type { Organisation } from "#people/duty";
import { codeWord, TYPES, type RegisterField } from "#register/field";
import { narrowable, searchable } from "#register/reading";
import type { RegisterDefinition } from "#register/register";
import { FilterRow, Select, TextField, type SelectOption } from "#ui";
import type { ListQuery } from "./list-query.ts";

/** Areas of the city, each behind the names above it. */
function areaOptions({ areas }: Organisation): SelectOption[] {
  const path = (code: string): string => {
    const area = areas.get(code)!;
    const above = area.parent && areas.get(area.parent)?.parent ? path(area.parent) : "";
    return `${above}${area.name}`;
  };
  return [...areas.keys()].sort().map((value) => ({ value, label: path(value) }));
}

const YES_NO: SelectOption[] = [
  { value: "是", label: "是" },
  { value: "否", label: "否" },
];

function choices(field: RegisterField, organisation: Organisation): SelectOption[] | undefined {
  if (field.codes) return Object.entries(field.codes).map(([value, words]) => ({ value, label: codeWord(words) }));
  if (field.type === "boolean") return YES_NO;
  return field.type === "area" ? areaOptions(organisation) : undefined;
}

function One({ field, query, organisation, errors }: { field: RegisterField; query: ListQuery; organisation: Organisation; errors: Record<string, string> }) {
  const { name, label, type } = field;
  const shared = { label };
  const told = (box: string): { error?: string } => (errors[box] ? { error: errors[box] } : {});
  if (TYPES[type].narrowed === "one") {
    const value = query.set[`f-${name}`];
    const options = choices(field, organisation);
    return options ? (
      <Select name={`f-${name}`} {...shared} {...told(`f-${name}`)} empty="全部" options={options} {...(value && { value })} />
    ) : (
      <TextField name={`f-${name}`} {...shared} {...told(`f-${name}`)} {...(value && { value })} />
    );
  }
  const day = type === "date" || type === "instant";
  return (
    <>
      {(["from", "until"] as const).map((part) => {
        const value = query.set[`f-${name}-${part}`];
        return (
          <TextField
            name={`f-${name}-${part}`}
            {...shared}
            {...told(`f-${name}-${part}`)}
            label={`${label}${part === "from" ? (day ? "起" : "不少于") : day ? "止" : "不多于"}`}
            {...(day ? { type: "date" as const } : { length: 8 as const })}
            {...(value && { value })}
          />
        );
      })}
    </>
  );
}

/** The row above a list: one box for what is searched, a filter for each field that declares one. */
export function ListFilters({
  definition,
  query,
  organisation,
  at,
  token,
  errors,
}: {
  definition: RegisterDefinition;
  query: ListQuery;
  organisation: Organisation;
  at: string;
  token: string;
  errors: Record<string, string>;
}) {
  const key = definition.fields.find(({ name }) => name === definition.key);
  const searched = searchable(definition).filter(({ name }) => name !== definition.key);
  const whole = (field?: RegisterField): string => `${field?.label ?? "编号"}${field?.personal || !field?.search ? "（完整）" : ""}`;
  const labels = [whole(key), ...searched.map(whole)];
  const sort = query.page.sort;
  return (
    <FilterRow action={at} token={token} {...(query.narrowed && { clear: at })}>
      <TextField name="q" label={labels.join("、")} type="search" {...(query.filter.text && { value: query.filter.text })} />
      {narrowable(definition).map((field) => (
        <One field={field} query={query} organisation={organisation} errors={errors} />
      ))}
      {sort && <input type="hidden" name="sort" value={`${sort.down ? "-" : ""}${sort.field}`} />}
    </FilterRow>
  );
}
