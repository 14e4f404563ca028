import { describe, expect, test } from "vitest";
import { compile } from "#base/bpmn";
import { definitions, ENDS, flows, graphOf, model, reviews, timer } from "../../../test/model.ts";

async function refusals(xml: string): Promise<string[]> {
  const compiled = await compile(xml);
  return "refusals" in compiled ? compiled.refusals.map((refusal) => `${refusal.element} ${refusal.rule}`).toSorted() : [];
}

const LINE = flows("s a", "a e");

describe("a model that cannot be executed exactly as drawn is refused", () => {
  test.each<[string, string, string[]]>([
    ["script tasks", model(ENDS, '<scriptTask id="a"><script>x</script></scriptTask>', LINE), ["a unsupported-element"]],
    ["send tasks", model(ENDS, '<sendTask id="a"/>', LINE), ["a unsupported-element"]],
    ["event gateways", model(ENDS, '<eventBasedGateway id="a"/>', LINE), ["a unsupported-element"]],
    ["complex gateways", model(ENDS, '<complexGateway id="a"/>', LINE), ["a unsupported-element"]],
    ["message starts", model('<startEvent id="s"><messageEventDefinition id="m"/></startEvent><endEvent id="e"/>', reviews("a"), LINE), ["s event-trigger"]],
    ["error ends", model('<startEvent id="s"/><endEvent id="e"><errorEventDefinition id="m"/></endEvent>', reviews("a"), LINE), ["e event-trigger"]],
    ["catching signals", model(ENDS, '<intermediateCatchEvent id="a"><signalEventDefinition id="m"/></intermediateCatchEvent>', LINE), ["a event-trigger"]],
    ["compensation", model(ENDS, '<userTask id="a" yw:kind="review" isForCompensation="true"/>', LINE), ["a unsupported-property"]],
    ["standard loops", model(ENDS, '<userTask id="a" yw:kind="review"><standardLoopCharacteristics id="l"/></userTask>', LINE), ["a unsupported-element"]],
    [
      "event sub-processes",
      model(ENDS, reviews("a"), LINE, `<subProcess id="x" triggeredByEvent="true"><startEvent id="s2"/><endEvent id="e2"/>${flows("s2 e2")}</subProcess>`),
      ["x unsupported-element"],
    ],
    [
      "data that flows into tasks",
      model(
        ENDS,
        '<dataObjectReference id="o"/><userTask id="a" yw:kind="review"><dataInputAssociation id="i"><sourceRef>o</sourceRef></dataInputAssociation></userTask>',
        LINE,
      ),
      ["a unsupported-property"],
    ],
    ["settings of other engines", model(ENDS, '<userTask id="a" yw:kind="review" xmlns:other="http://other" other:form="x"/>', LINE), ["a foreign-extension"]],
    ["settings that do not exist", model(ENDS, '<userTask id="a" yw:kind="review" yw:colour="x"/>', LINE), ["a xml"]],
    [
      "conditions in other languages",
      model(
        ENDS,
        reviews("a"),
        flows("s a"),
        '<sequenceFlow id="f" sourceRef="a" targetRef="e"><conditionExpression xsi:type="tFormalExpression" language="javascript">true</conditionExpression></sequenceFlow>',
      ),
      ["f unsupported-property"],
    ],
    ["messages as root elements", definitions('<message id="m"/>', `<process id="p">${ENDS}${reviews("a")}${LINE}</process>`), ["m unsupported-element"]],
    [
      "message flows",
      definitions(
        '<collaboration id="c"><participant id="p1" processRef="p"/><participant id="p2"/><messageFlow id="m" sourceRef="a" targetRef="p2"/></collaboration>',
        `<process id="p">${ENDS}${reviews("a")}${LINE}</process>`,
      ),
      ["m message-flow"],
    ],
    [
      "cyclic timers",
      model(
        ENDS,
        '<intermediateCatchEvent id="a"><timerEventDefinition id="t"><timeCycle>R/PT1H</timeCycle></timerEventDefinition></intermediateCatchEvent>',
        LINE,
      ),
      ["a timer-moment", "a unsupported-property"],
    ],
  ])("%s", async (_, xml, expected) => {
    expect(await refusals(xml)).toEqual(expected);
  });
});

describe("a model that is not well formed is refused", () => {
  test.each<[string, string, string[]]>([
    ["no XML", "<html", ["definitions xml"]],
    ["a reference to nothing", model(ENDS, reviews("a"), LINE, '<sequenceFlow id="f" sourceRef="a" targetRef="zzz"/>'), ["f xml"]],
    ["a flow without target", model(ENDS, reviews("a"), LINE, '<sequenceFlow id="f" sourceRef="a"/>'), ["f flow-dangling"]],
    ["no start", model('<endEvent id="e"/>', reviews("a"), flows("a e")), ["p no-start"]],
    ["two starts", model(ENDS, '<startEvent id="s2"/>', reviews("a"), LINE, flows("s2 a")), ["s2 many-starts"]],
    ["a start with something before it", model(ENDS, reviews("a"), flows("s a", "a e", "a s")), ["s start-incoming"]],
    ["an end with something after it", model(ENDS, reviews("a", "b"), flows("s a", "a e", "e b", "b e")), ["e end-outgoing"]],
    ["no end", model('<startEvent id="s"/>', reviews("a"), flows("s a", "a a")), ["p no-end"]],
    ["a task that leads nowhere", model(ENDS, reviews("a", "b"), LINE, flows("a b")), ["b dead-end"]],
    ["a task to which nothing leads", model(ENDS, reviews("a", "b"), LINE, flows("b e")), ["b unreachable"]],
    ["a part that cannot be left", model(ENDS, reviews("a", "b"), LINE, flows("a b", "b b")), ["b no-way-out"]],
    [
      "a loop in which nobody waits",
      model(ENDS, '<exclusiveGateway id="x" default="x_e"/><task id="t"/>', flows("s x", "x t: form.a", "x e", "t x")),
      ["x endless-loop"],
    ],
    [
      "a timer on nothing",
      model(
        ENDS,
        reviews("a"),
        LINE,
        '<boundaryEvent id="b"><timerEventDefinition id="t"><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>',
        flows("b e"),
      ),
      ["b boundary-unattached"],
    ],
    ["a timer on a task that passes at once", model(ENDS, '<task id="a"/>', timer("b", "a"), LINE, flows("b e")), ["b boundary-host"]],
    ["a border event without a timer", model(ENDS, reviews("a"), LINE, '<boundaryEvent id="b" attachedToRef="a"/>', flows("b e")), ["b event-without-timer"]],
    ["a timer whose time cannot be read", model(ENDS, reviews("a"), timer("b", "a", "", "5天"), LINE, flows("b e")), ["b timer-moment"]],
    [
      "a default flow of another gateway",
      model(ENDS, '<exclusiveGateway id="x" default="a_e"/>', reviews("a"), flows("s x", "x a: form.a", "x e: form.b", "a e")),
      ["x default-not-outgoing"],
    ],
    [
      "a default flow with a condition",
      model(ENDS, '<exclusiveGateway id="x" default="x_e"/>', reviews("a"), flows("s x", "x a: form.a", "x e: form.b", "a e")),
      ["x_e default-with-condition"],
    ],
    [
      "a branch without condition",
      model(ENDS, '<exclusiveGateway id="x"/>', reviews("a"), flows("s x", "x a: form.a", "x e", "a e")),
      ["x_e condition-missing"],
    ],
    [
      "a condition behind a parallel gateway",
      model(ENDS, '<parallelGateway id="x"/>', reviews("a"), flows("s x", "x a: form.a", "x e", "a e")),
      ["x_a condition-misplaced"],
    ],
    ["a condition that is not FEEL", model(ENDS, reviews("a"), flows("s a", "a e: form.x >")), ["a_e feel"]],
    ["a condition over a step that does not exist", model(ENDS, reviews("a"), flows("s a", 'a e: aa.outcome = "pass"')), ["a_e unknown-name"]],
    [
      "a flow into a sub-process",
      model(ENDS, reviews("a"), LINE, `<subProcess id="x"><startEvent id="s2"/><endEvent id="e2"/>${flows("s2 e2")}</subProcess>`, flows("a x", "x e", "a e2")),
      ["a_e2 flow-crosses"],
    ],
    ["an id that hides data", model(ENDS, reviews("form"), flows("s form", "form e")), ["form reserved-id"]],
    ["an id that is used twice", model(ENDS, reviews("a", "a"), LINE), ["definitions xml"]],
    [
      "two processes of which none is called",
      definitions(`<process id="p">${ENDS}${flows("s e")}</process>`, `<process id="q"><startEvent id="s2"/><endEvent id="e2"/>${flows("s2 e2")}</process>`),
      ["definitions main-process"],
    ],
    ["a called process that is not there", model(ENDS, '<callActivity id="a" calledElement="zzz"/>', LINE), ["a call-unknown"]],
    [
      "a process that calls itself",
      definitions(
        `<process id="p">${ENDS}<callActivity id="c" calledElement="q"/>${flows("s c", "c e")}</process>`,
        `<process id="q"><startEvent id="s2"/><callActivity id="a" calledElement="q"/><endEvent id="e2"/>${flows("s2 a", "a e2")}</process>`,
      ),
      ["q call-recursion"],
    ],
  ])("%s", async (_, xml, expected) => {
    expect(await refusals(xml)).toEqual(expected);
  });
});

describe("work is refused when nobody could do it", () => {
  test.each<[string, string, string[]]>([
    ["an unknown kind", '<userTask id="a" yw:kind="guess"/>', ["a user-kind"]],
    ["no kind", '<userTask id="a"/>', ["a user-kind"]],
    ["an unknown role", '<userTask id="a" yw:kind="review" yw:role="boss"/>', ["a user-role"]],
    ["an unknown party", '<userTask id="a" yw:kind="review" yw:party="bank"/>', ["a user-party"]],
    ["a supplement by staff", '<userTask id="a" yw:kind="supplement"/>', ["a supplement-party"]],
    ["a checklist without inspection", '<userTask id="a" yw:kind="review" yw:checklist="kitchen"/>', ["a checklist-kind"]],
    ["a limit that cannot be read", '<userTask id="a" yw:kind="review" yw:limit="3 days"/>', ["a timer-moment"]],
    ["a service without act", '<serviceTask id="a"/>', ["a service-act"]],
    ["a rule without decision", '<businessRuleTask id="a"/>', ["a rule-decision"]],
    ["several instances of nothing", '<userTask id="a" yw:kind="review"><multiInstanceLoopCharacteristics/></userTask>', ["a many-collection"]],
    [
      "several instances of a task that passes at once",
      '<task id="a"><multiInstanceLoopCharacteristics yw:collection="=form.list"/></task>',
      ["a many-passes"],
    ],
  ])("%s", async (_, task, expected) => {
    expect(await refusals(model(ENDS, task, LINE))).toEqual(expected);
  });

  test("every refusal speaks Chinese and English and names the detail", async () => {
    const compiled = await compile(model(ENDS, '<userTask id="a" yw:kind="guess"/>', LINE));
    expect(compiled).toEqual({
      refusals: [{ element: "a", rule: "user-kind", zh: "yw:kind“guess”不是已知的环节种类", en: "yw:kind guess is not a known kind of work" }],
    });
  });
});

describe("a graph", () => {
  test("is plain data that nobody can change", async () => {
    const graph = await graphOf(model(ENDS, reviews("a"), LINE));
    expect(JSON.parse(JSON.stringify(graph))).toEqual(graph);
    expect(() => Object.assign(graph.nodes["a"] ?? {}, { name: "x" })).toThrow(TypeError);
  });

  test("comes from a drawing with lanes, notes and data symbols all the same", async () => {
    const ink = '<laneSet id="l"><lane id="l1"><flowNodeRef>a</flowNodeRef></lane></laneSet>';
    const notes = '<dataObjectReference id="o"/><textAnnotation id="t"><text>备注</text></textAnnotation><association id="as" sourceRef="a" targetRef="t"/>';
    const pool = '<collaboration id="c"><participant id="p1" processRef="p"/></collaboration>';
    const graph = await graphOf(definitions(pool, `<process id="p">${ink}${ENDS}${reviews("a")}${notes}${LINE}</process>`));
    expect(Object.keys(graph.nodes)).toEqual(["s", "e", "a"]);
  });
});
