import { describe } from "vitest";
import { border, ENDS, flows, model, reviews } from "../../../test/model.ts";
import { formula, testRows, type Row } from "./rows.fixture.ts";

const LINE = flows("s a", "a e");

const REPEATED: Row[] = [
  [
    "a loop that looks afterwards",
    model(
      ENDS,
      `<userTask id="a" yw:kind="review"><standardLoopCharacteristics>${formula("loopCondition", 'a.outcome = "again"')}</standardLoopCharacteristics></userTask>`,
      LINE,
    ),
    "a=again a=again a",
    "s a e",
    "",
  ],
  [
    "a loop that looks before",
    model(
      ENDS,
      `<userTask id="a" yw:kind="review"><standardLoopCharacteristics testBefore="true">${formula("loopCondition", "form.x")}</standardLoopCharacteristics></userTask>`,
      LINE,
    ),
    "",
    "s a e",
    "",
  ],
  [
    "a loop of two rounds at most",
    model(
      ENDS,
      `<userTask id="a" yw:kind="review"><standardLoopCharacteristics loopMaximum="2">${formula("loopCondition", "true")}</standardLoopCharacteristics></userTask>`,
      LINE,
    ),
    "a a",
    "s a e",
    "",
  ],
  [
    "a number of instances",
    model(
      ENDS,
      `<userTask id="a" yw:kind="review"><multiInstanceLoopCharacteristics isSequential="true">${formula("loopCardinality", "2")}</multiInstanceLoopCharacteristics></userTask>`,
      LINE,
    ),
    "a a",
    "s a e",
    "",
  ],
  [
    "instances of an abstract task",
    model(ENDS, `<task id="a"><multiInstanceLoopCharacteristics>${formula("loopCardinality", "3")}</multiInstanceLoopCharacteristics></task>`, LINE),
    "",
    "s a e",
    "",
  ],
  [
    "the first instance throws a signal",
    model(
      ENDS,
      `<userTask id="a" yw:kind="review"><multiInstanceLoopCharacteristics behavior="One" oneBehaviorEventRef="first">${formula("loopCardinality", "2")}</multiInstanceLoopCharacteristics></userTask>`,
      border("!b", "a", "signal alarm"),
      LINE,
      flows("b e"),
    ).replace("<process", '<signalEventDefinition id="first" signalRef="root-alarm"/><process'),
    "a a",
    "s a b e e",
    "",
  ],
  [
    "every instance escalates",
    model(
      ENDS,
      `<userTask id="a" yw:kind="review"><multiInstanceLoopCharacteristics behavior="None" noneBehaviorEventRef="each">${formula("loopCardinality", "3")}</multiInstanceLoopCharacteristics></userTask>`,
      border("b", "a", "escalation over"),
      LINE,
      flows("b e"),
    ).replace("<process", '<escalationEventDefinition id="each" escalationRef="root-over"/><process'),
    "a",
    "s a b e",
    "",
  ],
  [
    "ad hoc in any order until it is enough",
    model(ENDS, `<adHocSubProcess id="x">${reviews("a", "b")}${formula("completionCondition", 'b.outcome = "enough"')}</adHocSubProcess>`, flows("s x", "x e")),
    "+a +a +b a b=enough",
    "s x a a b e",
    "",
  ],
  [
    "ad hoc one after the other, with an order inside",
    model(
      ENDS,
      `<adHocSubProcess id="x" ordering="Sequential">${reviews("a", "b")}${flows("a b")}${formula("completionCondition", 'b.outcome = "enough"')}</adHocSubProcess>`,
      flows("s x", "x e"),
    ),
    "+a a +b b=enough",
    "s x a a_b b e".replace(" a_b", ""),
    "",
  ],
  [
    "ad hoc that waits for what still runs",
    model(
      ENDS,
      `<adHocSubProcess id="x" cancelRemainingInstances="false">${reviews("a", "b")}${formula("completionCondition", 'b.outcome = "enough"')}</adHocSubProcess>`,
      flows("s x", "x e"),
    ),
    "+a +b b=enough a",
    "s x a b e",
    "",
  ],
];

describe("activities that are done more than once", () => testRows(REPEATED));
