import { isSpan, pathOf, usualColumns, USUAL_FILTERS, type Condition, type KindQuery, type Path } from "#matter/lists";
import type { Ctx } from "#kernel/ctx";
import type { Incoming } from "#kernel/http";
import { searchedFor } from "../searching.ts";
import { chosen, pageOf, typed } from "../typed.ts";
import type { ListedKind } from "./reach.ts";

/** A filter of a list: what it narrows, and the names of its boxes in the address. */
export interface Filter {
  path: Path;
  text: string;
  names: { part: "is" | "from" | "until"; name: string }[];
}

/** What a list was asked for, out of its address. */
export interface Asked {
  query: KindQuery;
  columns: string[];
  filters: Filter[];
  /** Filters, columns and order as the address carries them. */
  set: Record<string, string>;
  sort: { path: string; down: boolean } | undefined;
}

/** Everything running is what one comes for; `all` shows what has ended too. */
const STATE = "f-state";
export const ALL = "all";

function filterOf(text: string, { kind, form }: ListedKind): Filter[] {
  const path = pathOf(text, kind, form);
  if (!path) return [];
  const spans = isSpan(path) && path.of !== "clock";
  const parts = spans ? (["from", "until"] as const) : (["is"] as const);
  return [{ path, text, names: parts.map((part) => ({ part, name: part === "is" ? `f-${text}` : `f-${text}-${part}` })) }];
}

/** The filters that a kind's list has, by its lists.yaml or as usual; how much presses is always among them. */
export function filtersOf(listed: ListedKind): Filter[] {
  const { lists, kind } = listed;
  const written = lists.search?.filters ?? [...USUAL_FILTERS, ...(kind.priorities.length > 1 ? ["priority"] : [])];
  return [...new Set(["clock.main", ...written])].flatMap((text) => filterOf(text, listed));
}

/** Every column that a list of the kind could show. */
export function possibleColumns(listed: ListedKind): string[] {
  const { kind, form, lists } = listed;
  const own = [...usualColumns(kind), ...(lists.search?.columns ?? []), ...(lists.inbox?.columns ?? [])];
  const more = [
    "item",
    "area",
    "channel",
    "flags",
    "closed",
    "source",
    ...(kind.place === undefined ? [] : ["place.address"]),
    ...Object.keys(kind.parties).map((id) => `party.${id}`),
    ...Object.keys(kind.clocks).map((id) => `clock.${id}`),
    ...[...(form?.fields.values() ?? [])].map(({ name }) => `form.${name}`),
  ];
  return [...new Set([...own, ...more])].filter((text) => pathOf(text, kind, form) !== undefined);
}

function columnsIn(listed: ListedKind, given: string | undefined): string[] {
  const possible = possibleColumns(listed);
  const wanted = given?.split(",").filter((text) => possible.includes(text)) ?? [];
  const usual = (listed.lists.search?.columns ?? usualColumns(listed.kind)).filter((text) => possible.includes(text));
  const columns = wanted.length > 0 ? wanted : usual;
  // What names a row is always there.
  return columns.includes("title") ? columns : ["title", ...columns];
}

/** Reads what is asked for; whatever the list does not offer is left aside. */
export function asked(ctx: Ctx, listed: ListedKind, query: Incoming["query"]): Asked {
  const { kind, form, lists } = listed;
  const filters = filtersOf(listed);
  const set: Record<string, string> = {};
  const conditions: Condition[] = filters.flatMap(({ text, names }) => {
    const given = names.flatMap(({ part, name }) => {
      const value = chosen(query, name);
      if (value !== undefined) set[name] = value;
      return value === undefined || value === ALL ? [] : [[part, value] as const];
    });
    return given.length > 0 ? [{ path: text, ...Object.fromEntries(given) }] : [];
  });
  if (set[STATE] === undefined) conditions.push({ path: "state", is: "open" });
  const cols = chosen(query, "cols");
  if (cols !== undefined) set["cols"] = cols;
  const order = chosen(query, "sort");
  const path = order?.replace(/^-/, "");
  const sort = path !== undefined && pathOf(path, kind, form) ? { path, down: order!.startsWith("-") } : undefined;
  if (sort) set["sort"] = order!;
  const columns = columnsIn(listed, cols);
  const text = searchedFor(ctx, query, "q");
  return {
    query: {
      kind,
      ...(form && { form }),
      columns,
      conditions,
      ...(text !== undefined && { text }),
      ...(lists.search?.text && { textIn: lists.search.text }),
      ...(sort && { sort }),
      page: pageOf(query),
    },
    columns,
    filters,
    set,
    sort,
  };
}

/** What a form of a list sends, as its address carries it. */
export function sent(listed: ListedKind, body: Record<string, unknown>): Record<string, string> {
  const names = [...filtersOf(listed).flatMap((filter) => filter.names.map(({ name }) => name)), "sort", "cols"];
  const set = Object.fromEntries(names.flatMap((name) => (typed(body, name).trim() === "" ? [] : [[name, typed(body, name).trim()]])));
  if (typed(body, "_cols") !== "1") return set;
  return {
    ...set,
    cols: possibleColumns(listed)
      .filter((text) => typed(body, `c-${text}`) !== "")
      .join(","),
  };
}
