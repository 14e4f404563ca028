import { TYPES, type Item, type ItemDefinition } from "#base/pack";
import { themesOf } from "./themes.ts";
import { countGraphemes, isLongerThan } from "#kernel/graphemes";

/** What is wrong with a line of a list; lines count from 1, the header is line 1. */
export interface LineFault {
  line: number;
  message: string;
}

/** A list of items as read: definitions for guidance only, what is wrong, and what is odd but can be kept. */
export interface ItemList {
  definitions: ItemDefinition[];
  errors: LineFault[];
  notes: string[];
}

/** Columns of a list of items: department, main item, item, area, code, type (A.1, one or two digits), code of the department. */
const COLUMNS = ["department", "main_item", "item", "area_code", "item_code", "task_type", "dept_code"] as const;
type Row = Record<(typeof COLUMNS)[number], string>;

/** The name under which a source lists items that belong to no main item. */
const NO_GROUP = "未分类";
const ORGANISATIONS = /企业|公司|单位|机构|法人|经营|生产|销售|用人|合作社|施工|建设|工程|运输|许可证核发/;
const PEOPLE = /个人|居民|老人|学生|儿童|适龄|残疾|婚姻|生育|退休|养老|失业|户口|身份证|教师资格|驾驶/;

function audienceOf(name: string): Item["audience"] {
  const firms = ORGANISATIONS.test(name);
  const people = PEOPLE.test(name);
  return firms === people ? ["person", "organisation"] : firms ? ["organisation"] : ["person"];
}

function definitionOf(row: Row): ItemDefinition {
  const type = row.task_type.padStart(2, "0");
  const item: Item = {
    // The code is unique and stays with the item, so it serves as its name in addresses too.
    id: row.item_code,
    name: row.item,
    short: `${TYPES[type]}，由${row.department}办理。`,
    code: row.item_code,
    type,
    kind: "promised",
    level: "",
    unit: row.dept_code,
    department: row.department,
    area: row.area_code,
    audience: audienceOf(row.item),
    synonyms: [],
    themes: themesOf(`${row.item} ${row.main_item}`),
    basis: [],
    conditions: [],
    situations: [],
    materials: [],
    channels: [],
    places: [],
    questions: [],
    minimum_identity: 1,
    ...(row.main_item !== "" && row.main_item !== NO_GROUP && { group: row.main_item }),
  };
  return { item, checklists: [] };
}

function rowFaults(row: Row): string[] {
  const found: string[] = [];
  if (row.item === "") found.push("没有事项名称");
  else if (isLongerThan(row.item, 200)) found.push(`事项名称有 ${countGraphemes(row.item)} 个字，最多 200 个`);
  if (row.department === "") found.push("没有部门名称");
  if (!/^\d{12}$/.test(row.area_code)) found.push(`区划代码“${row.area_code}”应为 12 位数字`);
  if (row.item_code === "") found.push("没有事项编码");
  else if (!/^[0-9A-Za-z-]{1,60}$/.test(row.item_code)) found.push(`事项编码“${row.item_code}”只能用数字、字母和短横线，最多 60 位`);
  if (!/^\d{1,2}$/.test(row.task_type) || !(row.task_type.padStart(2, "0") in TYPES)) found.push(`事项类型“${row.task_type}”不在代码表里`);
  if (Object.values(row).some((cell) => /[\p{Cc}\ufffd]/u.test(cell))) found.push("有不能显示的字符，请检查文件编码是否为 UTF-8");
  return found;
}

/** Reads a list: tab-separated, UTF-8, first line the column names in any order. Every line is looked at; all faults of a line are told. */
export function readItemList(text: string): ItemList {
  const [header = "", ...lines] = text.replace(/^\ufeff/, "").split(/\r?\n/);
  const names = header.split("\t").map((name) => name.trim());
  const lacking = COLUMNS.filter((column) => !names.includes(column));
  if (lacking.length > 0) return { definitions: [], errors: [{ line: 1, message: `表头缺少这几列：${lacking.join("、")}` }], notes: [] };
  const definitions: ItemDefinition[] = [];
  const errors: LineFault[] = [];
  const seen = new Map<string, number>();
  for (const [index, text] of lines.entries()) {
    const line = index + 2;
    if (text.trim() === "") continue;
    const cells = text.split("\t").map((cell) => cell.trim());
    if (cells.length !== names.length) {
      errors.push({ line, message: `有 ${cells.length} 列，应为 ${names.length} 列` });
      continue;
    }
    const row = Object.fromEntries(names.map((name, column) => [name, cells[column]!])) as Row;
    const found = rowFaults(row);
    const before = seen.get(row.item_code);
    if (row.item_code !== "" && before !== undefined) found.push(`事项编码与第 ${before} 行重复`);
    else seen.set(row.item_code, line);
    if (found.length > 0) errors.push({ line, message: found.join("；") });
    else definitions.push(definitionOf(row));
  }
  if (definitions.length === 0 && errors.length === 0) errors.push({ line: 1, message: "文件里没有事项" });
  return { definitions, errors, notes: notesOn(definitions) };
}

/** Old lists carry codes of many times; they are kept as they are, and said. */
function notesOn(definitions: ItemDefinition[]): string[] {
  const old = definitions.filter(({ item }) => !/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(item.unit)).length;
  const names = new Map<string, number>();
  for (const { item } of definitions) names.set(`${item.department} ${item.name}`, (names.get(`${item.department} ${item.name}`) ?? 0) + 1);
  const twice = [...names].filter(([, count]) => count > 1).map(([name]) => name);
  return [
    ...(old > 0 ? [`${old} 个事项的部门代码不是统一社会信用代码，按原样保留`] : []),
    ...(twice.length > 0 ? [`同一部门有同名事项，编码不同，都已保留：${twice.join("、")}`] : []),
  ];
}
