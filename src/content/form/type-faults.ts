import { instead, nearest } from "#values/spelling";
import { MOST_ROWS, TYPES, type FieldDefinition, type TypeName } from "./field/index.ts";

/** A slip in what a field says of its type: at which key of the field, and a sentence. */
export interface TypeFault {
  key: string;
  message: string;
}

/** Types as authors may write them, each with its word. */
export const WRITABLE: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(TYPES)
    .filter(([name]) => name !== "schema")
    .map(([name, { word }]) => [name, word]),
);

/** Keys that mean something for some type only. */
const OF_TYPES = new Set(Object.values(TYPES).flatMap(({ keys }) => keys));
/** What a type cannot do without: any one of the keys. */
const NEEDED: Partial<Record<TypeName, readonly [keys: readonly (keyof FieldDefinition)[], words: string]>> = {
  choice: [["options"], "要写 options：可以选的有哪些"],
  choices: [["options"], "要写 options：可以选的有哪些"],
  rows: [["fields"], "要写 fields：每一行填哪些项"],
  record: [["register"], "要写 register：是哪个库的记录"],
  columns: [["of"], "要写 of：前面哪个字段选的库"],
  checklist: [["points", "checklist"], "要写 points（核查要点）或者 checklist（核查表的 id）"],
};

function boundFaults({ name, min, max, pattern, fixed, type }: FieldDefinition): TypeFault[] {
  const found: TypeFault[] = [];
  if (min !== undefined && max !== undefined && min > max) found.push({ key: "min", message: `字段 ${name} 的 min 比 max 大` });
  if (type === "rows" && max !== undefined && max > MOST_ROWS) found.push({ key: "max", message: `字段 ${name} 最多 ${MOST_ROWS} 行` });
  if (fixed !== undefined && fixed !== true) found.push({ key: "fixed", message: `字段 ${name} 的 fixed 只能是 true` });
  try {
    if (pattern !== undefined) new RegExp(pattern, "u");
  } catch {
    found.push({ key: "pattern", message: `字段 ${name} 的 pattern 不是正则表达式` });
  }
  return found;
}

function rowFaults({ name, fields = [], distinct }: FieldDefinition): TypeFault[] {
  const names = fields.map((part) => part.name);
  const twice = names.find((each, at) => names.indexOf(each) < at);
  const deep = fields.find(({ type }) => ["rows", "marks", "checklist", "files", "photos", "signature", "schema"].includes(type));
  return [
    ...(twice === undefined ? [] : [{ key: "fields", message: `字段 ${name} 里的 ${twice} 重复` }]),
    ...(deep === undefined ? [] : [{ key: "fields", message: `字段 ${name} 里的 ${deep.name} 不能是 ${deep.type}：一行里只放简单的项` }]),
    ...(distinct === undefined || names.includes(distinct)
      ? []
      : [{ key: "distinct", message: `字段 ${name} 的 distinct 用到的“${distinct}”不在 fields 里。${instead(distinct, names)}` }]),
    ...fields.flatMap((part) => typeFaults(part, new Map()).map(({ message }) => ({ key: "fields", message: `${name} 的${message}` }))),
  ];
}

/** What a field says of its type that cannot be. `before`: the fields before it, by name. */
export function typeFaults(field: FieldDefinition, before: ReadonlyMap<string, FieldDefinition>): TypeFault[] {
  const { name, type, format } = field;
  const known = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (!known)
    return [
      {
        key: "type",
        message: `字段 ${name} 的类型“${type}”不存在。${instead(type, Object.keys(WRITABLE), nearest(type, Object.keys(WRITABLE)) ? {} : WRITABLE)}`,
      },
    ];
  if (type === "schema") return [];
  const found: TypeFault[] = [];
  for (const key of OF_TYPES)
    if (Object.hasOwn(field, key) && key !== "widget" && !known.keys.includes(key))
      found.push({ key, message: `字段 ${name} 是${known.word}（${type}），不用 ${key}。${instead(key, known.keys)}` });
  if (format !== undefined && known.keys.includes("format") && !known.formats?.includes(format))
    found.push({ key: "format", message: `字段 ${name} 不认识格式“${format}”。${instead(format, known.formats ?? [])}` });
  const needed = NEEDED[type];
  if (needed && !needed[0].some((key) => field[key] !== undefined))
    found.push({ key: "type", message: `字段 ${name} 是${known.word}（${type}），${needed[1]}` });
  if (type === "columns" && field.of !== undefined && before.get(field.of)?.type !== "register") {
    const registers = [...before.values()].filter((other) => other.type === "register").map((other) => other.name);
    found.push({ key: "of", message: `字段 ${name} 的 of 要写前面选库的字段，这里是“${field.of}”。${instead(field.of, registers)}` });
  }
  return [...found, ...boundFaults(field), ...(type === "rows" ? rowFaults(field) : [])];
}
