import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { flowDifferences, ruleDifferences } from "#content/difference";

const flow = readFileSync("packs/market/items/food-licence/flow.bpmn", "utf8");
const rules = readFileSync("packs/market/items/food-licence/rules.dmn", "utf8");

test("a file does not differ from itself, nor from itself drawn elsewhere", async () => {
  expect(await flowDifferences(flow, flow)).toEqual([]);
  expect(await flowDifferences(flow, flow.replace('x="175" y="30"', 'x="999" y="999"'))).toEqual([]);
  expect(await flowDifferences(flow, flow.replaceAll(' cancelActivity="true"', ""))).toEqual([]);
  expect(await ruleDifferences(rules, rules)).toEqual([]);
});

test("a renamed step, another limit, another condition are told with before and after", async () => {
  const after = flow
    .replace('name="材料审查"', 'name="资料审核"')
    .replace('yw:role="reviewer" yw:limit="P3WD"', 'yw:role="reviewer" yw:limit="P2WD"')
    .replace('>=acceptance.outcome = "accept"<', '>=acceptance.outcome != "decline"<')
    .replace(">P5WD<", ">P3WD<");
  expect(await flowDifferences(flow, after)).toEqual([
    { element: "acceptance_overdue", what: "边界事件“五个工作日未告知”", change: "changed", property: "时间", before: "P5WD", after: "P3WD" },
    { element: "review", what: "人工环节“资料审核”", change: "changed", property: "名称", before: "材料审查", after: "资料审核" },
    { element: "review", what: "人工环节“资料审核”", change: "changed", property: "环节时限", before: "P3WD", after: "P2WD" },
    {
      element: "f5",
      what: "连线“齐全”",
      change: "changed",
      property: "条件",
      before: '=acceptance.outcome = "accept"',
      after: '=acceptance.outcome != "decline"',
    },
  ]);
});

test("what is new and what is gone is told, and a line that leads elsewhere by the names of its ends", async () => {
  const after = flow
    .replace(
      '<sequenceFlow id="f2" sourceRef="eligibility" targetRef="acceptance" />',
      '<task id="copy" name="复印" /><sequenceFlow id="f2" sourceRef="eligibility" targetRef="copy" />',
    )
    .replace('<sequenceFlow id="f12" sourceRef="acceptance_again_overdue" targetRef="accept_by_law" />', "");
  const found = await flowDifferences(flow, after);
  expect(found).toContainEqual({ element: "copy", what: "环节“复印”", change: "added" });
  expect(found).toContainEqual({ element: "f12", what: "连线“f12”", change: "removed" });
  expect(found).toContainEqual({ element: "f2", what: "连线“f2”", change: "changed", property: "到", before: "受理审查", after: "复印" });
});

test("rows of a table are told apart by their conditions", async () => {
  const entry = /<rule id="[^"]*">[\s\S]*?<\/rule>/.exec(rules)![0];
  const found = await ruleDifferences(rules, rules.replace(entry, ""));
  expect(found.map(({ change }) => change)).toEqual(["removed"]);
  expect(found[0]!.what).toContain("原第 1 行");
});
