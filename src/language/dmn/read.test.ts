import { describe, expect, test } from "vitest";
import { readLibrary, readModel, refusalOf } from "./index.ts";

const MODEL = "https://www.omg.org/spec/DMN/20230324/MODEL/";

function file(inside: string, more = ""): string {
  return `<definitions xmlns="${MODEL}" xmlns:yw="https://yiwang.dev/dmn" name="规则" namespace="urn:yunzhou" ${more}>${inside}</definitions>`;
}

function decision(id: string, inside: string, more = ""): string {
  return `<decision id="${id}" name="${id}" ${more}>${inside}</decision>`;
}

function literal(text: string): string {
  return `<literalExpression><text>${text}</text></literalExpression>`;
}

/** The rules by which a file is refused, with the element each concerns. */
function refused(xml: string, folder: { name: string; xml: string }[] = []): string[] {
  return readLibrary(xml, folder).refusals.map(({ element, rule }) => `${element} ${rule}`);
}

describe("a DMN file", () => {
  test.each([
    ["http://www.omg.org/spec/DMN/20151101/dmn.xsd", "1.1"],
    ["http://www.omg.org/spec/DMN/20180521/MODEL/", "1.2"],
    ["https://www.omg.org/spec/DMN/20191111/MODEL/", "1.3"],
    ["https://www.omg.org/spec/DMN/20211108/MODEL/", "1.4"],
    [MODEL, "1.5"],
    ["https://www.omg.org/spec/DMN/20240513/MODEL/", "1.6"],
  ])("with namespace %s is read as DMN %s", (namespace, version) => {
    const { model, refusals } = readModel(file(decision("费用", literal("1"))).replace(MODEL, namespace));
    expect(refusals).toEqual([]);
    expect(model).toMatchObject({ version, elements: [{ kind: "decision", id: "费用", logic: { box: "literal", text: { text: "1" } } }] });
  });

  test("that is no DMN, no XML, or carries a document type is refused", () => {
    for (const xml of ["<html/>", "<definitions", "", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
      expect(readModel(xml)).toMatchObject({ model: undefined, refusals: [{ rule: "xml" }] });
  });

  test("may be drawn and annotated, in any namespace but ours", () => {
    const drawn = `<dmndi:DMNDI xmlns:dmndi="urn:di"><x/></dmndi:DMNDI><textAnnotation id="t"><text>窗口用</text></textAnnotation>`;
    expect(refused(file(decision("费用", literal("1"), 'xmlns:k="urn:k" k:colour="red"') + drawn))).toEqual([]);
  });

  test("is refused where something stands that DMN does not know, with the element and both languages", () => {
    const odd = file(decision("费用", `<formula/>${literal("1")}`, 'speed="fast" yw:until="2026-01-01"'));
    expect(refused(odd)).toEqual(["费用 unknown-attribute", "费用 unknown-attribute", "费用 unknown-element"]);
    expect(refusalOf(readModel(odd).refusals).fields?.["费用"]).toMatch(/不认识元素“decision\/formula”.*element decision\/formula is not allowed here/s);
  });

  test("is refused for two expressions in one place, and for none where one must be", () => {
    expect(refused(file(decision("费用", literal("1") + literal("2"))))).toContain("费用 one-expression");
    expect(refused(file(decision("费用", "<context><contextEntry/></context>")))).toContain("费用 no-expression");
  });

  test("is refused in other expression languages", () => {
    expect(refused(file(decision("费用", literal("1")), 'expressionLanguage="http://www.w3.org/1999/XPath"'))).toEqual(["definitions unsupported-language"]);
  });
});

test("types may be named as older files do: with prefixes, and by XML Schema", () => {
  const xml = file(
    `<inputData id="a" name="a"><variable name="a" typeRef="feel:number"/></inputData><inputData id="b" name="b"><variable name="b" typeRef="xsd:dateTime"/></inputData><inputData id="c" name="c"><variable name="c" typeRef="own:金额"/></inputData><itemDefinition name="金额"><typeRef>xsd:decimal</typeRef></itemDefinition>`,
    'xmlns:feel="http://www.omg.org/spec/FEEL/20140401" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:own="urn:yunzhou" typeLanguage="http://www.w3.org/2001/XMLSchema"',
  );
  const { model, refusals } = readModel(xml);
  expect(refusals).toEqual([]);
  expect(model?.elements.map(({ variable }) => variable.typeRef)).toEqual(["number", "date and time", "金额"]);
  expect(model?.items[0]?.typeRef).toBe("number");
});

test("values kept in another file are refused: nothing is read that is not given", () => {
  const imported =
    '<literalExpression><importedValues name="x" namespace="urn:x" importType="http://www.w3.org/2001/XMLSchema"><importedElement>x</importedElement></importedValues></literalExpression>';
  expect(refused(file(decision("费用", imported)))).toContain("费用 unsupported-import");
});

describe("requirements", () => {
  const needs = (id: string): string => `<informationRequirement><requiredDecision href="#${id}"/></informationRequirement>`;

  test("lead to elements that are there, and of the kind required", () => {
    expect(refused(file(decision("a", needs("b") + literal("1"))))).toEqual(["a missing-requirement"]);
    expect(refused(file(`<businessKnowledgeModel id="b" name="b"/>${decision("a", needs("b"))}`))).toEqual(["a wrong-requirement"]);
  });

  test("never go round in a circle", () => {
    const round = readLibrary(file(decision("a", needs("b")) + decision("b", needs("a")))).refusals;
    expect(round[0]?.zh).toBe("决策互相依赖成了环：a → b → a");
  });

  test("never go round by way of a decision service either, but knowledge may call itself", () => {
    const knows = (id: string): string => `<knowledgeRequirement><requiredKnowledge href="#${id}"/></knowledgeRequirement>`;
    const service = '<decisionService id="s" name="s"><outputDecision href="#a"/></decisionService>';
    expect(refused(file(decision("a", knows("s") + literal("s()")) + service))).toEqual(["a circle"]);
    const knowledge = (id: string, other: string): string => `<businessKnowledgeModel id="${id}" name="${id}">${knows(other)}</businessKnowledgeModel>`;
    expect(refused(file(decision("a", knows("k") + literal("1")) + knowledge("k", "l") + knowledge("l", "k")))).toEqual([]);
  });

  test("may lead into an imported file of the folder, and are refused when it is not there", () => {
    const fees = { name: "fees.dmn", xml: file(decision("费用", literal("1"))).replaceAll("urn:yunzhou", "urn:fees") };
    const xml = file(
      `<import name="收费" namespace="urn:fees" importType="${MODEL}"/>${decision("a", '<informationRequirement><requiredDecision href="urn:fees#费用"/></informationRequirement>')}`,
    );
    expect(refused(xml, [fees])).toEqual([]);
    expect(refused(xml)).toEqual(["收费 missing-import"]);
  });
});

describe("types", () => {
  test("are known, and do not define each other in a circle", () => {
    const item = (name: string, of: string): string => `<itemDefinition name="${name}"><typeRef>${of}</typeRef></itemDefinition>`;
    expect(refused(file(item("金额", "number")))).toEqual([]);
    expect(refused(file(item("金额", "元")))).toEqual(["金额 unknown-type"]);
    expect(refused(file(item("甲", "乙") + item("乙", "甲")))).toEqual(["甲 type-circle", "乙 type-circle"]);
  });

  test("may hold themselves in a component, as a family tree does", () => {
    const tree = '<itemDefinition name="人"><itemComponent name="子女" isCollection="true"><typeRef>人</typeRef></itemComponent></itemDefinition>';
    expect(refused(file(tree))).toEqual([]);
  });
});

describe("dated versions", () => {
  const version = (id: string, from: string, to: string): string =>
    `<decision id="${id}" name="标准" ${from && `yw:from="${from}"`} ${to && `yw:to="${to}"`}>${literal("1")}</decision>`;

  test.each([
    ["follow each other day by day", "2025-12-31", "2026-01-01", []],
    ["are refused when they overlap", "2026-01-01", "2026-01-01", ["新 days-overlap"]],
    ["are refused when a day lies between them", "2025-12-30", "2026-01-01", ["新 days-gap"]],
    ["are refused when a day is not in the calendar", "2025-02-30", "2026-01-01", ["旧 not-a-day"]],
  ])("%s", (_what, to, from, expected) => {
    expect(refused(file(version("旧", "", to) + version("新", from, "")))).toEqual(expected);
  });

  test("are the only elements that may share a name", () => {
    expect(refused(file(version("旧", "", "") + version("新", "", "")))).toContain("新 duplicate-name");
  });
});
