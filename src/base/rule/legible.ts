import { read, type Element } from "./xml.ts";

/** A decision as its author wrote it, to be read by people: the texts of a table, or one expression. */
export interface LegibleDecision {
  id: string;
  name: string;
  /** U F A P R O C, with + < > # for aggregates, in words. */
  policy: string;
  inputs: string[];
  outputs: string[];
  rows: { conditions: string[]; results: string[]; why: string }[];
  /** The FEEL of a decision without a table. */
  expression: string | undefined;
}

const POLICIES: Record<string, string> = {
  UNIQUE: "只有一行符合",
  FIRST: "从上往下，第一行符合的",
  ANY: "任一符合的",
  PRIORITY: "按优先顺序",
  "RULE ORDER": "所有符合的，按行序",
  "OUTPUT ORDER": "所有符合的，按结果序",
  COLLECT: "所有符合的",
};

function textOf(element: Element | undefined): string {
  return element?.text?.trim() ?? "";
}

function tableOf(table: Element): Pick<LegibleDecision, "policy" | "inputs" | "outputs" | "rows"> {
  return {
    policy: POLICIES[table.hitPolicy ?? "UNIQUE"] ?? "",
    inputs: (table.input ?? []).map((input) => input.label ?? textOf(input.inputExpression)),
    outputs: (table.output ?? []).map((output, index) => output.label ?? output.name ?? (index === 0 ? "结果" : "")),
    rows: (table.rule ?? []).map((rule) => ({
      conditions: (rule.inputEntry ?? []).map(textOf),
      results: (rule.outputEntry ?? []).map(textOf),
      why: [rule.description, ...(rule.annotationEntry ?? []).map(textOf)]
        .map((note) => note?.trim())
        .filter(Boolean)
        .join("；"),
    })),
  };
}

/** The decisions of a DMN file in order, as texts to read; nothing is evaluated. A file that cannot be read has none. */
export async function legibleDecisions(xml: string): Promise<LegibleDecision[]> {
  const { root } = await read(xml);
  return (root?.drgElement ?? []).flatMap((element) => {
    const logic = element.decisionLogic;
    if (element.$type !== "dmn:Decision" || !logic) return [];
    const table = logic.$type === "dmn:DecisionTable" ? tableOf(logic) : { policy: "", inputs: [], outputs: [], rows: [] };
    return [
      {
        id: element.id ?? "",
        name: element.name ?? element.id ?? "",
        ...table,
        expression: logic.$type === "dmn:LiteralExpression" ? textOf(logic) : undefined,
      },
    ];
  });
}
