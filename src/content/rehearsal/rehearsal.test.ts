import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readPack, type Case } from "#content/pack";
import { aroundWith, copyOf, readings } from "../../../test/packs.ts";
import type { Graph } from "#process/graph";
import { readCast, recordsOf, rehearsalFaults } from "./index.ts";
import { brought, factsNow, standingFirst } from "./life.ts";

const around = aroundWith();
const cast = readCast(readFileSync("demo/people.yaml", "utf8"));

test("every example person of every pack comes to what was expected", async () => {
  for (const reading of readings) expect(await rehearsalFaults(reading, around, cast)).toEqual([]);
});

describe("a case that comes out differently is named with its line", () => {
  const market = readings[2]!;
  const service = market.pack!.services[0]!;
  const source = market.sources.get("items/food-licence/cases.yaml")!;

  async function messagesWith(change: (example: Case) => Case): Promise<string[]> {
    const cases = service.cases.map((example, index) => (index === 0 ? change(structuredClone(example)) : example));
    const reading = { ...market, pack: { ...market.pack!, services: [{ ...service, cases }] } };
    const faults = await rehearsalFaults(reading, around, cast);
    for (const { file, line } of faults) expect([file, line >= 1 && line <= source.text.split("\n").length]).toEqual([source.file, true]);
    return faults.map(({ line, message }) => `${line} ${message.replace(/「.*」/, "")}`);
  }
  const lineOf = (text: string) => source.text.slice(0, source.text.indexOf(text)).split("\n").length;

  test("another path and another outcome", async () => {
    const faults = await messagesWith((example) => ({ ...example, answers: { ...example.answers, decision: { outcome: "refuse" } } }));
    expect(faults).toEqual([
      `${lineOf("    path:")} 经过的环节应为 [eligibility, acceptance, accept, review, inspect_kitchen, decision, grant, issue, enrol, close]，实际是 [eligibility, acceptance, accept, review, inspect_kitchen, decision, refuse, close]`,
      `${lineOf("    outcome:")} 结果应为 granted，实际是 refused`,
    ]);
  });

  test("a flow that stops where the case says nothing", async () => {
    const { decision: _decision, ...answers } = service.cases[0]!.answers!;
    expect((await messagesWith((example) => ({ ...example, answers }))).join("\n")).toContain("流程停在 decision，例子里没有写怎么办");
  });

  test("a form that is not filled in rightly", async () => {
    expect((await messagesWith((example) => ({ ...example, form: { ...example.form, premises_size: "很大" } }))).join("\n")).toContain(
      "表单没有填对：premises_size",
    );
  });

  test("people, questions, fields, steps and timers nobody knows", async () => {
    const faults = await messagesWith((example) => ({
      ...example,
      person: "nobody",
      situation: { ...example.situation, mood: "good" },
      form: { ...example.form, colour: "red" },
      answers: { ...example.answers, wish: {} },
      overdue: ["bedtime"],
    }));
    const text = faults.join("\n");
    for (const message of ["人员名单里没有 nobody", "事项里没有问题“mood”", "表单里没有字段“colour”", "流程里没有环节“wish”", "流程里没有定时“bedtime”"])
      expect(text).toContain(message);
  });

  test("a register row with a column the register does not have", async () => {
    const registers = new Map(around.registers);
    registers.set("food-operator", {
      ...registers.get("food-operator")!,
      fields: registers.get("food-operator")!.fields.filter(({ name }) => name !== "premises"),
    });
    const faults = await rehearsalFaults(market, { ...around, registers }, cast);
    expect(faults[0]!.message).toContain("enrol 写入的字段“premises”不在库“food-operator”里");
  });
});

describe("cases of a kind are played as those of an item are", () => {
  const file = "test/specimens/packs/hotline/kinds/work-order/cases.yaml";
  const text = readFileSync(file, "utf8");

  /** What the rehearsal says of the hotline with one text of its cases changed, with the line. */
  async function messagesWith(from: string, to: string): Promise<string[]> {
    const folder = copyOf("test/specimens/packs/hotline");
    if (!text.includes(from)) throw new Error(`no ${from}`);
    writeFileSync(join(folder, "kinds/work-order/cases.yaml"), text.replace(from, to));
    const reading = readPack(folder);
    const faults = await rehearsalFaults(reading, aroundWith(reading), cast);
    return faults.map(({ line, message }) => `${line} ${message.replace(/「.*」/, "")}`);
  }
  const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split("\n").length;

  test("with asides, acts of code, and whoever begins them", async () => {
    expect(await messagesWith("", "")).toEqual([]);
  });

  test.each([
    ["the state in which it ends", "outcome: closed,", "outcome: void,", "结果应为 void，实际是 closed"],
    ["a clock that still runs", "handle: running}", "handle: ended}", "时限应为 {sign: ended, handle: ended}，实际是 {sign: ended, handle: running}"],
    ["the state where it stands", "state: handling, clocks", "state: dispatched, clocks", "状态应为 dispatched，实际是 handling"],
    [
      "a path",
      "path: [dispatch, sign, handle, visit]",
      "path: [dispatch, sign, visit]",
      "经过的环节应为 [dispatch, sign, visit]，实际是 [dispatch, sign, handle, visit]",
    ],
    ["who begins it in the office", "person: linjing", "person: linjin", "人员名单里没有 linjin。您是不是想写“linjing”？"],
  ])("%s is told on its line", async (_what, from, to, message) => {
    expect(await messagesWith(from, to)).toEqual([`${lineOf(from)} ${message}`].map((each) => expect.stringContaining(each)));
  });

  test("what another matter gives is what the example says", async () => {
    const found = await messagesWith("outcome: redo, reached: true, reason: 还是不亮", "outcome: close, reached: true");
    expect(found.join("\n")).toContain("结果应为 incomplete，实际是 closed");
  });
});

describe("what registers say about the cast", () => {
  test("a person who is not registered here has no record, one registered as gone has one that says so", () => {
    expect(recordsOf(cast, "zheng-yuee")).toEqual({});
    expect(recordsOf(cast, "qian-boyun")["population"]).toMatchObject({ status: "cancelled", birth_date: "1939-01-26" });
  });

  test("who applies for a firm applies with the firm's record, not their own", () => {
    expect(Object.keys(recordsOf(cast, "zhu-ling", "xiaoman-catering"))).toEqual(["organisation"]);
    expect(recordsOf(cast, "zhu-ling", "xiaoman-catering")["organisation"]).toMatchObject({ name: "云州小满餐饮有限公司", legal_person: "陈小满" });
  });
});

test("formulas see the phase that a matter has come to, and since when it is taken on", () => {
  const { kind } = around.kinds.get("application")!;
  const living = { kind, graph: { nodes: {} } as Graph };
  const facts = { matter: { submitted: "2026-11-23" } };
  const begun = standingFirst(kind, null);
  expect(factsNow(facts, begun)["matter"]).toMatchObject({ phase: "received", accepted: null });
  const taken = brought(living, "accepted", begun, facts);
  expect(factsNow(facts, taken)["matter"]).toMatchObject({ phase: "open", accepted: "2026-11-23" });
  expect(factsNow(facts, brought(living, "closed", taken, facts))["matter"]).toMatchObject({ phase: "closed", accepted: "2026-11-23" });
});

test("a form asks an example what it asks whoever comes by that way", async () => {
  const reading = readPack("packs/mediation");
  const [kind] = reading.pack!.kinds;
  const moved = kind!.cases.find(({ channel }) => channel === "matter")!;
  const asked = async (channel: string) => {
    const cases = [{ ...moved, person: "jiang-li", channel }];
    return (await rehearsalFaults({ ...reading, pack: { ...reading.pack!, kinds: [{ ...kind!, cases }] } }, aroundWith(reading), cast)).map(
      ({ message }) => message,
    );
  };
  expect((await asked("online")).join()).toContain("表单没有填对：opponent");
  expect((await asked("matter")).join()).not.toContain("表单没有填对");
});
