import { describe, expect, test } from "vitest";
import { compile } from "./compile.ts";
import { definitions, ENDS, event, flows, graphOf, Instance, model, reviews } from "../../../test/model.ts";

// Models as other editors write them. What is drawing, description or a written-out default is laid aside and told; what is missing is told whole.

const TASK = '<userTask id="a" yw:kind="review"/>';
const LINE = flows("s a", "a e");

async function taken(xml: string): Promise<string[]> {
  const compiled = await compile(xml);
  if ("refusals" in compiled) throw new Error(compiled.refusals.map(({ element, en }) => `${element}: ${en}`).join("\n"));
  return (compiled.aside ?? []).map(({ element, what, why }) => `${element} ${what} ${why}`);
}

async function refused(xml: string): Promise<string[]> {
  const compiled = await compile(xml);
  return "refusals" in compiled ? compiled.refusals.map(({ element, rule }) => `${element} ${rule}`) : [];
}

describe("a written-out default says nothing new", () => {
  test.each([
    ["quantities", model(ENDS, '<userTask id="a" yw:kind="review" startQuantity="1" completionQuantity="1"/>', LINE)],
    ["an implementation that is not named", model(ENDS, '<userTask id="a" yw:kind="review" implementation="##unspecified"/>', LINE)],
    ["a web service", model(ENDS, '<serviceTask id="a" yw:act="matter.accept" implementation="##WebService"/>', LINE)],
    ["an immediate flow", model(ENDS, TASK, '<sequenceFlow id="s_a" sourceRef="s" targetRef="a" isImmediate="true"/>', flows("a e"))],
    ["a gateway without direction", model(ENDS, '<parallelGateway id="a" gatewayDirection="Unspecified"/>', LINE)],
    [
      "marks that are not set",
      model(
        ENDS,
        '<subProcess id="a" triggeredByEvent="false" isForCompensation="false"><startEvent id="s2" isInterrupting="true" parallelMultiple="false"/><endEvent id="e2"/>' +
          flows("s2 e2") +
          "</subProcess>",
        LINE,
      ),
    ],
    ["empty extensions", model(ENDS, '<userTask id="a" yw:kind="review"><extensionElements/></userTask>', LINE)],
  ])("%s", async (_what, xml) => void (await taken(xml)));

  test.each([
    ["two tokens to begin", 'startQuantity="2"', "a unsupported-property"],
    ["two tokens at the end", 'completionQuantity="2"', "a unsupported-property"],
    ["a named implementation", 'implementation="http://example.org/human"', "a unsupported-property"],
  ])("%s would have to be run, and is refused", async (_what, attribute, refusal) => {
    expect(await refused(model(ENDS, `<userTask id="a" yw:kind="review" ${attribute}/>`, LINE))).toEqual([refusal]);
  });
});

describe("what only describes is laid aside", () => {
  const described = definitions(
    '<interface id="i" name="卡"><operation id="o" name="查"><inMessageRef>root-letter</inMessageRef></operation></interface><endPoint id="ep"/><resource id="r" name="窗口"/><partnerRole id="pr"/>',
    `<process id="p" processType="None" isClosed="false"><auditing id="au"/><property id="pp" name="数"/><ioSpecification id="io"><dataInput id="di"/><inputSet id="is"/><outputSet id="os"/></ioSpecification>${ENDS}<serviceTask id="a" yw:act="matter.accept" operationRef="o"><ioSpecification id="io2"><inputSet id="is2"/><outputSet id="os2"/></ioSpecification></serviceTask>${LINE}</process>`,
  );

  test("interfaces, operations, data sets, properties, resources of the file, watching", async () => {
    expect((await taken(described)).sort()).toEqual(
      [
        "a ioSpecification description",

        "p auditing description",
        "p ioSpecification description",
        "p properties description",
      ].sort(),
    );
  });

  test("looks of other editors", async () => {
    const xml = model(
      ENDS,
      '<userTask id="a" yw:kind="review" bioc:fill="#fff" other:style="dashed"><extensionElements><sig:signavioMetaData metaKey="bgcolor" metaValue="#ffffcc"/></extensionElements></userTask>',
      LINE,
    ).replace(
      "<definitions ",
      '<definitions xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" xmlns:sig="http://www.signavio.com" xmlns:other="http://example.org/editor" ',
    );
    expect((await taken(xml)).sort()).toEqual(["a bioc:fill drawing", "a other:style drawing", "a sig:signavioMetaData drawing"]);
  });

  test("a setting of another engine that would have to be run is refused", async () => {
    const xml = model(ENDS, '<userTask id="a" yw:kind="review" other:assignee="chen"/>', LINE).replace(
      "<definitions ",
      '<definitions xmlns:other="http://camunda.org/schema/1.0/bpmn" ',
    );
    expect(await refused(xml)).toEqual(["a foreign-extension"]);
  });

  test("a message drawn between a person's work and somebody outside", async () => {
    const pools = (flow: string): string =>
      definitions(
        `<collaboration id="c"><participant id="one" processRef="p"><participantMultiplicity minimum="0" maximum="1"/></participant><participant id="out" name="申请人"/>${flow}</collaboration>`,
        `<process id="p">${ENDS}${TASK}${LINE}</process>`,
      );
    expect(await taken(pools('<messageFlow id="m" sourceRef="a" targetRef="out"/><messageFlow id="n" sourceRef="out" targetRef="a"/>'))).toEqual([
      "m messageFlow drawing",
      "n messageFlow drawing",
    ]);
  });

  test("a global task that nothing calls", async () => {
    expect(
      await taken(
        definitions(`<process id="p">${ENDS}${TASK}${LINE}</process>`, '<globalScriptTask id="g" scriptLanguage="js"><script>x</script></globalScriptTask>'),
      ),
    ).toEqual(["g globalTask unused"]);
  });
});

describe("however a file is encoded", () => {
  const xml = model(ENDS, TASK, LINE);
  test.each(["ISO-8859-1", "GB2312", "GBK", "gb18030", "UTF-16", "us-ascii", "windows-1252"])("%s in its first line", async (encoding) => {
    await taken(xml.replace('encoding="UTF-8"', `encoding="${encoding}"`));
    await taken(xml.replace('encoding="UTF-8"', `encoding='${encoding}' standalone="yes"`));
  });

  test("a mark before its first line", async () => void (await taken(`\ufeff${xml}`)));

  test("ids in Chinese stay what formulas call them", async () => {
    const chinese = model(
      ENDS,
      '<userTask id="上门核实" name="上门核实" yw:kind="review"><outgoing>核实_完</outgoing></userTask><exclusiveGateway id="结果" default="结果_e"/><userTask id="复核" yw:kind="review"/>',
      flows("s 上门核实", '结果 复核: 上门核实.outcome = "again"', "结果 e", "复核 e"),
      '<sequenceFlow id="核实_完" sourceRef="上门核实" targetRef="结果"/>',
    );
    const graph = await graphOf(chinese);
    expect(Object.keys(graph.nodes)).toContain("上门核实");
    expect(new Instance(graph).play("上门核实=again").tasks).toEqual(["复核"]);
    expect(await refused(chinese.replace('<userTask id="复核" yw:kind="review"/>', '<userTask id="复核"/>'))).toEqual(["复核 user-work"]);
  });

  test.each([
    ["no XML", "<html"],
    ["a tag that is not closed", xml.replace("</process>", "")],
    ["another kind of XML", '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ["nothing", ""],
  ])("%s is told in Chinese alone", async (_what, text) => {
    const compiled = await compile(text);
    const told = "refusals" in compiled ? compiled.refusals.map(({ zh }) => zh) : [];
    expect(told.length).toBeGreaterThan(0);
    for (const sentence of told) expect(sentence).not.toMatch(/[a-z]{4,}/);
  });
});

test("everything that is missing to run is told at once", async () => {
  const xml = model(
    ENDS,
    '<userTask id="a" other:form="x" startQuantity="1"/><serviceTask id="b"/><businessRuleTask id="c"/><exclusiveGateway id="x"/><task id="d"/>',
    flows("s a", "a b", "b c", "c x", "x d", "x e", "d e"),
  ).replace("<definitions ", '<definitions xmlns:other="http://example.org/engine" ');
  expect((await refused(xml)).sort()).toEqual(
    ["a foreign-extension", "a user-work", "b service-act", "c rule-decision", "x_d condition-missing", "x_e condition-missing"].sort(),
  );
});

describe("drawn in either order it runs the same", () => {
  const elements = [
    '<startEvent id="s"/>',
    '<endEvent id="e"/>',
    '<parallelGateway id="f"/>',
    event("intermediateThrowEvent", "t", "signal alarm"),
    event("intermediateCatchEvent", "c", "signal alarm"),
    reviews("z"),
    ...["s f", "f t", "f c", "t e", "c z", "z e"].map((line) => flows(line)),
  ];
  test("a signal reaches the sibling that waits for it in the same step", async () => {
    for (const order of [elements, elements.toReversed(), [...elements.slice(5), ...elements.slice(0, 5)]]) {
      expect(new Instance(await graphOf(model(...order))).waiting).toEqual(["z"]);
    }
  });
});

describe("gateways and loops of other editors", () => {
  const complexJoin = model(
    ENDS,
    '<parallelGateway id="g"/><complexGateway id="c"><activationCondition>activationCount &gt;= 1</activationCondition></complexGateway>',
    reviews("a", "b", "z"),
    flows("s g", "g a", "g b", "a c", "b c", "c z", "z e"),
  );
  const complexSplit = (more: string): string =>
    model(ENDS, `<complexGateway id="c">${more}</complexGateway>`, reviews("a", "b"), flows("s c", "c a: form.x > 1", "c b: form.x > 0", "a e", "b e"));

  test("a complex join with one way out opens it once", async () => {
    const instance = new Instance(await graphOf(complexJoin)).play("a");
    expect(instance.tasks).toEqual(["b", "z"]);
    expect(instance.play("b").tasks).toEqual(["z"]);
  });

  test.each(["", "<activationCondition>activationCount &gt;= 1</activationCondition>"])(
    "a complex split (%j) takes each way that is true once",
    async (more) => {
      const graph = await graphOf(complexSplit(more));
      expect(new Instance(graph, { form: { x: 2 } }).tasks).toEqual(["a", "b"]);
      expect(new Instance(graph, { form: { x: 1 } }).tasks).toEqual(["b"]);
      expect(new Instance(graph, { form: { x: 2 } }).play("a b").ended).toBe(true);
    },
  );

  test("a loop until a data object sees it after each round", async () => {
    const xml = model(
      ENDS,
      '<dataObject id="d" yw:value="=0"/><dataObjectReference id="dr" dataObjectRef="d"/><scriptTask id="a" scriptFormat="feel"><dataOutputAssociation id="o"><targetRef>dr</targetRef></dataOutputAssociation><standardLoopCharacteristics><loopCondition>d &lt; 3</loopCondition></standardLoopCharacteristics><script>d + 1</script></scriptTask>',
      reviews("z"),
      flows("s a", "a z", "z e"),
    );
    const instance = new Instance(await graphOf(xml));
    expect([instance.tasks, instance.state.vars["d"]]).toEqual([["z"], 3]);
  });

  test("a loop of flows with a counting script ends by its condition", async () => {
    const xml = model(
      ENDS,
      '<scriptTask id="n" scriptFormat="feel"><script>if n = null then 1 else n + 1</script></scriptTask><exclusiveGateway id="x" default="x_z"/>',
      reviews("z"),
      flows("s n", "n x", "x n: n &lt; 3".replace("&lt;", "<"), "x z", "z e"),
    );
    const instance = new Instance(await graphOf(xml));
    expect([instance.tasks, instance.state.vars["n"]]).toEqual([["z"], 3]);
  });

  test("a condition on the border of a body that does not wait interrupts it when it holds already", async () => {
    const xml = model(
      ENDS,
      '<subProcess id="a"><startEvent id="s2"/><scriptTask id="q" scriptFormat="feel"><script>1</script></scriptTask><endEvent id="e2"/>' +
        flows("s2 q", "q e2") +
        "</subProcess>",
      '<boundaryEvent id="b" attachedToRef="a"><conditionalEventDefinition><condition>form.x = 1</condition></conditionalEventDefinition></boundaryEvent>',
      reviews("z", "interrupted"),
      flows("s a", "a z", "z e", "b interrupted", "interrupted e"),
    );
    expect(new Instance(await graphOf(xml), { form: { x: 1 } }).tasks).toEqual(["interrupted"]);
    expect(new Instance(await graphOf(xml), { form: { x: 2 } }).tasks).toEqual(["z"]);
  });

  test("an ad-hoc sub-process without completion condition ends when each was begun once and nothing runs", async () => {
    const xml = model(ENDS, `<adHocSubProcess id="h" ordering="Sequential">${reviews("x", "y")}</adHocSubProcess>`, flows("s h", "h e"));
    const instance = new Instance(await graphOf(xml)).play("+x x +x x");
    expect(instance.ended).toBe(false);
    expect(instance.play("+y y").ended).toBe(true);
  });

  test("an event sub-process may be marked for compensation", async () => {
    await taken(
      model(
        ENDS,
        TASK,
        '<subProcess id="h" triggeredByEvent="true" isForCompensation="true"><startEvent id="hs"><signalEventDefinition signalRef="root-alarm"/></startEvent><endEvent id="he"/>' +
          flows("hs he") +
          "</subProcess>",
        LINE,
      ),
    );
  });

  test("an error that ends the main process is refused, so that no matter is left that cannot end", async () => {
    const xml = model('<startEvent id="s"/>', event("endEvent", "e", "error broken"), TASK, LINE);
    expect(await refused(xml)).toEqual(["e error-uncaught"]);
  });
});
