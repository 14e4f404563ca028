import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runSuite, type FolderResult } from "../conformance/dmn-suite.ts";
import { decision, feel, file, importing, input, knowledge, service } from "./dmn-file.ts";

// The public suite is not part of the project; here its runner is held to models and cases of our own, written in its format.

const room = mkdtempSync(join(tmpdir(), "conformance-"));
afterAll(() => rmSync(room, { recursive: true, force: true }));

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

function cases(model: string, ...inside: string[]): string {
  return `<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" ${XSI}><modelName>${model}</modelName>${inside.join("")}</testCases>`;
}

const value = (type: string, text: string): string => `<value xsi:type="xsd:${type}">${text}</value>`;
const NIL = '<value xsi:nil="true"/>';
const given = (name: string, inside: string, more = ""): string => `<inputNode name="${name}" ${more}>${inside}</inputNode>`;
const expected = (name: string, inside: string, more = ""): string => `<resultNode name="${name}" ${more}><expected>${inside}</expected></resultNode>`;
const testCase = (id: string, inside: string, more = ""): string => `<testCase id="${id}" ${more}>${inside}</testCase>`;

let folders = 0;

/** Runs a folder of files; gives its figures and failures. */
async function run(files: Record<string, string>): Promise<FolderResult> {
  const folder = join(room, `tree-${(folders += 1)}`, "level", "fees");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const results: FolderResult[] = [];
  for await (const result of runSuite(join(folder, "..", ".."))) results.push(result);
  expect(results.map(({ folder: name }) => name)).toEqual([join("level", "fees")]);
  return results[0]!;
}

const MODEL = file(
  input("面积", "number") +
    decision("费用", feel("面积 * 2.5"), { type: "number", needs: ["input:面积"] }) +
    decision("清单", feel('{户: [{名: "小满", 起: @"2026-11-21", 长: @"P1DT2H"}], 空: null}')) +
    decision("错", feel("1 +")) +
    knowledge("两倍", ["n:number"], feel("n * 2")) +
    service("算费", { outputs: ["费用"], inputs: ["面积"] }),
);

test("cases of decisions, services and knowledge pass when every value is of the kind and size expected", async () => {
  const list = `<component name="户"><list><item><component name="名">${value("string", "小满")}</component><component name="起">${value("date", "2026-11-21")}</component><component name="长">${value("duration", "PT26H")}</component></item></list></component><component name="空">${NIL}</component>`;
  const result = await run({
    "fees.dmn": MODEL,
    "fees-test-01.xml": cases(
      "fees.dmn",
      testCase("1", given("面积", value("decimal", "3")) + expected("费用", value("double", "7.500000001")) + expected("清单", list)),
      testCase("2", given("面积", value("string", "三")) + expected("费用", NIL, 'errorResult="true"') + expected("错", NIL, 'errorResult="true"')),
      testCase("3", given("n", value("decimal", "4")) + expected("两倍", value("decimal", "8")), 'type="bkm" invocableName="两倍"'),
      testCase("4", given("面积", value("decimal", "2")) + expected("费用", value("decimal", "5")), 'type="decisionService" invocableName="算费"'),
    ),
  });
  expect(result).toMatchObject({ passed: 4, total: 4, failures: [] });
});

test("a case fails with what was expected and found: other kinds, other sizes, entries too many or too few", async () => {
  const wrong = [value("string", "7.5"), value("decimal", "7.5001"), NIL, `<list><item>${value("decimal", "7.5")}</item></list>`];
  const result = await run({
    "fees.dmn": MODEL,
    "fees-test-01.xml": cases(
      "fees.dmn",
      ...wrong.map((each, at) => testCase(String(at), given("面积", value("decimal", "3")) + expected("费用", each))),
      testCase("less", expected("清单", `<component name="空">${NIL}</component>`)),
      testCase("unknown", expected("没有", value("decimal", "1"))),
    ),
  });
  expect(result).toMatchObject({ passed: 0, total: 6 });
  expect(result.failures.map(({ expected: wanted, found }) => `${wanted} / ${found}`).slice(0, 4)).toEqual([
    '"7.5" / 7.5',
    "7.5001 / 7.5",
    "null / 7.5",
    "[7.5] / 7.5",
  ]);
  expect(result.failures.at(-1)?.found).toMatch(/没有找到/);
});

test("files of the folder are imported, and inputs are told apart by namespace", async () => {
  const root = file(
    importing("甲", "urn:a") + importing("乙", "urn:b") + decision("合计", feel("[甲.数, 乙.数]"), { needs: ["decision:urn:a#数", "decision:urn:b#数"] }),
  );
  const other = (namespace: string): string => file(input("n") + decision("数", feel("n"), { needs: ["input:n"] }), namespace);
  const inputs = given("n", value("decimal", "1"), 'namespace="urn:a"') + given("n", value("decimal", "2"), 'namespace="urn:b"');
  const items = [1, 2].map((each) => `<item>${value("decimal", String(each))}</item>`).join("");
  const result = await run({
    "root.dmn": root,
    "a.dmn": other("urn:a"),
    "b.dmn": other("urn:b"),
    "root-test-01.xml": cases("root.dmn", testCase("1", inputs + expected("合计", `<list>${items}</list>`))),
  });
  expect(result.failures).toEqual([]);
});

test("a model that cannot be loaded fails all its cases, and files that are no cases are passed over", async () => {
  const two = cases("fees.dmn", testCase("1", expected("费用", NIL)), testCase("2", expected("费用", NIL)));
  const result = await run({
    "fees.dmn": MODEL.replace("<encapsulatedLogic>", "<formula/><encapsulatedLogic>"),
    "fees-test-01.xml": two,
    "notes.xml": "<notes/>",
  });
  expect(result).toMatchObject({ passed: 0, total: 2 });
  expect(result.failures[0]?.found).toMatch(/formula/);
});
