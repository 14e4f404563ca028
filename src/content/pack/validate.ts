import type { ErrorObject, ValidateFunction } from "ajv";
import { schemaChecker, type JsonSchema } from "#content/form";
import { instead, nearest } from "#values/spelling";
import type { Fault } from "./fault.ts";
import { placeWords } from "./place.ts";
import { SCHEMAS, type FileKind } from "./schemas.ts";
import type { Source } from "./source.ts";

type Path = (string | number)[];

const compiled = new Map<JsonSchema, ValidateFunction>();

function validator(schema: JsonSchema): ValidateFunction {
  let found = compiled.get(schema);
  if (!found) compiled.set(schema, (found = schemaChecker().compile(schema)));
  return found;
}

function pathOf({ instancePath }: ErrorObject): Path {
  return instancePath
    .split("/")
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll("~1", "/").replaceAll("~0", "~")));
}

const TYPES: Record<string, string> = {
  string: "文字（数字和日期要加引号）",
  integer: "整数",
  number: "数字",
  boolean: " true 或者 false",
  array: "一个清单，每项以“- ”开头",
  object: "若干项“名称: 值”",
};

/** What patterns ask for, by what they stand for in this format. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\[\+-\]/, "要写成 +标记 或者 -标记，例如 +urged"],
  [/permanent/, "要写成 P10Y 这样的年数，或者 permanent（永久）"],
  [/\{18\}/, "要写机构代码：18 位统一社会信用代码，内设机构再加“-01”这样的序号"],
  [/\\d\+\\\.\\d\+/, "要写成 1.0.0 这样的版本号"],
  [/WD\|D/, "时限写法不对：10 个工作日写 P10WD，15 日写 P15D"],
  [/\^P\[0-9\]/, "天数写法不对：90 天写 P90D"],
  [/\\\./, "要写成“库.字段”"],
  [/situation/, "要写表单字段的名字，或者“situation.问题”"],
  [/_-\]/, "要以小写字母开头，只用小写字母、数字、“-”和“_”，最多 40 个"],
  [/\[a-z0-9-\]/, "要以小写字母开头，只用小写字母、数字和“-”"],
  [/\[a-z0-9_\]/, "要以小写字母开头，只用小写字母、数字和“_”"],
];

function reasonOf({ keyword, params }: ErrorObject, value: unknown): string {
  const { limit, type, pattern, format, allowedValues, allowedValue } = params as Record<string, unknown> & { allowedValues?: unknown[] };
  switch (keyword) {
    case "type":
      return `要写${TYPES[String(type)] ?? String(type)}${value === null ? "，这里是空的" : ""}`;
    case "enum":
      return `只能是 ${allowedValues!.join("、")} 之一，这里是“${shown(value)}”。${typeof value === "string" && value.includes("，") ? "逗号用了全角“，”，请换成半角“,”。" : ""}${near(value, allowedValues!)}`;
    case "const":
      return `只能是 ${String(allowedValue)}`;
    case "minLength":
      return Number(limit) === 1 ? "不能是空的" : `至少写 ${String(limit)} 个字`;
    case "maxLength":
      return `最多写 ${String(limit)} 个字`;
    case "minItems":
      return Number(limit) === 1 ? "至少要有一项" : `至少要有 ${String(limit)} 项`;
    case "maxItems":
      return `最多 ${String(limit)} 项`;
    case "minProperties":
      return `至少写 ${String(limit)} 项`;
    case "maxProperties":
      return `最多写 ${String(limit)} 项`;
    case "minimum":
    case "exclusiveMinimum":
      return `不能小于 ${String(limit)}`;
    case "maximum":
    case "exclusiveMaximum":
      return `不能大于 ${String(limit)}`;
    case "pattern":
      return `“${shown(value)}”${PATTERNS.find(([said]) => said.test(String(pattern)))?.[1] ?? "写法不对"}`;
    case "anyOf":
      return wayOut(params as { branches?: ErrorObject[] });
    case "propertyNames":
      return `的名字“${String((params as { propertyName?: unknown }).propertyName)}”要以小写字母开头，只用小写字母、数字、“-”和“_”`;
    case "format":
      return format === "date" ? "要写日历上有的日期，例如 2026-11-21" : format === "uri" ? "要写网址" : "写法不对";
    default:
      return "写法不对";
  }
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function near(value: unknown, allowed: unknown[]): string {
  if (typeof value === "number" && allowed.every((each) => typeof each === "string")) return "要加引号";
  const found = typeof value === "string" ? nearest(value, allowed.map(String)) : undefined;
  return found === undefined ? "" : `您是不是想写“${found}”？`;
}

/** Inside a place; nothing of the whole file. */
function within(place: string): string {
  return place === "" ? "" : `${place}${/[\w.]$/.test(place) ? " " : ""}里`;
}

/** What would do where several things would: a key that must be there, values, or sorts of values. */
function wayOut({ branches = [] }: { branches?: readonly ErrorObject[] }): string {
  const missing = branches.flatMap(({ keyword, params }) => (keyword === "required" ? [String(params["missingProperty"])] : []));
  if (missing.length > 0) return `要写 ${missing.join("、")} 中的一项`;
  const values = branches.flatMap(({ keyword, params }) => (keyword === "enum" ? (params["allowedValues"] as unknown[]).map(String) : []));
  const sorts = branches.flatMap(({ keyword, params }) => (keyword === "type" ? [TYPES[String(params["type"])] ?? String(params["type"])] : []));
  return `写法不对，可以写${[...(values.length > 0 ? [values.join("、")] : []), ...new Set(sorts)].join("，或者")}`;
}

/**
 * Where one of several shapes would do, every one that does not fit is told by the validator; where a name does not fit, its letters are, too. Here each of
 * these is one error: what stands deepest, which is the shape that was meant, else the choice itself.
 */
function oneEach(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === "anyOf");
  const below = (choice: ErrorObject, error: ErrorObject): boolean => error !== choice && error.schemaPath.startsWith(`${choice.schemaPath}/`);
  const names = errors.filter(({ keyword }) => keyword === "propertyNames");
  const kept = errors.filter(
    (error) =>
      !choices.some((choice) => below(choice, error) && error.instancePath === choice.instancePath) &&
      !names.some((name) => error !== name && error.instancePath === name.instancePath && error.schemaPath.startsWith(name.schemaPath)),
  );
  return kept.flatMap((error) => {
    if (error.keyword !== "anyOf") return [error];
    const branches = errors.filter((each) => below(error, each));
    return branches.some(({ instancePath }) => instancePath !== error.instancePath) ? [] : [{ ...error, params: { branches } }];
  });
}

/** The schema that stands at a place of the whole one. */
function schemaAt(whole: JsonSchema, schemaPath: string): JsonSchema {
  const parts = schemaPath.split("/").slice(1, -1);
  return parts.reduce<JsonSchema>((schema, part) => (schema[part.replaceAll("~1", "/")] ?? {}) as JsonSchema, whole);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, part) => (typeof at === "object" && at !== null ? (at as Record<string | number, unknown>)[part] : undefined), value);
}

/** Keys that an object does not know, each with the one that was meant: a missing one first, since that is what is lacking. */
function strangeKeys(errors: readonly ErrorObject[], { schema, kind }: Shape, source: Source): { faults: Fault[]; meant: Set<string> } {
  const meant = new Set<string>();
  const faults = errors.flatMap((error): Fault[] => {
    const { additionalProperty: key } = error.params as { additionalProperty?: string };
    if (key === undefined) return [];
    const path = pathOf(error);
    const missing = errors.flatMap((other) =>
      other.keyword === "required" && other.instancePath === error.instancePath ? [String(other.params["missingProperty"])] : [],
    );
    const there = new Set(Object.keys(Object(valueAt(source.value, path))));
    const known = Object.keys((schemaAt(schema, error.schemaPath)["properties"] ?? {}) as object);
    const free = known.filter((name) => !there.has(name));
    const wanted = nearest(key, missing) ?? nearest(key, free);
    if (wanted !== undefined) meant.add(`${error.instancePath} ${wanted}`);
    const place = placeWords(kind, source.value, path);
    const wide = key.includes("：") ? "冒号用了全角“：”，请换成半角“: ”。" : "";
    return [
      {
        file: source.file,
        line: source.keyLine([...path, key]),
        message: `${within(place)}不认识“${key}”这一项。${wide}${instead(key, free.length > 0 ? free : known)}`,
      },
    ];
  });
  return { faults, meant };
}

/** What a file is to look like: its schema, and what kind of file of a pack it is, where it is one. */
interface Shape {
  schema: JsonSchema;
  kind?: FileKind;
}

/** Faults of a file of a pack against the schema of its kind. */
export function shapeFaults(kind: FileKind, source: Source): Fault[] {
  return faultsOf({ schema: SCHEMAS[kind] as JsonSchema, kind }, source);
}

/** Faults of a file against a schema, each with its line, in the author's words. What follows from a misspelt key is not told beside it. */
export function faultsOf(shape: Shape, source: Source): Fault[] {
  if (source.faults.length > 0) return source.faults;
  const { schema, kind } = shape;
  const validate = validator(schema);
  if (validate(source.value)) return [];
  const errors = oneEach(validate.errors!);
  const { faults, meant } = strangeKeys(errors, shape, source);
  const others = errors.flatMap((error): Fault[] => {
    const { keyword, instancePath, params } = error;
    if (keyword === "additionalProperties" || keyword === "if" || (keyword === "minProperties" && faults.length > 0)) return [];
    const path = pathOf(error);
    const place = placeWords(kind, source.value, path);
    const { branches = [] } = params as { branches?: ErrorObject[] };
    if (branches.some((each) => meant.has(`${instancePath} ${String(each.params["missingProperty"])}`))) return [];
    if (keyword !== "required") {
      const line = path.length > 0 ? source.keyLine(path) : 1;
      return [
        {
          file: source.file,
          line:
            keyword === "propertyNames"
              ? source.keyLine([...path, String(params["propertyName"])])
              : typeof path.at(-1) === "number"
                ? source.lineAt(path)
                : line,
          message: `${place === "" ? "" : `${place} `}${reasonOf(error, valueAt(source.value, path))}`,
        },
      ];
    }
    const missing = String(params["missingProperty"]);
    if (meant.has(`${instancePath} ${missing}`)) return [];
    const there = Object.keys(Object(valueAt(source.value, path)) as object);
    const known = Object.keys((schemaAt(schema, error.schemaPath)["properties"] ?? {}) as object);
    const wrong = nearest(
      missing,
      there.filter((key) => !known.includes(key)),
    );
    const line = wrong === undefined ? source.lineAt(path) : source.keyLine([...path, wrong]);
    return [
      {
        file: source.file,
        line,
        message: `${within(place)}少了“${missing}”这一项${wrong === undefined ? "" : `：这里写的是“${wrong}”，是不是想写“${missing}”？`}`,
      },
    ];
  });
  return [...faults, ...others].toSorted((a, b) => a.line - b.line);
}
