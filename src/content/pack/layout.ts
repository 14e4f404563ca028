import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { listed, nearest } from "#values/spelling";
import type { FileKind } from "./schemas.ts";

/** A file of the format: the schema it keeps, or `xml` for what its own reader checks; `text` is for people alone. */
export type Written = FileKind | "xml" | "text";

/** A folder of the format: its files by name, its folders by name; `*` stands for any name, of a file with its ending. */
export interface Folder {
  files: Readonly<Record<string, Written>>;
  folders?: Readonly<Record<string, Folder>>;
}

const ITEM: Folder = {
  files: {
    "item.yaml": "item",
    "form.yaml": "form",
    "flow.bpmn": "xml",
    "rules.dmn": "xml",
    "checklists.yaml": "checklists",
    "cases.yaml": "cases",
    "README.md": "text",
  },
};

const KIND: Folder = {
  files: {
    "kind.yaml": "kind",
    "form.yaml": "form",
    "flow.bpmn": "xml",
    "rules.dmn": "xml",
    "papers.yaml": "papers",
    "lists.yaml": "lists",
    "items.yaml": "items",
    "checklists.yaml": "checklists",
    "cases.yaml": "kind-cases",
    "README.md": "text",
  },
  // What an item of the kind is begun with (`pack new --item`): with blanks, so nothing that is checked as it stands.
  folders: { starter: { files: { "item.yaml": "text", "form.yaml": "text", "flow.bpmn": "text", "cases.yaml": "text" } } },
};

/** What a pack is made of, format 2. Whatever is not here is a fault. */
export const LAYOUT: Folder = {
  files: {
    "pack.yaml": "manifest",
    "roles.yaml": "roles",
    "codes.yaml": "codes",
    "elements.yaml": "elements",
    "licences.yaml": "licences",
    "indicators.yaml": "indicators",
    "watches.yaml": "watches",
    "README.md": "text",
  },
  folders: {
    registers: { files: { "*.yaml": "register" } },
    kinds: { files: {}, folders: { "*": KIND } },
    items: { files: {}, folders: { "*": ITEM } },
  },
};

/** The same of format 1, in which every item is an application. */
export const FIRST_LAYOUT: Folder = {
  files: { "pack.yaml": "manifest", "licences.yaml": "licences", "README.md": "text" },
  folders: { registers: { files: { "*.yaml": "register" } }, services: { files: {}, folders: { "*": ITEM } } },
};

/** The layout of a format. */
export function layoutOf(format: 1 | 2): Folder {
  return format === 1 ? FIRST_LAYOUT : LAYOUT;
}

/** What lies in a folder and does not belong there, and which file was likely meant by it. */
export interface Stranger {
  path: string;
  message: string;
  meant?: string;
}

function isKnown(name: string, known: Readonly<Record<string, unknown>> = {}): boolean {
  return Object.keys(known).some((each) => each === name || (each.startsWith("*") && name.length >= each.length && name.endsWith(each.slice(1))));
}

/** How the names of a folder are told: `*.yaml` as 名称.yaml. */
function told(names: readonly string[]): string[] {
  return names.map((name) => name.replace("*", "名称"));
}

/** Everything below a folder that the format does not know. Hidden files are those of editors and version control. */
export function strangers(root: string, layout: Folder = LAYOUT, at = ""): Stranger[] {
  const names = readdirSync(join(root, at))
    .filter((name) => !name.startsWith("."))
    .sort();
  return names.flatMap((name): Stranger[] => {
    const path = at === "" ? name : `${at}/${name}`;
    const isFolder = statSync(join(root, path)).isDirectory();
    const [own, other] = isFolder ? [layout.folders, layout.files] : [layout.files, layout.folders];
    if (isKnown(name, own)) {
      const inner = layout.folders?.[name] ?? layout.folders?.["*"];
      return isFolder && inner ? strangers(root, inner, path) : [];
    }
    const what = isFolder ? "文件夹" : "文件";
    if (isKnown(name, other)) return [{ path, message: `“${name}”应该是${isFolder ? "文件" : "文件夹"}，这里是${what}` }];
    const known = Object.keys(own ?? {});
    const wildcard = known.find((each) => each.startsWith("*."));
    // A register that ends otherwise.
    const renamed = wildcard && !isFolder ? name.replace(/(\.[^.]*)?$/, wildcard.slice(1)) : undefined;
    const free = known.filter((each) => !names.includes(each));
    const meant = nearest(name, free);
    const advice = renamed
      ? `您是不是想写“${renamed}”？`
      : known.length === 0
        ? `这里只能有${isFolder ? "文件" : "文件夹"}`
        : `${meant === undefined ? "" : `您是不是想写“${meant}”？`}可以有的${what}：${listed(told(known))}`;
    return [{ path, message: `业务包里不认识${what}“${path}”。${advice}`, ...(meant !== undefined && { meant: at === "" ? meant : `${at}/${meant}` }) }];
  });
}
