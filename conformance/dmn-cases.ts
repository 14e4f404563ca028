import { parseXml, type XmlElement } from "#language/dmn";
import type { Value } from "#language/feel";
import { valueOf } from "./dmn-values.ts";

/** What a case gives to an input, by name; a namespace says of which model. */
export interface GivenInput {
  name: string;
  namespace: string | undefined;
  value: Value;
}

/** What a case asks for, and what must come. `errorResult` cases expect null, which is what DMN makes of an error. */
export interface ExpectedResult {
  name: string;
  namespace: string | undefined;
  value: Value;
}

/** One case of the public suite (testCases.xsd). `through` names the decision service or business knowledge model to invoke. */
export interface Case {
  id: string;
  description: string;
  through: string | undefined;
  namespace: string | undefined;
  inputs: GivenInput[];
  results: ExpectedResult[];
}

/** The cases of one file, and the model they are about. @throws Error where the file is none of the suite's */
export function readCases(xml: string): { model: string; cases: Case[] } {
  const { root, problem } = parseXml(xml);
  if (!root || root.name !== "testCases") throw new Error(problem ?? `<${root?.name}> is not <testCases>`);
  return { model: textOf(root, "modelName"), cases: below(root, "testCase").map(caseOf) };
}

function caseOf(element: XmlElement): Case {
  const invocable = element.own["type"] === "bkm" || element.own["type"] === "decisionService";
  const results = below(element, "resultNode");
  return {
    id: element.own["id"] ?? "",
    description: textOf(element, "description"),
    through: element.own["invocableName"] ?? (invocable ? results[0]?.own["name"] : undefined),
    namespace: element.own["namespace"],
    inputs: below(element, "inputNode").map((node) => ({ name: node.own["name"] ?? "", namespace: node.own["namespace"], value: valueOf(node) })),
    results: results.map((node) => ({ name: node.own["name"] ?? "", namespace: node.own["namespace"], value: valueOf(below(node, "expected")[0]) })),
  };
}

function below(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

function textOf(element: XmlElement, name: string): string {
  return below(element, name)[0]?.text.trim() ?? "";
}
