import { instead } from "#values/spelling";
import type { CodeEntry } from "#content/kind";

/** A field that names a code list which its pack does not bring. */
export interface UnknownList {
  path: (string | number)[];
  name: string;
  message: string;
}

const isMap = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** The heading under which each entry of a list stands that has several levels: the word of the uppermost above it; of no other list. */
function headings(list: readonly CodeEntry[]): Record<string, string> | undefined {
  if (list.every(({ parent }) => parent === undefined)) return undefined;
  const entries = new Map(list.map((entry) => [entry.value, entry]));
  const top = (entry: CodeEntry, steps = 0): CodeEntry => {
    const above = entry.parent === undefined || steps > list.length ? undefined : entries.get(entry.parent);
    return above ? top(above, steps + 1) : entry;
  };
  return Object.fromEntries(list.map((entry) => [entry.value, top(entry).label]));
}

/**
 * What is written in a file with the code lists that its fields name (`codes: LIST`) put in their place: values and their words. Lists that there are not are
 * told; what is written stays.
 * @param asked whether it is of fields that somebody answers: of a list with levels they say under which heading each stands
 */
export function withCodeLists(
  written: unknown,
  lists: Readonly<Record<string, readonly CodeEntry[]>>,
  { asked = false }: { asked?: boolean } = {},
): { value: unknown; unknown: UnknownList[] } {
  const unknown: UnknownList[] = [];
  const read = (value: unknown, path: (string | number)[]): unknown => {
    if (Array.isArray(value)) return value.map((each, at) => read(each, [...path, at]));
    if (!isMap(value)) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, each]): [string, unknown][] => {
        if (key !== "codes" || typeof each !== "string") return [[key, read(each, [...path, key])]];
        const list = Object.hasOwn(lists, each) ? lists[each] : undefined;
        if (Array.isArray(list)) {
          const codes: [string, unknown] = [key, Object.fromEntries(list.map((entry) => [entry.value, entry.label ?? entry.value]))];
          const under = asked ? headings(list) : undefined;
          return under ? [codes, ["under", under]] : [codes];
        }
        unknown.push({ path: [...path, key], name: each, message: `没有代码表“${each}”。${instead(each, Object.keys(lists))}` });
        return [[key, each]];
      }),
    );
  };
  return { value: read(written, []), unknown };
}
