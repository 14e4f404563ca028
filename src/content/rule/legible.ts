import { readModel, type Decision, type Expression, type HitPolicy, type Table } from "#language/dmn";

/** A decision as its author wrote it, to be read by people: the texts of a table, or one expression. */
export interface LegibleDecision {
  id: string;
  name: string;
  /** The hit policy in words. */
  policy: string;
  inputs: string[];
  outputs: string[];
  rows: { conditions: string[]; results: string[]; why: string }[];
  /** The FEEL of a decision without a table; of other boxes, one line for each part. */
  expression: string | undefined;
}

const POLICIES: Record<HitPolicy, string> = {
  U: "只有一行符合",
  F: "从上往下，第一行符合的",
  A: "任一符合的",
  P: "按优先顺序",
  R: "所有符合的，按行序",
  O: "所有符合的，按结果序",
  C: "所有符合的",
  "C+": "所有符合的之和",
  "C<": "所有符合的中最小的",
  "C>": "所有符合的中最大的",
  "C#": "符合的行数",
};

function tableOf(table: Table): Pick<LegibleDecision, "policy" | "inputs" | "outputs" | "rows"> {
  return {
    policy: POLICIES[table.policy],
    inputs: table.inputs.map((input) => input.label),
    outputs: table.outputs.map((output, index) => output.label || (index === 0 ? "结果" : "")),
    rows: table.rules.map((rule) => ({ conditions: rule.tests.map(({ text }) => text), results: rule.results.map(({ text }) => text), why: rule.why })),
  };
}

/** Boxes other than tables as FEEL would write them, near enough to be read. */
function written(box: Expression): string {
  switch (box.box) {
    case "literal":
      return box.text.text;
    case "context":
      return box.entries.map(({ variable, value }) => (variable ? `${variable.name}：${written(value)}` : written(value))).join("\n");
    case "invocation":
      return `${written(box.called)}(${box.bindings.map(({ parameter, value }) => `${parameter.name}: ${written(value)}`).join(", ")})`;
    case "function":
      return `(${box.parameters.map(({ name }) => name).join(", ")}) ${box.body ? written(box.body) : ""}`;
    case "list":
      return `[${box.items.map(written).join(", ")}]`;
    case "relation":
      return box.rows.map((row) => row.map((cell, at) => `${box.columns[at]?.name ?? ""}：${written(cell)}`).join("，")).join("\n");
    case "filter":
      return `${written(box.in)}[${written(box.match)}]`;
    case "for":
      return `for ${box.variable} in ${written(box.in)} return ${written(box.each)}`;
    case "some":
    case "every":
      return `${box.box} ${box.variable} in ${written(box.in)} satisfies ${written(box.each)}`;
    case "conditional":
      return `if ${written(box.if)} then ${written(box.then)} else ${written(box.else)}`;
    case "table":
      return box.rules.map((rule) => `${rule.tests.map(({ text }) => text).join("，")} → ${rule.results.map(({ text }) => text).join("，")}`).join("\n");
  }
}

/** The decisions of a DMN file in order, as texts to read; nothing is evaluated. A file that cannot be read has none. */
export async function legibleDecisions(xml: string): Promise<LegibleDecision[]> {
  const decisions = (readModel(xml).model?.elements ?? []).filter((element): element is Decision => element.kind === "decision");
  return decisions.flatMap(({ id, name, logic }) => {
    if (!logic) return [];
    const table = logic.box === "table" ? tableOf(logic) : { policy: "", inputs: [], outputs: [], rows: [] };
    return [{ id, name, ...table, expression: logic.box === "table" ? undefined : written(logic) }];
  });
}
