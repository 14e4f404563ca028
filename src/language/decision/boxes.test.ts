import { describe, expect, test } from "vitest";
import { decision, feel, file, knowledge, parameter, table } from "../../../test/dmn-file.ts";
import { valueOf } from "./value-of.fixture.ts";

const entry = (name: string, value: string, type = ""): string =>
  `<contextEntry>${name && `<variable name="${name}"${type && ` typeRef="${type}"`}/>`}${value}</contextEntry>`;
const context = (...entries: string[]): string => `<context>${entries.join("")}</context>`;

async function value(logic: string, more = ""): Promise<unknown> {
  return valueOf(file(decision("结论", logic, { needs: more === "" ? [] : ["knowledge:标准"] }) + more), "结论");
}

describe("a boxed context", () => {
  test("gives its entries, each of which sees those before it", async () => {
    expect(await value(context(entry("户 数", feel("3")), entry("每 户", feel("200")), entry("合计", feel("户 数 * 每 户"))))).toEqual({
      "户 数": 3,
      "每 户": 200,
      合计: 600,
    });
  });

  test("gives its last entry without a name instead, if it has one", async () => {
    expect(await value(context(entry("a", feel("1")), entry("", feel("a + 1"))))).toBe(2);
  });

  test("lets a function in it call itself, and those written after it", async () => {
    const function_ = (parameters: string[], body: string): string => `<functionDefinition>${parameters.map(parameter).join("")}${body}</functionDefinition>`;
    const sums = context(entry("累计", function_(["n"], feel("if n <= 0 then 0 else n + 累计(n - 1)"))), entry("", feel("累计(10)")));
    expect(await value(sums)).toBe(55);
  });

  test("makes an entry null whose value is not of its type, and unwraps a list of one", async () => {
    expect(await value(context(entry("金额", feel('"一百"'), "number"), entry("人数", feel("[4]"), "number")))).toEqual({ 金额: null, 人数: 4 });
  });
});

describe("a boxed list and a relation", () => {
  test("give lists and lists of contexts", async () => {
    expect(await value(`<list>${feel("1")}${feel('"二"')}</list>`)).toEqual([1, "二"]);
    const rows = `<row>${feel('"青溪区"')}${feel("1")}</row><row>${feel('"南湖区"')}${feel("2")}</row>`;
    expect(await value(`<relation><column name="区"/><column name="街道 数"/>${rows}</relation>`)).toEqual([
      { 区: "青溪区", "街道 数": 1 },
      { 区: "南湖区", "街道 数": 2 },
    ]);
  });
});

describe("boxed iterations", () => {
  const over = (box: string, list: string, inside: string, text: string): string =>
    `<${box} iteratorVariable="户"><in>${feel(list)}</in><${inside}>${feel(text)}</${inside}></${box}>`;

  test.each([
    ["a loop over a list", over("for", "[1, 2, 3]", "return", "户 * 2"), [2, 4, 6]],
    ["a loop over a range", over("for", "[1..4)", "return", "户"), [1, 2, 3]],
    ["a loop that looks back", over("for", "1..4", "return", "if 户 = 1 then 1 else 户 * partial[-1]"), [1, 2, 6, 24]],
    ["a loop over nothing", over("for", "null", "return", "户"), null],
    ["some", over("some", "[1, 2, 3]", "satisfies", "户 > 2"), true],
    ["some of none", over("some", "[]", "satisfies", "true"), false],
    ["every", over("every", "[1, 2, 3]", "satisfies", "户 > 2"), false],
    ["every, with an answer that is none", over("every", "[1, 2]", "satisfies", "if 户 = 1 then false else 户"), null],
  ])("%s", async (_what, box, expected) => {
    expect(await value(box)).toEqual(expected);
  });

  test("a filter sees the item and its entries, and wants a boolean from each", async () => {
    const filter = (list: string, match: string): string => `<filter><in>${feel(list)}</in><match>${feel(match)}</match></filter>`;
    expect(await value(filter('[{区: "青溪", 人: 3}, {区: "南湖", 人: 1}]', "人 > 2"))).toEqual([{ 区: "青溪", 人: 3 }]);
    expect(await value(filter("[1, 2, 3]", "item > 1"))).toEqual([2, 3]);
    expect(await value(filter("[1, 2, 3]", "if item > 1 then true else item"))).toBeNull();
  });
});

describe("a boxed condition", () => {
  const condition = (text: string): string => `<conditional><if>${feel(text)}</if><then>${feel('"准予"')}</then><else>${feel('"转人工"')}</else></conditional>`;

  test.each([
    ["true", "准予"],
    ["false", "转人工"],
    ["null", "转人工"],
    ['"是"', null],
  ])("over %s gives %s", async (text, expected) => {
    expect(await value(condition(text))).toBe(expected);
  });
});

describe("a boxed invocation", () => {
  const call = (name: string, bindings: Record<string, string>): string =>
    `<invocation>${feel(name)}${Object.entries(bindings)
      .map(([each, text]) => `<binding><parameter name="${each}"/>${feel(text)}</binding>`)
      .join("")}</invocation>`;
  const standard = knowledge("标准", ["年龄:number", "城区"], feel('string(年龄) + (if 城区 = null then "" else 城区)'));

  test("binds arguments by name; what is left out is null, and an unknown name makes the call null", async () => {
    expect(await value(call("标准", { 城区: '"青溪"', 年龄: "80" }), standard)).toBe("80青溪");
    expect(await value(call("标准", { 年龄: "80" }), standard)).toBe("80");
    expect(await value(call("标准", { 年龄: "80", 街道: "1" }), standard)).toBeNull();
  });

  test("converts arguments as parameters want them, and is null where that cannot be", async () => {
    expect(await value(call("标准", { 年龄: "[80]" }), standard)).toBe("80");
    expect(await value(call("标准", { 年龄: '"八十"' }), standard)).toBeNull();
  });

  test("calls built-in functions too, and gives null for what is no function", async () => {
    expect(await value(call("upper case", { string: '"a"' }))).toBe("A");
    expect(await value(call("1 + 1", { a: "1" }))).toBeNull();
  });

  test("calls a bare decision table, whose parameters are its input expressions", async () => {
    const bare = knowledge(
      "标准",
      [],
      table(
        ["年龄"],
        [
          ["< 90", "100"],
          [">= 90", "200"],
        ],
      ),
    );
    expect(await value(call("标准", { 年龄: "95" }), bare)).toBe(200);
    expect(await value(feel("标准(80)"), bare)).toBe(100);
  });

  test("runs an external method of Java that we know, and gives null for any other", async () => {
    const external = (name: string): string =>
      `<businessKnowledgeModel id="标准" name="标准"><encapsulatedLogic kind="Java"><formalParameter name="a"/><formalParameter name="b"/>${context(entry("class", feel(`"${name}"`)), entry("method signature", feel('"max(int,int)"')))}</encapsulatedLogic></businessKnowledgeModel>`;
    expect(await value(feel("标准(1, 2)"), external("java.lang.Math"))).toBe(2);
    expect(await value(feel("标准(1, 2)"), external("java.lang.Runtime"))).toBeNull();
  });
});
