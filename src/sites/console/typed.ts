import { firstGraphemes } from "#values/graphemes";
/** A text out of a form body, as it was typed; "" when it is absent or sent twice. */
export function typed(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  return typeof value === "string" ? value : "";
}

/** All texts that a form sent under a name. */
export function allTyped(body: Record<string, unknown>, name: string): string[] {
  const value = body[name];
  return (Array.isArray(value) ? value : [value]).map((each) => (typeof each === "string" ? each : ""));
}

/** Fields of a form as it comes back: each with what was typed, or else what stood there, and what is wrong with it. */
export function fieldsOf(
  body: Record<string, unknown>,
  errors: Record<string, string>,
): (name: string, standing?: string) => { name: string; value: string; error?: string } {
  return (name, standing = "") => ({ name, value: typed(body, name) || standing, ...(errors[name] && { error: errors[name] }) });
}

/** A page number out of an address: 1 for anything else. */
export function pageOf(query: Record<string, string>): number {
  const page = Number(query["page"]);
  return Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1;
}

/** A filter out of an address: undefined when nothing is chosen. */
export function chosen(query: Record<string, string>, name: string): string | undefined {
  const value = query[name];
  return typeof value === "string" && value.trim() !== "" ? firstGraphemes(value.trim(), 200) : undefined;
}

/** An address with the filters that are set. */
export function addressOf(path: string, filters: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams(
    Object.entries(filters).flatMap(([name, value]) =>
      value === undefined || value === "" || (name === "page" && value === 1) ? [] : [[name, String(value)]],
    ),
  );
  return query.size > 0 ? `${path}?${query}` : path;
}
