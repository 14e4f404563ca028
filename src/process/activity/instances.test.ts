import { describe, expect, test } from "vitest";
import { known } from "#process/graph";
import type { Run, Wait } from "#process/token";
import { border, definitions, ENDS, flows, graphOf } from "../../../test/model.ts";
import { active, runIn, running, task } from "../../../test/run.ts";
import { addInstance, beginActivity, completeActivity, removeInstance } from "./index.ts";

const cardinality = (count: string): string => `<loopCardinality xsi:type="tFormalExpression">${count}</loopCardinality>`;
const until = (text: string): string => `<completionCondition xsi:type="tFormalExpression">${text}</completionCondition>`;
const facts = { form: { units: ["消防", "环保", "住建"] } };

/** A run in which "a" has begun with several instances. */
async function begun(more: string, inside = "", form: object = facts.form, tag = "userTask", around: string[] = []): Promise<Run> {
  const element = `<${tag} id="a" name="会签" yw:kind="countersign"><multiInstanceLoopCharacteristics ${more}>${inside}</multiInstanceLoopCharacteristics></${tag}>`;
  const run = await runIn([ENDS, tag === "userTask" ? element : element.replace(' yw:kind="countersign"', ""), ...around, flows("s a", "a e")], {}, { form });
  const node = known(run.graph.nodes, "a");
  if (node.kind !== "user" && node.kind !== "pass") throw new Error("no task");
  beginActivity(run, node, "");
  return run;
}

const EACH = 'yw:collection="=form.units" yw:element="unit"';
const waiting = (run: Run, id: string): Wait => run.active.get(id) as Wait;
const signed = (run: Run, id: string, outcome = "agree"): void => completeActivity(run, waiting(run, id), { outcome });
const items = (run: Run): unknown[] => run.effects.flatMap((effect) => (effect.type === "task.opened" ? [effect.item] : []));
const left = (run: Run): boolean => run.tokens.some(({ node }) => node === "e");

describe("several instances", () => {
  test("over a list begin at once, each with its item; the token goes on after the last, results in the order of the list", async () => {
    const run = await begun(EACH);
    expect([items(run), active(run)]).toEqual([
      ["消防", "环保", "住建"],
      ["a.1", "a.2", "a.3", "a.4"],
    ]);
    signed(run, "a.4", "third");
    signed(run, "a.2", "first");
    expect(left(run)).toBe(false);
    signed(run, "a.3", "second");
    expect([left(run), run.vars, active(run)]).toEqual([true, { a: ["first", "second", "third"].map((outcome) => ({ outcome })) }, []]);
  });

  test("one after the other: the next begins when the one before is done", async () => {
    const run = await begun(`isSequential="true" ${EACH}`);
    expect(items(run)).toEqual(["消防"]);
    signed(run, "a.2");
    expect([items(run), left(run)]).toEqual([["消防", "环保"], false]);
    signed(run, "a.3");
    signed(run, "a.4");
    expect([items(run).length, left(run)]).toEqual([3, true]);
  });

  test("of a number are counted from one; none at all is an empty list of results", async () => {
    const run = await begun("", cardinality("2"));
    expect(items(run)).toEqual([1, 2]);
    for (const none of [await begun("", cardinality("0")), await begun(EACH, "", { units: [] })]) expect([left(none), none.vars]).toEqual([true, { a: [] }]);
  });

  test("ask a unit that the list names twice once; what needs nobody is done as often as it is named", async () => {
    expect(items(await begun(EACH, "", { units: ["消防", "环保", "消防"] }))).toEqual(["消防", "环保"]);
    expect(items(await begun(EACH, "", { units: [1, 1] })).length).toBe(2);
    expect((await begun('yw:collection="=form.units"', "", { units: ["x", "x"] }, "task")).through.length).toBe(2);
  });

  test("over no list, or more than a thousand, are refused and named", async () => {
    for (const units of [undefined, "消防", Array.from({ length: 1001 }, (_, n) => n)])
      await expect(begun(EACH, "", { units })).rejects.toMatchObject({ code: "FLOW_COLLECTION", message: expect.stringContaining("“会签”") });
    for (const count of ["-1", "1.5", "1001", '"2"']) await expect(begun("", cardinality(count)), count).rejects.toMatchObject({ code: "FLOW_COLLECTION" });
    expect(items(await begun("", cardinality("1000"))).length).toBe(1000);
  });

  test("are complete as soon as their condition holds; what still runs is cancelled", async () => {
    const run = await begun(EACH, until("done = 2 and total = 3"));
    signed(run, "a.2");
    expect(left(run)).toBe(false);
    signed(run, "a.4");
    expect([left(run), active(run), run.effects.at(-1)]).toEqual([true, [], { type: "task.cancelled", task: "a.3" }]);
  });

  test("let their condition look at the counts of the standard", async () => {
    const counts = "numberOfInstances = 3 and numberOfActiveInstances = 1 and numberOfCompletedInstances = 2 and numberOfTerminatedInstances = 0";
    const run = await begun(EACH, until(counts));
    signed(run, "a.2");
    expect(left(run)).toBe(false);
    signed(run, "a.3");
    expect(left(run)).toBe(true);
  });

  test("by a vote say whether it passed", async () => {
    for (const [first, second, passed] of [
      ["agree", "agree", true],
      ["disagree", "disagree", false],
    ] as const) {
      const run = await begun(`${EACH} yw:vote="2"`);
      signed(run, "a.2", first);
      signed(run, "a.3", second);
      expect([left(run), run.vars["a_passed"]]).toEqual([true, passed]);
    }
  });

  test("tell of it as they complete: each, or the first alone", async () => {
    const definition = '<escalationEventDefinition id="told" escalationRef="root-over"/>';
    for (const [more, times] of [
      ['behavior="None" noneBehaviorEventRef="told"', 2],
      ['behavior="One" oneBehaviorEventRef="told"', 1],
    ] as const) {
      const element = `<userTask id="a" yw:kind="review"><multiInstanceLoopCharacteristics ${more}>${cardinality("2")}</multiInstanceLoopCharacteristics></userTask>`;
      const process = `<process id="p">${ENDS}${element}${border("!b", "a", "escalation over")}${flows("s a", "a e", "b e")}</process>`;
      const run = running(await graphOf(definitions(definition, process)));
      const node = known(run.graph.nodes, "a");
      if (node.kind !== "user") throw new Error("no task");
      beginActivity(run, node, "");
      const told = (): number => run.effects.filter(({ type }) => type === "escalation.thrown").length;
      signed(run, "a.2");
      expect(told(), more).toBe(1);
      signed(run, "a.3");
      expect(told(), more).toBe(times);
    }
  });
});

describe("a countersigning", () => {
  test("takes one more signature, unless the unit signs already; in a sequence it comes last", async () => {
    const run = await begun(EACH);
    addInstance(run, waiting(run, "a.2"), "城管");
    expect([items(run).at(-1), active(run).length]).toEqual(["城管", 5]);
    expect(() => addInstance(run, waiting(run, "a.2"), "环保")).toThrow("已经在会签里");
    const line = await begun(`isSequential="true" ${EACH}`);
    addInstance(line, waiting(line, "a.2"), "城管");
    expect(items(line)).toEqual(["消防"]);
    for (const id of ["a.2", "a.3", "a.4", "a.5"]) signed(line, id);
    expect([items(line).at(-1), left(line)]).toEqual(["城管", true]);
  });

  test("gives a signature up, but not the last one; its unit may be asked again", async () => {
    const run = await begun(EACH);
    removeInstance(run, waiting(run, "a.3"));
    expect(run.effects.at(-1)).toEqual({ type: "task.cancelled", task: "a.3" });
    expect(run.active.get("a.1")).toMatchObject({ items: ["消防", null, "住建"], gone: [1] });
    addInstance(run, waiting(run, "a.2"), "环保");
    removeInstance(run, waiting(run, "a.4"));
    signed(run, "a.2");
    expect(left(run)).toBe(false);
    expect(() => removeInstance(run, waiting(run, "a.5"))).toThrow("只剩这一份会签");
    signed(run, "a.5");
    expect([left(run), run.vars["a"]]).toEqual([true, [{ outcome: "agree" }, { outcome: "agree" }]]);
  });

  test("is what a task is part of, else nothing can be added or given up", async () => {
    const run = await runIn([ENDS, '<userTask id="a" yw:kind="review"/>', flows("s a", "a e")], { active: [task("a.1")] });
    expect(() => addInstance(run, waiting(run, "a.1"), "x")).toThrow("不是会签");
    expect(() => removeInstance(run, waiting(run, "a.1"))).toThrow("不是会签");
  });
});
