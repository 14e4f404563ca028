import { describe, expect, test } from "vitest";
import { compile } from "./compile.ts";
import { flows, model } from "../../../test/model.ts";
import { ACTIVITIES } from "./activities.fixture.ts";
import { CALLED_POOLS, COLLABORATIONS } from "./collaborations.fixture.ts";
import { EVENTS } from "./events.fixture.ts";
import { FLOWS } from "./flows.fixture.ts";
import { RULES } from "#process/notation";

async function refusals(xml: string): Promise<string[]> {
  const compiled = await compile(xml);
  return "refusals" in compiled ? compiled.refusals.map((refusal) => `${refusal.element} ${refusal.rule}`).toSorted() : [];
}

/** Each model breaks one rule, at one element. */
const ALL = { ...FLOWS, ...EVENTS, ...ACTIVITIES, ...COLLABORATIONS };

describe("a model is refused for", () => {
  test.each(Object.entries(ALL))("%s", async (_, [rule, element, xml]) => {
    expect(await refusals(xml)).toEqual([`${element} ${rule}`]);
  });
});

test("a file of several pools cannot be called", async () => {
  const compiled = await compile(CALLED_POOLS.caller, await CALLED_POOLS.calls());
  expect(compiled).toMatchObject({ refusals: [{ element: "a", rule: "call-pools" }] });
});

test("every rule has a model that breaks it and no other", () => {
  const broken = new Set<string>([...Object.values(ALL).map(([rule]) => rule), "call-pools"]);
  expect(Object.keys(RULES).filter((rule) => !broken.has(rule))).toEqual([]);
});

test("every refusal speaks Chinese and English, names the detail, and the clause where the rule is the standard's", async () => {
  const compiled = await compile(model('<startEvent id="s"/><endEvent id="e"/><userTask id="a"/>', flows("s a", "a e")));
  expect(compiled).toEqual({
    refusals: [
      {
        element: "a",
        rule: "user-work",
        zh: "没有写 yw:work：这个环节做什么",
        en: "yw:work is missing: what is done at this step",
      },
    ],
  });
  const unclear = await compile(model('<endEvent id="e"/>'));
  expect(unclear).toEqual({ refusals: [{ element: "p", rule: "no-start", zh: "没有开始事件", en: "there is no start event", clause: "10.5.2" }] });
});

describe("what was meant is told once, and not what is missing because of it", () => {
  const told = async (inside: string, ...lines: string[]): Promise<string[]> => {
    const compiled = await compile(model('<startEvent id="s"/><endEvent id="e"/>', inside, flows("s a", "a e"), ...lines));
    return "refusals" in compiled ? compiled.refusals.map(({ element, zh }) => `${element} ${zh}`) : [];
  };
  test.each([
    ["a setting", '<userTask id="a" yw:knd="review"/>', "a “yw:knd”不是这里能写的设置。您是不是想写“yw:kind”？"],
    ["an act's setting", '<serviceTask id="a" yw:at="matter.close"/>', "a “yw:at”不是这里能写的设置。您是不是想写“yw:act”？"],
    ["an element", '<usrTask id="a" yw:kind="review"/>', "definitions 文件读不懂：有不认识的内容“usrTask”。您是不是想写“userTask”？"],
    [
      "a part of an element",
      '<userTask id="a" yw:kind="review"/><boundaryEvent id="b" attachedToRef="a"><timerEventDefinition id="t"><timeDuratio>P5D</timeDuratio></timerEventDefinition></boundaryEvent><sequenceFlow id="b_e" sourceRef="b" targetRef="e"/>',
      "definitions 文件读不懂：有不认识的内容“timeDuratio”。您是不是想写“timeDuration”？",
    ],
    ["a step in a formula", '<userTask id="a" yw:kind="review" yw:unit="=fom.unit"/>', "a 表达式里的“fom”既不是流程数据，也不是环节编号。您是不是想写“form”？"],
  ])("%s", async (_what, inside, message) => {
    expect(await told(inside)).toEqual([expect.stringContaining(message)]);
  });
});
