import { instead } from "#values/spelling";
import type { Case } from "#content/pack";
import { PARTY_VALUE } from "#content/scope";
import type { Came, Stage } from "./rehearse.ts";

/** Where in a case something differs, and how. */
export interface Difference {
  path: (string | number)[];
  message: string;
  /** It is the flow's slip, whoever walks through: told once, not for every example. */
  ofFlow?: true;
}

const WORDS: Record<string, string> = {
  materials: "材料",
  bring: "要自备的材料",
  eligibility: "资格核验",
  fee: "收费（分）",
  limit: "承诺时限",
  complaints: "表单提示的字段",
  stop: "不用办的选项",
  path: "经过的环节",
  outcome: "结果",
  state: "状态",
  clocks: "时限",
  payment: "给付（分）",
};

const text = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.entries(value)
      .map(([name, each]) => `${name}: ${text(each)}`)
      .join(", ")}}`;
  return value === undefined ? "没有" : String(value);
};

/** Of what came as much as was expected: of clocks those that the example names. */
function asked(expected: unknown, value: unknown): unknown {
  if (typeof expected !== "object" || expected === null || Array.isArray(expected)) return value;
  return Object.fromEntries(Object.keys(expected).map((name) => [name, (Object(value) as Record<string, unknown>)[name]]));
}

/** What the flow wrote that registers and the form do not have. */
function strangeRows({ registers, form }: Stage, came: Came): Difference[] {
  return (came.played?.calls ?? []).flatMap(({ node, act, input }) => {
    const { register, row = {}, personal = {} } = input as { register?: string; row?: Record<string, unknown>; personal?: Record<string, string> };
    const found: Difference[] = Object.values(personal)
      .filter((name) => !form.personal.has(name) && !PARTY_VALUE.test(name))
      .map((name) => ({ path: [], ofFlow: true, message: `${node} 要用的个人信息字段“${name}”不在表单里。${instead(name, form.personal.keys())}` }));
    if (act !== "register.write") return found;
    const columns = new Map(registers.get(register ?? "")?.fields.map((field) => [field.name, field]));
    for (const name of [...Object.keys(row), ...Object.keys(personal)])
      if (!columns.has(name))
        found.push({ path: [], ofFlow: true, message: `${node} 写入的字段“${name}”不在库“${register}”里。${instead(name, columns.keys())}` });
    for (const name of Object.keys(row))
      if (columns.get(name)?.personal) found.push({ path: [], ofFlow: true, message: `${node} 把个人信息“${name}”当普通数据写入，应写在 personal 里` });
    return found;
  });
}

/** What an example names that its item, form and flow do not have. */
export function unknownNames({ definition, graph, form }: Stage, example: Case): Difference[] {
  const found: Difference[] = [];
  const check = (part: string, known: readonly string[], names: readonly string[], what: string): void => {
    for (const name of names) if (!known.includes(name)) found.push({ path: [part, name], message: `${what}“${name}”。${instead(name, known)}` });
  };
  const nodes = Object.keys(graph.nodes);
  const questions = definition.item.situations.map(({ id }) => id);
  const timers = nodes.filter((id) => "triggers" in graph.nodes[id]!);
  check("situation", questions, Object.keys(example.situation), "事项里没有问题");
  check("form", [...form.fields.keys()], Object.keys(example.form), "表单里没有字段");
  check("answers", nodes, Object.keys(example.answers ?? {}), "流程里没有环节");
  const deferrable = definition.item.materials.flatMap(({ id, need }) => (need === "deferred" ? [id] : []));
  check("later", deferrable, example.later ?? [], "事项里没有可以后补的材料");
  check("brought", example.later ?? [], example.brought ?? [], "例子里没有说要后补的材料");
  check("overdue", timers, example.overdue ?? [], "流程里没有定时");
  return found;
}

/** How what came differs from what was expected, and what the case or the flow names that does not exist. Empty when the case holds. */
export function differences(stage: Stage, example: Case, came: Came): Difference[] {
  const { expect } = example;
  const found = [...unknownNames(stage, example), ...strangeRows(stage, came)];
  for (const key of Object.keys(expect) as (keyof typeof expect)[]) {
    const real = asked(expect[key], came[key]);
    if (JSON.stringify(expect[key]) !== JSON.stringify(real))
      found.push({ path: ["expect", key], message: `${WORDS[key]}应为 ${text(expect[key])}，实际是 ${text(real)}` });
  }
  if (!expect.complaints && came.complaints.length > 0) found.push({ path: ["form"], message: `表单没有填对：${came.complaints.join("、")}` });
  if (expect.payment === undefined && came.payment !== undefined) found.push({ path: ["expect"], message: `发放了 ${came.payment} 分，例子里没有写` });
  if (expect.outcome !== undefined && expect.outcome !== "incomplete" && came.played && !came.played.ended)
    found.push({
      path: ["answers"],
      message: `流程停在 ${came.played.waiting.join("、")}，例子里没有写怎么办：人办的和等消息的写在 answers 里，定时的写在 overdue 里`,
    });
  return found;
}
