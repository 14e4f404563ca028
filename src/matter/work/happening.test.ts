import { afterAll, beforeAll, expect, test } from "vitest";
import { getItem, publishItem } from "#content/catalogue";
import { beginActivity, beginnable, receiveMessage, sendSignal } from "./happening.ts";
import { blueprintOf, getMatter, listActs, SERVICE_ACTS } from "#matter/matter";
import { sweepClocks } from "#matter/timing";
import { act, listTimers, submitted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { definitions, ENDS, flows } from "../../../test/model.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const ACCEPTANCE = `<userTask id="acceptance" name="受理审查" yw:kind="acceptance" yw:unit='="12990100MB0000002T"' yw:role="acceptor"/>`;
const REVIEW = (id: string, name: string): string =>
  `<userTask id="${id}" name="${name}" yw:kind="review" yw:unit='="11990100MB0000001T-01"' yw:role="reviewer"/>`;
const MESSAGE = '<message id="lab" name="检测报告"/>';
const SIGNAL = '<signal id="storm" name="防汛一级响应"/>';
const ESCALATION = '<escalation id="higher" name="请分管领导协调" escalationCode="HIGHER"/>';
const ERROR = '<error id="unpaid" name="账户不符" errorCode="ACCOUNT"/>';

/** Publishes 食品经营许可 with another flow, and submits an application under it. */
async function submittedWith(...elements: string[]): Promise<string> {
  const { definition } = await getItem(city.ctx(), "food-licence");
  const roots = [MESSAGE, SIGNAL, ESCALATION, ERROR].join("");
  const flow = definitions(`${roots}<process id="p" name="样例">${[ENDS, ACCEPTANCE, ...elements].join("")}</process>`);
  await publishItem({ ...city.ctx(), actor: (await city.staff("admin")).actor }, { ...definition, flow, rules: undefined }, "test");
  return submitted(city);
}

const open = async (matterId: string): Promise<string[]> => (await getMatter(city.ctx(), matterId)).open.map((task) => task.node);
const kinds = async (matterId: string): Promise<string[]> => (await listActs(city.ctx(), matterId)).map((each) => each.kind);

test("a message goes on what waits for it; one that comes early waits; one that the flow never takes is refused", async () => {
  const caught = '<intermediateCatchEvent id="report"><messageEventDefinition messageRef="lab"/></intermediateCatchEvent>';
  const parts = [caught, REVIEW("review", "审查"), flows("s acceptance", "acceptance report", "report review", "review e")];
  const [late, early] = [await submittedWith(...parts), await submittedWith(...parts)];
  const zhouwen = await city.staff("zhouwen");
  await receiveMessage(zhouwen, early, { message: "检测报告", data: { result: "合格" } });
  expect(await open(early)).toEqual(["acceptance"]);
  for (const matterId of [late, early]) await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
  expect(await open(early)).toEqual(["review"]);
  expect((await getMatter(city.ctx(), late)).matter.awaits).toEqual(["message:检测报告"]);
  await expect(receiveMessage(zhouwen, late, { message: "别的" })).rejects.toMatchObject({ code: "UNKNOWN_MESSAGE" });
  await expect(receiveMessage(await city.staff("weiqin"), late, { message: "检测报告" })).rejects.toMatchObject({ status: 403 });
  await receiveMessage(zhouwen, late, { message: "检测报告", data: { result: "合格" } });
  expect(await open(late)).toEqual(["review"]);
  expect(await kinds(late)).toContain("message-received");
});

test("a signal reaches every matter that waits for it now, and no other", async () => {
  const boundary = '<boundaryEvent id="flood" attachedToRef="acceptance" cancelActivity="false"><signalEventDefinition signalRef="storm"/></boundaryEvent>';
  const parts = [boundary, REVIEW("check", "防汛核查"), flows("s acceptance", "acceptance e", "flood check", "check e")];
  const [one, two] = [await submittedWith(...parts), await submittedWith(...parts)];
  await act(city, "linjing", two, "acceptance", { outcome: "accept" });
  expect(await sendSignal(city.ctx(), "防汛一级响应")).toBe(1);
  expect((await open(one)).toSorted()).toEqual(["acceptance", "check"]);
  expect(await open(two)).toEqual([]);
});

test("a signal that a matter throws is in its history, with what it carried", async () => {
  const thrown = '<intermediateThrowEvent id="warn"><signalEventDefinition signalRef="storm"/></intermediateThrowEvent>';
  const matterId = await submittedWith(thrown, flows("s acceptance", "acceptance warn", "warn e"));
  await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
  const acts = await listActs(city.ctx(), matterId);
  expect(acts.find(({ kind }) => kind === "signal-sent")).toMatchObject({ data: { signal: "防汛一级响应", content: null }, actor: { kind: "system" } });
});

test("a message that a matter sends, and what it hands up, are in its history by rule", async () => {
  const sent = '<intermediateThrowEvent id="ask"><messageEventDefinition messageRef="lab"/></intermediateThrowEvent>';
  const up = '<intermediateThrowEvent id="up"><escalationEventDefinition escalationRef="higher"/></intermediateThrowEvent>';
  const matterId = await submittedWith(sent, up, flows("s acceptance", "acceptance ask", "ask up", "up e"));
  await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
  const acts = await listActs(city.ctx(), matterId);
  expect(acts.find(({ kind }) => kind === "message-sent")).toMatchObject({ data: { message: "检测报告", to: null, content: null }, actor: { kind: "system" } });
  expect(acts.find(({ kind }) => kind === "escalated")).toMatchObject({ data: { content: null }, actor: { kind: "system" } });
});

test("a cycle comes again and again until its task is done", async () => {
  const boundary =
    '<boundaryEvent id="remind" attachedToRef="acceptance" cancelActivity="false"><timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition></boundaryEvent>';
  const matterId = await submittedWith(boundary, '<task id="note"/>', flows("s acceptance", "acceptance e", "remind note", "note e"));
  const before = city.now;
  const passed: number[] = [];
  for (let hour = 1; hour <= 4; hour += 1) {
    city.now = new Date(before.getTime() + hour * 3_600_000);
    passed.push(await sweepClocks(city.ctx()));
  }
  city.now = before;
  expect(passed).toEqual([1, 1, 1, 0]);
  expect(await listTimers(city.ctx(), matterId)).toEqual([]);
  expect(await open(matterId)).toEqual(["acceptance"]);
});

test("a service act that fails goes the way of its error", async () => {
  city.ports.plug(SERVICE_ACTS, { ...city.ports.get(SERVICE_ACTS), "test.pay": async () => ({ failed: { error: "ACCOUNT", message: "户名与账号不符" } }) });
  const boundary = '<boundaryEvent id="wrong" attachedToRef="pay"><errorEventDefinition errorRef="unpaid"/></boundaryEvent>';
  const pay = '<serviceTask id="pay" yw:act="test.pay"/>';
  const matterId = await submittedWith(
    pay,
    boundary,
    REVIEW("repair", "核对账户"),
    flows("s acceptance", "acceptance pay", "pay e", "wrong repair", "repair e"),
  );
  await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
  expect(await open(matterId)).toEqual(["repair"]);
});

test("work that a flow offers but does not prescribe is begun by whoever works there, as often as needed", async () => {
  const adhoc = `<adHocSubProcess id="survey" ordering="Parallel"><completionCondition>visit.outcome = "pass"</completionCondition>${REVIEW("visit", "走访")}${REVIEW("measure", "测量")}</adHocSubProcess>`;
  const matterId = await submittedWith(adhoc, flows("s acceptance", "acceptance survey", "survey e"));
  await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
  const { matter } = await getMatter(city.ctx(), matterId);
  const offered = beginnable({ matter, blueprint: await blueprintOf(city.ctx(), matter) });
  expect(offered.map(({ name }) => name)).toEqual(["走访", "测量"]);
  const zhouwen = await city.staff("zhouwen");
  const [visit] = offered;
  await expect(beginActivity(await city.staff("weiqin"), matterId, visit!)).rejects.toMatchObject({ status: 403 });
  await beginActivity(zhouwen, matterId, visit!);
  await expect(beginActivity(zhouwen, matterId, { ...visit!, node: "acceptance" })).rejects.toMatchObject({ code: "NOT_OFFERED" });
  expect(await open(matterId)).toEqual(["visit"]);
  await act(city, "zhouwen", matterId, "review", { outcome: "pass" });
  expect(await open(matterId)).toEqual([]);
});

test("today in a condition is the day of the step, by the clock of the city", async () => {
  const parts = [
    REVIEW("review", "审查"),
    '<exclusiveGateway id="when" default="when_e"/>',
    flows("s acceptance", "acceptance when", "when review: today() = date(today)", "when e", "review e"),
  ];
  const matterId = await submittedWith(...parts);
  await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
  expect(await open(matterId)).toEqual(["review"]);
});
