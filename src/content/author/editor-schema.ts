import { dirname, join, relative } from "node:path";
import { LAYOUT, SCHEMAS, writtenKindSchema, type FileKind, type Folder, type Written } from "#content/pack";

/** What each kind of file is called, and how its schema is. */
const NAMED: Record<FileKind, readonly [file: string, title: string]> = {
  manifest: ["pack", "业务包 pack.yaml"],
  register: ["register", "库 registers/名称.yaml"],
  licences: ["licences", "证照类型 licences.yaml"],
  item: ["item", "事项 item.yaml"],
  form: ["form", "表单 form.yaml"],
  checklists: ["checklists", "核查表 checklists.yaml"],
  "plain-item": ["plain-item", "没有办事指南的事项 item.yaml"],
  cases: ["cases", "办事人的例子 cases.yaml"],
  "kind-cases": ["kind-cases", "件类的例子 cases.yaml"],
  kind: ["kind", "件类 kind.yaml"],
  papers: ["papers", "文书 papers.yaml"],
  lists: ["lists", "列表 lists.yaml"],
  items: ["items", "事项表 items.yaml"],
  indicators: ["indicators", "指标 indicators.yaml"],
  roles: ["roles", "岗位 roles.yaml"],
  codes: ["codes", "代码表 codes.yaml"],
  elements: ["elements", "数据元 elements.yaml"],
  watches: ["watches", "规则 watches.yaml"],
};

/** JSON Schemas for editors by file name. Draft 7 is what editors of YAML read; the format uses nothing newer. */
export function editorSchemas(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([kind, schema]) => {
      const [file, title] = NAMED[kind as FileKind];
      // Editors are told of the shorthands too, which are written out before the check.
      const shape = kind === "kind" ? writtenKindSchema({ shorthand: true }) : schema;
      const whole = { $schema: "http://json-schema.org/draft-07/schema#", title, ...shape };
      return [`${file}.schema.json`, `${JSON.stringify(whole, undefined, 2)}\n`];
    }),
  );
}

function kindOf(path: string, { files, folders = {} }: Folder = LAYOUT): Written | undefined {
  const [first = "", ...rest] = path.split("/");
  if (rest.length === 0) return files[first] ?? Object.entries(files).find(([name]) => name.startsWith("*") && first.endsWith(name.slice(1)))?.[1];
  const inner = folders[first] ?? folders["*"];
  return inner && kindOf(rest.join("/"), inner);
}

/**
 * The first line of a YAML file of a pack, by which editors find its schema; undefined for files without one.
 * @param path the file within its pack
 * @param folder where the pack lies
 * @param schemas where the schemas lie
 */
export function schemaLine(path: string, folder: string, schemas: string): string | undefined {
  const kind = kindOf(path);
  if (kind === undefined || kind === "xml" || kind === "text") return undefined;
  const way = relative(dirname(join(folder, path)), join(schemas, `${NAMED[kind][0]}.schema.json`)).replaceAll("\\", "/");
  return `# yaml-language-server: $schema=${way}`;
}
