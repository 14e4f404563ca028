import { describe, expect, test } from "vitest";
import { definitions, ENDS, flows, graphOf, Instance, model, reviews, timer } from "../../../test/model.ts";

describe("a flow of tasks", () => {
  const acceptance = '<userTask id="accept" name="受理" yw:kind="acceptance" yw:unit="=item.unit" yw:role="acceptor" yw:limit="P5WD"/>';

  test("opens a task for the unit, role and limit that the model names", async () => {
    const graph = await graphOf(model(ENDS, acceptance, flows("s accept", "accept e")));
    const { effects, state } = new Instance(graph, { item: { unit: "11990100MB0000001T" } });
    expect(effects).toEqual([
      { type: "task.opened", task: "accept.1", node: "accept", name: "受理", kind: "acceptance", unit: "11990100MB0000001T", role: "acceptor", limit: "P5WD" },
    ]);
    expect(JSON.stringify(state).length).toBeLessThan(200);
  });

  test("keeps the result of a task under its id, and ends", async () => {
    const graph = await graphOf(model(ENDS, reviews("a"), flows("s a", "a e")));
    const instance = new Instance(graph).complete("a", { outcome: "pass", note: "齐全" });
    expect(instance.state.vars).toEqual({ a: { outcome: "pass", note: "齐全" } });
    expect(instance.effects).toEqual([{ type: "ended" }]);
    expect(instance.passed).toEqual(["s", "s_a", "a", "a_e", "e"]);
  });

  test("does not take the same completion twice", async () => {
    const graph = await graphOf(model(ENDS, reviews("a", "b"), flows("s a", "a b", "b e")));
    const instance = new Instance(graph).complete("a");
    const refused = { code: "FLOW_NOT_WAITING", status: 409 };
    expect(() => instance.happen({ type: "task.completed", task: "a.1", result: {} })).toThrow(expect.objectContaining(refused));
    expect(() => instance.happen({ type: "service.done", call: "b.2", result: {} })).toThrow(expect.objectContaining(refused));
    expect(instance.waiting).toEqual(["b"]);
  });

  test("calls acts and decisions and goes on with what they gave", async () => {
    const graph = await graphOf(
      model(
        ENDS,
        '<businessRuleTask id="check" yw:decision="eligibility"/><serviceTask id="pay" yw:act="payment.grant" yw:input="={amount: check.amount, to: applicant.id}"/><task id="note"/><manualTask id="shelve"/>',
        flows("s check", "check pay", "pay note", "note shelve", "shelve e"),
      ),
    );
    const instance = new Instance(graph, { applicant: { id: "p1" } });
    expect(instance.effects).toEqual([{ type: "rule.called", call: "check.1", node: "check", decision: "eligibility" }]);
    instance.complete("check", { amount: 10000 });
    expect(instance.effects).toEqual([{ type: "service.called", call: "pay.2", node: "pay", act: "payment.grant", input: { amount: 10000, to: "p1" } }]);
    expect(instance.complete("pay", { number: "1" }).ended).toBe(true);
  });
});

describe("gateways", () => {
  const choice = '<exclusiveGateway id="x" default="x_c"/>';

  test("exclusive: the first edge whose condition holds, else the default one", async () => {
    const graph = await graphOf(
      model(ENDS, choice, reviews("a", "b", "c"), flows("s x", "x a: form.area > 100", "x b: form.area > 50", "x c", "a e", "b e", "c e")),
    );
    const way = (area: unknown): string[] => new Instance(graph, { form: { area } }).waiting;
    expect([way(200), way(60), way(10), way(null)]).toEqual([["a"], ["b"], ["c"], ["c"]]);
  });

  test("exclusive: stops with a sentence when no condition holds and there is no default", async () => {
    const graph = await graphOf(
      model(ENDS, '<exclusiveGateway id="x" name="面积"/>', reviews("a", "b"), flows("s x", "x a: form.area > 100", "x b: form.area > 50", "a e", "b e")),
    );
    expect(() => new Instance(graph, { form: { area: 1 } })).toThrow(/“面积”之后没有一条分支/);
  });

  test("a correction loop comes back to the same task", async () => {
    const graph = await graphOf(
      model(
        ENDS,
        '<exclusiveGateway id="x" default="x_e"/><userTask id="fix" name="补正" yw:kind="supplement" yw:party="applicant"/>',
        reviews("a"),
        flows("s a", "a x", 'x fix: a.outcome = "supplement"', "x e", "fix a"),
      ),
    );
    const instance = new Instance(graph).complete("a", { outcome: "supplement" });
    expect(instance.effects).toMatchObject([{ type: "task.opened", task: "fix.2", party: "applicant" }]);
    expect(instance.complete("fix").complete("a").ended).toBe(true);
  });

  test("parallel: all branches run and the join waits for every one", async () => {
    const graph = await graphOf(
      model(ENDS, '<parallelGateway id="f"/><parallelGateway id="j"/>', reviews("a", "b", "c"), flows("s f", "f a", "f b", "a j", "b j", "j c", "c e")),
    );
    const instance = new Instance(graph);
    expect(instance.waiting).toEqual(["a", "b"]);
    expect(instance.complete("b").waiting).toEqual(["a"]);
    expect(instance.complete("a").waiting).toEqual(["c"]);
  });

  const inclusive = [
    ENDS,
    '<inclusiveGateway id="f" default="f_c"/><inclusiveGateway id="j"/>',
    reviews("a", "b", "c", "d"),
    flows("s f", "f a: form.fire", "f b: form.water", "f c", "a j", "b j", "c j", "j d", "d e"),
  ];

  test("inclusive: the join waits for the branches that were taken and no other", async () => {
    const graph = await graphOf(model(...inclusive));
    expect(new Instance(graph, { form: { fire: true, water: false } }).complete("a").waiting).toEqual(["d"]);
    const both = new Instance(graph, { form: { fire: true, water: true } });
    expect(both.waiting).toEqual(["a", "b"]);
    expect(both.complete("a").waiting).toEqual(["b"]);
    expect(both.complete("b").waiting).toEqual(["d"]);
    expect(new Instance(graph, { form: {} }).complete("c").waiting).toEqual(["d"]);
  });

  test("inclusive: the join waits for a token that may still come round another way", async () => {
    const graph = await graphOf(
      model(
        ENDS,
        '<parallelGateway id="f"/><inclusiveGateway id="j"/><exclusiveGateway id="x" default="x_e2"/><endEvent id="e2"/>',
        reviews("a", "b", "c"),
        flows("s f", "f a", "f b", "a j", "b x", 'x j: b.outcome = "pass"', "x e2", "j c", "c e"),
      ),
    );
    expect(new Instance(graph).complete("a").waiting).toEqual(["b"]);
    expect(new Instance(graph).complete("a").complete("b", { outcome: "fail" }).waiting).toEqual(["c"]);
    expect(new Instance(graph).complete("a").complete("b", { outcome: "pass" }).waiting).toEqual(["c"]);
  });

  test("a task with several outgoing flows starts them all", async () => {
    const graph = await graphOf(model(ENDS, reviews("a", "b", "c"), flows("s a", "a b", "a c", "b e", "c e")));
    const instance = new Instance(graph).complete("a");
    expect(instance.waiting).toEqual(["b", "c"]);
    expect(instance.complete("b").ended).toBe(false);
    expect(instance.complete("c").ended).toBe(true);
  });

  test("a join that can never complete is said, not left hanging", async () => {
    const graph = await graphOf(
      model(
        ENDS,
        '<exclusiveGateway id="x" default="x_b"/><parallelGateway id="j"/>',
        reviews("a", "b"),
        flows("s x", "x a: form.a", "x b", "a j", "b j", "j e"),
      ),
    );
    expect(() => new Instance(graph, { form: { a: true } }).complete("a")).toThrow(expect.objectContaining({ code: "FLOW_STUCK" }));
  });
});

describe("timers", () => {
  test("an interrupting one cancels its task and takes its own way", async () => {
    const graph = await graphOf(
      model(ENDS, reviews("a"), timer("late", "a"), '<serviceTask id="law" yw:act="matter.accept-by-law"/>', flows("s a", "a e", "late law", "law e")),
    );
    const instance = new Instance(graph);
    expect(instance.effects[1]).toEqual({ type: "timer.set", timer: "late.2", node: "late", duration: "P5WD" });
    instance.fire("late");
    expect(instance.effects).toMatchObject([
      { type: "task.cancelled", task: "a.1" },
      { type: "service.called", act: "matter.accept-by-law" },
    ]);
    expect(instance.complete("law").ended).toBe(true);
  });

  test("completing the task cancels the timer on its border", async () => {
    const graph = await graphOf(model(ENDS, reviews("a"), timer("late", "a"), flows("s a", "a e", "late e")));
    const instance = new Instance(graph).complete("a");
    expect(instance.effects).toEqual([{ type: "timer.cancelled", timer: "late.2" }, { type: "ended" }]);
    expect(() => instance.happen({ type: "timer.fired", timer: "late.2" })).toThrow(expect.objectContaining({ code: "FLOW_NOT_WAITING" }));
  });

  test("a non-interrupting one leaves its task open", async () => {
    const graph = await graphOf(
      model(ENDS, reviews("a", "remind"), timer("late", "a", ' cancelActivity="false"'), flows("s a", "a e", "late remind", "remind e")),
    );
    const instance = new Instance(graph).fire("late");
    expect(instance.waiting).toEqual(["a", "remind"]);
    expect(instance.complete("a").complete("remind").ended).toBe(true);
  });

  test("an intermediate one waits for its date", async () => {
    const wait =
      '<intermediateCatchEvent id="wait"><timerEventDefinition id="wt"><timeDate>date(today) + duration("P30D")</timeDate></timerEventDefinition></intermediateCatchEvent>';
    const graph = await graphOf(model(ENDS, wait, flows("s wait", "wait e")));
    const instance = new Instance(graph, { today: "2026-11-21" });
    expect(instance.effects).toEqual([{ type: "timer.set", timer: "wait.1", node: "wait", at: "2026-12-21" }]);
    expect(instance.fire("wait").ended).toBe(true);
  });
});

describe("several instances", () => {
  function countersign(loop: string, more = ""): string {
    return model(
      ENDS,
      `<userTask id="sign" name="会签" yw:kind="countersign" yw:unit="=unit"><multiInstanceLoopCharacteristics yw:collection="=situation.units" yw:element="unit"${loop}>${more}</multiInstanceLoopCharacteristics></userTask>`,
      timer("late", "sign"),
      flows("s sign", "sign e", "late e"),
    );
  }
  const facts = { situation: { units: ["消防", "环保", "规划"] } };
  const majority = '<completionCondition xsi:type="tFormalExpression">count(results[outcome = "agree"]) * 2 > total</completionCondition>';

  test("in parallel: one task for each element, results in the order of the list", async () => {
    const instance = new Instance(await graphOf(countersign("")), facts);
    const opened = instance.effects.filter((effect) => effect.type === "task.opened");
    expect(opened.map(({ unit, item }) => [unit, item])).toEqual([
      ["消防", "消防"],
      ["环保", "环保"],
      ["规划", "规划"],
    ]);
    const [first, second, third] = opened.map((effect) => effect.task);
    for (const [task = "", outcome] of [
      [third, "c"],
      [first, "a"],
      [second, "b"],
    ])
      instance.happen({ type: "task.completed", task, result: { outcome } });
    expect(instance.state.vars["sign"]).toEqual([{ outcome: "a" }, { outcome: "b" }, { outcome: "c" }]);
    expect(instance.effects).toEqual([{ type: "timer.cancelled", timer: "late.5" }, { type: "ended" }]);
  });

  test("in parallel: when the condition holds the rest is cancelled", async () => {
    const instance = new Instance(await graphOf(countersign("", majority)), facts);
    instance.complete("sign", { outcome: "agree" }).complete("sign", { outcome: "agree" });
    expect(instance.effects.map((effect) => effect.type)).toEqual(["task.cancelled", "timer.cancelled", "ended"]);
  });

  test("one after the other: the next begins when the one before is done", async () => {
    const instance = new Instance(await graphOf(countersign(' isSequential="true"', majority)), facts);
    expect(instance.waiting).toEqual(["late", "sign"]);
    instance.complete("sign", { outcome: "disagree" });
    expect(instance.effects).toMatchObject([{ type: "task.opened", unit: "环保" }]);
    instance.complete("sign", { outcome: "agree" });
    expect(instance.effects).toMatchObject([{ type: "task.opened", unit: "规划" }]);
    expect(instance.complete("sign", { outcome: "agree" }).ended).toBe(true);
    expect(instance.state.vars["sign"]).toEqual([{ outcome: "disagree" }, { outcome: "agree" }, { outcome: "agree" }]);
  });

  test("a timer on the border ends them all", async () => {
    const instance = new Instance(await graphOf(countersign("")), facts).fire("late");
    expect(instance.effects.map((effect) => effect.type)).toEqual(["task.cancelled", "task.cancelled", "task.cancelled", "ended"]);
  });

  test("an empty list passes at once, something that is no list is refused", async () => {
    const graph = await graphOf(countersign(""));
    expect(new Instance(graph, { situation: { units: [] } }).state.vars).toEqual({ sign: [] });
    expect(() => new Instance(graph, {})).toThrow(expect.objectContaining({ code: "FLOW_COLLECTION" }));
  });
});

describe("sub-processes and called processes", () => {
  const inner = `<startEvent id="s2"/>${reviews("a")}<endEvent id="e2"/>${flows("s2 a", "a e2")}`;

  test("a sub-process shares its results with the process, and a timer ends it whole", async () => {
    const graph = await graphOf(
      model(ENDS, `<subProcess id="sub">${inner}</subProcess>`, timer("late", "sub"), reviews("b"), flows("s sub", "sub e", "late b", "b e")),
    );
    expect(new Instance(graph).complete("a", { outcome: "x" }).state.vars).toEqual({ a: { outcome: "x" } });
    const late = new Instance(graph).fire("late");
    expect(late.effects).toMatchObject([
      { type: "task.cancelled", task: "a.3" },
      { type: "task.opened", node: "b" },
    ]);
  });

  test("instances of a sub-process keep their results apart", async () => {
    const loop = '<multiInstanceLoopCharacteristics yw:collection="=form.shops" yw:element="shop"/>';
    const shop = `<startEvent id="s2"/><userTask id="a" name="a" yw:kind="inspection" yw:unit="=shop.unit"/><endEvent id="e2"/>${flows("s2 a", "a e2")}`;
    const graph = await graphOf(model(ENDS, `<subProcess id="sub">${loop}${shop}</subProcess>`, flows("s sub", "sub e")));
    const instance = new Instance(graph, { form: { shops: [{ unit: "u1" }, { unit: "u2" }] } });
    expect(instance.effects).toMatchObject([{ unit: "u1" }, { unit: "u2" }]);
    expect(instance.complete("a", { outcome: "1" }).complete("a", { outcome: "2" }).state.vars).toEqual({
      sub: [{ a: { outcome: "1" } }, { a: { outcome: "2" } }],
    });
  });

  test("terminating ends the sub-process that holds it, not the process", async () => {
    const stop = `<startEvent id="s2"/>${reviews("a", "c")}<endEvent id="e2"><terminateEventDefinition id="t"/></endEvent>${flows("s2 a", "s2 c", "a e2", "c e2")}`;
    const graph = await graphOf(model(ENDS, `<subProcess id="sub">${stop}</subProcess>`, reviews("b"), flows("s sub", "sub b", "b e")));
    const instance = new Instance(graph).complete("a");
    expect(instance.effects).toMatchObject([{ type: "task.cancelled" }, { type: "task.opened", node: "b" }]);
  });

  const caller = (called: string): string =>
    `<process id="p">${ENDS}<callActivity id="c" calledElement="${called}" yw:input="={area: form.area}"/>${flows("s c", "c e")}</process>`;
  const check = `<process id="check"><startEvent id="cs"/><exclusiveGateway id="x" default="x_ce"/>${reviews("a")}<endEvent id="ce"/>${flows("cs x", "x a: area > 50", "x ce", "a ce")}</process>`;

  test("a called process sees its input, and gives its results back as one", async () => {
    const graph = await graphOf(definitions(caller("check"), check));
    const instance = new Instance(graph, { form: { area: 60 } }).complete("a", { outcome: "pass" });
    expect(instance.state.vars).toEqual({ c: { a: { outcome: "pass" } } });
    expect(new Instance(graph, { form: { area: 6 } }).ended).toBe(true);
  });

  test("a called process may live in another file", async () => {
    const graph = await graphOf(definitions(caller("check")), { check: await graphOf(definitions(check.replaceAll("area > 50", "situation.big")), {}) });
    const instance = new Instance(graph, { form: { area: 6 }, situation: { big: true } });
    expect(instance.waiting).toEqual(["check/a"]);
    expect(instance.complete("check/a", { outcome: "pass" }).state.vars).toEqual({ c: { a: { outcome: "pass" } } });
  });
});
