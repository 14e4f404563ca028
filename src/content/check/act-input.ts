import { isDuration } from "#kernel/clock";
import type { ActDeclaration, Taken } from "#process/graph";
import { DAY, misfit, ownEntry, TEXT, typeWords, WHOLE, type RecordType, type Type } from "#language/typing";
import type { FieldDefinition } from "#content/form";
import { CORE_STATES, type Kind } from "#content/kind";
import { instead } from "#values/spelling";
import { columnType, PARTY_VALUE, unbegun, type Surroundings } from "#content/scope";

/** `personal`: a value that is personal was written where everybody reads it. */
type Fault = { message: string; word?: string; personal?: true };
type Asked = { act: ActDeclaration; given: RecordType; fields: readonly FieldDefinition[]; around: Surroundings; kind: Kind | undefined };

/** The value of an entry that is written as a text. */
function literal(type: Type | undefined): string | undefined {
  return type?.is === "text" && type.values?.length === 1 ? type.values[0] : undefined;
}

/** The register that an entry names; undefined where it does not say, or names none. */
function registerIn({ given, around }: Asked, entry: string) {
  return around.registers.get(literal(ownEntry(given, entry)) ?? "");
}

/** A state as a flow may see it: once a matter is withdrawn or terminated nothing of its flow happens any more. */
function goingOn(type: Type): Type {
  if (type.is !== "text" || !type.values) return type;
  const values = type.values.filter((value) => !(Object.hasOwn(CORE_STATES, value) && CORE_STATES[value]!.phase === "closed"));
  return values.length > 0 ? { ...type, values } : type;
}

function rowFaults(row: Type, of: string, asked: Asked): Fault[] {
  const register = registerIn(asked, of);
  if (row.is !== "record" || !register) return row.is === "record" || row.is === "any" ? [] : [{ message: `row 要写成 {字段: 值}，这里是${typeWords(row)}` }];
  const columns = new Map(register.fields.map((field) => [field.name, field]));
  return Object.entries(row.entries).flatMap(([name, type]): Fault[] => {
    const column = columns.get(name);
    if (!column) return [{ word: name, message: `库「${register.name}」没有字段“${name}”。${instead(name, columns.keys())}` }];
    if (column.personal)
      return [{ word: name, message: `“${name}”（${column.label}）是个人信息，不能写在 row 里，要写在 personal 里：{${name}: "表单字段名"}`, personal: true }];
    const fault = misfit(goingOn(type), columnType(column));
    return fault ? [{ word: name, message: `写入库「${register.name}」的“${name}”（${column.label}）${fault}` }] : [];
  });
}

function answerFaults(answers: Type, of: string | readonly string[], asked: Asked): Fault[] {
  if (answers.is !== "record") return [];
  const register = typeof of === "string" ? registerIn(asked, of) : undefined;
  const targets = typeof of === "string" ? register?.fields.map(({ name }) => name) : of;
  const personal = new Map(asked.fields.filter((field) => field.personal).map((field) => [field.name, field]));
  return Object.entries(answers.entries).flatMap(([name, type]): Fault[] => {
    if (targets && !targets.includes(name)) {
      const owner = register ? `库「${register.name}」没有字段` : `${asked.act.name} 的 personal 里没有`;
      return [{ word: name, message: `${owner}“${name}”。${instead(name, targets)}` }];
    }
    const field = literal(type);
    if (field === undefined || personal.has(field)) return [];
    const [, role] = PARTY_VALUE.exec(field) ?? [];
    if (role !== undefined) {
      const parties = asked.kind?.parties ?? {};
      return Object.hasOwn(parties, role) ? [] : [{ word: `"${field}"`, message: `件类没有当事人“${role}”。${instead(role, Object.keys(parties))}` }];
    }
    const open = asked.fields.some((one) => one.name === field);
    return [
      {
        word: `"${field}"`,
        message: open
          ? `表单字段“${field}”不是个人信息，要写在 row 里：form.${field}`
          : `表单里没有个人信息字段“${field}”（personal 里写字段的名字，或者当事人的 party.角色.name、number、phone）。${instead(field, personal.keys())}`,
      },
    ];
  });
}

const PLAIN: Partial<Record<Taken["takes"], Type>> = {
  text: TEXT,
  day: DAY,
  "whole number": WHOLE,
  duration: TEXT,
  register: TEXT,
  "licence type": TEXT,
  clock: TEXT,
  stop: TEXT,
  link: TEXT,
  item: TEXT,
  state: TEXT,
};

/** The states in which the other matter of an act may be: of the kind of the item that it names, or of those to which the link leads; undefined where that is not said. */
function otherStates({ given, around, kind }: Asked): Map<string, string> | undefined {
  const link = literal(ownEntry(given, "link")) ?? "duplicate";
  const named = literal(ownEntry(given, "item"));
  const item = around.items?.get(named ?? "");
  // Which states an item has that is not there nobody knows.
  if (named !== undefined && !item) return new Map();
  const to = kind && Object.hasOwn(kind.links, link) ? kind.links[link]!.to : "any";
  const kinds = item ? [item.item.kind] : to === "any" ? [] : to;
  const states = kinds.flatMap((id) => Object.entries(around.kinds.get(id)?.kind.states ?? {}).map(([state, { word }]) => [state, word] as const));
  return states.length > 0 ? new Map(states) : undefined;
}

/** What a name in an input may be: of the kind, or of the other matter. */
function namesFor(taken: Taken["takes"], asked: Asked): { what: string; names: ReadonlyMap<string, string> } | undefined {
  const { kind, around } = asked;
  const words = (named: Readonly<Record<string, { word: string }>>): Map<string, string> => new Map(Object.entries(named).map(([id, { word }]) => [id, word]));
  switch (taken) {
    case "clock":
      return kind && { what: "时限", names: words(kind.clocks) };
    case "stop":
      return kind && { what: "停", names: words(kind.stops) };
    case "link": {
      // A matter that is begun is the one that ties itself to this one: the link is of its kind.
      const begun = around.items?.get(literal(ownEntry(asked.given, "item")) ?? "");
      const of = begun ? around.kinds.get(begun.item.kind)?.kind : kind;
      return of && { what: "关联", names: words(of.links) };
    }
    case "item":
      return around.items && { what: "事项", names: new Map([...around.items].map(([id, { item }]) => [id, item.name])) };
    case "state": {
      const names = otherStates(asked);
      return names && names.size > 0 ? { what: "状态", names } : undefined;
    }
    default:
      return undefined;
  }
}

/** That an item which is named can be begun by a matter, with what it is given. */
function unbegunFault(item: string, { given, fields, around }: Asked): Fault[] {
  const input = ownEntry(given, "input");
  const known = input === undefined ? [] : input.is === "record" && !input.open ? Object.keys(input.entries) : undefined;
  const message = unbegun(item, around, known && [...known, ...fields.filter(({ personal }) => !personal).map(({ name }) => name)]);
  return message === undefined ? [] : [{ word: `"${item}"`, message }];
}

function entryFaults(name: string, type: Type, taken: Taken, asked: Asked): Fault[] {
  if (taken.takes === "row") return rowFaults(type, taken.of, asked);
  if (taken.takes === "answers") return answerFaults(type, taken.of, asked);
  const { act, around } = asked;
  const wanted = PLAIN[taken.takes];
  const fault = wanted && misfit(type, wanted);
  if (fault) return [{ word: name, message: `${act.name} 的“${name}”${fault}` }];
  const values = type.is === "text" ? (type.values ?? []) : [];
  const strange = (known: ReadonlyMap<string, unknown>, what: string): Fault[] =>
    values.filter((value) => !known.has(value)).map((value) => ({ word: `"${value}"`, message: `没有${what}“${value}”。${instead(value, known.keys())}` }));
  switch (taken.takes) {
    case "register":
      return strange(around.registers, "库");
    case "clock":
    case "stop":
    case "link":
    case "item":
    case "state": {
      const known = namesFor(taken.takes, asked);
      const wrong = known ? values.filter((value) => !known.names.has(value)) : [];
      const unable = taken.takes === "item" ? values.flatMap((value): Fault[] => unbegunFault(value, asked)) : [];
      return [
        ...wrong.map((value) => ({
          word: `"${value}"`,
          message: `没有${known!.what}“${value}”。${instead(value, known!.names.keys(), Object.fromEntries(known!.names))}`,
        })),
        ...unable,
      ];
    }
    case "licence type":
      return strange(around.licences, "证照类型");
    case "duration":
      return values
        .filter((value) => !isDuration(value))
        .map((value) => ({ word: `"${value}"`, message: `${act.name} 的“${name}”写法不对：“${value}”，五年写 P5Y，每月写 P1M` }));
    case "month or day":
      return type.is === "text" && (type.form === "free" || values.some((value) => !/^\d{4}-\d{2}(-\d{2})?$/.test(value)))
        ? [{ word: name, message: `${act.name} 的“${name}”要填年月或者日期，例如 2026-11、2026-11-21` }]
        : type.is === "text" || type.is === "any" || type.is === "null" || type.is === "date"
          ? []
          : [{ word: name, message: `${act.name} 的“${name}”要填年月或者日期，这里是${typeWords(type)}` }];
    default:
      return [];
  }
}

/** The key of a register is written with every row. */
function keyFaults(asked: Asked): Fault[] {
  return Object.entries(asked.act.input).flatMap(([row, taken]): Fault[] => {
    const register = taken.takes === "row" && !taken.part ? registerIn(asked, taken.of) : undefined;
    const parts = [row, ...Object.keys(asked.act.input).filter((name) => asked.act.input[name]!.takes === "answers")].map((name) =>
      ownEntry(asked.given, name),
    );
    if (!register?.fields.some(({ name }) => name === register.key)) return [];
    if (parts.some((part) => part !== undefined && part.is !== "record")) return [];
    if (parts.some((part) => part?.is === "record" && Object.keys(part.entries).some((name) => name === register.key))) return [];
    // A column that is nobody's may be the key misspelt: told already.
    const names = new Set(register.fields.map(({ name }) => name));
    if (parts.some((part) => part?.is === "record" && Object.keys(part.entries).some((name) => !names.has(name)))) return [];
    const column = register.fields.find(({ name }) => name === register.key);
    return [{ message: `写入库「${register.name}」少了主键“${register.key}”（${column?.label ?? ""}），要写在 ${column?.personal ? "personal" : row} 里` }];
  });
}

/**
 * What is wrong with the input of an act: entries that it does not take, what it needs and is not given, columns that the register lacks, values that do
 * not fit. Nothing is told of an input that is not written out as a context.
 */
export function inputFaults(
  act: ActDeclaration,
  input: Type | undefined,
  fields: readonly FieldDefinition[],
  { around, kind }: Pick<Asked, "around" | "kind">,
): Fault[] {
  const names = Object.keys(act.input);
  if (input === undefined) {
    const needed = names.filter((name) => act.input[name]!.required);
    return needed.length > 0 ? [{ message: `${act.name} 要写 yw:input：{${needed.join("、")}}` }] : [];
  }
  if (input.is === "any" || input.is === "null") return [];
  if (input.is !== "record") return [{ message: `${act.name} 的 yw:input 要写成 {名称: 值}，这里是${typeWords(input)}` }];
  if (input.open) return [];
  const asked: Asked = { act, given: input, fields, around, kind };
  const strange = Object.keys(input.entries).filter((name) => !names.includes(name));
  const missing = names.filter((name) => act.input[name]!.required && !ownEntry(input, name));
  return [
    ...strange.map((name) => ({
      word: name,
      message: names.length === 0 ? `${act.name} 不用写 yw:input` : `${act.name} 不认识 yw:input 里的“${name}”。${instead(name, names)}`,
    })),
    ...(strange.length > 0 ? [] : missing.map((name) => ({ message: `${act.name} 的 yw:input 里少了“${name}”` }))),
    ...Object.entries(input.entries).flatMap(([name, type]) => (names.includes(name) ? entryFaults(name, type, act.input[name]!, asked) : [])),
    ...keyFaults(asked),
  ];
}
