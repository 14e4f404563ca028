import { describe, expect, test } from "vitest";
import { when } from "../../../test/model.ts";
import { elements, events, formula, reading } from "./element.fixture.ts";
import { definitionsOf } from "./index.ts";

describe("an event", () => {
  test.each([
    ["startEvent", ["error broken"], "", "process"],
    ["startEvent", ["cancel"], "", "event-sub"],
    ["intermediateCatchEvent", ["error broken"], "", "process"],
    ["boundaryEvent", ["link there"], 'attachedToRef="a"', "process"],
    ["intermediateThrowEvent", ["error broken"], "", "process"],
    ["intermediateThrowEvent", ["timer P1D"], "", "process"],
    ["endEvent", ["condition x"], "", "process"],
  ] as const)("%s cannot have %s", async (tag, triggers, more, place) => {
    expect((await events(tag, [...triggers], more, place)).broken).toEqual(["event-trigger"]);
  });

  test("waits for what its definitions say, in their order", async () => {
    const { own, broken } = await events("intermediateCatchEvent", ["timer P1D", "message letter", "signal alarm", "condition form.x"]);
    expect([own, broken]).toEqual([
      {
        kind: "catch",
        triggers: [
          { on: "timer", moment: { duration: "P1D" } },
          { on: "message", message: "letter" },
          { on: "signal", signal: "alarm" },
          { on: "condition", when: "form.x" },
        ],
      },
      [],
    ]);
  });

  test("may take its definition from the file, beside its own", async () => {
    const [own, shared] = [when("timer P1D"), "<eventDefinitionRef>shared</eventDefinitionRef>"];
    const body = `<intermediateCatchEvent id="x">${own}${shared}</intermediateCatchEvent>`;
    expect((await reading(body)).own["triggers"]).toEqual([
      { on: "timer", moment: { duration: "P1D" } },
      { on: "signal", signal: "alarm" },
    ]);
    expect(definitionsOf((await elements(body)).get("x")!).map(({ $type }) => $type)).toEqual(["bpmn:TimerEventDefinition", "bpmn:SignalEventDefinition"]);
  });

  test("on a border catches errors and escalations by their code, else every one; those interrupt", async () => {
    const border = (trigger: string, more = ""): ReturnType<typeof events> => events("boundaryEvent", [trigger], `attachedToRef="a" ${more}`);
    expect((await border("error broken")).own).toEqual({ kind: "boundary", triggers: [{ on: "error", error: "broken" }], host: "a", interrupting: true });
    expect((await border("error")).own["triggers"]).toEqual([{ on: "error" }]);
    expect(await border("escalation over", 'cancelActivity="false"')).toMatchObject({
      own: { triggers: [{ on: "escalation", escalation: "超期" }], interrupting: false },
      broken: [],
    });
    for (const trigger of ["error broken", "cancel", "compensation"])
      expect((await border(trigger, 'cancelActivity="false"')).broken, trigger).toEqual(["must-interrupt"]);
    expect((await events("boundaryEvent", ["timer P1D"])).broken).toEqual(["boundary-unattached"]);
    expect((await events("boundaryEvent", [], 'attachedToRef="a"')).broken).toEqual(["event-empty"]);
    expect((await events("intermediateCatchEvent", [])).broken).toEqual(["event-empty"]);
  });

  test("that begins a process cannot wait for all of several; one in a sub-process waits for nothing", async () => {
    expect((await events("startEvent", ["message letter", "signal alarm"], 'parallelMultiple="true"')).broken).toEqual(["start-parallel"]);
    expect((await events("startEvent", ["message letter"], "", "sub")).broken).toEqual(["start-inner"]);
    expect(await events("startEvent", [], "", "sub")).toMatchObject({ own: { kind: "start", triggers: [], interrupting: false }, broken: [] });
    expect((await events("startEvent", ["message letter"])).own["interrupting"]).toBe(false);
    expect((await events("startEvent", ["message letter"], "", "event-sub")).own["interrupting"]).toBe(true);
    expect((await events("startEvent", ["message letter"], 'isInterrupting="false"', "event-sub")).own["interrupting"]).toBe(false);
  });

  test("of several that have to come all has at least two, and none that is not waited for", async () => {
    const catching = (...triggers: string[]) => events("intermediateCatchEvent", triggers, 'parallelMultiple="true"');
    expect(await catching("message letter", "signal alarm")).toMatchObject({ own: { parallel: true }, broken: [] });
    expect((await catching("message letter")).broken).toEqual(["parallel-multiple"]);
    expect((await events("boundaryEvent", ["error broken", "signal alarm"], 'attachedToRef="a" parallelMultiple="true"')).broken).toEqual([
      "parallel-multiple",
    ]);
  });

  test("with a definition that stands alone has no other", async () => {
    expect((await events("endEvent", ["terminate", "signal alarm"])).broken).toEqual(["event-alone"]);
    expect((await events("intermediateThrowEvent", ["compensation", "signal alarm"])).broken).toEqual(["event-alone"]);
  });

  test("throws what its definitions say; a terminate ends all, a link and an empty one let the token through", async () => {
    expect((await events("endEvent", ["error broken"])).own).toEqual({ kind: "end", events: [{ throws: "error", error: "broken" }] });
    expect((await events("endEvent", ["terminate"])).own).toEqual({ kind: "terminate" });
    expect((await events("endEvent", ["cancel"])).own["events"]).toEqual([{ throws: "cancel" }]);
    expect((await events("endEvent", [])).own).toEqual({ kind: "end", events: [] });
    expect((await events("intermediateThrowEvent", ["message letter", "signal alarm", "escalation over"])).own).toEqual({
      kind: "throw",
      events: [
        { throws: "message", message: "letter" },
        { throws: "signal", signal: "alarm" },
        { throws: "escalation", escalation: "超期" },
      ],
    });
    expect((await events("intermediateThrowEvent", ["compensation a"])).own["events"]).toEqual([{ throws: "compensation", activity: "a", wait: true }]);
    const unwaited = '<intermediateThrowEvent id="x"><compensateEventDefinition waitForCompletion="false"/></intermediateThrowEvent>';
    expect((await reading(unwaited)).own["events"]).toEqual([{ throws: "compensation", wait: false }]);
    for (const triggers of [[], ["link there"]]) expect((await events("intermediateThrowEvent", triggers)).own["kind"]).toBe("pass");
    expect((await events("intermediateCatchEvent", ["link there"])).own["kind"]).toBe("pass");
  });

  test.each([
    ["endEvent", "error", "error-missing"],
    ["endEvent", "escalation", "escalation-missing"],
    ["endEvent", "signal", "signal-missing"],
    ["endEvent", "message", "message-missing"],
    ["intermediateCatchEvent", "signal", "signal-missing"],
    ["intermediateCatchEvent", "message", "message-missing"],
  ])("%s with %s says which", async (tag, trigger, rule) => {
    expect((await events(tag, [trigger])).broken).toEqual([rule]);
  });

  test("with a condition has one", async () => {
    const empty = '<intermediateCatchEvent id="x"><conditionalEventDefinition/></intermediateCatchEvent>';
    expect(await reading(empty)).toMatchObject({ own: { triggers: [{ on: "condition", when: "false" }] }, broken: ["condition-empty"] });
  });
});

describe("a timer", () => {
  const timer = (inside: string) => reading(`<intermediateCatchEvent id="x"><timerEventDefinition>${inside}</timerEventDefinition></intermediateCatchEvent>`);

  test("fires after a duration, at a date, or again and again", async () => {
    const moment = async (tag: string, text: string) => ((await timer(formula(tag, text))).own["triggers"] as { moment: unknown }[])[0]?.moment;
    expect(await moment("timeDuration", "P5WD")).toEqual({ duration: "P5WD" });
    expect(await moment("timeDate", "=form.day")).toEqual({ at: "=form.day" });
    expect(await moment("timeCycle", "R3/PT1H")).toEqual({ cycle: "R3/PT1H" });
  });

  test("fires with a named clock of the matter", async () => {
    const named = await reading('<intermediateCatchEvent id="x"><timerEventDefinition yw:clock="decide"/></intermediateCatchEvent>');
    expect([named.own["triggers"], named.broken]).toEqual([[{ on: "timer", moment: { clock: "decide" } }], []]);
  });

  test("says one of them, and so that it can be read", async () => {
    expect((await timer("")).broken).toEqual(["timer-values"]);
    const both = `<timerEventDefinition yw:clock="decide">${formula("timeDuration", "P1D")}</timerEventDefinition>`;
    expect((await reading(`<intermediateCatchEvent id="x">${both}</intermediateCatchEvent>`)).broken).toEqual(["timer-values"]);
    expect((await timer(formula("timeDuration", "P1D") + formula("timeCycle", "R3/PT1H"))).broken).toEqual(["timer-values"]);
    expect((await timer(formula("timeDuration", "five days"))).broken).toEqual(["timer-moment"]);
    expect((await timer(formula("timeCycle", "R3/P"))).broken).toEqual(["timer-moment"]);
  });
});
