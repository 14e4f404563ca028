import { describe, expect, test } from "vitest";
import { known } from "#process/graph";
import { ENDS, flows, graphOf, model, reviews } from "../../../test/model.ts";
import {
  called,
  contextOf,
  expected,
  holds,
  hold,
  keep,
  leave,
  nextId,
  send,
  stateOf,
  take,
  throughAtOnce,
  waitingAt,
  waysOut,
  worth,
  type Run,
} from "./index.ts";
import { runIn, running, scope, task } from "../../../test/run.ts";

const ABLE = [ENDS, reviews("a"), flows("s a", "a e")];
const node = (run: Run, key: string) => known(run.graph.nodes, key);

describe("a run", () => {
  test("is a copy: what a step changes leaves the state that it was given as it was", async () => {
    const state = { serial: 3, active: [task("a.1")], held: [], vars: { x: 1 }, done: [], mail: [] };
    const before = JSON.stringify(state);
    const run = await runIn(ABLE, state);
    run.active.delete("a.1");
    run.held.push({ node: "a", edge: "s_a", frame: "" });
    run.done.push({ node: "a", frame: "" });
    run.mail.push({ message: "letter" });
    keep(run, "", "a", { outcome: "pass" });
    expect(JSON.stringify(state)).toBe(before);
    expect(stateOf(run)).toEqual({
      serial: 3,
      active: [],
      held: [{ node: "a", edge: "s_a", frame: "" }],
      vars: { x: 1, a: { outcome: "pass" } },
      done: [{ node: "a", frame: "" }],
      mail: [{ message: "letter" }],
    });
  });

  test("is kept whole between two steps, and without what there is none of", async () => {
    const whole = {
      serial: 1,
      active: [task("a.1")],
      held: [],
      vars: {},
      done: [{ node: "a", frame: "" }],
      mail: [{ message: "m" }],
      off: true,
      ended: true,
    } as const;
    expect(stateOf(await runIn(ABLE, whole))).toEqual(whole);
    expect(stateOf(await runIn(ABLE))).toEqual({ serial: 0, active: [], held: [], vars: {} });
  });

  test("numbers what it begins, never twice the same", async () => {
    const run = await runIn(ABLE, { serial: 7 });
    expect([nextId(run, node(run, "a")), nextId(run, node(run, "a"))]).toEqual(["a.8", "a.9"]);
    expect(stateOf(run).serial).toBe(9);
  });

  test("notes the edge by which a token goes, and what is through as soon as it has begun", async () => {
    const run = await runIn(ABLE);
    send(run, "s_a", "sub.1");
    expect([run.passed, run.tokens]).toEqual([["s_a"], [{ node: "a", edge: "s_a", frame: "sub.1" }]]);
    throughAtOnce(run, { id: "a.1", node: "a", frame: "" }, 5);
    expect(run.active.get("a.1")).toEqual({ id: "a.1", node: "a", frame: "", wait: "instant" });
    expect(run.through).toEqual([{ id: "a.1", value: 5 }]);
  });

  test("calls a step by its name, else by its id", async () => {
    const run = await runIn([ENDS, '<userTask id="a" name="现场核查" yw:kind="inspection"/>', flows("s a", "a e")]);
    expect([called(node(run, "a")), called(node(run, "s"))]).toEqual(["现场核查", "s"]);
  });
});

describe("what a condition sees", () => {
  const INSIDE = `<subProcess id="sub"><startEvent id="t"/>${reviews("b")}<endEvent id="z"/>${flows("t b", "b z")}</subProcess>`;
  const facts = { form: { floor: 2 }, kind: "fact" };

  test("are the facts and over them the results of the steps before, also inside a sub-process", async () => {
    const run = await runIn([ENDS, INSIDE, flows("s sub", "sub e")], { active: [scope("sub.1")], vars: { kind: "result" } }, facts);
    expect(contextOf(run, "")).toEqual({ form: { floor: 2 }, kind: "result" });
    expect(contextOf(run, "sub.1")).toEqual({ form: { floor: 2 }, kind: "result" });
    keep(run, "sub.1", "b", { outcome: "pass" });
    expect([run.vars["b"], run.active.get("sub.1")]).toEqual([{ outcome: "pass" }, scope("sub.1")]);
    keep(run, "sub.1", "b", undefined);
    expect(run.vars["b"]).toBeNull();
  });

  test("in a frame with results of its own are those over what is around, which never sees them", async () => {
    const run = await runIn([ENDS, INSIDE, flows("s sub", "sub e")], { active: [scope("sub.1", "", { vars: {} })], vars: { a: 1 } }, facts);
    keep(run, "sub.1", "b", "own");
    expect(contextOf(run, "sub.1")).toEqual({ ...facts, a: 1, b: "own" });
    expect(contextOf(run, "")).toEqual({ ...facts, a: 1 });
  });

  test("in a called process are the facts, what it was given and its own results, not those of the caller", async () => {
    const check = await graphOf(model(ENDS, reviews("b"), flows("s b", "b e")).replaceAll('id="p"', 'id="check"'));
    const caller = await graphOf(model(ENDS, '<callActivity id="a" calledElement="check"/>', flows("s a", "a e")), { check });
    const run = running(caller, { active: [scope("a.1", "", { vars: { b: 2 }, given: { b: 1, c: 3 } })], vars: { secret: 1 } }, facts);
    expect(contextOf(run, "a.1")).toEqual({ ...facts, b: 2, c: 3 });
  });

  test("in one of several instances is its number and its item, in a loop its number alone", async () => {
    const many = INSIDE.replace(
      '<startEvent id="t"/>',
      '<multiInstanceLoopCharacteristics yw:collection="=form.units" yw:element="unit"/><startEvent id="t"/>',
    );
    const body = { id: "sub.1", node: "sub", frame: "", wait: "many", items: ["消防", "环保"], next: 2, results: [] } as const;
    const run = await runIn([ENDS, many, flows("s sub", "sub e")], { active: [body, scope("sub.2", "", { of: "sub.1", index: 1, vars: {} })] });
    expect(contextOf(run, "sub.2")).toEqual({ loopCounter: 2, unit: "环保" });
    run.active.set("sub.1", { id: "sub.1", node: "sub", frame: "", wait: "loop", count: 2 });
    expect(contextOf(run, "sub.2")).toEqual({ loopCounter: 2 });
  });

  test("comes to yes or no; nothing counts as no, anything else is a slip of the model that names the step", () => {
    expect([holds("x > 1", { x: 2 }, "核对"), holds("x > 1", { x: 1 }, "核对"), holds("x", {}, "核对")]).toEqual([true, false, false]);
    expect(() => holds("x", { x: "yes" }, "核对")).toThrow("“核对”的条件没有得出是或否");
    expect([worth("x + 1", { x: 1 }), worth(undefined, {})]).toEqual([2, null]);
  });
});

describe("a token leaves", () => {
  const out = (gateway: string, ...lines: string[]): string[] => [ENDS, gateway, reviews("a", "b", "c"), flows("s g", "a e", "b e", "c e", ...lines)];
  const targets = (run: Run): string[] => run.tokens.map((token) => token.node);
  const ways = async (gateway: string, lines: string[], form: object): Promise<string[]> => {
    const run = await runIn(out(gateway, ...lines), {}, { form });
    leave(run, node(run, "g"), "");
    return targets(run);
  };

  test("an exclusive gateway by the first line whose condition holds, others by every one; where none does, by the default one", async () => {
    const lines = ["g a: form.x", "g b: form.y", "g c"];
    for (const [kind, both, one] of [
      ["exclusive", ["a"], ["b"]],
      ["inclusive", ["a", "b"], ["b"]],
    ] as const) {
      const gateway = `<${kind}Gateway id="g" default="g_c"/>`;
      expect(await ways(gateway, lines, { x: true, y: true }), kind).toEqual(both);
      expect(await ways(gateway, lines, { y: true }), kind).toEqual(one);
      expect(await ways(gateway, lines, {}), kind).toEqual(["c"]);
    }
    expect(await ways('<parallelGateway id="g"/>', ["g a", "g b", "g c"], {})).toEqual(["a", "b", "c"]);
  });

  test("a task by all its lines without condition and those whose condition holds", async () => {
    expect(await ways(reviews("g"), ["g a", "g b: form.y", "g c: form.z"], { z: true })).toEqual(["a", "c"]);
  });

  test("nowhere, when no condition holds and there is no default: the step is refused and named", async () => {
    await expect(ways('<exclusiveGateway id="g" name="核对结果"/>', ["g a: form.x", "g b: form.y", "g c: form.z"], {})).rejects.toMatchObject({
      code: "FLOW_NO_PATH",
      message: expect.stringContaining("“核对结果”"),
    });
  });

  test("a node without lines for good", async () => {
    const run = await runIn(ABLE);
    leave(run, node(run, "e"), "");
    expect([run.tokens, run.passed]).toEqual([[], []]);
  });

  test("by conditions that may look at more than the frame knows", async () => {
    const run = await runIn(out('<exclusiveGateway id="g" default="g_c"/>', "g a: form.count = 2", "g b: form.count = 1", "g c"));
    expect([waysOut(run, node(run, "g"), "", { form: { count: 1 } }), waysOut(run, node(run, "g"), "")]).toEqual([["g_b"], ["g_c"]]);
  });
});

describe("a token at a join", () => {
  const JOIN = [ENDS, '<parallelGateway id="f"/><inclusiveGateway id="j"/>', reviews("a", "b", "c"), flows("s f", "f a", "f b", "a c", "c j", "b j", "j e")];

  test("stays on the line by which it came, until one is taken from there", async () => {
    const run = await runIn(JOIN);
    const at = (edge: string, frame = "") => hold(run, node(run, "j"), { node: "j", edge, frame });
    at("c_j");
    at("c_j");
    at("b_j", "other");
    run.held.unshift({ node: "e", edge: "j_e", frame: "" });
    expect([[...waitingAt(run, "j", "")], [...waitingAt(run, "j", "other")]]).toEqual([["c_j"], ["b_j"]]);
    take(run, "j", "", "c_j");
    expect(run.held).toEqual([
      { node: "e", edge: "j_e", frame: "" },
      { node: "j", edge: "c_j", frame: "" },
      { node: "j", edge: "b_j", frame: "other" },
    ]);
    run.held = run.held.map((token) => ({ ...token, spent: true }));
    expect(waitingAt(run, "j", "").size).toBe(0);
  });

  test("waits as long as another could still come where none waits yet", async () => {
    const graph = (await runIn(JOIN)).graph;
    const join = known(graph.nodes, "j");
    if (join.kind !== "inclusive") throw new Error("no join");
    const coming = (...where: Parameters<typeof running>[1][]) => where.map((state) => expected(running(graph, state), join, "", ["c_j"], ["b_j"]));
    const held = (at: string, more = {}) => ({ held: [{ node: at, edge: "x", frame: "", ...more }] });
    expect(coming({ active: [task("a.1")] }, { active: [task("c.1")] }, { active: [task("b.1")] }, {})).toEqual([true, true, false, false]);
    // In another frame, spent, or at this very join: none of these comes.
    expect(coming({ active: [task("a.1", "other")] }, held("a", { spent: true }), held("j"), held("a"))).toEqual([false, false, false, true]);
    // What could as well come along a line where one waits is not waited for.
    expect(expected(running(graph, { active: [task("f.1")] }), join, "", ["c_j"], ["b_j"])).toBe(false);
    // An event on a border is no token; one behind a gateway stands at the gateway.
    expect(coming({ active: [task("a.1", "", { wait: "timer", host: "x.1" })] }, { active: [task("e.1", "", { wait: "timer", gate: "a" })] })).toEqual([
      false,
      true,
    ]);
  });
});
