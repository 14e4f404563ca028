import { describe, expect, test } from "vitest";
import { definitions, ENDS, event, flows, graphOf, Instance, model, reviews } from "../../../test/model.ts";

const CATCH = "intermediateCatchEvent";
const messageFlow = (from: string, to: string): string => `<messageFlow id="${from}_${to}_m" sourceRef="${from}" targetRef="${to}"/>`;

/** The applicant writes, the office answers; the registry is a black box. */
function offices(messageFlows: string, begin: string, more = ""): string {
  return definitions(
    `<collaboration id="c"><participant id="citizen" processRef="p"/><participant id="office" processRef="q"/><participant id="registry" name="登记处"/>${messageFlows}</collaboration>`,
    `<process id="p">${ENDS}${reviews("write")}<sendTask id="send" messageRef="root-letter" yw:data="={about: write.outcome}"/><receiveTask id="wait" messageRef="root-reply"/>${flows("s write", "write send", "send wait", "wait e")}</process>`,
    `<process id="q">${begin}${reviews("read")}${event("endEvent", "answer", "message reply")}${flows("q_s read", "read answer")}${more}</process>`,
  );
}

const BY_LETTER = event("startEvent", "q_s", "message letter");

describe("a collaboration", () => {
  test("runs its pools in one state; a pool begins when its message comes, and answers along its message flow", async () => {
    const instance = new Instance(await graphOf(offices(messageFlow("send", "q_s") + messageFlow("answer", "wait"), BY_LETTER)));
    expect(instance.tasks).toEqual(["write"]);
    instance.complete("write", { outcome: "shop" });
    expect(instance.tasks).toEqual(["read"]);
    expect(instance.state.active.find((each) => each.node === "office")).toMatchObject({ vars: { q_s: { about: "shop" } } });
    instance.complete("read");
    expect(instance.ended).toBe(true);
    expect(instance.state.vars).toMatchObject({ citizen: { wait: null }, office: { read: { outcome: "pass" } } });
  });

  test("begins a pool once more for every message", async () => {
    const graph = await graphOf(offices(messageFlow("send", "q_s"), BY_LETTER));
    const instance = new Instance(graph).message("letter").message("letter");
    expect(instance.tasks).toEqual(["read", "read", "write"]);
  });

  test("begins at the start that was named, with what its message carried", async () => {
    const graph = await graphOf(offices("", BY_LETTER));
    const instance = new Instance(graph, {}, { start: "q_s", data: { about: "sign" } });
    expect(instance.tasks).toEqual(["read", "write"]);
    expect(() => new Instance(graph, {}, { start: "read" })).toThrow(expect.objectContaining({ code: "FLOW_NO_START" }));
  });

  test("sends what goes to a black box to the outside, and takes from it what comes", async () => {
    const instance = new Instance(await graphOf(offices(messageFlow("send", "registry") + messageFlow("registry", "wait"), BY_LETTER)));
    instance.complete("write", { outcome: "shop" });
    expect(instance.effects).toEqual([{ type: "message.sent", node: "send", message: "letter", to: "registry", data: { about: "shop" } }]);
    expect(instance.message("reply", { data: { number: 7 } }).ended).toBe(true);
    expect(instance.state.vars).toMatchObject({ citizen: { wait: { number: 7 } } });
  });

  test("gives a message for a pool to whatever waits for it there", async () => {
    const waits = `<startEvent id="q_s"/>${event(CATCH, "q_c", "message letter")}<endEvent id="q_z"/>${flows("q_s q_c", "q_c q_z").replaceAll("q_s_q_c", "q_f")}`;
    const xml = definitions(
      `<collaboration id="c"><participant id="one" processRef="p"/><participant id="two" processRef="q"/>${messageFlow("send", "two")}</collaboration>`,
      `<process id="p">${ENDS}<sendTask id="send" messageRef="root-letter"/>${event(CATCH, "own", "message letter")}${flows("s send", "send own", "own e")}</process>`,
      `<process id="q">${waits}</process>`,
    );
    const instance = new Instance(await graphOf(xml));
    expect(instance.waiting).toEqual(["own"]);
  });
});

describe("messages", () => {
  const keyed = model(ENDS, `<${CATCH} id="a"><messageEventDefinition messageRef="root-letter" yw:key="=form.number"/></${CATCH}>`, flows("s a", "a e"));

  test("are told apart by a key, where the model has one", async () => {
    const instance = new Instance(await graphOf(keyed), { form: { number: 7 } }).message("letter", { key: 8 });
    expect(instance.waiting).toEqual(["a"]);
    expect(instance.message("letter", { key: 7, data: { ok: true } }).ended).toBe(true);
    expect(instance.state.vars).toEqual({ a: { ok: true } });
  });

  test("that nothing waits for are kept, but not without end, and unknown ones are refused", async () => {
    const instance = new Instance(await graphOf(keyed), { form: { number: 7 } });
    for (let count = 0; count < 50; count += 1) instance.message("letter", { key: 8 });
    expect(() => instance.message("letter", { key: 8 })).toThrow(expect.objectContaining({ code: "FLOW_MAIL_FULL" }));
    expect(() => instance.message("reply")).toThrow(expect.objectContaining({ code: "FLOW_UNKNOWN_MESSAGE" }));
  });
});

describe("a process begins", () => {
  const starts = model(
    `<startEvent id="s"/>${event("startEvent", "s2", "message letter")}${event("startEvent", "s3", "timer P1D")}<endEvent id="e"/>`,
    reviews("a", "b"),
    flows("s a", "s2 b", "s3 b", "a e", "b e"),
  );

  test("at its start without trigger, or at the one that is named", async () => {
    const graph = await graphOf(starts);
    expect(new Instance(graph).tasks).toEqual(["a"]);
    const instance = new Instance(graph, {}, { start: "s2", data: { from: "林秀英" } });
    expect([instance.tasks, instance.state.vars]).toEqual([["b"], { s2: { from: "林秀英" } }]);
  });

  test("by the first event behind an instantiating gateway, or by a receive task", async () => {
    const gateway = `<eventBasedGateway id="g" instantiate="true"/>${event(CATCH, "l", "message letter")}${event(CATCH, "r", "message reply")}`;
    const graph = await graphOf(model('<endEvent id="e"/>', gateway, reviews("a", "b"), flows("g l", "g r", "l a", "r b", "a e", "b e")));
    expect(new Instance(graph, {}, { start: "r" }).waiting).toEqual(["b"]);
    expect(() => new Instance(graph)).toThrow(expect.objectContaining({ code: "FLOW_NO_START" }));
    const receive = await graphOf(
      model('<endEvent id="e"/><receiveTask id="r" messageRef="root-letter" instantiate="true"/>', reviews("a"), flows("r a", "a e")),
    );
    expect(new Instance(receive).waiting).toEqual(["a"]);
  });

  test("by one of several messages that all have to come", async () => {
    const gateway = `<eventBasedGateway id="g" instantiate="true" eventGatewayType="Parallel"/>${event(CATCH, "l", "message letter")}${event(CATCH, "r", "message reply")}`;
    const graph = await graphOf(model('<endEvent id="e"/>', gateway, flows("g l", "g r", "l e", "r e")));
    const instance = new Instance(graph, {}, { start: "l" });
    expect([instance.waiting, instance.ended]).toEqual([["r"], false]);
    expect(instance.message("reply").ended).toBe(true);
  });
});

describe("data objects", () => {
  test("have a value from the beginning, and are filled by activities", async () => {
    const object = '<dataObject id="total" yw:value="=0"/><dataObjectReference id="o" dataObjectRef="total"/>';
    const write =
      '<dataOutputAssociation id="d"><targetRef>o</targetRef><transformation xsi:type="tFormalExpression">total + a.amount</transformation></dataOutputAssociation>';
    const xml = model(
      ENDS,
      object,
      `<userTask id="a" yw:kind="review">${write}</userTask>`,
      '<exclusiveGateway id="x" default="x_e"/>',
      flows("s a", "a x", "x a: total &lt; 10".replace("&lt;", "<"), "x e"),
    );
    const instance = new Instance(await graphOf(xml));
    expect(instance.state.vars).toEqual({ total: 0 });
    instance.complete("a", { amount: 6 }).complete("a", { amount: 6 });
    expect(instance.state).toMatchObject({ ended: true, vars: { total: 12 } });
  });
});

test("a cycle sets its timer again under the same id, with how often it still comes", async () => {
  const cycle = (text: string): string => `<${CATCH} id="c"><timerEventDefinition><timeCycle>${text}</timeCycle></timerEventDefinition></${CATCH}>`;
  const once = new Instance(await graphOf(model(ENDS, cycle("R3/2026-12-01T08:00:00+08:00/P1D"), flows("s c", "c e"))));
  expect(once.effects).toEqual([{ type: "timer.set", timer: "c.1", node: "c", at: "2026-12-01T08:00:00+08:00", repeat: 3 }]);
  const again = cycle("R2/PT1H")
    .replace(`<${CATCH} id="c">`, '<boundaryEvent id="c" attachedToRef="a" cancelActivity="false">')
    .replace(`</${CATCH}>`, "</boundaryEvent>");
  const instance = new Instance(await graphOf(model(ENDS, reviews("a", "b"), again, flows("s a", "a e", "c b", "b e")))).fire("c");
  expect(instance.effects[0]).toEqual({ type: "timer.set", timer: "c.2", node: "c", duration: "PT1H", repeat: 1 });
  expect(instance.fire("c").waiting).toEqual(["a", "b", "b"]);
});
