import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expression } from "#language/feel";
import {
  ANY,
  BOOLEAN,
  DAY,
  listOf,
  misfit,
  MONTH,
  NUMBER,
  oneOf,
  recordOf,
  TEXT,
  TYPED,
  typeOf,
  typeOfTests,
  WHOLE,
  type RecordType,
  type Type,
} from "./index.ts";

const scope = recordOf({
  form: recordOf(
    {
      uscc: TYPED,
      premises_street: oneOf(["990101001000", "990102001000"], { "990101001000": "青瓷街道" }),
      premises_size: NUMBER,
      seats: WHOLE,
      opens: DAY,
      online: BOOLEAN,
      legal_person: { is: "hidden", why: "是个人信息，公式看不到" },
    },
    { called: "表单" },
  ),
  situation: recordOf({ business: oneOf(["catering", "retail"]), operations: listOf(oneOf(["hot", "cold", "raw"])) }),
  decision: recordOf({ outcome: oneOf(["grant", "refuse", "return"], { grant: "准予" }), reason: TEXT }),
  held: listOf(recordOf({ state: TEXT, seats: WHOLE })),
  today: DAY,
  issue: ANY,
});

const said = (text: string): string[] => typeOf(text, scope).faults.map(({ word, message }) => `${word}：${message}`);

describe("a slip is named, with what there is and what is nearest", () => {
  test.each([
    ["a field", "=form.usc", "usc：表达式里的“form.usc”不存在：表单没有“usc”。您是不是想写“uscc”？可以写的有：uscc、premises_street、"],
    ["a field in a branch", 'if form.premises_stret = "990102001000" then 1 else 2', "您是不是想写“premises_street”？"],
    ["a name", "fom.uscc", "fom：表达式里的“fom”没有定义。您是不是想写“form”？"],
    ["an outcome", 'decision.outcome = "approve"', '"approve"：“decision.outcome”没有“approve”这个值。可以写的有：grant（准予）、refuse、return'],
    ["an outcome, turned round", '"approve" = decision.outcome', '"approve"：“decision.outcome”没有“approve”这个值。'],
    ["an outcome that is excluded", 'decision.outcome != "reject"', "“decision.outcome”没有“reject”这个值。"],
    ["an option among several", 'list contains(situation.operations, "ray")', "“situation.operations”没有“ray”这个值。您是不是想写“raw”？"],
    ["an option behind in", 'situation.business in ["catering", "shop"]', "“situation.business”没有“shop”这个值。"],
    ["an option of an element", 'some x in situation.operations satisfies x in ["cold", "ray"]', "“x”没有“ray”这个值。您是不是想写“raw”？"],
    ["an option in a list that is written out", 'list contains(["catering", "shop"], situation.business)', "“situation.business”没有“shop”这个值。"],
    ["several compared with one", 'situation.operations = "raw"', '要写 list contains(situation.operations, "…")'],
    ["a number in quotes", 'form.premises_size > "50"', "“form.premises_size”是数字，比较的值是文字，永远比不出来。数字不加引号"],
    ["yes as a text", 'form.online = "yes"', "要写 form.online = true 或者 form.online = false"],
    ["a day that is a text", 'form.opens > date("2026-01-01")', "要写 date(form.opens)"],
    ["a part of a day that is a text", "today.year", "要写 date(today).year"],
    ["a part of a text", "form.uscc.first", "“form.uscc”是文字，没有“first”"],
    ["personal information", "form.legal_person", "表达式里的“form.legal_person”是个人信息，公式看不到"],
    ["a function", "flor(form.premises_size)", "没有叫“flor”的函数。您是不是想写“floor”？"],
    ["an element of a list", "held[sate = 1]", "表达式里的“sate”没有定义。您是不是想写“state”？"],
    ["a member of every element", "held.seat", "“held”没有“seat”。您是不是想写“seats”？"],
    ["an entry of a context that is written there", "{a: 1, b: c}.a", "表达式里的“c”没有定义"],
    ["text and number", '"面积" + form.seats', "文字和整数不能用“+”算，数字要先写成 string(…)"],
  ])("%s", (_what, text, message) => {
    expect(said(text).join("\n")).toContain(message);
    expect(said(text)).toHaveLength(1);
  });
});

test.each([
  'if form.premises_street = "990102001000" then "a" else "b"',
  'situation.operations != null and (some x in situation.operations satisfies x in ["cold", "raw"])',
  'count(held[state = "held" and seats > 3]) > 0',
  "held[1].seats + 1",
  "issue.number.whatever[1]",
  "{x: form.seats, y: x + 1}.y",
  "for h in held return h.seats + sum(partial)",
  "date(form.opens) < date(today) and date(form.opens).year = 2026",
  "(function(a) a + form.seats)(3)",
  'decision.outcome in ("grant", "return")',
  'if decision.outcome = "grant" then null else decision.reason',
  "form.seats between 1 and 5",
])("%s is right", (text) => expect(said(text)).toEqual([]));

describe("cells of tables", () => {
  const cell = (text: string, value: Type): string[] => typeOfTests(text, value, scope).map(({ message }) => message);
  test("are compared with what the column can be", () => {
    expect(cell('"schol"', oneOf(["school", "care"]))).toEqual(["这一列没有“schol”这个值。您是不是想写“school”？可以写的有：school、care"]);
    expect(cell('not("school")', oneOf(["school", "care"]))).toEqual([]);
    expect(cell('list contains(?, "ray")', listOf(oneOf(["raw", "cold"])))).toHaveLength(1);
    expect(cell('"raw"', listOf(oneOf(["raw", "cold"])))).toEqual(['这一列是清单，比较的值是文字，永远比不出来。它可以有几个值，要写 list contains(?, "…")']);
    expect(cell("> 5", oneOf(["school"]))).toEqual(["这一列是文字，比较的值是整数，永远比不出来。"]);
    for (const right of ["-", "null", 'list contains(?, "raw")', '["raw", "cold"]']) expect(cell(right, listOf(oneOf(["raw", "cold"])))).toEqual([]);
    for (const right of ["-", "[1..5]", "< 3, > 9", "null", "form.seats"]) expect(cell(right, WHOLE)).toEqual([]);
  });
});

test.each([
  ["a text into a number", TYPED, NUMBER, "要填数字，这里是文字"],
  ["a fraction into a whole number", { is: "number", whole: false } as const, WHOLE, "要填整数，这里可能有小数，请写 floor(…)"],
  ["a value outside the codes", oneOf(["payng"]), oneOf(["paying", "ended"]), "没有“payng”这个值。您是不是想写“paying”？"],
  ["what somebody types into a day", TYPED, DAY, "要填写成文字的日期，这里是文字"],
  ["a month into a day", MONTH, DAY, "要填写成文字的日期，这里是年月"],
  ["a list into a text", listOf(TEXT), TEXT, "要填文字，这里是清单"],
])("%s does not fit", (_what, type, wanted, message) => expect(misfit(type, wanted)).toContain(message));

test("what may fit passes", () => {
  for (const [type, wanted] of [
    [WHOLE, NUMBER],
    [NUMBER, WHOLE],
    [oneOf(["2026-01-01"]), DAY],
    [{ is: "date" }, DAY],
    [DAY, TEXT],
    [ANY, WHOLE],
    [TEXT, DAY],
  ] as [Type, Type][])
    expect(misfit(type, wanted)).toBeUndefined();
});

// A record with data in every place, names that are in it and names that are not, and paths through lists and contexts made of them.
const NAMES = ["form", "seats", "state", "usc", "item", "x"];
const typeArbitrary = fc.letrec<{ type: Type; record: RecordType }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Type>(TEXT, WHOLE, BOOLEAN, DAY),
    tie("record"),
    tie("type").map(listOf),
    fc.constant(oneOf(["grant", "refuse"])),
  ),
  record: fc.dictionary(fc.constantFrom(...NAMES), tie("type"), { minKeys: 1, maxKeys: 4 }).map((entries) => recordOf(entries)),
}));

function filled(type: Type): unknown {
  if (type.is === "record") return Object.fromEntries(Object.entries(type.entries).map(([name, entry]) => [name, filled(entry)]));
  if (type.is === "list") return [filled(type.of), filled(type.of)];
  if (type.is === "number") return 3;
  if (type.is === "boolean") return true;
  return type.is === "text" && type.values ? type.values[0] : "2026-11-23";
}

const path = fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 }).map((names) => names.join("."));
const wrapped = fc
  .tuple(path, fc.constantFrom(0, 1, 2, 3, 4))
  .map(([text, how]) =>
    how === 1
      ? `{q: ${text}, r: q}.r`
      : how === 2
        ? `if true then ${text} else ${text}`
        : how === 3
          ? `(for e in [1, 2] return ${text})[1]`
          : how === 4
            ? `[${text}][1]`
            : text,
  );

function holdsNull(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.some(holdsNull));
}

test("a text without faults finds something wherever the data has something, and one with a fault does not", () => {
  let [right, wrong] = [0, 0];
  fc.assert(
    fc.property(typeArbitrary.record, wrapped, (record, text) => {
      const { faults } = typeOf(text, record);
      const value = expression(text)(filled(record) as Record<string, unknown>);
      if (faults.length === 0) right += 1;
      else wrong += 1;
      expect(holdsNull(value), `${text} over ${JSON.stringify(record)}`).toBe(faults.length > 0);
    }),
    { numRuns: 3000, seed: 20261130 },
  );
  expect(right).toBeGreaterThan(200);
  expect(wrong).toBeGreaterThan(200);
});
