import type { FileKind } from "./schemas.ts";

type Path = readonly (string | number)[];

/** What the entries of a list are, how they are counted, and by which of their own words they are known. */
const COUNTED: Readonly<Record<string, readonly [count: string, label: string]>> = {
  pages: ["页", "title"],
  fields: ["个字段", "label"],
  options: ["个选项", "label"],
  situations: ["个问题", "ask"],
  materials: ["份材料", "name"],
  basis: ["条依据", "law"],
  places: ["个办理地点", "name"],
  questions: ["个常见问题", "q"],
  face: ["行证照内容", "label"],
  points: ["个核查点", "ask"],
  readers: ["个可查看的单位", "unit"],
  conditions: ["个条件", ""],
};

/** The same of a file that is a list itself. */
const WHOLE: Partial<Record<FileKind, readonly [count: string, label: string]>> = {
  licences: ["种证照", "name"],
  checklists: ["张核查表", "name"],
  cases: ["个例子", "name"],
  watches: ["条规则", "name"],
};

/** More of a label than this says no more. */
const SHOWN = 20;

function labelOf(value: unknown, key: string): string {
  const label = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof label === "string" && label !== "" ? `「${label.length > SHOWN ? `${label.slice(0, SHOWN)}…` : label}」` : "";
}

/** Where in a file a path leads, in its author's words: 第 2 页「经营场所」第 4 个字段「联系电话」的 widget. Empty for the whole file. */
export function placeWords(kind: FileKind | undefined, value: unknown, path: Path): string {
  let words = "";
  let keys = "";
  let [at, list]: [unknown, readonly [string, string] | undefined] = [value, kind && WHOLE[kind]];
  for (const part of path) {
    at = typeof at === "object" && at !== null ? (at as Record<string | number, unknown>)[part] : undefined;
    if (typeof part === "number") {
      const [count, label] = list ?? ["项", ""];
      words += `${list || keys === "" ? "" : `${words === "" ? "" : "的 "}${keys} `}第 ${part + 1} ${count}${labelOf(at, label)}`;
      keys = "";
      list = undefined;
      continue;
    }
    list = COUNTED[part];
    keys += keys === "" ? part : `.${part}`;
    // A list is told by its entries, not by its name.
    if (list && path.indexOf(part) < path.length - 1 && keys === part) keys = "";
  }
  if (keys === "") return words;
  return words === "" ? keys : `${words}的 ${keys}`;
}
