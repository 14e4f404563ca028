import { definitions, ENDS, event, flows, model, reviews, timer } from "../../../test/model.ts";
import type { Rule } from "#process/notation";

/** What is wrong, and the one refusal a model gets: its rule and its element. */
export type Broken = Record<string, readonly [rule: Rule, element: string, xml: string]>;

export const LINE = flows("s a", "a e");
const INNER = `<startEvent id="s2"/><endEvent id="e2"/>${flows("s2 e2")}`;

/** Files, sequence flows and the shape of a process. */
export const FLOWS: Broken = {
  "no XML": ["xml", "definitions", "<html"],
  "a DOCTYPE": ["doctype", "definitions", model(ENDS, reviews("a"), LINE).replace("?>", '?><!DOCTYPE definitions SYSTEM "bpmn.dtd">')],
  "two kinds of loops on one task": [
    "twice",
    "a",
    model(
      ENDS,
      '<userTask id="a" yw:kind="review"><standardLoopCharacteristics><loopCondition>form.x</loopCondition></standardLoopCharacteristics><multiInstanceLoopCharacteristics yw:collection="=form.list"/></userTask>',
      LINE,
    ),
  ],
  "settings that do not exist": ["unknown-setting", "a", model(ENDS, '<userTask id="a" yw:kind="review" yw:colour="x"/>', LINE)],
  "an id that is used twice": ["duplicate-id", "a", model(ENDS, reviews("a", "a"), LINE)],
  "a reference to nothing": ["unknown-reference", "f", model(ENDS, reviews("a"), LINE, '<sequenceFlow id="f" sourceRef="a" targetRef="zzz"/>')],
  "an element without id": ["missing-id", "p", model(ENDS, reviews("a"), LINE, '<userTask yw:kind="review"/>')],
  "an id that hides data": ["reserved-id", "form", model(ENDS, reviews("form"), flows("s form", "form e"))],
  "a choreography": ["unsupported-element", "ch", definitions('<choreography id="ch"/>', `<process id="p">${ENDS}${flows("s e")}</process>`)],
  "more tokens than one": ["unsupported-property", "a", model(ENDS, '<userTask id="a" yw:kind="review" startQuantity="2"/>', LINE)],
  "conditions in other languages": [
    "unsupported-property",
    "f",
    model(
      ENDS,
      reviews("a"),
      LINE,
      '<sequenceFlow id="f" sourceRef="a" targetRef="e"><conditionExpression xsi:type="tFormalExpression" language="javascript">true</conditionExpression></sequenceFlow>',
    ),
  ],
  "a file in another language": [
    "unsupported-property",
    "definitions",
    model(ENDS, reviews("a"), LINE).replace(' id="file"', ' id="file" expressionLanguage="http://www.w3.org/1999/XPath"'),
  ],
  "settings of other engines": ["foreign-extension", "a", model(ENDS, '<userTask id="a" yw:kind="review" xmlns:other="http://other" other:form="x"/>', LINE)],
  "two processes of which none is called": [
    "main-process",
    "definitions",
    definitions(`<process id="p">${ENDS}${flows("s e")}</process>`, `<process id="q">${INNER}</process>`),
  ],
  "a flow without target": ["flow-dangling", "f", model(ENDS, reviews("a"), LINE, '<sequenceFlow id="f" sourceRef="a"/>')],
  "a flow into a sub-process": [
    "flow-crosses",
    "a_e2",
    model(ENDS, reviews("a"), LINE, `<subProcess id="x">${INNER}</subProcess>`, flows("a x", "x e", "a e2")),
  ],
  "a flow into another pool": [
    "flow-crosses",
    "s_e2",
    definitions(
      '<collaboration id="c"><participant id="p1" processRef="p"/><participant id="p2" processRef="q"/></collaboration>',
      `<process id="p">${ENDS}${flows("s e", "s e2")}</process>`,
      `<process id="q">${INNER}</process>`,
    ),
  ],
  "a task that leads nowhere": ["dead-end", "b", model(ENDS, reviews("a", "b"), LINE, flows("a b"))],
  "a task to which nothing leads": ["unreachable", "b", model(ENDS, reviews("a", "b"), LINE, flows("b e"))],
  "a part that cannot be left": ["no-way-out", "b", model(ENDS, reviews("a", "b"), LINE, flows("a b", "b b"))],
  "a loop in which nobody waits": [
    "endless-loop",
    "x",
    model(ENDS, '<exclusiveGateway id="x" default="x_e"/><task id="t"/>', flows("s x", "x t: form.a", "x e", "t x")),
  ],
  "a default flow of another gateway": [
    "default-not-outgoing",
    "x",
    model(ENDS, '<exclusiveGateway id="x" default="a_e"/>', reviews("a"), flows("s x", "x a: form.a", "x e: form.b", "a e")),
  ],
  "a default flow with a condition": [
    "default-with-condition",
    "x_e",
    model(ENDS, '<exclusiveGateway id="x" default="x_e"/>', reviews("a"), flows("s x", "x a: form.a", "x e: form.b", "a e")),
  ],
  "a branch without condition": [
    "condition-missing",
    "x_e",
    model(ENDS, '<exclusiveGateway id="x"/>', reviews("a"), flows("s x", "x a: form.a", "x e", "a e")),
  ],
  "a condition behind a parallel gateway": [
    "condition-misplaced",
    "x_a",
    model(ENDS, '<parallelGateway id="x"/>', reviews("a"), flows("s x", "x a: form.a", "x e", "a e")),
  ],
  "a condition behind a start": ["condition-misplaced", "s_a", model(ENDS, reviews("a"), flows("s a: form.a", "a e"))],
  "a condition with nothing beside it": ["condition-alone", "a_e", model(ENDS, reviews("a"), flows("s a", "a e: form.a"))],
  "an intermediate event with nothing after it": ["event-flows", "c", model(event("intermediateCatchEvent", "c", "timer P1D"), reviews("a"), flows("a c"))],
  "no start": ["no-start", "p", model('<endEvent id="e"/>', reviews("a"), flows("a e"))],
  "nothing to begin with": ["no-start", "p", model(reviews("a"), flows("a a"))],
  "two starts": ["many-starts", "s2", model(ENDS, '<startEvent id="s2"/>', reviews("a"), LINE, flows("s2 a"))],
  "a start with something before it": ["start-incoming", "s", model(ENDS, reviews("a"), flows("s a", "a e", "a s"))],
  "an end with something after it": ["end-outgoing", "e", model(ENDS, reviews("a", "b"), flows("s a", "a e", "e b", "b e"))],
  "no end": ["no-end", "p", model('<startEvent id="s"/>', reviews("a"), flows("s a", "a a"))],
  "a condition that is not FEEL": ["feel", "a_e", model(ENDS, reviews("a", "b"), flows("s a", "a e: form.x >", "a b", "b e"))],
  "a condition over a step that does not exist": [
    "unknown-name",
    "a_e",
    model(ENDS, reviews("a", "b"), flows("s a", 'a e: aa.outcome = "pass"', "a b", "b e")),
  ],
  "a timer whose time cannot be read": ["timer-moment", "b", model(ENDS, reviews("a"), timer("b", "a", "", "5天"), LINE, flows("b e"))],
  "a gateway that states another direction": [
    "gateway-direction",
    "x",
    model(ENDS, '<parallelGateway id="x" gatewayDirection="Converging"/>', reviews("a", "b"), flows("s x", "x a", "x b", "a e", "b e")),
  ],
};
