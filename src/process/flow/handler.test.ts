import { describe, expect, test } from "vitest";
import { border, ENDS, event, eventSub, flows, graphOf, Instance, model, reviews } from "../../../test/model.ts";
import { CATCH, formula, sub, THROW, testRows, type Row } from "./rows.fixture.ts";

const beside = (...handlers: string[]): string => model(ENDS, reviews("a", "z"), flows("s a", "a z", "z e"), ...handlers);

const HANDLERS: Row[] = [
  [
    "a sub-process without start and end begins at everything to which nothing leads",
    model(ENDS, `<subProcess id="x">${reviews("a", "b", "c")}${flows("b c")}</subProcess>`, flows("s x", "x e")),
    "b c a",
    "s x a b c e",
    "",
  ],
  ["an interrupting event sub-process ends the rest", beside(eventSub("h", "b", "signal alarm")), "!alarm b", "s a h h_s b h_e", ""],
  ["one that does not interrupt can begin twice", beside(eventSub("!h", "b", "signal alarm")), "!alarm !alarm", "s a h h_s b h h_s b", "a b b h_s"],
  ["the process waits for it, and nothing new begins", beside(eventSub("!h", "b", "signal alarm")), "!alarm a z !alarm", "s a h h_s b z e", "b"],
  [
    "while the process is completing an escalation begins no other",
    beside(eventSub("!h", "b", "signal alarm"), eventSub("!k", "c", "escalation over")),
    "!alarm a z b^over",
    "s a h h_s b z e",
    "b",
  ],
  ["by a message", beside(eventSub("h", "b", "message letter")), ">letter", "s a h h_s b", "b"],
  ["by a timer, which ends with the process", beside(eventSub("h", "b", "timer P1D")), "a z", "s a z e", ""],
  ["by a condition", beside(eventSub("!h", "b", "condition form.x")), "?x", "s a h h_s b", "a b h_s"],
  ["by an error of a task", beside(eventSub("h", "b", "error broken")), "a#broken", "s a h h_s b", "b"],
  [
    "by an escalation thrown inside a sub-process",
    model(
      ENDS,
      sub("x", event(THROW, "t", "escalation over") + reviews("c") + flows("x_s t", "t c", "c x_z")),
      flows("s x", "x e"),
      eventSub("!h", "b", "escalation over"),
    ),
    "",
    "s x x_s t h h_s c b",
    "b c",
  ],
  [
    "an error inside is caught on the border of the sub-process",
    model(
      ENDS,
      sub("x", reviews("c", "d") + event("endEvent", "bad", "error broken") + flows("x_s c", "c bad", "x_s d", "d x_z")),
      border("b", "x", "error broken"),
      reviews("z"),
      flows("s x", "x e", "b z", "z e"),
    ),
    "c",
    "s x x_s c d bad b z",
    "z",
  ],
  [
    "an error of a handler goes further out",
    model(
      ENDS,
      sub("x", reviews("c") + flows("x_s c", "c x_z") + eventSub("h", "d", "error broken")),
      border("b", "x", "error"),
      reviews("z"),
      flows("s x", "x e", "b z", "z e"),
    ),
    "c#broken d#broken",
    "s x x_s c h h_s d b z",
    "z",
  ],
  [
    "an error out of a called process",
    `${model(ENDS, '<callActivity id="x" calledElement="q"/>', border("b", "x", "error broken"), reviews("z"), flows("s x", "x e", "b z", "z e")).replace("</definitions>", `<process id="q"><startEvent id="qs"/>${event("endEvent", "qe", "error broken")}${flows("qs qe")}</process></definitions>`)}`,
    "",
    "s x qs qe b z",
    "z",
  ],
];

const GATEWAYS: Row[] = [
  [
    "event-based: the first event wins",
    model(ENDS, '<eventBasedGateway id="g"/>', event(CATCH, "a", "message letter"), event(CATCH, "t", "timer P1D"), flows("s g", "g a", "g t", "a e", "t e")),
    ">letter",
    "s g a e",
    "",
  ],
  [
    "event-based: by a receive task",
    model(
      ENDS,
      '<eventBasedGateway id="g"/><receiveTask id="a" messageRef="root-letter"/>',
      event(CATCH, "t", "timer P1D"),
      flows("s g", "g a", "g t", "a e", "t e"),
    ),
    "@t",
    "s g t e",
    "",
  ],
  [
    "complex: two of three, and a reset",
    model(
      ENDS,
      `<parallelGateway id="f"/><complexGateway id="x" default="x_n">${formula("activationCondition", "activationCount >= 2")}</complexGateway><task id="n"/>`,
      reviews("a", "b", "c", "z"),
      flows("s f", "f a", "f b", "f c", "a x", "b x", "c x", "x z: waitingForStart", "x n", "n e", "z e"),
    ),
    "a b c z",
    "s f a b c x z n e e",
    "",
  ],
  [
    "complex: by the edges that have tokens",
    model(
      ENDS,
      `<parallelGateway id="f"/><complexGateway id="x">${formula("activationCondition", "b_x >= 1")}</complexGateway>`,
      reviews("a", "b", "z"),
      flows("s f", "f a", "f b", "a x", "b x", "x z: waitingForStart", "z e").replace('id="x"', 'id="x"'),
    ),
    "a",
    "s f a b",
    "b",
  ],
];

describe("event sub-processes and errors", () => testRows(HANDLERS));
describe("gateways", () => testRows(GATEWAYS));

test("while an interrupting event sub-process runs no other begins: an error that only another would catch refuses the step", async () => {
  const instance = new Instance(await graphOf(beside(eventSub("h", "b", "signal alarm"), eventSub("k", "c", "error broken")))).play("!alarm");
  expect(() => instance.fail("b", "broken")).toThrow(expect.objectContaining({ code: "FLOW_UNCAUGHT" }));
  expect(instance.waiting).toEqual(["b"]);
});
