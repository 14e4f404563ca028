import { openList, readTable, type ListForm, type TableFault, type TemplateColumn } from "#register/list";
import { FIRST_KIND, type Item, type ItemDefinition } from "#content/pack";
import { foldCode } from "#values/codes";
import { countGraphemes, firstGraphemes, isLongerThan } from "#values/graphemes";
import { themesOf, typeWord, type ItemWords } from "./themes.ts";

/** A list of items as read: definitions for guidance only, what is wrong, what is odd but can be kept, and what was guessed. */
export interface ItemList {
  definitions: ItemDefinition[];
  errors: TableFault[];
  notes: string[];
  guesses: Guess[];
  /** Lines of the items by their codes. */
  lines: ReadonlyMap<string, number>;
  form: ListForm;
}

/** What a list did not say of an item and its name seems to. */
export interface Guess {
  line: number;
  name: string;
  audience?: Item["audience"];
  themes?: string[];
}

/** Columns of a list of items. Whom an item is for and its themes may be given; else they are guessed by its name, and told. */
export const itemColumns = ({ types, themes }: ItemWords): readonly TemplateColumn[] => [
  { name: "department", label: "部门名称", also: ["实施主体", "部门", "所属部门"], required: true, hint: "办理这个事项的部门" },
  { name: "main_item", label: "主项名称", also: ["主项"], required: true, hint: "没有主项的写“未分类”" },
  { name: "item", label: "事项名称", also: ["子项名称", "业务办理项名称", "名称"], required: true, hint: "最多 200 个字" },
  { name: "area_code", label: "区划代码", also: ["行政区划代码"], required: true, hint: "12 位数字" },
  { name: "item_code", label: "事项编码", also: ["实施编码", "事项代码"], required: true, hint: "数字、字母和短横线，不能重复" },
  {
    name: "task_type",
    label: "事项类型",
    also: ["事项类型代码"],
    required: true,
    hint: `代码或者名称，例如 ${types[1]?.value ?? "01"} 或者${types[1]?.label ?? "名称"}`,
  },
  { name: "dept_code", label: "部门统一社会信用代码", also: ["部门代码", "部门编码", "统一社会信用代码"], required: true, hint: "18 位" },
  { name: "audience", label: "面向对象", also: ["服务对象"], hint: "个人、法人，或者个人和法人；不填的由平台按名称判断" },
  { name: "themes", label: "主题", also: ["主题分类"], hint: `用顿号隔开的主题代码：${themes.map(({ value }) => value).join("、")}；不填的由平台按名称判断` },
];
type Row = Record<"department" | "main_item" | "item" | "area_code" | "item_code" | "task_type" | "dept_code" | "audience" | "themes", string>;

const EMPTY: Row = { department: "", main_item: "", item: "", area_code: "", item_code: "", task_type: "", dept_code: "", audience: "", themes: "" };

/** The name under which a source lists items that belong to no main item. */
const NO_GROUP = "未分类";
const ORGANISATIONS = /企业|公司|单位|机构|法人|经营|生产|销售|用人|合作社|施工|建设|工程|运输|证核发/;
const PEOPLE = /个人|居民|老人|学生|儿童|适龄|残疾|婚姻|生育|退休|养老|失业|户口|身份证|教师资格|驾驶/;

function audienceOf(name: string): Item["audience"] {
  const firms = ORGANISATIONS.test(name);
  const people = PEOPLE.test(name);
  return firms === people ? ["person", "organisation"] : firms ? ["organisation"] : ["person"];
}

const AUDIENCES: Record<string, Item["audience"]> = {
  个人: ["person"],
  自然人: ["person"],
  法人: ["organisation"],
  企业: ["organisation"],
  单位: ["organisation"],
  其他组织: ["organisation"],
  社会组织: ["organisation"],
  公民: ["person"],
  居民: ["person"],
};

/** Whom a cell names; undefined when nobody that is known. */
function audienceIn(cell: string): Item["audience"] | undefined {
  const words = cell.split(/[、，,;；/和及|\s]+/).filter((word) => word !== "");
  const named = words.map((word) => AUDIENCES[word]?.[0]);
  return named.includes(undefined) ? undefined : (["person", "organisation"] as const).filter((each) => named.includes(each));
}

const themesIn = (cell: string): string[] => cell.split(/[、，,;；|\s]+/).filter((word) => word !== "");

/** A type by its code of one or two digits, or by its name. */
function typeOf(cell: string, { types }: ItemWords): string | undefined {
  const plain = cell.normalize("NFKC").trim();
  const code = /^\d{1,2}$/.test(plain) ? plain.padStart(2, "0") : types.find(({ label }) => label === plain)?.value;
  return types.some(({ value }) => value === code) ? code : undefined;
}

function definitionOf(row: Row, words: ItemWords): ItemDefinition {
  const type = typeOf(row.task_type, words)!;
  const item: Item = {
    // The code is unique and stays with the item, so it serves as its name in addresses too.
    id: row.item_code,
    name: row.item,
    short: `${typeWord(words, type)}，由${row.department}办理。`,
    code: row.item_code,
    type,
    kind: FIRST_KIND,
    pace: "promised",
    level: "",
    unit: row.dept_code,
    department: row.department,
    area: row.area_code,
    audience: row.audience ? audienceIn(row.audience)! : audienceOf(row.item),
    synonyms: [],
    themes: row.themes ? themesIn(row.themes) : themesOf(words, `${row.item} ${row.main_item}`),
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

function rowFaults(row: Row, words: ItemWords): string[] {
  const found: string[] = [];
  if (row.item === "") found.push("没有事项名称");
  else if (isLongerThan(row.item, 200)) found.push(`事项名称有 ${countGraphemes(row.item)} 个字，最多 200 个`);
  if (row.department === "") found.push("没有部门名称");
  if (!/^\d{12}$/.test(row.area_code)) found.push(`区划代码“${row.area_code}”应为 12 位数字`);
  if (row.item_code === "") found.push("没有事项编码");
  else if (!/^[0-9A-Za-z-]{1,60}$/.test(row.item_code)) found.push(`事项编码“${row.item_code}”只能用数字、字母和短横线，最多 60 位`);
  if (typeOf(row.task_type, words) === undefined) found.push(`事项类型“${row.task_type}”不在代码表里`);
  if (row.audience && !audienceIn(row.audience)) found.push(`面向对象“${firstGraphemes(row.audience, 30)}”读不懂，请填个人、法人或者个人和法人`);
  const odd = row.themes ? themesIn(row.themes).filter((theme) => !words.themes.some(({ value }) => value === theme)) : [];
  if (odd.length > 0) found.push(`没有这些主题：${odd.slice(0, 5).join("、")}`);
  return found;
}

/** A row with its codes as they are meant; blanks within a code are told and not mended. */
function folded(row: Row): Row {
  const narrow = (text: string): string => text.normalize("NFKC").replace(/\p{Cf}/gu, "");
  return { ...row, area_code: foldCode(row.area_code), item_code: narrow(row.item_code), dept_code: foldCode(row.dept_code) };
}

/** Reads a list, a workbook or text (see `openList`), its heading in any order. Every line is looked at; all faults of a line are told. */
export async function readItemList(content: Buffer | string, words: ItemWords): Promise<ItemList> {
  const list = await openList(typeof content === "string" ? Buffer.from(content, "utf8") : content);
  const table = await readTable(list, itemColumns(words));
  const definitions: ItemDefinition[] = [];
  const errors: TableFault[] = [...table.faults];
  const guesses: Guess[] = [];
  const lines = new Map<string, number>();
  for await (const batch of table.batches) {
    if (table.faults.length > 0) continue;
    errors.push(...batch.faults);
    for (const { line, cells, given, broken } of batch.rows) {
      if (broken) continue;
      // A line of text that is broken off; a workbook leaves out empty cells.
      if (list.form.kind === "text" && given < table.width - 1 && given < table.columns.length - 1) {
        errors.push({ line, message: `有 ${given} 列，应为 ${table.width} 列` });
        continue;
      }
      const row = folded({ ...EMPTY, ...Object.fromEntries(table.columns.map(({ name }, column) => [name, cells[column]!])) });
      const found = rowFaults(row, words);
      const code = row.item_code;
      const before = lines.get(code);
      if (code !== "" && before !== undefined) found.push(`事项编码与第 ${before} 行重复`);
      else lines.set(code, line);
      if (found.length > 0) {
        errors.push({ line, message: found.join("；") });
        continue;
      }
      const definition = definitionOf(row, words);
      const { name, audience, themes } = definition.item;
      definitions.push(definition);
      if (!row.audience || !row.themes) guesses.push({ line, name, ...(!row.audience && { audience }), ...(!row.themes && { themes }) });
    }
  }
  if (definitions.length === 0 && errors.length === 0) errors.push({ line: table.headingLine, message: "文件里没有事项" });
  return { definitions, errors, notes: [...list.form.notes, ...notesOn(definitions)], guesses, lines, form: list.form };
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
