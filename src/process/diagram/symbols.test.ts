import { describe, expect, test } from "vitest";
import { drawing } from "#process/diagram";

interface Drawn {
  /** The element: tag and attributes. */
  tag: string;
  attributes?: string;
  inside?: string;
  di?: string;
}

/** A process of symbols side by side, the same one each time, with lines between those that are named. */
function sheet(symbols: Drawn[], lines = ""): string {
  const elements = symbols.map(({ tag, attributes = "", inside = "" }, index) => `<${tag} id="s${index}" ${attributes}>${inside}</${tag}>`);
  const shapes = symbols.map(
    ({ di = "" }, index) =>
      `<bpmndi:BPMNShape id="d${index}" bpmnElement="s${index}" ${di}><dc:Bounds x="${index * 150}" y="0" width="100" height="80"/></bpmndi:BPMNShape>`,
  );
  const edges = [...lines.matchAll(/<sequenceFlow id="(\w+)"/g)].map(
    ([, id]) => `<bpmndi:BPMNEdge id="e${id}" bpmnElement="${id}"><di:waypoint x="100" y="40"/><di:waypoint x="150" y="40"/></bpmndi:BPMNEdge>`,
  );
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" targetNamespace="t"><process id="p">${elements.join("")}${lines}</process><bpmndi:BPMNDiagram id="dg"><bpmndi:BPMNPlane id="pl" bpmnElement="p">${shapes.join("")}${edges.join("")}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`;
}

/** The strokes of one element, without where it stands. */
async function strokes(symbol: Drawn): Promise<string> {
  const svg = await drawing(sheet([symbol]));
  return /<g class="flow-open" data-element="s0">(.*?)<\/g><\/svg>/s.exec(svg)?.[1] ?? svg;
}

const TRIGGERS = ["timer", "message", "signal", "error", "escalation", "conditional", "compensate", "cancel", "link", "terminate"];
const definition = (trigger: string): string => `<${trigger}EventDefinition id="x${trigger}"/>`;

describe("events", () => {
  test("every trigger has a mark of its own", async () => {
    const drawn = await Promise.all(TRIGGERS.map((trigger) => strokes({ tag: "endEvent", inside: definition(trigger) })));
    expect(new Set(drawn).size).toBe(TRIGGERS.length);
    expect(drawn).not.toContain(await strokes({ tag: "endEvent" }));
  });

  test("what is thrown is filled, what is caught is open, and several triggers are one mark", async () => {
    expect(await strokes({ tag: "intermediateThrowEvent", inside: definition("signal") })).toContain("flow-thrown");
    expect(await strokes({ tag: "intermediateCatchEvent", inside: definition("signal") })).not.toContain("flow-thrown");
    const two = definition("signal") + definition("message");
    expect(await strokes({ tag: "intermediateCatchEvent", inside: two })).not.toBe(
      await strokes({ tag: "intermediateCatchEvent", attributes: 'parallelMultiple="true"', inside: two }),
    );
  });

  test("what does not interrupt is dashed", async () => {
    const timer = { tag: "boundaryEvent", inside: definition("timer") };
    expect(await strokes({ ...timer, attributes: 'attachedToRef="s0"' })).not.toContain("stroke-dasharray");
    expect(await strokes({ ...timer, attributes: 'attachedToRef="s0" cancelActivity="false"' })).toContain('stroke-dasharray="4 3"');
    expect(await strokes({ tag: "startEvent", attributes: 'isInterrupting="false"', inside: definition("message") })).toContain('stroke-dasharray="4 3"');
  });
});

describe("activities and gateways", () => {
  test("every kind of task, sub-process and gateway looks different", async () => {
    const tasks = ["task", "userTask", "serviceTask", "businessRuleTask", "scriptTask", "sendTask", "receiveTask", "manualTask", "callActivity"];
    const holders = ["subProcess", "transaction", "adHocSubProcess"];
    const gateways = ["exclusiveGateway", "parallelGateway", "inclusiveGateway", "complexGateway", "eventBasedGateway"];
    const drawn = await Promise.all([...tasks, ...holders, ...gateways].map((tag) => strokes({ tag })));
    drawn.push(await strokes({ tag: "subProcess", attributes: 'triggeredByEvent="true"' }));
    drawn.push(await strokes({ tag: "task", attributes: 'isForCompensation="true"' }));
    drawn.push(await strokes({ tag: "eventBasedGateway", attributes: 'instantiate="true"' }));
    drawn.push(await strokes({ tag: "eventBasedGateway", attributes: 'instantiate="true" eventGatewayType="Parallel"' }));
    expect(new Set(drawn).size).toBe(drawn.length);
    expect(drawn.at(-4)).toContain('stroke-dasharray="1 4"');
  });

  test("several at once, one after the other, and again and again have their marks", async () => {
    const marks = ["<multiInstanceLoopCharacteristics/>", '<multiInstanceLoopCharacteristics isSequential="true"/>', "<standardLoopCharacteristics/>"];
    const drawn = await Promise.all(["", ...marks].map((inside) => strokes({ tag: "userTask", inside })));
    expect(new Set(drawn).size).toBe(4);
  });

  test("a condition and a default show where a line leaves a task; at a gateway the condition goes without saying", async () => {
    const conditional = (from: string): string =>
      sheet(
        [{ tag: from, attributes: 'default="f1"' }, { tag: "task" }],
        '<sequenceFlow id="f0" sourceRef="s0" targetRef="s1"><conditionExpression>=a</conditionExpression></sequenceFlow><sequenceFlow id="f1" sourceRef="s0" targetRef="s1"/>',
      );
    expect(await drawing(conditional("task"))).toContain("M0 0L8 -4.5L16 0L8 4.5Z");
    expect(await drawing(conditional("exclusiveGateway"))).not.toContain("M0 0L8 -4.5L16 0L8 4.5Z");
    expect(await drawing(conditional("exclusiveGateway"))).toContain("M6 -5L10 5");
  });
});

describe("collaborations and data", () => {
  const collaboration = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" targetNamespace="t"><collaboration id="c"><participant id="city" name="市场监管局" processRef="p"/><participant id="firm" name="企业"/><messageFlow id="m" name="通知书" sourceRef="city" targetRef="firm"/></collaboration><process id="p"><laneSet id="l"><lane id="desk" name="受理"/></laneSet><dataObject id="o" isCollection="true"/><dataObjectReference id="data" name="材料" dataObjectRef="o"/><dataStoreReference id="store" name="法人库"/></process><bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="pl" bpmnElement="c">${[
    ["city", 0, 0, 600, 200],
    ["desk", 30, 0, 570, 200],
    ["firm", 0, 260, 600, 60],
    ["data", 100, 60, 36, 50],
    ["store", 200, 60, 50, 50],
  ]
    .map(
      ([id, x, y, w, h]) =>
        `<bpmndi:BPMNShape id="d${id}" bpmnElement="${id}" isHorizontal="true"><dc:Bounds x="${x}" y="${y}" width="${w}" height="${h}"/></bpmndi:BPMNShape>`,
    )
    .join(
      "",
    )}<bpmndi:BPMNEdge id="dm" bpmnElement="m"><di:waypoint x="300" y="200"/><di:waypoint x="300" y="260"/></bpmndi:BPMNEdge></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`;

  test("pools, lanes, message flows, data and stores are drawn with their names", async () => {
    const svg = await drawing(collaboration);
    for (const name of ["市场监管局", "企业", "受理", "通知书", "材料", "法人库"]) expect(svg).toContain(name);
    expect(svg).toContain('stroke-dasharray="7 5"');
    // The black box has no strip for its name: it is written in the middle.
    expect(svg.match(/rotate\(-90/g)).toHaveLength(2);
  });
});

test("what is refused, added, removed or changed carries its word, heat its note", async () => {
  const xml = sheet([
    { tag: "task", attributes: 'name="甲"' },
    { tag: "task", attributes: 'name="乙"' },
    { tag: "task", attributes: 'name="丙"' },
  ]);
  const svg = await drawing(xml, { refused: ["s0"], added: ["s1"], heat: { s2: 4 }, notes: { s2: "12 件" } });
  expect(svg).toMatch(/class="flow-refused" data-element="s0"><title>甲：有问题/);
  expect(svg).toMatch(/class="flow-added" data-element="s1"><title>乙：新增/);
  expect(svg).toContain('class="flow-heat-4" data-element="s2"');
  for (const words of ["有问题", "新增", "12 件"]) expect(svg).toContain(`>${words}</tspan>`);
});
