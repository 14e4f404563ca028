import { expect, test } from "vitest";
import { move, returnTargets, type Move } from "./move.ts";
import { ENDS, flows, graphOf, Instance, model, reviews, timer } from "../../../test/model.ts";

/** s → draft → fork → (a → a2 | b) → join → decide → e, with a loop from decide back to draft. */
const BRANCHES = model(
  ENDS,
  reviews("draft", "a", "a2", "b", "decide"),
  '<parallelGateway id="fork"/><parallelGateway id="join"/><exclusiveGateway id="again" default="again_e"/>',
  flows(
    "s draft",
    "draft fork",
    "fork a",
    "a a2",
    "a2 join",
    "fork b",
    "b join",
    "join decide",
    "decide again",
    "again e",
    'again draft: decide.outcome = "redo"',
  ),
);

function moved(instance: Instance, asked: Move): Instance {
  const before = JSON.stringify(instance.state);
  const next = move(instance.graph, instance.state, asked, instance.facts);
  expect(JSON.stringify(instance.state)).toBe(before);
  instance.state = JSON.parse(JSON.stringify(next.state)) as typeof next.state;
  instance.effects = next.effects;
  return instance;
}

function idOf(instance: Instance, node: string): string {
  return instance.state.active.find((each) => each.node === node && each.wait === "task")?.id ?? "none";
}

const back = (instance: Instance, from: string, to: string): Instance => moved(instance, { type: "return", task: idOf(instance, from), to });
const jump = (instance: Instance, from: string, to: string): Instance => moved(instance, { type: "jump", task: idOf(instance, from), to });

test("退回 out of parallel branches: all branches behind the target are withdrawn, and run again", async () => {
  const instance = new Instance(await graphOf(BRANCHES)).complete("draft").complete("b");
  back(instance, "a", "draft");
  expect(instance.waiting).toEqual(["draft"]);
  expect(instance.effects.map((effect) => effect.type)).toEqual(["task.cancelled", "task.opened"]);
  expect(instance.state.held).toEqual([]);
  instance.complete("draft").complete("a").complete("a2").complete("b").complete("decide");
  expect(instance.ended).toBe(true);
});

test("退回 within one branch leaves the other branch where it is", async () => {
  const instance = new Instance(await graphOf(BRANCHES)).complete("draft").complete("a");
  back(instance, "a2", "a");
  expect(instance.waiting).toEqual(["a", "b"]);
  instance.complete("b").complete("a").complete("a2").complete("decide");
  expect(instance.ended).toBe(true);
});

test("退回 into a parallel branch: what the other branch did stays done, and the join does not wait for it", async () => {
  const instance = new Instance(await graphOf(BRANCHES)).complete("draft").complete("a").complete("a2").complete("b");
  back(instance, "decide", "a2");
  expect(instance.waiting).toEqual(["a2"]);
  expect(instance.state.vars).toHaveProperty("b");
  expect(instance.state.vars).not.toHaveProperty("a2");
  instance.complete("a2");
  expect(instance.waiting).toEqual(["decide"]);
  instance.complete("decide");
  expect(instance.ended).toBe(true);
});

test("退回 from one branch to a step of the branch beside it: that branch goes back, one's own task stays", async () => {
  const instance = new Instance(await graphOf(BRANCHES)).complete("draft").complete("a").complete("a2");
  back(instance, "b", "a");
  expect(instance.waiting).toEqual(["a", "b"]);
  instance.complete("a").complete("b").complete("a2").complete("decide");
  expect(instance.ended).toBe(true);
});

test("退回 in a later round counts the steps of that round alone", async () => {
  const instance = new Instance(await graphOf(BRANCHES));
  instance.complete("draft").complete("a").complete("a2").complete("b").complete("decide", { outcome: "redo" });
  instance.complete("draft").complete("b").complete("a");
  back(instance, "a2", "a");
  expect(instance.waiting).toEqual(["a"]);
  instance.complete("a").complete("a2").complete("decide");
  expect(instance.ended).toBe(true);
});

test("退回 to an alternative that an earlier round took withdraws the one that runs now", async () => {
  const graph = await graphOf(
    model(
      ENDS,
      reviews("start", "x", "y"),
      '<exclusiveGateway id="which" default="which_y"/><exclusiveGateway id="over" default="over_e"/>',
      flows("s start", "start which", 'which x: start.outcome = "x"', "which y", "x over", "y over", "over e", 'over start: x.outcome = "again"'),
    ),
  );
  const instance = new Instance(graph).complete("start", { outcome: "x" }).complete("x", { outcome: "again" }).complete("start", { outcome: "y" });
  back(instance, "y", "x");
  expect(instance.waiting).toEqual(["x"]);
  instance.complete("x");
  expect(instance.ended).toBe(true);
});

test("退回 into a sub-process that has ended begins it again at that step, with the timers on its border", async () => {
  const inside = `<startEvent id="s2"/><endEvent id="e2"/>${reviews("first", "second")}${flows("s2 first", "first second", "second e2")}`;
  const graph = await graphOf(
    model(ENDS, `<subProcess id="sub">${inside}</subProcess>`, timer("late", "sub"), reviews("after"), flows("s sub", "sub after", "after e", "late e")),
  );
  const instance = new Instance(graph).complete("first").complete("second");
  back(instance, "after", "second");
  expect(instance.waiting).toEqual(["late", "second"]);
  instance.complete("second").complete("after");
  expect(instance.ended).toBe(true);
});

test("the targets of 退回 are the tasks of staff that were walked, with the acts that would be done once more", async () => {
  const graph = await graphOf(
    model(
      ENDS,
      reviews("one", "two", "three"),
      '<userTask id="ask" yw:kind="supplement" yw:party="applicant"/><serviceTask id="accept" yw:act="matter.accept"/>',
      flows("s one", "one ask", "ask accept", "accept two", "two three", "three e"),
    ),
  );
  const instance = new Instance(graph).complete("one").complete("ask").complete("accept").complete("two");
  expect(returnTargets(graph, instance.state, idOf(instance, "three"))).toEqual([
    { node: "one", name: "one", again: ["matter.accept"] },
    { node: "two", name: "two", again: [] },
  ]);
});

test("跳转 over a fork's branch takes along what would have come to the target; branches jumped over count as done", async () => {
  const graph = await graphOf(BRANCHES);
  const over = new Instance(graph).complete("draft");
  jump(over, "a", "decide");
  expect(over.waiting).toEqual(["decide"]);
  const into = new Instance(graph);
  jump(into, "draft", "a2");
  expect(into.waiting).toEqual(["a2"]);
  into.complete("a2").complete("decide");
  expect(into.ended).toBe(true);
});

test("跳转 to a branch beside one's own is refused, and nothing has happened", async () => {
  const instance = new Instance(await graphOf(BRANCHES)).complete("draft");
  expect(() => jump(instance, "b", "a2")).toThrow("并行");
  expect(instance.waiting).toEqual(["a", "b"]);
});

test("前加签 has to be given first, 后加签 is asked for afterwards, 并加签 at any time; the token leaves when all are through", async () => {
  const instance = new Instance(await graphOf(model(ENDS, reviews("only"), flows("s only", "only e"))));
  const task = idOf(instance, "only");
  for (const when of ["before", "beside", "after"] as const) moved(instance, { type: "sign", task, when, signer: { unit: when, role: "reviewer" } });
  const sign = (when: string): string => instance.state.active.find((each) => "sign" in each && each.sign === when)?.id ?? "none";
  expect(() => instance.happen({ type: "task.completed", task, result: { outcome: "pass" } })).toThrow("前加签");
  expect(() => instance.happen({ type: "task.completed", task: sign("after"), result: { outcome: "agree" } })).toThrow("轮到");
  instance.happen({ type: "task.completed", task: sign("before"), result: { outcome: "agree" } });
  instance.happen({ type: "task.completed", task, result: { outcome: "pass" } });
  expect(instance.effects).toMatchObject([{ type: "task.opened", sign: { of: task, when: "after" }, kind: "countersign", unit: "after" }]);
  expect(instance.ended).toBe(false);
  expect(() => instance.happen({ type: "task.completed", task, result: { outcome: "pass" } })).toThrow("已经办完");
  instance.happen({ type: "task.completed", task: sign("beside"), result: { outcome: "agree" } });
  instance.happen({ type: "task.completed", task: sign("after"), result: { outcome: "disagree" } });
  expect(instance.ended).toBe(true);
  expect(instance.state.vars["only"]).toEqual({
    outcome: "pass",
    signatures: [
      { unit: "before", role: "reviewer", outcome: "agree" },
      { unit: "beside", role: "reviewer", outcome: "agree" },
      { unit: "after", role: "reviewer", outcome: "disagree" },
    ],
  });
});

test("减签 takes a signature back that nobody has given; the task goes on without it", async () => {
  const instance = new Instance(await graphOf(model(ENDS, reviews("only"), flows("s only", "only e"))));
  const task = idOf(instance, "only");
  moved(instance, { type: "sign", task, when: "before", signer: {} });
  const sign = instance.state.active.find((each) => "sign" in each && each.sign)?.id ?? "none";
  moved(instance, { type: "unsign", task: sign });
  expect(instance.effects).toEqual([{ type: "task.cancelled", task: sign }]);
  expect(() => moved(instance, { type: "unsign", task })).toThrow("减签");
  instance.complete("only");
  expect(instance.ended).toBe(true);
});

test("会签 grows and shrinks while it runs; what counts is how many there are then", async () => {
  const loop = '<multiInstanceLoopCharacteristics yw:collection="=form.units" yw:element="unit"/>';
  const graph = await graphOf(model(ENDS, `<userTask id="sign" yw:kind="countersign" yw:unit="=unit">${loop}</userTask>`, flows("s sign", "sign e")));
  const instance = new Instance(graph, { form: { units: ["甲", "乙"] } });
  moved(instance, { type: "add", task: idOf(instance, "sign"), item: "丙" });
  expect(instance.effects).toMatchObject([{ type: "task.opened", unit: "丙" }]);
  moved(instance, { type: "remove", task: idOf(instance, "sign") });
  instance.complete("sign", { outcome: "agree" });
  expect(() => moved(instance, { type: "remove", task: idOf(instance, "sign") })).toThrow("只剩");
  instance.complete("sign", { outcome: "disagree" });
  expect(instance.ended).toBe(true);
  expect(instance.state.vars["sign"]).toEqual([{ outcome: "agree" }, { outcome: "disagree" }]);
});

test.each([
  ["2", "", ["agree", "agree"], true],
  ["2", "", ["disagree", "agree", "disagree"], false],
  ["60%", "", ["agree", "disagree", "agree"], true],
  ["all", "", ["disagree"], false],
  ["2", ' yw:veto="true"', ["agree", "disagree"], false],
  ["all", ' yw:veto="true"', ["agree", "agree", "agree"], true],
])("会签 counted by %s%s: %j ends it, passed is %s", async (vote, veto, votes, passed) => {
  const loop = `<multiInstanceLoopCharacteristics yw:collection="=form.units" yw:element="unit" yw:vote="${vote}"${veto}/>`;
  const after = '<exclusiveGateway id="x" default="x_no"/><endEvent id="yes"/><endEvent id="no"/>';
  const elements = [`<startEvent id="s"/>${after}`, `<userTask id="sign" yw:kind="countersign" yw:unit="=unit">${loop}</userTask>`];
  const graph = await graphOf(model(...elements, flows("s sign", "sign x", "x yes: sign_passed", "x no")));
  const instance = new Instance(graph, { form: { units: ["甲", "乙", "丙"] } });
  for (const [index, outcome] of votes.entries()) {
    expect(instance.ended).toBe(false);
    instance.complete("sign", { outcome });
    if (index < votes.length - 1) expect(instance.waiting.length).toBeGreaterThan(0);
  }
  expect(instance.ended).toBe(true);
  expect(instance.passed.at(-1)).toBe(passed ? "yes" : "no");
});

test("终止 ends everything that waits, and the flow", async () => {
  const instance = new Instance(await graphOf(BRANCHES)).complete("draft").complete("b");
  moved(instance, { type: "terminate" });
  expect(instance.effects.map((effect) => effect.type)).toEqual(["task.cancelled", "ended"]);
  expect(instance.state).toMatchObject({ active: [], held: [], ended: true });
});
