import { describe, expect, test } from "vitest";
import { written } from "#language/feel-value";
import { knownNames, mentions, partsOf, readTests, readTree, syntax, type Test, type Tree } from "./index.ts";

// How a text is understood, in brackets around everything that belongs together (DMN 1.5 clause 10.3.1).

const NAMES = knownNames(["applicant age", "a-b", "if any", "string length"]);
const TYPES = { tMoney: { kind: "number" }, "list of tMoney": { kind: "list", of: { kind: "number" } } } as const;
const tree = (text: string): Tree => readTree(text, NAMES, TYPES);

function shown(of: Tree): string {
  const parts = partsOf(of).map(shown);
  const [first, second, third] = parts;
  switch (of.kind) {
    case "literal":
      return written(of.value);
    case "name":
      return `‹${of.name}›`;
    case "path":
      return `(${first}.‹${of.name}›)`;
    case "calculate":
    case "compare":
      return `(${first} ${of.sign} ${second})`;
    case "and":
    case "or":
      return `(${first} ${of.kind} ${second})`;
    case "half range":
      return `(${of.sign} ${first})`;
    case "range":
      return `${of.lowIn ? "[" : "("}${first}..${second}${of.highIn ? "]" : ")"}`;
    case "if":
      return `(if ${first} then ${second} else ${third})`;
    case "list":
      return `[${parts.join(", ")}]`;
    case "context":
      return `{${of.names.map((name, at) => `‹${name}›: ${parts[at]}`).join(", ")}}`;
    case "call":
      return `${first}(${parts.slice(1).map((part, at) => (of.names ? `${of.names[at]}: ${part}` : part))})`;
    case "filter":
      return `${first}[${second}]`;
    case "in":
      return `(${first} in ${of.tests.map(({ sign }, at) => `${sign ?? ""}${parts[at + 1]}`)})`;
    case "instance":
      return `(${first} instance of ${of.type.kind})`;
    case "function":
      return `function(${of.parameters.map(({ name, type }) => name + (type ? `: ${type.kind}` : ""))})${of.external ? " external" : ""} ${first}`;
    case "for":
    case "some":
    case "every":
      return `(${of.kind} ${of.iterators.map(({ name, to }) => `${name}${to ? ".." : ""}`)} ${parts})`;
    default:
      return `(${of.kind} ${parts})`;
  }
}

describe("an expression", () => {
  test.each([
    ["1 + 2 * 3 ** 2 ** 1", "(1 + (2 * ((3 ** 2) ** 1)))"],
    ["1 - 2 - 3", "((1 - 2) - 3)"],
    ["-3 ** 2", "(-3 ** 2)"],
    ["-a", "(negate ‹a›)"],
    ["a or b and c", "(‹a› or (‹b› and ‹c›))"],
    ["a < 1 + 2 and b != null", "((‹a› < (1 + 2)) and (‹b› != null))"],
    ["applicant age + a-b", "(‹applicant age› + ‹a-b›)"],
    ["a - b", "(‹a› - ‹b›)"],
    ["applicant   age", "‹applicant age›"],
    ["applicant ages", undefined],
    ["if any", "‹if any›"],
    ["if a then 1 else 2", "(if ‹a› then 1 else 2)"],
    ["person.first name.x", "((‹person›.‹first name›).‹x›)"],
    ['string length("a")', '‹string length›("a")'],
    ["f(a: 1, b b: 2)", "‹f›(a: 1,b b: 2)"],
    ["f(a: 1, 2)", undefined],
    ["list[item > 1][1]", "‹list›[(‹item› > 1)][1]"],
    ["[1..5)", "[1..5)"],
    ["]1..5[", "(1..5)"],
    ["(1..5]", "(1..5]"],
    ["(< 5)", "(< 5)"],
    ["[1, [2]]", "[1, [2]]"],
    ["{a b: 1, c: a b + 1}", "{‹a b›: 1, ‹c›: (‹a b› + 1)}"],
    ["{a: 1, a: 2}", "null"],
    ["a in (1, > 5, [7..8])", "(‹a› in 1,>5,[7..8])"],
    ["a in < 5", "(‹a› in <5)"],
    ["a in (1..5) and b", "((‹a› in (1..5)) and ‹b›)"],
    ["a between 1 and 2 and b", "((between ‹a›,1,2) and ‹b›)"],
    ["a instance of list<number>", "(‹a› instance of list)"],
    ["a instance of tMoney", "(‹a› instance of number)"],
    ["a instance of list of tMoney", "(‹a› instance of list)"],
    ["a instance of money", undefined],
    ["function(x: number, y y) x + y y", "function(x: number,y y) (‹x› + ‹y y›)"],
    ["function(x) external {}", "function(x) external {}"],
    ["for x in 1..3, y in l return x", "(for x..,y 1,3,‹l›,‹x›)"],
    ["every x in l satisfies x > 1", "(every x ‹l›,(‹x› > 1))"],
    ['"a\\n\\u4e2d\\d\\""', '"a\\n中\\\\d\\""'],
    ['@"2026-11-21"', "2026-11-21"],
    ['@"tomorrow"', "null"],
    ["`any, name`", "‹any, name›"],
    ["1 /* one */ + // two\n 2", "(1 + 2)"],
    ["1.5e2", "150"],
    ["", undefined],
    ["1 +", undefined],
    ["(1", undefined],
    ["1 2", undefined],
    ["then", undefined],
    ['"open', undefined],
    ["[1, 2", undefined],
    ["{a 1}", undefined],
  ])("%s is read as %s", (text, found) => {
    if (found !== undefined) expect(shown(tree(text))).toBe(found);
    else expect(() => tree(text)).toThrow(expect.objectContaining({ status: 422, code: "FEEL_SYNTAX" }));
  });

  test("is refused where reading stopped, with what stands there", () => {
    expect(() => tree("applicant age >> 3")).toThrow("表达式“applicant age >> 3”写得不对：从第 16 个字符“> 3”起读不懂。");
    expect(syntax("1 2", 2)).toMatchObject({ message: "表达式“1 2”写得不对：从第 3 个字符“2”起读不懂。" });
  });

  test("that is too long, too deep or too much a chain is refused; what people write is not", () => {
    const code = (text: string): unknown => {
      try {
        return tree(text).kind;
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code(`"${"x".repeat(99_998)}"`)).toBe("literal");
    expect(code(`"${"x".repeat(99_999)}"`)).toBe("FEEL_TOO_LONG");
    expect(code(`${"(".repeat(50)}1${")".repeat(50)}`)).toBe("literal");
    expect(code(`${"(".repeat(300)}1${")".repeat(300)}`)).toBe("FEEL_SYNTAX");
    expect(code(Array(900).fill("1").join("+"))).toBe("calculate");
    expect(code(Array(1100).fill("1").join("+"))).toBe("FEEL_SYNTAX");
  });
});

describe("the tests of a cell", () => {
  const tests = (text: string): string => {
    const { tests: found, negated } = readTests(text, NAMES, TYPES);
    const each = found.map((test: Test) => (test.sign === undefined ? shown(test.expression) : `${test.sign} ${shown(test.end)}`));
    return `${negated ? "not " : ""}${each.join(" | ")}`;
  };

  test.each([
    ["-", ""],
    [" - ", ""],
    ["", ""],
    ["-1", "-1"],
    ["1, 2", "1 | 2"],
    ["< 5, >= 10", "< 5 | >= 10"],
    ["[1..5]", "[1..5]"],
    ["not(1, 2)", "not 1 | 2"],
    ["not(a) and b", "(‹not›(‹a›) and ‹b›)"],
    ["not(a), b", "‹not›(‹a›) | ‹b›"],
    ["? > 1", "(‹?› > 1)"],
    ['"a"', '"a"'],
    ["1,", undefined],
    ["not(1", undefined],
    ["1 2", undefined],
  ])("%s are %s", (text, found) => {
    if (found !== undefined) expect(tests(text)).toBe(found);
    else expect(() => tests(text)).toThrow(expect.objectContaining({ code: "FEEL_SYNTAX" }));
  });
});

test("a name is mentioned wherever it stands, a member of that name is not it", () => {
  const all = "if a in (< b, c) then for d in e..f return g[h].i else {j: k(l), m: [n..o], p: function(q) -r instance of number}";
  for (const name of "abcefghklnor") expect(mentions(tree(all), name), name).toBe(true);
  for (const name of "dijmpq") expect(mentions(tree(all), name), name).toBe(false);
});

test("of two known names the longer is read; names added later and those below count alike", () => {
  const names = knownNames(["total"], knownNames(["total sum"]));
  names.add("total  sum of all");
  const at = (text: string): unknown => names.longest(text, 0);
  expect([at("total sum of all + 1"), at("total sum + 1"), at("total sums"), at("total")]).toEqual([
    { name: "total sum of all", end: 16 },
    { name: "total sum", end: 9 },
    undefined,
    undefined, // without space or sign it is a name by its looks
  ]);
});
