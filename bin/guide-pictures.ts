import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "#process/bpmn";
import { drawing, layout, type Marks } from "#process/diagram";
import { begin, step } from "#process/flow";
import { move, type Move } from "#process/relocation";
import type { FlowState, Step } from "#process/token";
import type { Graph } from "#process/graph";

// The pictures of docs/guides/flows-and-rules.md: drawn by the layout and the drawing of the platform, marked by its engine. npm run guide

const out = join(import.meta.dirname, "../docs/images/guide");

function file(...elements: string[]): string {
  const roots =
    '<message id="letter" name="来函"/><signal id="alarm" name="预警"/><error id="wrong" name="账户不符" errorCode="WRONG"/><escalation id="above" escalationCode="ABOVE"/>';
  return `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:yw="https://yiwang.dev/bpmn" id="file" targetNamespace="https://yiwang.dev/guide">${roots}<process id="p" name="样例">${elements.join("")}</process></definitions>`;
}

const line = (...pairs: string[]): string =>
  pairs
    .map((pair) => {
      const [from = "", to = "", when] = pair.split(" ");
      const condition = when ? `<conditionExpression xsi:type="tFormalExpression">form.${when}</conditionExpression>` : "";
      return `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}">${condition}</sequenceFlow>`;
    })
    .join("");

const user = (id: string, name: string, inside = ""): string => `<userTask id="${id}" name="${name}" yw:kind="review">${inside}</userTask>`;
const when = (id: string, host: string, definition: string, more = ""): string =>
  `<boundaryEvent id="${id}" attachedToRef="${host}"${more}>${definition}</boundaryEvent>`;
const LATE = "<timerEventDefinition><timeDuration>P5WD</timeDuration></timerEventDefinition>";
const LETTER = '<messageEventDefinition messageRef="letter"/>';
const MANY = '<multiInstanceLoopCharacteristics yw:collection="=form.units" yw:element="unit" yw:vote="60%"/>';

const TASKS = file(
  '<startEvent id="s"/><endEvent id="e"/>',
  user("a", "人办的环节"),
  '<serviceTask id="b" name="自动办理" yw:act="accepted"/><businessRuleTask id="c" name="按规则核对" yw:decision="fee"/>',
  '<scriptTask id="d" name="FEEL 脚本" scriptFormat="feel"><script>1</script></scriptTask>',
  '<sendTask id="f" name="发出消息" messageRef="letter"/><receiveTask id="g" name="等待消息" messageRef="letter"/><manualTask id="h" name="线下办理"/>',
  line("s a", "a b", "b c", "c d", "d f", "f g", "g h", "h e"),
);

const GATEWAYS = file(
  '<startEvent id="s"/><endEvent id="e"/>',
  '<exclusiveGateway id="x1" name="只走一条" default="x1_b"/><exclusiveGateway id="x2"/><parallelGateway id="p1" name="都走"/><parallelGateway id="p2"/>',
  '<inclusiveGateway id="i1" name="符合的都走" default="i1_g"/><inclusiveGateway id="i2"/><eventBasedGateway id="v" name="先来的走"/><exclusiveGateway id="x3"/>',
  user("a", "甲"),
  user("b", "乙"),
  user("c", "丙"),
  user("d", "丁"),
  user("f", "戊"),
  user("g", "己"),
  `<intermediateCatchEvent id="m" name="来函">${LETTER}</intermediateCatchEvent><intermediateCatchEvent id="t" name="五个工作日">${LATE}</intermediateCatchEvent>`,
  line(
    "s x1",
    "x1 a yes",
    "x1 b",
    "a x2",
    "b x2",
    "x2 p1",
    "p1 c",
    "p1 d",
    "c p2",
    "d p2",
    "p2 i1",
    "i1 f yes",
    "i1 g",
    "f i2",
    "g i2",
    "i2 v",
    "v m",
    "v t",
    "m x3",
    "t x3",
    "x3 e",
  ),
);

const EVENTS = file(
  '<startEvent id="s"/><endEvent id="e"/><endEvent id="bad" name="出错"><errorEventDefinition errorRef="wrong"/></endEvent>',
  `<subProcess id="sub" name="付款"><startEvent id="s2"/>${user("pay", "核对账户")}<exclusiveGateway id="ok" default="ok_e2"/><endEvent id="e2"/><endEvent id="e3" name="账户不符"><errorEventDefinition errorRef="wrong"/></endEvent>${line("s2 pay", "pay ok", "ok e2", "ok e3 wrong")}</subProcess>`,
  when("late", "sub", LATE, ' cancelActivity="false"'),
  when("caught", "sub", '<errorEventDefinition errorRef="wrong"/>'),
  user("remind", "提醒"),
  user("repair", "改账户"),
  '<endEvent id="e4"/><endEvent id="e5"/>',
  line("s sub", "sub e", "late remind", "remind e4", "caught repair", "repair e5"),
).replace(/<endEvent id="bad".*?<\/endEvent>/, "");

const PARTS = file(
  '<startEvent id="s"/><endEvent id="e"/>',
  user("many", "会签", MANY),
  `<userTask id="loop" name="补到齐为止" yw:kind="review"><standardLoopCharacteristics testBefore="false"><loopCondition xsi:type="tFormalExpression">loop.outcome = "again"</loopCondition></standardLoopCharacteristics></userTask>`,
  `<adHocSubProcess id="adhoc" name="按需开展">${user("visit", "走访")}${user("measure", "测量")}<completionCondition xsi:type="tFormalExpression">visit.outcome = "pass"</completionCondition></adHocSubProcess>`,
  line("s many", "many loop", "loop adhoc", "adhoc e"),
);

/** A fork with two steps on one branch and one on the other, then a decision. */
const BRANCHES = file(
  '<startEvent id="s"/><endEvent id="e"/><parallelGateway id="fork"/><parallelGateway id="join"/>',
  user("draft", "拟办"),
  user("a", "审材料"),
  user("a2", "核现场"),
  user("b", "征求意见"),
  user("decide", "决定"),
  line("s draft", "draft fork", "fork a", "a a2", "a2 join", "fork b", "b join", "join decide", "decide e"),
);

/** A running instance with the way it went. */
interface Gone {
  graph: Graph;
  state: FlowState;
  passed: string[];
}

function after({ graph, passed }: Pick<Gone, "graph" | "passed">, { state, passed: more, undone = [] }: Step): Gone {
  return { graph, state, passed: [...passed.filter((key) => !undone.includes(key)), ...more] };
}

function taskAt({ state }: Gone, node: string): string {
  return state.active.find((active) => active.node === node && active.wait === "task")?.id ?? "";
}

function done(gone: Gone, ...nodes: string[]): Gone {
  return nodes.reduce(
    (at, node) => after(at, step(at.graph, at.state, { type: "task.completed", task: taskAt(at, node), result: { outcome: "pass" } }, {})),
    gone,
  );
}

function moved(gone: Gone, type: "return" | "jump", from: string, to: string): Gone {
  return after(gone, move(gone.graph, gone.state, { type, task: taskAt(gone, from), to } satisfies Move, {}));
}

function marksOf({ state, passed }: Gone): Marks {
  return { done: passed, active: state.active.filter((active) => active.wait === "task").map((active) => active.node) };
}

const compiled = await compile(BRANCHES);
if (!("graph" in compiled)) throw new Error(compiled.refusals.map(({ en }) => en).join("; "));
const { graph } = compiled;
const begun = after({ graph, passed: [] }, begin(graph, {}));
const forked = done(begun, "draft");
const decided = done(forked, "a", "a2", "b");

const PICTURES: Record<string, [string, Marks?]> = {
  tasks: [TASKS],
  gateways: [GATEWAYS],
  events: [EVENTS],
  parts: [PARTS],
  "return-before": [BRANCHES, marksOf(done(forked, "a"))],
  "return-within": [BRANCHES, marksOf(moved(done(forked, "a"), "return", "a2", "a"))],
  "return-out": [BRANCHES, marksOf(moved(done(forked, "a"), "return", "a2", "draft"))],
  "return-into-before": [BRANCHES, marksOf(decided)],
  "return-into": [BRANCHES, marksOf(moved(decided, "return", "decide", "a2"))],
  "jump-over": [BRANCHES, marksOf(moved(forked, "jump", "a", "decide"))],
};

mkdirSync(out, { recursive: true });
for (const [name, [xml, marks]] of Object.entries(PICTURES)) {
  const svg = await drawing(await layout(xml), marks ?? {});
  if (svg === "") throw new Error(`${name} has no drawing`);
  writeFileSync(join(out, `${name}.svg`), `${svg}\n`);
}
console.log(`${Object.keys(PICTURES).length} pictures are in docs/images/guide/.`);
