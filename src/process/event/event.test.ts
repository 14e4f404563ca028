import { describe, expect, test } from "vitest";
import { known, type Graph } from "#process/graph";
import { subscribe, type Active, type Catch, type Effect, type Run } from "#process/token";
import { border, definitions, ENDS, event, eventSub, flows, graphOf, model, reviews, undone } from "../../../test/model.ts";
import { active, runIn, running, scope, task } from "../../../test/run.ts";
import { awaited, beginPool, broadcast, deliver, hearSignals, lookAtConditions, lookAtFresh, messagesOf, occur, offeredActivities, receive } from "./index.ts";

const CATCH = "intermediateCatchEvent";

/** Begins to wait at the catching events with these ids. */
function listen(run: Run, ...keys: string[]): void {
  for (const key of keys) {
    const node = known(run.graph.nodes, key);
    if (!("triggers" in node)) throw new Error(`${key} waits for nothing`);
    subscribe(run, node, "", node.kind === "boundary" ? { host: "a.9" } : {});
  }
}
const entry = (run: Run, id: string): Catch => run.active.get(id) as Catch;
const targets = (run: Run): string[] => run.tokens.map(({ node }) => node);
const told = (run: Run): Effect["type"][] => run.effects.map(({ type }) => type);

describe("what is waited for comes", () => {
  test("the token goes on, and what came is kept under the id of the event", async () => {
    const run = await runIn([ENDS, event(CATCH, "c", "message letter"), flows("s c", "c e")]);
    listen(run, "c");
    occur(run, entry(run, "c.1"), { page: 1 });
    expect([active(run), targets(run), run.vars]).toEqual([[], ["e"], { c: { page: 1 } }]);
  });

  test("of several the first ends the others, whose timers are taken back", async () => {
    const run = await runIn([ENDS, event(CATCH, "c", "message letter", "timer P1D", "signal alarm"), flows("s c", "c e")]);
    listen(run, "c");
    occur(run, entry(run, "c.3"));
    expect([active(run), targets(run), run.vars, told(run)]).toEqual([[], ["e"], {}, ["timer.set", "timer.cancelled"]]);
  });

  test("of several that have to come all the token waits for the last", async () => {
    const both = `<${CATCH} id="c" parallelMultiple="true"><messageEventDefinition messageRef="root-letter"/><signalEventDefinition signalRef="root-alarm"/></${CATCH}>`;
    const run = await runIn([ENDS, both, flows("s c", "c e")]);
    listen(run, "c");
    occur(run, entry(run, "c.1"));
    expect([active(run), targets(run)]).toEqual([["c.2"], []]);
    occur(run, entry(run, "c.2"));
    expect([active(run), targets(run)]).toEqual([[], ["e"]]);
  });

  test("on a border the activity ends, or goes on beside and may be met again", async () => {
    const bordered = (id: string) => runIn([ENDS, reviews("a"), border(id, "a", "message letter"), flows("s a", "a e", "b e")], { active: [task("a.9")] });
    const ended = await bordered("b");
    listen(ended, "b");
    occur(ended, entry(ended, "b.1"));
    expect([active(ended), targets(ended), told(ended), ended.passed]).toEqual([[], ["e"], ["task.cancelled"], ["b", "b_e"]]);
    const beside = await bordered("!b");
    listen(beside, "b");
    occur(beside, entry(beside, "b.1"));
    expect([active(beside), targets(beside), told(beside)]).toEqual([["a.9", "b.1"], ["e"], []]);
  });

  test("on a border of what can be compensated it is noted, since what it led to is undone first", async () => {
    const kept = [
      ENDS,
      undone("a", "u"),
      border("!b", "a", "message letter"),
      event("intermediateThrowEvent", "x", "compensation"),
      flows("s a", "a x", "x e", "b e"),
    ];
    const run = await runIn(kept, { active: [task("a.9")] });
    listen(run, "b");
    occur(run, entry(run, "b.1"));
    expect(run.done).toEqual([{ node: "b", frame: "", of: "a.9" }]);
  });

  test("of a cycle on a border its timer is set again until it came as often as it says", async () => {
    const run = await runIn([ENDS, reviews("a"), border("!b", "a", "cycle R2/P1D"), flows("s a", "a e", "b e")], { active: [task("a.9")] });
    listen(run, "b");
    occur(run, entry(run, "b.1"));
    expect(entry(run, "b.1")).toMatchObject({ left: 1 });
    occur(run, entry(run, "b.1"));
    expect([active(run), targets(run), told(run)]).toEqual([["a.9"], ["e", "e"], ["timer.set", "timer.set"]]);
  });

  test("behind a gateway the line to it counts as passed; a receive task there takes its message and is done", async () => {
    const run = await runIn([
      ENDS,
      '<eventBasedGateway id="g"/><receiveTask id="c" messageRef="root-letter"/>',
      event(CATCH, "d", "timer P1D"),
      flows("s g", "g c", "g d", "c e", "d e"),
    ]);
    const node = known(run.graph.nodes, "c");
    if (node.kind !== "receive") throw new Error("no receive task");
    subscribe(run, node, "", { gate: "g", group: "g.0" });
    occur(run, entry(run, "c.1"), 1);
    expect([active(run), run.passed, run.vars]).toEqual([[], ["g_c", "c", "c_e"], { c: 1 }]);
    // Alone it is an activity, which is completed at the end of the step.
    subscribe(run, node, "");
    occur(run, entry(run, "c.2"));
    expect([active(run), run.through]).toEqual([["c.2"], [{ id: "c.2", value: null }]]);
  });

  test("an event sub-process begins, in place of what goes on or beside it", async () => {
    for (const [id, left] of [
      ["h", ["h.2"]],
      ["!h", ["a.9", "h_s.1", "h.2"]],
    ] as const) {
      const run = await runIn([ENDS, reviews("a"), eventSub(id, "b", "message letter"), flows("s a", "a e")], { active: [task("a.9")] });
      listen(run, "h_s");
      occur(run, entry(run, "h_s.1"), "told");
      expect([active(run), targets(run), run.vars], id).toEqual([left, ["h_s"], { h_s: "told" }]);
    }
  });
});

describe("a message", () => {
  const keyed = '<receiveTask id="k" messageRef="root-letter" yw:key="=form.code"/>';
  const LETTERS = [ENDS, event(CATCH, "c", "message letter"), event(CATCH, "r", "message reply"), keyed, flows("s c", "c r", "r k", "k e")];

  test("goes to the first that waits for it by name and key; what nobody waits for stays in the mail", async () => {
    const run = await runIn(LETTERS, {}, { form: { code: "7" } });
    receive(run, { message: "reply", data: 1 });
    expect([deliver(run), run.mail.length]).toEqual([false, 1]);
    listen(run, "k", "r");
    receive(run, { message: "letter", key: "8" });
    expect([deliver(run), active(run), run.mail]).toEqual([true, ["k.1"], [{ message: "letter", key: "8" }]]);
    receive(run, { message: "letter", key: "7" });
    expect([deliver(run), run.through, run.mail]).toEqual([true, [{ id: "k.1", value: null }], [{ message: "letter", key: "8" }]]);
    expect(run.vars).toEqual({ r: 1, k: null });
  });

  test("that nothing in the flow takes, that comes after its end, or finds the mail full is refused", async () => {
    const run = await runIn(LETTERS);
    expect(() => receive(run, { message: "telegram" })).toThrow("不接收消息“telegram”");
    for (let n = 0; n < 50; n += 1) receive(run, { message: "letter", key: n });
    expect(() => receive(run, { message: "letter" })).toThrow("已经有 50 条消息没有人接收");
    const ended = await runIn(LETTERS, { ended: true });
    expect(() => receive(ended, { message: "letter" })).toThrow("已经结束");
  });

  test("along a message flow reaches the end of that flow alone", async () => {
    const run = await runIn(LETTERS);
    listen(run, "c");
    run.mail.push({ message: "letter", to: "r" });
    expect(deliver(run)).toBe(false);
    run.mail.push({ message: "letter", to: "c" });
    expect([deliver(run), run.mail]).toEqual([true, [{ message: "letter", to: "r" }]]);
  });

  test("is one of those that the flow takes, now or later", async () => {
    const run = await runIn(LETTERS, {}, { form: { code: "7" } });
    expect(messagesOf(run.graph).toSorted()).toEqual(["letter", "reply"]);
    listen(run, "c", "k");
    const state = { serial: 0, active: [...run.active.values(), task("a.9")], held: [], vars: {} };
    expect(awaited(run.graph, state)).toEqual([
      { on: "message", name: "letter" },
      { on: "message", name: "letter", key: "7" },
    ]);
  });
});

describe("a signal", () => {
  const SIGNALS = [ENDS, event(CATCH, "c", "signal alarm"), event(CATCH, "d", "message letter", "signal alarm"), flows("s c", "c d", "d e")];

  test("reaches all that wait for it now, each event once, and is then gone", async () => {
    const run = await runIn(SIGNALS);
    listen(run, "c", "d", "c");
    expect(awaited(run.graph, { serial: 0, active: [...run.active.values()], held: [], vars: {} }).filter(({ on }) => on === "signal").length).toBe(3);
    broadcast(run, "fire", null);
    expect(active(run).length).toBe(4);
    broadcast(run, "alarm", { floor: 2 });
    expect([active(run), targets(run), run.vars]).toEqual([[], ["d", "e", "d"], { c: { floor: 2 }, d: { floor: 2 } }]);
    broadcast(run, "alarm", null);
    expect(targets(run).length).toBe(3);
  });

  test("thrown in a step is heard by those who wait when its tokens rest, not by who begins to wait because of it", async () => {
    const run = await runIn(SIGNALS);
    expect(hearSignals(run)).toBe(false);
    run.signals.push({ signal: "alarm", data: 1 }, { signal: "alarm", data: 2 });
    listen(run, "c");
    expect([hearSignals(run), run.signals, run.vars, targets(run)]).toEqual([true, [], { c: 1 }, ["d"]]);
    listen(run, "c");
    broadcast(run, "alarm", 3, new Set());
    expect(active(run)).toEqual(["c.2"]);
  });
});

describe("a condition", () => {
  const CONDITIONS = [ENDS, reviews("a"), border("!b", "a", "condition form.x"), event(CATCH, "c", "condition form.x"), flows("s a", "a c", "c e", "b e")];
  const seen = (run: Run, form: object): boolean => {
    Object.assign(run.facts, { form });
    return lookAtConditions(run);
  };

  test("happens when it becomes true, and again only after it was false", async () => {
    const run = await runIn(CONDITIONS, { active: [task("a.9")] }, { form: {} });
    listen(run, "b");
    expect([seen(run, { x: false }), seen(run, { x: true }), seen(run, { x: true })]).toEqual([false, true, false]);
    expect([targets(run), entry(run, "b.1").was]).toEqual([["e"], true]);
    expect([seen(run, { x: false }), entry(run, "b.1").was, seen(run, { x: true }), targets(run)]).toEqual([false, undefined, true, ["e", "e"]]);
  });

  test("that holds when it begins to be waited for happens before anything moves on", async () => {
    const run = await runIn(CONDITIONS, {}, { form: { x: true } });
    listen(run, "c");
    expect([lookAtFresh(run), active(run), targets(run), lookAtFresh(run)]).toEqual([true, [], ["e"], false]);
  });

  test("happens one at a time, in the order in which the waiting began", async () => {
    const run = await runIn(CONDITIONS, { active: [task("a.9")] }, { form: { x: true } });
    listen(run, "c", "b");
    expect([lookAtConditions(run), targets(run), active(run)]).toEqual([true, ["e"], ["a.9", "b.2"]]);
    expect([lookAtConditions(run), lookAtConditions(run)]).toEqual([true, false]);
  });
});

test("a pool begins at the start that was called, in a frame of its own", async () => {
  const pools =
    '<collaboration id="c"><participant id="p1" processRef="p"/><participant id="p2" processRef="q"/><messageFlow id="m" sourceRef="t" targetRef="qs"/></collaboration>';
  const first = `<process id="p">${ENDS}${event("intermediateThrowEvent", "t", "message letter")}${flows("s t", "t e")}</process>`;
  const second = `<process id="q">${event("startEvent", "qs", "message letter")}<endEvent id="qe"/>${reviews("a")}${flows("qs a", "a qe")}</process>`;
  const graph: Graph = await graphOf(definitions(pools, first, second));
  const run = running(graph);
  const pool = Object.values(graph.nodes).find((node) => node.kind === "pool" && node.key === "p2");
  if (pool?.kind !== "pool") throw new Error(`no pool: ${Object.keys(graph.nodes).join(" ")}`);
  const frame = beginPool(run, pool, "qs");
  expect(run.active.get(frame)).toEqual({ id: frame, node: "p2", frame: "", wait: "scope", vars: {} });
  expect(run.tokens).toEqual([{ node: "qs", frame }]);
});

describe("activities that are offered", () => {
  const adHoc = (more: string) => [
    ENDS,
    `<adHocSubProcess id="sub" ${more}>${reviews("a", "b", "c")}${flows("a c")}</adHocSubProcess>`,
    flows("s sub", "sub e"),
  ];
  const offered = (graph: Graph, some: Active[], held: { node: string; edge: string; frame: string }[] = []): string[] =>
    offeredActivities(graph, { serial: 0, active: some, held, vars: {} }).map(({ frame, node, name }) => `${frame} ${node} ${name}`);

  test("are those that nothing leads to, and those before which a token waits", async () => {
    const { graph } = await runIn(adHoc(""));
    expect(offered(graph, [scope("sub.1")])).toEqual(["sub.1 a a", "sub.1 b b"]);
    expect(offered(graph, [scope("sub.1"), task("a.2", "sub.1")], [{ node: "c", edge: "a_c", frame: "sub.1" }])).toEqual([
      "sub.1 a a",
      "sub.1 b b",
      "sub.1 c c",
    ]);
    expect(offered(graph, [scope("sub.1"), scope("sub.2")], [{ node: "c", edge: "a_c", frame: "sub.2" }]).length).toBe(5);
  });

  test("one after the other are none while one runs; none when enough is done", async () => {
    const { graph } = await runIn(adHoc('ordering="Sequential"'));
    expect(offered(graph, [scope("sub.1"), task("a.2", "other")])).toEqual(["sub.1 a a", "sub.1 b b"]);
    expect(offered(graph, [scope("sub.1"), task("a.2", "sub.1")])).toEqual([]);
    expect(offered(graph, [scope("sub.1", "", { closing: true })])).toEqual([]);
    expect(offered(await graphOf(model(ENDS, reviews("a"), flows("s a", "a e"))), [task("a.1")])).toEqual([]);
  });
});
