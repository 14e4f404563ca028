import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compileForm } from "#content/form";
import { readPack } from "#content/pack";
import { applicationOf, readCast } from "#content/rehearsal";
import type { Type } from "#language/typing";
import { FACTS } from "#process/bpmn";
import { factsType } from "#content/scope";
import { packFaults } from "./index.ts";
import { aroundWith, copyOf, faultsWith, lineOf, readings } from "../../../test/packs.ts";

test("the packs of this repository have no faults", async () => {
  for (const reading of readings) expect(await packFaults(reading, aroundWith())).toEqual([]);
});

describe("a slip is named with its file and line", () => {
  const food = "items/food-licence/";

  test.each([
    ["a key nobody knows", `${food}item.yaml`, "fee: {", "fees: {", "不认识“fees”这一项"],
    ["a value outside the code set", `${food}item.yaml`, "pace: promised", "pace: quick", "只能是 promised、instant"],
    ["YAML that cannot be read", `${food}item.yaml`, "visits: 0", "visits: [0", "YAML 写法不对"],
    ["a code whose check digit is wrong", `${food}item.yaml`, "code: 11990100MB0000001T3", "code: 11990100MB0000001A3", "实施编码应为 31 位"],
    ["a code of another level", `${food}item.yaml`, "code: 11990100MB0000001T3", "code: 11990100MB0000001T4", "行使层级是 4，事项写的是 3"],
    ["a promise longer than the law", `${food}item.yaml`, "promised: P6WD", "promised: P12WD", "承诺时限 12 超过了法定时限 10"],
    [
      "a condition on an option that does not exist",
      `${food}item.yaml`,
      'when: situation.business = "retail"',
      'when: situation.business = "shop"',
      "“situation.business”没有“shop”这个值。可以写的有：catering（餐饮服务）",
    ],
    [
      "a condition on a question that comes later",
      `${food}item.yaml`,
      'when: situation.business = "retail"',
      "when: situation.vending = true",
      "“situation.vending”问在这一题后面",
    ],
    ["a substitute nobody issues", `${food}item.yaml`, "substitute: {licence: business-licence}", "substitute: {licence: permit}", "没有证照类型“permit”"],
    ["a licence of another department", `${food}item.yaml`, "type: food-operation-licence", "type: public-place-hygiene-licence", "不是本事项的实施主体"],
    [
      "a field from a register column that does not exist",
      `${food}form.yaml`,
      "source: organisation.name",
      "source: organisation.title",
      "没有库字段“organisation.title”",
    ],
    [
      "personal information that loses its mark",
      `${food}form.yaml`,
      "personal: name, source: organisation.legal_person",
      "source: organisation.legal_person",
      "要写 personal: name",
    ],
    [
      "a keyword nobody knows in a field's schema",
      `${food}form.yaml`,
      "type: number, above: 0, max: 100000",
      "schema: {type: number, exclusiveMin: 0}",
      "schema 不对",
    ],
    ["a step no unit can do", `${food}flow.bpmn`, '"11990100MB0000001T-01"', '"11990100MB0000001T-02"', "里没有人担任 reviewer"],
    ["a unit the city does not have", `${food}flow.bpmn`, '"11990100MB0000001T-01"', '"11990100MB0000001T-09"', "本市没有代码为"],
    ["a check list that does not exist", `${food}flow.bpmn`, 'yw:checklist="shop"', 'yw:checklist="store"', "没有核查表“store”"],
    ["an act nobody performs", `${food}flow.bpmn`, 'yw:act="closed"', 'yw:act="matter.finish"', "不认识的动作“matter.finish”"],
    ["a decision that is not in the rules", `${food}flow.bpmn`, 'yw:decision="eligibility"', 'yw:decision="suitability"', "没有决策“suitability”"],
    ["a step longer than the promise", `${food}flow.bpmn`, 'yw:limit="P3WD"', 'yw:limit="P9WD"', "环节时限 9 超过了承诺时限 6"],
    ["a join that waits for ever", `${food}flow.bpmn`, '<exclusiveGateway id="inspected" />', '<parallelGateway id="inspected" />', "汇合处再也等不到"],
    ["a flow that the engine refuses", `${food}flow.bpmn`, 'yw:work="review"', 'yw:work="glance"', "review"],
  ])("%s", async (_what, file, from, to, message) => {
    const faults = await faultsWith("market", file, from, to);
    expect(faults.join("\n")).toContain(message);
  });

  test("the line is the line of the slip", async () => {
    expect(await faultsWith("market", `${food}item.yaml`, "promised: P6WD", "promised: P12WD")).toEqual([
      `item.yaml:${lineOf("market", `${food}item.yaml`, "promised: P6WD")} 承诺时限 12 超过了法定时限 10`,
    ]);
    const flow = await faultsWith("market", `${food}flow.bpmn`, 'yw:checklist="shop"', 'yw:checklist="store"');
    expect(flow).toEqual([`flow.bpmn:${lineOf("market", `${food}flow.bpmn`, 'id="inspect_shop"')} inspect_shop：没有核查表“store”。可以写的有：kitchen、shop`]);
    const rules = await faultsWith("market", `${food}rules.dmn`, 'hitPolicy="FIRST"', 'hitPolicy="LAST"');
    expect(rules.join("\n")).toContain("rules.dmn:");
  });

  test("an item without example people does not pass", async () => {
    expect((await faultsWith("civil", "items/old-age-allowance/cases.yaml", "- name: 周大青", "- nom: 周大青")).join()).toContain("不认识“nom”");
    const folder = copyOf("civil");
    rmSync(join(folder, "items/old-age-allowance/cases.yaml"));
    expect(readPack(folder).faults.map(({ message }) => message)).toEqual(["缺少这个文件"]);
    writeFileSync(join(folder, "items/old-age-allowance/cases.yaml"), "[]");
    expect(readPack(folder).faults.map(({ message }) => message)).toEqual(["至少要写一个办事人的例子，现在一个也没有"]);
  });
});

describe("only a person may refuse", () => {
  test("a flow in which a rule leads straight to a refusal does not pass", async () => {
    const faults = await faultsWith(
      "health",
      "items/birth-registration/flow.bpmn",
      'sourceRef="by_rule" targetRef="accept"',
      'sourceRef="by_rule" targetRef="decline"',
    );
    expect(faults.join("\n")).toContain("decline：“不予受理”只能由人作出");
  });

  test("a timer is not a person", async () => {
    const faults = await faultsWith(
      "civil",
      "items/old-age-allowance/flow.bpmn",
      'sourceRef="acceptance_overdue" targetRef="accept_by_law"',
      'sourceRef="acceptance_overdue" targetRef="decline"',
    );
    expect(faults.join("\n")).toContain("decline：“不予受理”只能由人作出");
  });
});

/** Where a value does not belong to the type that formulas are checked against, as paths. */
function strays(value: unknown, type: Type, path: string): string[] {
  if (value === null || value === undefined || type.is === "any") return [];
  if (type.is === "record" && typeof value === "object" && !Array.isArray(value))
    return Object.entries(value).flatMap(([name, entry]) =>
      type.entries[name] ? strays(entry, type.entries[name], `${path}.${name}`) : type.open ? [] : [`${path}.${name}`],
    );
  if (type.is === "list" && Array.isArray(value)) return value.flatMap((one) => strays(one, type.of, `${path}[]`));
  const fits =
    (type.is === "text" && typeof value === "string" && (!type.values || type.values.includes(value))) ||
    (type.is === "number" && typeof value === "number" && (!type.whole || Number.isInteger(value))) ||
    (type.is === "boolean" && typeof value === "boolean");
  return fits ? [] : [`${path}: ${JSON.stringify(value)} is no ${type.is}`];
}

test("what formulas are checked against is what they see, for every example person", () => {
  const around = aroundWith();
  const cast = readCast(readFileSync("demo/people.yaml", "utf8"));
  let seen = 0;
  for (const { pack } of readings) {
    for (const service of pack!.services) {
      const type = factsType(service, around);
      expect(Object.keys(type.entries).sort()).toEqual([...FACTS, "party", "clock", "reads", "place", "link", "children", "delivery", "now"].sort());
      const stage = { definition: service, form: compileForm(service.form!), registers: around.registers, cases: service.cases };
      for (const example of service.cases) {
        const { facts } = applicationOf(stage, example, cast);
        if (!facts) continue;
        seen += 1;
        expect(strays(facts, type, service.item.id), example.name).toEqual([]);
      }
    }
  }
  expect(seen).toBeGreaterThan(30);
});
