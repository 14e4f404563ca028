import { TYPES } from "#register/field";
import type { RegisterDefinition } from "#register/register";
import { narrowable, sortable, type RecordFilter, type RecordPage } from "#register/reading";
import type { Ctx } from "#kernel/ctx";
import type { Incoming } from "#kernel/http";
import { searchedFor } from "../searching.ts";
import { chosen } from "../typed.ts";

/** What a list of a register was asked for, out of its address. */
export interface ListQuery {
  filter: RecordFilter;
  page: RecordPage;
  /** Names and values of the filters that are set, as the address carries them. */
  set: Record<string, string>;
  narrowed: boolean;
}

/** The names that a field's filter has in an address and a form. */
export function filterNames(definition: RegisterDefinition): { field: string; part: "is" | "from" | "until"; name: string }[] {
  return narrowable(definition).flatMap(({ name, type }) =>
    (TYPES[type].narrowed === "one" ? (["is"] as const) : (["from", "until"] as const)).map((part) => ({
      field: name,
      part,
      name: part === "is" ? `f-${name}` : `f-${name}-${part}`,
    })),
  );
}

/** A sort as an address has it: `name`, or `-name` for the largest first. */
export function sortText(sort: RecordPage["sort"]): string | undefined {
  return sort && `${sort.down ? "-" : ""}${sort.field}`;
}

/** Reads what is asked for. Whatever the register does not offer is left aside. */
export function listQuery(ctx: Ctx, definition: RegisterDefinition, query: Incoming["query"]): ListQuery {
  const text = searchedFor(ctx, query, "q");
  const fields: Record<string, { is?: string; from?: string; until?: string }> = {};
  const set: Record<string, string> = {};
  for (const { field, part, name } of filterNames(definition)) {
    const value = chosen(query, name);
    if (value === undefined) continue;
    fields[field] = { ...fields[field], [part]: value };
    set[name] = value;
  }
  const sorted = chosen(query, "sort");
  const field = sorted?.replace(/^-/, "");
  const sort = field !== undefined && sortable(definition).includes(field) ? { field, down: sorted!.startsWith("-") } : undefined;
  return {
    filter: { text, fields },
    page: { sort, after: chosen(query, "after"), before: chosen(query, "before") },
    set,
    narrowed: text !== undefined || Object.keys(set).length > 0,
  };
}
