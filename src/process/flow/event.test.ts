import { describe } from "vitest";
import { border, ENDS, event, flows, model, reviews, when } from "../../../test/model.ts";
import { CATCH, THROW, testRows, type Row } from "./rows.fixture.ts";

const LINE = flows("s a", "a e");
const bordered = (id: string, ...triggers: string[]): string =>
  model(ENDS, reviews("a", "z"), border(id, "a", ...triggers), LINE, flows(`${id.replace("!", "")} z`, "z e"));

const TASKS: Row[] = [
  ["abstract and manual tasks", model(ENDS, '<task id="a"/><manualTask id="b"/>', flows("s a", "a b", "b e")), "", "s a b e", ""],
  [
    "script: FEEL, its value under its id",
    model(
      ENDS,
      '<scriptTask id="a" scriptFormat="feel"><script>1 + 1</script></scriptTask><exclusiveGateway id="x" default="x_e"/>',
      reviews("b"),
      flows("s a", "a x", "x b: a = 2", "x e", "b e"),
    ),
    "",
    "s a x b",
    "b",
  ],
  [
    "send and receive",
    model(ENDS, '<sendTask id="a" messageRef="root-letter"/><receiveTask id="b" messageRef="root-reply"/>', flows("s a", "a b", "b e")),
    ">reply",
    "s a b e",
    "",
  ],
  [
    "a message that came too early waits",
    model(ENDS, reviews("a"), '<receiveTask id="b" messageRef="root-reply"/>', flows("s a", "a b", "b e")),
    ">reply a",
    "s a b e",
    "",
  ],
];

const EVENTS: Row[] = [
  ["catching a message", model(ENDS, event(CATCH, "a", "message letter"), LINE), ">letter", "s a e", ""],
  [
    "catching a signal: one that came before is gone",
    model(ENDS, reviews("b"), event(CATCH, "a", "signal alarm"), flows("s b", "b a", "a e")),
    "!alarm b",
    "s b a",
    "a",
  ],
  [
    "throwing a signal reaches all that wait",
    model(
      ENDS,
      '<parallelGateway id="f"/>',
      reviews("b"),
      event(CATCH, "a", "signal alarm"),
      event(THROW, "t", "signal alarm"),
      flows("s f", "f a", "f b", "b t", "t e", "a e"),
    ),
    "b",
    "s f a b t e e",
    "",
  ],
  ["waiting for a condition", model(ENDS, event(CATCH, "a", "condition form.x"), LINE), "?x", "s a e", ""],
  ["a condition that holds already", model(ENDS, reviews("b"), event(CATCH, "a", "condition form.x"), flows("s b", "b a", "a e")), "?x b", "s b a e", ""],
  ["the first of several triggers", model(ENDS, event(CATCH, "a", "message letter", "signal alarm"), LINE), "!alarm", "s a e", ""],
  [
    "all of several triggers",
    model(ENDS, `<${CATCH} id="a" parallelMultiple="true">${when("message letter", "signal alarm")}</${CATCH}>`, LINE),
    "!alarm >letter",
    "s a e",
    "",
  ],
  [
    "all of several triggers, one missing",
    model(ENDS, `<${CATCH} id="a" parallelMultiple="true">${when("message letter", "signal alarm")}</${CATCH}>`, LINE),
    "!alarm !alarm",
    "s a",
    "a",
  ],
  ["a link", model(ENDS, reviews("a"), event(THROW, "k1", "link x"), event(CATCH, "k2", "link x"), flows("s k1", "k2 a", "a e")), "a", "s k1 k2 a e", ""],
  ["a message on the border", bordered("b", "message letter"), ">letter", "s a b z", "z"],
  ["a signal on the border, beside the task, twice", bordered("!b", "signal alarm"), "!alarm !alarm", "s a b z b z", "a b z z"],
  ["a condition on the border happens again only after it was false", bordered("!b", "condition form.x"), "?x ?x ?-x ?x", "s a b z b z", "a b z z"],
  ["a cycle on the border, three times", bordered("!b", "cycle R3/PT1H"), "@b @b @b", "s a b z b z b z", "a z z z"],
  ["an error on the border", bordered("b", "error broken"), "a#broken", "s a b z", "z"],
  ["an error without code catches every one", bordered("b", "error"), "a#lost", "s a b z", "z"],
  ["an escalation on the border, beside the task", bordered("!b", "escalation over"), "a^over", "s a b z", "a z"],
  ["an escalation that nobody catches", bordered("b", "escalation over"), "a^above", "s a", "a"],
];

describe("tasks", () => testRows(TASKS));
describe("events", () => testRows(EVENTS));
