import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide, loadDecisions } from "#content/rule";

type Column = { name?: string; text?: string; type?: string; values?: string; otherwise?: string };
type Table = {
  id?: string;
  policy?: string;
  aggregation?: string;
  inputs?: Column[];
  outputs?: Column[];
  rows: [string[], string[], string?][];
  needs?: string;
};

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function cell(tag: string, text: string, more = ""): string {
  return `<${tag}${more}><text>${escaped(text)}</text></${tag}>`;
}

function decision({ id = "rule", policy, aggregation, inputs = [], outputs = [{ name: "r" }], rows, needs = "" }: Table): string {
  const columns = inputs.map(
    (input, n) =>
      `<input id="${id}_i${n}" label="${input.name ?? ""}">${cell("inputExpression", input.text ?? "", input.type ? ` typeRef="${input.type}"` : "")}${input.values ? cell("inputValues", input.values) : ""}</input>`,
  );
  const results = outputs.map(
    (output, n) =>
      `<output id="${id}_o${n}" name="${output.name ?? ""}">${output.values ? cell("outputValues", output.values) : ""}${output.otherwise ? cell("defaultOutputEntry", output.otherwise) : ""}</output>`,
  );
  const lines = rows.map(
    ([tests, values, why], n) =>
      `<rule id="${id}_r${n}">${why ? `<description>${why}</description>` : ""}${tests.map((text) => cell("inputEntry", text)).join("")}${values.map((text) => cell("outputEntry", text)).join("")}</rule>`,
  );
  const how = (policy ? ` hitPolicy="${policy}"` : "") + (aggregation ? ` aggregation="${aggregation}"` : "");
  return `<decision id="${id}" name="${id}">${needs}<decisionTable id="${id}_t"${how}>${columns.join("")}${results.join("")}${lines.join("")}</decisionTable></decision>`;
}

function file(...elements: string[]): string {
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="x">${elements.join("")}</definitions>`;
}

async function value(table: Table, context: Record<string, unknown>): Promise<unknown> {
  return decide(await loadDecisions(file(decision(table))), table.id ?? "rule", context).value;
}

const AGE: Column[] = [{ name: "年龄", text: "age", type: "number" }];

describe("a decision table", () => {
  test("says what it decided, by which rows and why", async () => {
    const decisions = await loadDecisions(
      file(
        decision({
          inputs: AGE,
          outputs: [{ name: "result" }, { name: "amount" }],
          rows: [
            [[">= 80"], ['"grant"', "10000"], "满 80 周岁可以领取"],
            [["< 80"], ['"refer"', "0"], "未满 80 周岁"],
          ],
        }),
      ),
    );
    expect(decide(decisions, "rule", { age: 82 })).toEqual({
      value: { result: "grant", amount: 10000 },
      hits: [{ row: 1, why: "满 80 周岁可以领取" }],
      required: {},
    });
    expect(decide(decisions, "rule", { age: 79 }).hits[0]?.why).toBe("未满 80 周岁");
    expect(decide(decisions, "rule", {})).toEqual({ value: null, hits: [], required: {} });
  });

  const OVERLAP: Table["rows"] = [
    [["> 10"], ["1"]],
    [["> 20"], ["3"]],
    [["> 30"], ["2"]],
  ];

  test.each([
    ["FIRST", undefined, 35, 1],
    ["RULE ORDER", undefined, 35, [1, 3, 2]],
    ["OUTPUT ORDER", undefined, 35, [3, 2, 1]],
    ["PRIORITY", undefined, 35, 3],
    ["COLLECT", undefined, 25, [1, 3]],
    ["COLLECT", "SUM", 35, 6],
    ["COLLECT", "MIN", 35, 1],
    ["COLLECT", "MAX", 35, 3],
    ["COLLECT", "COUNT", 35, 3],
    ["COLLECT", "COUNT", 5, 0],
    ["COLLECT", "SUM", 5, null],
    ["UNIQUE", undefined, 15, 1],
  ])("with policy %s %s over %d gives %j", async (policy, aggregation, age, expected) => {
    const how = { policy, inputs: AGE, outputs: [{ name: "r", values: "3, 2, 1" }], rows: OVERLAP, ...(aggregation ? { aggregation } : {}) };
    expect(await value(how, { age })).toEqual(expected);
  });

  test("refuses to choose when several rows of a unique table apply", async () => {
    await expect(value({ inputs: AGE, rows: OVERLAP }, { age: 25 })).rejects.toThrow(/第 1、2 行同时适用/);
  });

  test("with policy ANY accepts rows that agree and refuses rows that do not", async () => {
    const same: Table["rows"] = [
      [["> 10"], ['"a"']],
      [["> 20"], ['"a"']],
    ];
    expect(await value({ policy: "ANY", inputs: AGE, rows: same }, { age: 25 })).toBe("a");
    await expect(value({ policy: "ANY", inputs: AGE, rows: OVERLAP }, { age: 25 })).rejects.toThrow(/结果不同/);
  });

  test("uses the declared default when no row applies", async () => {
    expect(await value({ inputs: AGE, outputs: [{ name: "r", otherwise: '"person"' }], rows: [[["> 10"], ['"grant"']]] }, { age: 1 })).toBe("person");
  });

  test("refuses values for which it was not made", async () => {
    const kinds: Column[] = [{ name: "业态", text: "kind", type: "string", values: '"餐饮","零售"' }];
    await expect(value({ inputs: AGE, rows: OVERLAP }, { age: "25" })).rejects.toThrow(/“年龄”应当是数字/);
    await expect(value({ inputs: kinds, rows: [[["-"], ["1"]]] }, { kind: "养殖" })).rejects.toThrow(/不认识“业态”的值“养殖”/);
    expect(await value({ inputs: kinds, rows: [[["-"], ["1"]]] }, { kind: "零售" })).toBe(1);
  });

  test("compares dates given as text where a date is declared", async () => {
    const born: Column[] = [{ name: "出生日期", text: "birth", type: "date" }];
    const rows: Table["rows"] = [
      [['<= date("1946-11-21")'], ["true"]],
      [['> date("1946-11-21")'], ["false"]],
    ];
    expect(await value({ inputs: born, rows }, { birth: "1944-03-02" })).toBe(true);
    expect(await value({ inputs: born, rows }, { birth: "1950-01-01" })).toBe(false);
  });

  test("sums like a loop over its rows, whatever the rows", async () => {
    const row = fc.record({ over: fc.integer({ min: 0, max: 20 }), fen: fc.integer({ min: 0, max: 100000 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 25 }), async (rows, age) => {
        const expected = rows.filter(({ over }) => age > over);
        const got = await value(
          { policy: "COLLECT", aggregation: "SUM", inputs: AGE, rows: rows.map(({ over, fen }) => [[`> ${over}`], [String(fen)]]) },
          { age },
        );
        expect(got).toBe(expected.length > 0 ? expected.reduce((sum, { fen }) => sum + fen, 0) : null);
      }),
      { numRuns: 25 },
    );
  });
});

describe("decisions that rest on others", () => {
  const needs = '<informationRequirement><requiredDecision href="#score"/></informationRequirement>';

  test("are evaluated after them, read them by name, and show their reasons", async () => {
    const score = decision({ id: "score", inputs: AGE, rows: [[["-"], ["age * 2"], "年龄的两倍"]] });
    const final = `<decision id="final" name="结论">${needs}<variable name="结论"/><literalExpression><text>if score &gt; 100 then "grant" else "person"</text></literalExpression></decision>`;
    const verdict = decide(await loadDecisions(file(score, final)), "final", { age: 60 });
    expect(verdict.value).toBe("grant");
    expect(verdict.required["score"]).toEqual({ value: 120, hits: [{ row: 1, why: "年龄的两倍" }], required: {} });
  });

  test("read input data whose name holds spaces", async () => {
    const input = '<inputData id="i1" name="Applicant Age"><variable name="Applicant Age" typeRef="number"/></inputData>';
    const adult =
      '<decision id="adult" name="adult"><informationRequirement><requiredInput href="#i1"/></informationRequirement><literalExpression><text>Applicant Age - 18 &gt;= 0</text></literalExpression></decision>';
    const decisions = await loadDecisions(file(input, adult));
    expect(decide(decisions, "adult", { "Applicant Age": 18 }).value).toBe(true);
    expect(decide(decisions, "adult", { "Applicant Age": 17 }).value).toBe(false);
  });

  test("are refused when they go round in a circle", async () => {
    const self = decision({ id: "score", inputs: AGE, rows: [[["-"], ["1"]]], needs });
    await expect(loadDecisions(file(self))).rejects.toThrow(/score → score/);
  });
});

describe("a DMN file", () => {
  test("is refused element by element, in Chinese and English", async () => {
    const formula = '<decision id="c" name="c"><formula id="ctx"/></decision>';
    const script = '<businessKnowledgeModel id="bkm" name="bkm"><encapsulatedLogic id="js" kind="JavaScript"/></businessKnowledgeModel>';
    const bad = decision({
      id: "bad",
      policy: "PRIORITY",
      inputs: [{ text: "age >" }],
      rows: [
        [["-"], ["1 +"]],
        [["-", "-"], [""]],
      ],
    });
    const error = await loadDecisions(file(formula, script, bad)).catch((refused: unknown) => refused);
    expect(error).toMatchObject({ code: "DMN_REFUSED", status: 422 });
    const fields = (error as { fields: Record<string, string> }).fields;
    expect(Object.keys(fields).toSorted()).toEqual(["bad_i0", "bad_r0", "bad_r1", "bad_t", "c", "js"]);
    expect(fields["c"]).toMatch(/不认识元素“decision\/formula”.*is not allowed here/);
    expect(fields["bad_r1"]).toMatch(/第 2 行/);
  });

  test("that is not DMN is refused, and so is one without decisions", async () => {
    await expect(loadDecisions("<html/>")).rejects.toThrow(/不是可读的 DMN/);
    await expect(loadDecisions(file())).rejects.toThrow(/没有任何决策/);
  });

  const drawn =
    '<dmndi:DMNDI xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/"><dmndi:DMNDiagram id="g"><dmndi:DMNShape id="sh" dmnElementRef="rule"><dc:Bounds height="80" width="180" x="0" y="0"/></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>';

  test.each([
    "https://www.omg.org/spec/DMN/20191111",
    "http://www.omg.org/spec/DMN/20180521",
    "https://www.omg.org/spec/DMN/20211108",
    "https://www.omg.org/spec/DMN/20230324",
  ])("of version %s is read alike, with its drawing", async (version) => {
    const xml = file(decision({ inputs: AGE, rows: [[["-"], ["1"]]] }), drawn).replaceAll("https://www.omg.org/spec/DMN/20191111", version);
    expect(decide(await loadDecisions(xml), "rule", { age: 1 }).value).toBe(1);
  });

  test("does not know decisions that are not in it", async () => {
    const decisions = await loadDecisions(file(decision({ inputs: AGE, rows: [[["-"], ["1"]]] })));
    expect(() => decide(decisions, "fee", {})).toThrow(/没有找到这个规则“fee”/);
  });
});
