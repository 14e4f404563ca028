import { border, definitions, ENDS, event, flows, model, reviews } from "../../../test/model.ts";
import { LINE, type Broken } from "./flows.fixture.ts";

const task = (xml: string): string => model(ENDS, xml, LINE);
const formula = (tag: string, text: string): string => `<${tag} xsi:type="tFormalExpression">${text}</${tag}>`;
const many = (more: string, inside = ""): string =>
  task(`<userTask id="a" yw:kind="review"><multiInstanceLoopCharacteristics${more}>${inside}</multiInstanceLoopCharacteristics></userTask>`);
const loop = (more: string, inside: string): string =>
  task(`<userTask id="a" yw:kind="review"><standardLoopCharacteristics${more}>${inside}</standardLoopCharacteristics></userTask>`);
const adHoc = (inside: string, until = formula("completionCondition", "form.enough")): string =>
  task(`<adHocSubProcess id="a">${inside}${until}</adHocSubProcess>`);
const called = (inside: string): string =>
  definitions(`<process id="p">${ENDS}<callActivity id="a" calledElement="q"/>${LINE}</process>`, `<process id="q">${inside}<endEvent id="e2"/></process>`);
const transaction = (end: string, boundary: string): string =>
  model(ENDS, `<transaction id="a"><startEvent id="s2"/>${end}${flows("s2 e2")}</transaction>`, boundary, LINE, boundary ? flows("b e") : "");

/** Tasks, loops, sub-processes, calls, data. */
export const ACTIVITIES: Broken = {
  "a step at which nothing is done": ["user-work", "a", task('<userTask id="a" yw:role="reviewer"/>')],
  "a move that there is not": ["user-moves", "a", task('<userTask id="a" yw:kind="review" yw:moves="return vanish"/>')],
  "a limit that cannot be read": ["timer-moment", "a", task('<userTask id="a" yw:kind="review" yw:limit="3 days"/>')],
  "a service without act": ["service-act", "a", task('<serviceTask id="a"/>')],
  "a rule without decision": ["rule-decision", "a", task('<businessRuleTask id="a"/>')],
  "a script in another language": ["script-format", "a", task('<scriptTask id="a" scriptFormat="javascript"><script>1</script></scriptTask>')],
  "an empty script": ["script-empty", "a", task('<scriptTask id="a" scriptFormat="feel"/>')],
  "sending nothing": ["message-missing", "a", task('<sendTask id="a"/>')],
  "several instances of nothing": ["many-collection", "a", many("")],
  "several instances of two things": ["many-collection", "a", many(' yw:collection="=form.list"', formula("loopCardinality", "3"))],
  "votes counted in no way there is": ["many-vote", "a", many(' yw:collection="=form.list" yw:vote="most"')],
  "a vote and a condition": ["vote-or-condition", "a", many(' yw:collection="=form.list" yw:vote="2"', formula("completionCondition", "done > 1"))],
  "instances that throw nothing": ["many-behavior", "a", many(' yw:collection="=form.list" behavior="None"')],
  "a loop without condition": ["loop-condition", "a", loop("", "")],
  "a loop of no times": ["loop-maximum", "a", loop(' loopMaximum="0"', formula("loopCondition", "form.x"))],
  "a called process that is not there": ["call-unknown", "a", task('<callActivity id="a" calledElement="zzz"/>')],
  "a global task": [
    "call-global",
    "a",
    definitions(
      `<process id="p">${ENDS}<callActivity id="a" calledElement="g"/>${LINE}</process>`,
      '<globalScriptTask id="g" name="算" scriptLanguage="feel"><script>1</script></globalScriptTask>',
    ),
  ],
  "a process that calls itself": ["call-recursion", "q", called(`<startEvent id="s2"/><callActivity id="b" calledElement="q"/>${flows("s2 b", "b e2")}`)],
  "a called process that only a message begins": ["call-start", "a", called(`${event("startEvent", "s2", "message letter")}${flows("s2 e2")}`)],
  "an ad-hoc sub-process with a start": ["ad-hoc-ends", "s2", adHoc(`${reviews("b")}<startEvent id="s2"/>${flows("s2 b")}`)],
  "an ad-hoc sub-process with nothing to do": ["ad-hoc-empty", "a", adHoc("")],
  "a transaction by other means": [
    "transaction-method",
    "a",
    task(`<transaction id="a" method="##Store"><startEvent id="s2"/><endEvent id="e2"/>${flows("s2 e2")}</transaction>`),
  ],
  "cancelling outside a transaction": [
    "cancel-end",
    "e2",
    task(`<subProcess id="a"><startEvent id="s2"/>${event("endEvent", "e2", "cancel")}${flows("s2 e2")}</subProcess>`),
  ],
  "a cancel event on a task": ["cancel-boundary", "b", model(ENDS, reviews("a"), border("b", "a", "cancel"), LINE, flows("b e"))],
  "a cancelled transaction that leads nowhere": ["cancel-pair", "a", transaction(event("endEvent", "e2", "cancel"), "")],
  "a cancel event that nothing throws": ["cancel-pair", "a", transaction('<endEvent id="e2"/>', border("b", "a", "cancel"))],
  "data assigned on its way into a task": [
    "data-association",
    "a",
    task(
      `<dataObject id="d"/><dataObjectReference id="o" dataObjectRef="d"/><userTask id="a" yw:kind="review"><dataInputAssociation id="i"><sourceRef>o</sourceRef><assignment>${formula("from", "form.x")}${formula("to", "x")}</assignment></dataInputAssociation></userTask>`,
    ),
  ],
  "data with an id that hides ours": ["reserved-id", "today", task(`${reviews("a")}<dataObject id="today" yw:value="=1"/>`)],
};
