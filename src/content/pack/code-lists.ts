import { instead } from "#values/spelling";
import type { CodeEntry } from "#content/kind";

/** A field that names a code list which its pack does not bring. */
export interface UnknownList {
  path: (string | number)[];
  name: string;
  message: string;
}

const isMap = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * What is written in a file with the code lists that its fields name (`codes: LIST`) put in their place: values and their words. Lists that there are not are
 * told; what is written stays.
 */
export function withCodeLists(written: unknown, lists: Readonly<Record<string, readonly CodeEntry[]>>): { value: unknown; unknown: UnknownList[] } {
  const unknown: UnknownList[] = [];
  const read = (value: unknown, path: (string | number)[]): unknown => {
    if (Array.isArray(value)) return value.map((each, at) => read(each, [...path, at]));
    if (!isMap(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => {
        if (key !== "codes" || typeof each !== "string") return [key, read(each, [...path, key])];
        const list = Object.hasOwn(lists, each) ? lists[each] : undefined;
        if (Array.isArray(list)) return [key, Object.fromEntries(list.map((entry) => [entry.value, entry.label ?? entry.value]))];
        unknown.push({ path: [...path, key], name: each, message: `没有代码表“${each}”。${instead(each, Object.keys(lists))}` });
        return [key, each];
      }),
    );
  };
  return { value: read(written, []), unknown };
}
