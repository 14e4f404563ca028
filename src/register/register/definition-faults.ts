import { TYPES, type RegisterField } from "#register/field";
import type { RegisterDefinition } from "./definition.ts";

/** What is wrong with a definition, where it is written. */
export interface DefinitionFault {
  path: (string | number)[];
  message: string;
}

/** Types whose values may be encrypted: they are texts. */
const ENCRYPTED = new Set<RegisterField["type"]>(["text", "code", "record"]);
const FORMATTED = new Set<RegisterField["type"]>(["text", "code", "integer", "record"]);
const CODED = new Set<RegisterField["type"]>(["text", "code", "integer"]);

type Others = ReadonlyMap<string, RegisterDefinition>;

/** What a field may not be, each with why. */
const RULES: { breaks: (field: RegisterField, others: Others) => boolean; say: (field: RegisterField) => string }[] = [
  { breaks: ({ personal, grade }) => personal !== undefined && grade < 2, say: () => "是个人信息，分级不能低于 2 级" },
  { breaks: ({ personal, type }) => personal !== undefined && !ENCRYPTED.has(type), say: () => "是个人信息，类型只能是 text、code 或者 record" },
  { breaks: ({ format, type }) => format !== undefined && !FORMATTED.has(type), say: ({ type }) => `的类型 ${type} 有自己的写法，不能再写 format` },
  { breaks: ({ codes, type }) => codes !== undefined && !CODED.has(type), say: ({ type }) => `的类型是 ${type}，不能有代码表` },
  { breaks: ({ type, register }) => type === "record" && register === undefined, say: () => "要用 register 写明是哪个库的记录" },
  {
    breaks: ({ type, register, elsewhere }) => type !== "record" && (register !== undefined || elsewhere === true),
    say: () => "不是 record，不能写 register 和 elsewhere",
  },
  { breaks: ({ register }, others) => register !== undefined && !others.has(register), say: ({ register }) => `引用的库“${register}”不存在` },
  {
    breaks: ({ type, register, personal }, others) => {
      const target = type === "record" && register ? others.get(register) : undefined;
      return personal === undefined && target?.fields.find(({ name }) => name === target.key)?.personal !== undefined;
    },
    say: () => "引用的库以个人信息为主键，这一项也要写 personal",
  },
  {
    breaks: ({ search, personal, type }) => search === true && !personal && type !== "text" && type !== "code" && type !== "record",
    say: () => "只有文字和代码可以搜索",
  },
  { breaks: ({ filter, personal }) => filter === true && personal !== undefined, say: () => "是个人信息，不能筛选，只能用 search 按完整内容查" },
  { breaks: ({ filter, type }) => filter === true && TYPES[type].narrowed === undefined, say: ({ type }) => `的类型是 ${type}，不能筛选` },
  { breaks: ({ sort, personal }) => sort === true && personal !== undefined, say: () => "是个人信息，不能排序" },
  { breaks: ({ sort, type }) => sort === true && !TYPES[type].ordered, say: ({ type }) => `的类型是 ${type}，不能排序` },
];

/** What is wrong with the fields of a register, in themselves and towards the others that are loaded with it. Names that it gives are looked up by who checks packs. */
export function definitionFaults({ fields }: Pick<RegisterDefinition, "fields">, others: Others): DefinitionFault[] {
  return fields.flatMap((field, i) =>
    RULES.filter(({ breaks }) => breaks(field, others)).map(({ say }) => ({ path: ["fields", i], message: `“${field.label}”${say(field)}` })),
  );
}
