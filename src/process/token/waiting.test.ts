import { describe, expect, test } from "vitest";
import { known, type Node } from "#process/graph";
import { border, ENDS, event, eventSub, flows, reviews } from "../../../test/model.ts";
import { beginScope, durationIn, resetTimer, setBoundary, subscribe, triggerOf, waitForFirst, type Catch, type Catching, type Run } from "./index.ts";
import { runIn } from "../../../test/run.ts";

function caught(run: Run, key: string): Catching {
  const node: Node = known(run.graph.nodes, key);
  if (!("triggers" in node)) throw new Error(`${key} waits for nothing`);
  return node;
}

const CATCH = "intermediateCatchEvent";
const one = (...triggers: string[]): string[] => [ENDS, event(CATCH, "c", ...triggers), flows("s c", "c e")];
const entries = (run: Run): unknown[] => [...run.active.values()];

describe("waiting for an event", () => {
  test("is noted in the state by what it waits for; timers are asked for", async () => {
    const run = await runIn(one("timer P5WD"));
    expect(subscribe(run, caught(run, "c"), "sub.1")).toBe("c.1");
    expect(entries(run)).toEqual([{ id: "c.1", node: "c", frame: "sub.1", wait: "timer" }]);
    expect(run.effects).toEqual([{ type: "timer.set", timer: "c.1", node: "c", duration: "P5WD" }]);
    for (const wait of ["message", "signal"]) {
      const other = await runIn(one(`${wait} ${wait === "message" ? "letter" : "alarm"}`));
      subscribe(other, caught(other, "c"), "");
      expect([entries(other), other.effects, other.fresh]).toEqual([[{ id: "c.1", node: "c", frame: "", wait }], [], []]);
    }
    const condition = await runIn(one("condition form.x"));
    subscribe(condition, caught(condition, "c"), "");
    expect([entries(condition), condition.fresh]).toEqual([[{ id: "c.1", node: "c", frame: "", wait: "condition" }], ["c.1"]]);
  });

  test("of several kinds is one for each, tied together, and each knows its place", async () => {
    const run = await runIn(one("message letter", "timer P1D", "signal alarm"));
    const node = caught(run, "c");
    expect(subscribe(run, node, "")).toBe("c.1");
    expect(entries(run)).toEqual([
      { id: "c.1", node: "c", frame: "", wait: "message", group: "c.1" },
      { id: "c.2", node: "c", frame: "", wait: "timer", group: "c.1", at: 1 },
      { id: "c.3", node: "c", frame: "", wait: "signal", group: "c.1", at: 2 },
    ]);
    expect([...run.active.values()].map((entry) => triggerOf(node, entry as Catch)?.on)).toEqual(["message", "timer", "signal"]);
  });

  test("keeps the key that its message has to carry, reckoned when it begins; none given is nothing", async () => {
    const keyed = [ENDS, '<receiveTask id="c" messageRef="root-letter" yw:key="=form.code"/>', flows("s c", "c e")];
    for (const [facts, key] of [
      [{ form: { code: "2026-1" } }, "2026-1"],
      [{ form: {} }, null],
    ] as const) {
      const run = await runIn(keyed, {}, facts);
      subscribe(run, caught(run, "c"), "", { of: "b.1", index: 2 });
      expect(entries(run)).toEqual([{ id: "c.1", node: "c", frame: "", wait: "message", of: "b.1", index: 2, key }]);
    }
  });

  test("on the border of an activity belongs to it; errors look for their handlers when they come", async () => {
    const run = await runIn([
      ENDS,
      reviews("a"),
      border("b1", "a", "timer P1D"),
      border("b2", "a", "error broken"),
      border("!b3", "a", "message letter"),
      flows("s a", "a e", "b1 e", "b2 e", "b3 e"),
    ]);
    const node = known(run.graph.nodes, "a");
    if (node.kind !== "user") throw new Error("no task");
    setBoundary(run, node, "", "a.1");
    expect(entries(run)).toEqual([
      { id: "b1.1", node: "b1", frame: "", wait: "timer", host: "a.1" },
      { id: "b3.2", node: "b3", frame: "", wait: "message", host: "a.1" },
    ]);
  });

  test("behind a gateway is one group, so that the first that comes ends the others", async () => {
    const run = await runIn([
      ENDS,
      '<eventBasedGateway id="g"/>',
      event(CATCH, "c1", "timer P1D"),
      '<receiveTask id="c2" messageRef="root-letter"/>',
      flows("s g", "g c1", "g c2", "c1 e", "c2 e"),
    ]);
    const gate = known(run.graph.nodes, "g");
    if (gate.kind !== "events") throw new Error("no gateway");
    waitForFirst(run, gate, "");
    expect(entries(run)).toEqual([
      { id: "c1.2", node: "c1", frame: "", wait: "timer", gate: "g", group: "g.1" },
      { id: "c2.3", node: "c2", frame: "", wait: "message", gate: "g", group: "g.1" },
    ]);
  });

  test("in event sub-processes begins with the process that holds them", async () => {
    const run = await runIn([ENDS, reviews("a"), eventSub("!h", "b", "message letter"), flows("s a", "a e")]);
    beginScope(run, run.graph.process, "");
    expect(entries(run)).toEqual([{ id: "h_s.1", node: "h_s", frame: "", wait: "message", host: "" }]);
    expect(run.tokens).toEqual([{ node: "s", frame: "" }]);
  });
});

describe("a timer", () => {
  const at = (tag: string, text: string): string[] => [
    ENDS,
    `<${CATCH} id="c" name="等待补正"><timerEventDefinition><${tag}>${text}</${tag}></timerEventDefinition></${CATCH}>`,
    flows("s c", "c e"),
  ];
  const set = async (tag: string, text: string, form = {}): Promise<Run> => {
    const run = await runIn(at(tag, text), {}, { form });
    subscribe(run, caught(run, "c"), "");
    return run;
  };
  const asked = async (tag: string, text: string, form = {}): Promise<unknown> => {
    const { type: _type, timer: _timer, node: _node, ...when } = (await set(tag, text, form)).effects[0] as Record<string, unknown>;
    return when;
  };

  test("is asked for with a duration, a date or a cycle, as written or as FEEL gives it", async () => {
    expect(await asked("timeDuration", "P5WD")).toEqual({ duration: "P5WD" });
    expect(await asked("timeDuration", "=form.span", { span: "P3D" })).toEqual({ duration: "P3D" });
    expect(await asked("timeDate", "form.day", { day: "2026-12-01" })).toEqual({ at: "2026-12-01" });
    expect(await asked("timeCycle", "R3/PT1H")).toEqual({ duration: "PT1H", repeat: 3 });
    expect(await asked("timeCycle", "R/PT1H")).toEqual({ duration: "PT1H" });
    expect(await asked("timeCycle", "=form.cycle", { cycle: "R2/2026-12-01T08:00:00Z/P1D" })).toEqual({ at: "2026-12-01T08:00:00Z", repeat: 2 });
  });

  test.each([
    ["timeDuration", "=form.span", "没有算出时长"],
    ["timeDate", "form.day", "没有算出日期"],
    ["timeCycle", "=form.cycle", "周期没有算出来"],
  ])("whose %s comes to nothing that can be waited for is refused and named", async (tag, text, says) => {
    for (const wrong of [{}, { span: "soon", day: "soon", cycle: "soon" }, { span: 3, day: 3, cycle: 3 }])
      await expect(set(tag, text, wrong)).rejects.toMatchObject({ code: "FLOW_TIMER", message: expect.stringMatching(`“等待补正”.*${says}`) });
  });

  test("of a cycle is set again as often as it is still to come", async () => {
    const run = await set("timeCycle", "R3/PT1H");
    const node = caught(run, "c");
    const moment = { cycle: "R3/PT1H" };
    const [first] = run.active.values();
    expect(first).toMatchObject({ left: 3 });
    const second = resetTimer(run, node, moment, first as Catch)!;
    const third = resetTimer(run, node, moment, second)!;
    expect([second.left, third.left, resetTimer(run, node, moment, third)]).toEqual([2, 1, undefined]);
    expect(run.effects.slice(1)).toEqual([
      { type: "timer.set", timer: "c.1", node: "c", duration: "PT1H", repeat: 2 },
      { type: "timer.set", timer: "c.1", node: "c", duration: "PT1H", repeat: 1 },
    ]);
  });

  test("that comes for ever is set again without an end, one that comes once is not", async () => {
    const run = await set("timeCycle", "R/PT1H");
    const [entry] = run.active.values() as Iterable<Catch>;
    expect(resetTimer(run, caught(run, "c"), { cycle: "R/PT1H" }, entry!)).toEqual(entry);
    expect(run.effects[1]).toEqual({ type: "timer.set", timer: "c.1", node: "c", duration: "PT1H" });
    expect(resetTimer(run, caught(run, "c"), { duration: "P1D" }, entry!)).toBeUndefined();
  });

  test("as a limit is a duration as written, or FEEL that gives one", () => {
    expect([durationIn("P5WD", {}, "核对"), durationIn("=x", { x: "P3D" }, "核对")]).toEqual(["P5WD", "P3D"]);
    expect(() => durationIn("=x", { x: 3 }, "核对")).toThrow("“核对”的时限没有算出时长");
  });
});
