import { describe, expect, test } from "vitest";
import { isActivity, known, type ActivityNode } from "#process/graph";
import type { Active, Run, Wait } from "#process/token";
import { border, ENDS, flows, graphOf, model, reviews, undone } from "../../../test/model.ts";
import { active, runIn, running, scope, task } from "../../../test/run.ts";
import { beginActivity, completeActivity, open } from "./index.ts";

const LINE = flows("s a", "a e");

function activity(run: Run, key: string): ActivityNode {
  const node = known(run.graph.nodes, key);
  if (!isActivity(node)) throw new Error(`${key} is no activity`);
  return node;
}
const completed = (run: Run, id: string, value: unknown): void => completeActivity(run, run.active.get(id) as Wait, value);
const targets = (run: Run): string[] => run.tokens.map(({ node }) => node);
const facts = { form: { unit: "消防", days: "P3D", units: ["消防", "环保"] } };

/** A run in which the activity "a" has just begun. */
async function begun(element: string, more: string[] = [], given: object = facts): Promise<Run> {
  const run = await runIn([ENDS, element, ...more, LINE], {}, given as typeof facts);
  beginActivity(run, activity(run, "a"), "");
  return run;
}

describe("an activity begins", () => {
  test("of a person: the task says whose desk, what kind of work, by when", async () => {
    const run = await begun(
      '<userTask id="a" name="现场核查" yw:kind="inspection" yw:unit="=form.unit" yw:role="inspector" yw:checklist="kitchen" yw:limit="=form.days"/>',
    );
    expect(run.effects).toEqual([
      {
        type: "task.opened",
        task: "a.1",
        node: "a",
        name: "现场核查",
        kind: "inspection",
        unit: "消防",
        role: "inspector",
        checklist: "kitchen",
        limit: "P3D",
      },
    ]);
    expect(active(run)).toEqual(["a.1"]);
    expect((await begun('<userTask id="a" yw:kind="supplement" yw:party="applicant"/>')).effects).toEqual([
      { type: "task.opened", task: "a.1", node: "a", name: "a", kind: "supplement", party: "applicant" },
    ]);
  });

  test("of a person at a desk that no formula gives is refused and named", async () => {
    for (const form of [{}, { unit: "" }, { unit: 7 }])
      await expect(begun('<userTask id="a" name="核查" yw:kind="review" yw:unit="=form.unit"/>', [], { form })).rejects.toMatchObject({
        code: "FLOW_UNIT",
        message: expect.stringContaining("“核查”"),
      });
  });

  test("of a machine: an act is called with its input, a rule by its decision", async () => {
    expect((await begun('<serviceTask id="a" yw:act="matter.accept" yw:input="={unit: form.unit}"/>')).effects).toEqual([
      { type: "service.called", call: "a.1", node: "a", act: "matter.accept", input: { unit: "消防" } },
    ]);
    expect((await begun('<serviceTask id="a" yw:act="matter.accept"/>')).effects).toMatchObject([{ input: null }]);
    const rule = await begun('<businessRuleTask id="a" yw:decision="fee"/>');
    expect([rule.effects, [...rule.active.values()]]).toEqual([
      [{ type: "rule.called", call: "a.1", node: "a", decision: "fee" }],
      [{ id: "a.1", node: "a", frame: "", wait: "rule" }],
    ]);
  });

  test("that needs nobody is through in the same step: a script with what it gives, sending with nothing", async () => {
    const script = await begun('<scriptTask id="a" scriptFormat="FEEL"><script>form.unit</script></scriptTask>');
    expect([script.through, active(script)]).toEqual([[{ id: "a.1", value: "消防" }], ["a.1"]]);
    const sent = await begun('<sendTask id="a" messageRef="root-letter" yw:data="=form.unit"/>');
    expect([sent.effects, sent.through]).toEqual([[{ type: "message.sent", node: "a", message: "letter", data: "消防" }], [{ id: "a.1", value: null }]]);
  });

  test("with the events on its border, which wait as long as it does", async () => {
    const run = await begun('<receiveTask id="a" messageRef="root-letter"/>', [border("b", "a", "timer P1D"), flows("b e")]);
    const [first = ""] = active(run);
    expect([...run.active.values()]).toMatchObject([{ wait: "message" }, { wait: "timer", host: first }]);
  });

  test("that holds others opens its frame and begins at its start; called it knows its input alone", async () => {
    const inside = `<subProcess id="a"><startEvent id="t"/><endEvent id="z"/>${flows("t z")}</subProcess>`;
    const run = await begun(inside);
    expect([[...run.active.values()], run.tokens]).toEqual([[scope("a.1")], [{ node: "t", frame: "a.1" }]]);
  });
});

describe("a called process begins", () => {
  const calling = async (form: object): Promise<Run> => {
    const check = await graphOf(model(ENDS, reviews("b"), flows("s b", "b e")).replaceAll('id="p"', 'id="check"'));
    const call = '<callActivity id="a" name="核查" calledElement="check" yw:input="=form.given"/>';
    const run = running(await graphOf(model(ENDS, call, LINE), { check }), {}, { form });
    beginActivity(run, activity(run, "a"), "");
    return run;
  };

  test("with the input that it is given, and results of its own, which become its result", async () => {
    const run = await calling({ given: { floor: 2 } });
    expect(run.active.get("a.1")).toEqual(scope("a.1", "", { vars: {}, given: { floor: 2 } }));
    expect(run.tokens).toEqual([{ node: "check/s", frame: "a.1" }]);
    completed(run, "a.1", { b: 1 });
    expect(run.vars).toEqual({ a: { b: 1 } });
  });

  test("not without one: what is no context is refused and named", async () => {
    for (const given of [undefined, "text", 7, [1]])
      await expect(calling({ given })).rejects.toMatchObject({ code: "FLOW_INPUT", message: expect.stringContaining("“核查”") });
  });
});

describe("an activity is complete", () => {
  test("its result is kept, its border ends, the token goes on", async () => {
    const run = await begun(reviews("a"), [border("b", "a", "timer P1D"), flows("b e")]);
    completed(run, "a.1", { outcome: "pass" });
    expect([active(run), run.vars, targets(run)]).toEqual([[], { a: { outcome: "pass" } }, ["e"]]);
    expect(run.effects.map(({ type }) => type)).toEqual(["task.opened", "timer.set", "timer.cancelled"]);
    const nothing = await begun('<scriptTask id="a" scriptFormat="FEEL"><script>null</script></scriptTask>');
    completed(nothing, "a.1", undefined);
    expect(nothing.vars).toEqual({ a: null });
  });

  test("and fills its data objects, with the result or what a formula makes of it", async () => {
    const objects = '<dataObject id="d"/><dataObject id="f"/>';
    const writes =
      '<dataOutputAssociation id="w1"><targetRef>d</targetRef></dataOutputAssociation>' +
      '<dataOutputAssociation id="w2"><targetRef>f</targetRef><transformation xsi:type="tFormalExpression">a.fee * 2</transformation></dataOutputAssociation>';
    const run = await begun(`<serviceTask id="a" yw:act="matter.accept">${writes}</serviceTask>`, [objects]);
    completed(run, "a.1", { fee: 3 });
    expect(run.vars).toEqual({ a: { fee: 3 }, d: { fee: 3 }, f: 6 });
  });

  test("a sub-process that shares the results of its process keeps none of its own", async () => {
    const run = await begun(`<subProcess id="a"><startEvent id="t"/><endEvent id="z"/>${flows("t z")}</subProcess>`);
    completed(run, "a.1", undefined);
    expect([run.vars, active(run), targets(run)]).toEqual([{}, [], ["e"]]);
  });

  test("is remembered where it can be compensated, with what its border led to; a compensation lets what waits for it go on", async () => {
    const run = await begun(undone("a", "u"), [border("!b", "a", "message letter"), flows("b e")]);
    run.done.push({ node: "b", frame: "", of: "a.1" });
    completed(run, "a.1", null);
    expect([run.done, targets(run)]).toEqual([[{ node: "a", frame: "", fired: ["b"] }], ["e"]]);
    beginActivity(run, activity(run, "u"), "", "x.7");
    const undo = active(run).at(-1)!;
    completed(run, undo, null);
    expect([run.resumed, targets(run)]).toEqual([["x.7"], ["e"]]);
    const plain = await begun(reviews("a"));
    completed(plain, "a.1", null);
    expect(plain.done).toEqual([]);
  });

  test("a sub-process is remembered as it was when it was complete, with what its frame is called", async () => {
    const sub = `<subProcess id="a"><startEvent id="t"/>${undone("b", "u")}<endEvent id="z"/>${flows("t b", "b z")}</subProcess>`;
    const compensating = '<intermediateThrowEvent id="x"><compensateEventDefinition/></intermediateThrowEvent>';
    const run = await runIn([ENDS, sub, compensating, flows("s a", "a x", "x e")], { vars: { b: 5, other: 1, s: 2 } });
    beginActivity(run, activity(run, "a"), "");
    run.done.push({ node: "b", frame: "a.1" });
    completed(run, "a.1", undefined);
    expect(run.done).toEqual([
      { node: "b", frame: "a.1" },
      { node: "a", frame: "", as: "a.1", data: { b: 5 } },
    ]);
  });
});

describe("a sub-process is complete", () => {
  const SUB = `<startEvent id="t"/>${undone("b", "u")}<endEvent id="z"/>${flows("t b", "b z")}`;
  const compensating = '<intermediateThrowEvent id="x"><compensateEventDefinition/></intermediateThrowEvent>';
  const done = [{ node: "b", frame: "a.1" }];
  const whole = async (element: string, more: string[] = []): Promise<Run> => {
    const run = await runIn([ENDS, element, compensating, ...more, flows("s a", "a x", "x e")], { active: [scope("a.1")], done, vars: { b: 5 } });
    completed(run, "a.1", undefined);
    return run;
  };

  test("with what its border led to, which is undone before it", async () => {
    const run = await runIn(
      [ENDS, `<subProcess id="a">${SUB}</subProcess>`, border("!d", "a", "message letter"), compensating, flows("s a", "a x", "x e", "d e")],
      {
        active: [scope("a.1")],
        done: [...done, { node: "d", frame: "", of: "a.1" }, { node: "b", frame: "other", as: "b.9" }],
      },
    );
    completed(run, "a.1", undefined);
    expect(run.done).toEqual([done[0], { node: "b", frame: "other", as: "b.9" }, { node: "a", frame: "", as: "a.1", data: {}, fired: ["d"] }]);
  });

  test("as one whole where it has an activity that undoes it: what was done inside is forgotten", async () => {
    const own = `<subProcess id="a">${SUB}</subProcess><userTask id="ua" yw:kind="review" isForCompensation="true"/>${border("a_c", "a", "compensation")}<association id="as" sourceRef="a_c" targetRef="ua"/>`;
    expect((await whole(own)).done).toEqual([{ node: "a", frame: "" }]);
    expect((await whole(`<subProcess id="a">${SUB}</subProcess>`)).done).toEqual([...done, { node: "a", frame: "", as: "a.1", data: { b: 5 } }]);
  });

  test("and nothing is remembered where nothing in it was done that could be undone", async () => {
    const run = await runIn([ENDS, `<subProcess id="a">${SUB}</subProcess>`, compensating, flows("s a", "a x", "x e")], { active: [scope("a.1")] });
    completed(run, "a.1", undefined);
    expect(run.done).toEqual([]);
  });

  test("that stands again to undo itself lets the compensation go on, and not the token", async () => {
    const undo: Active = { id: "x.7", node: "x", frame: "", wait: "undo", rest: [] };
    const run = await runIn([ENDS, `<subProcess id="a">${SUB}</subProcess>`, compensating, flows("s a", "a x", "x e")], {
      active: [undo, scope("a.1", "", { of: "x.7", off: true }), task("u.2", "a.1")],
    });
    completed(run, "a.1", undefined);
    expect([active(run), run.resumed, targets(run), run.vars]).toEqual([["x.7"], ["x.7"], [], {}]);
  });
});

describe("an activity in a loop", () => {
  const loop = (more: string, when: string): string =>
    `<userTask id="a" yw:kind="review"><standardLoopCharacteristics ${more}><loopCondition xsi:type="tFormalExpression">${when}</loopCondition></standardLoopCharacteristics></userTask>`;

  test("is done again while its condition holds, which knows the last result and how often it was done", async () => {
    const run = await begun(loop("", 'a.outcome = "again" and loopCounter &lt; 3'));
    expect(active(run)).toEqual(["a.1", "a.2"]);
    completed(run, "a.2", { outcome: "again" });
    completed(run, "a.3", { outcome: "again" });
    expect([active(run), run.active.get("a.1"), targets(run)]).toMatchObject([["a.1", "a.4"], { count: 3 }, []]);
    completed(run, "a.4", { outcome: "again" });
    expect([active(run), targets(run), run.vars]).toEqual([[], ["e"], { a: { outcome: "again" } }]);
  });

  test("ends with each round what is left inside it, and tells for which compensation it runs", async () => {
    const sub = `<subProcess id="a"><standardLoopCharacteristics loopMaximum="2"><loopCondition xsi:type="tFormalExpression">true</loopCondition></standardLoopCharacteristics><startEvent id="t"/>${reviews("b")}<endEvent id="z"/>${flows("t b", "b z")}</subProcess>`;
    const run = await runIn([ENDS, sub, LINE]);
    beginActivity(run, activity(run, "a"), "", "x.9");
    expect(run.active.get("a.1")).toEqual({ id: "a.1", node: "a", frame: "", wait: "loop", count: 1, of: "x.9" });
    run.active.set("b.7", task("b.7", "a.2"));
    completed(run, "a.2", undefined);
    expect(active(run)).toEqual(["a.1", "a.3"]);
    completed(run, "a.3", undefined);
    expect([active(run), run.resumed, targets(run).includes("e")]).toEqual([[], ["x.9"], false]);
  });

  test("that looks before may not be done at all; it is never done more often than it says", async () => {
    const never = await begun(loop('testBefore="true"', "form.unit = 1"));
    expect([active(never), targets(never), never.vars]).toEqual([[], ["e"], {}]);
    const twice = await begun(loop('testBefore="true" loopMaximum="2"', "true"));
    completed(twice, "a.2", 1);
    completed(twice, "a.3", 2);
    expect([active(twice), targets(twice)]).toEqual([[], ["e"]]);
  });
});

test("one instance can be opened by itself, as when a step is taken back", async () => {
  const run = await runIn([ENDS, reviews("a"), LINE]);
  expect([open(run, activity(run, "a"), ""), open(run, activity(run, "a"), "x.1")]).toEqual(["a.1", "a.2"]);
  expect(run.active.get("a.2")).toEqual(task("a.2", "x.1"));
});
