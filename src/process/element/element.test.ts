import { describe, expect, test } from "vitest";
import { elements, formula, reading, task } from "./element.fixture.ts";
import { dataOf, nameOf } from "./index.ts";

describe("an activity", () => {
  test("keeps its key, its own id, its lines and the default one; a sub-process holds its inside under its key", async () => {
    const lines = { in: ["i"], out: ["o1", "o2"], otherwise: "o2" };
    expect((await reading('<task id="x"/>', "sub", lines)).node).toEqual({
      key: "sub/x",
      id: "x",
      name: "核对",
      scope: "sub",
      ...lines,
      boundary: [],
      kind: "pass",
    });
    expect((await reading('<subProcess id="x"/>', "sub", lines)).node).toMatchObject({ kind: "sub", inner: "sub/x", otherwise: "o2" });
  });

  test("of a person says whose desk does what by when, with which moves in the order of the platform", async () => {
    const { own, broken } = await reading(
      task(
        "",
        `yw:kind="inspection" yw:unit="=form.unit" yw:role="inspector" yw:checklist="kitchen" yw:limit="P5WD" yw:moves="sign, return" isForCompensation="true"`,
      ),
    );
    expect(own).toEqual({
      kind: "user",
      work: "inspection",
      unit: "=form.unit",
      role: "inspector",
      checklist: "kitchen",
      limit: "P5WD",
      moves: ["return", "sign"],
      compensates: true,
    });
    expect(broken).toEqual([]);
    expect(await reading(task("", 'yw:kind="review" yw:moves="none"'))).toMatchObject({ own: { moves: [] }, broken: [] });
    expect((await reading(task("", 'yw:kind="supplement" yw:party="applicant"'))).own).toEqual({ kind: "user", work: "supplement", party: "applicant" });
  });

  test.each([
    ["no work at all", "", ["user-work"]],
    ["a limit that is no duration", 'yw:kind="review" yw:limit="5 days"', ["timer-moment"]],
    ["a move that there is not", 'yw:kind="review" yw:moves="return vanish"', ["user-moves"]],
  ])("of a person with %s is refused", async (_, more, rules) => {
    expect((await reading(task("", more))).broken).toEqual(rules);
  });

  test("of a person may be a party's, hold a stop, and be of any work that a kind has", async () => {
    expect((await reading(task("", 'yw:work="plead" yw:party="offender" yw:stop="hearing"'))).own).toEqual({
      kind: "user",
      work: "plead",
      party: "offender",
      stop: "hearing",
    });
  });

  test("that begins a matter of its own is a call of the platform, which waits unless it says otherwise", async () => {
    const { own, broken } = await reading('<callActivity id="x" yw:item="a-task" yw:input="={what: each.what}" yw:link="parent" yw:until="done"/>');
    expect([own, broken]).toEqual([
      { kind: "service", act: "matter.begin", input: '={item: "a-task", input: {what: each.what}, link: "parent", until: "done", wait: true}' },
      [],
    ]);
    expect((await reading('<callActivity id="x" yw:item="a-task" yw:wait="false"/>')).own["input"]).toContain("link: null, until: null, wait: false");
  });

  test("of a machine says its act, its decision, its script in FEEL", async () => {
    expect((await reading('<serviceTask id="x" yw:act="matter.accept" yw:input="={a: 1}"/>')).own).toEqual({
      kind: "service",
      act: "matter.accept",
      input: "={a: 1}",
    });
    for (const act of ["matter.accept", "licence.file-copy", "a.b.c", "accepted", "sent-back"])
      expect((await reading(`<serviceTask id="x" yw:act="${act}"/>`)).broken, act).toEqual([]);
    for (const act of ["", 'yw:act="Accepted"', 'yw:act="Matter.accept"', 'yw:act="matter."'])
      expect((await reading(`<serviceTask id="x" ${act}/>`)).broken, act).toEqual(["service-act"]);
    expect((await reading('<businessRuleTask id="x" yw:decision="fee"/>')).own).toEqual({ kind: "rule", decision: "fee" });
    expect((await reading('<businessRuleTask id="x"/>')).broken).toEqual(["rule-decision"]);
    expect(await reading('<scriptTask id="x" scriptFormat="FEEL"><script> 1 + 1 </script></scriptTask>')).toMatchObject({
      own: { kind: "script", script: "1 + 1" },
      broken: [],
    });
    expect(await reading('<scriptTask id="x" scriptFormat="FEEL"><script> </script></scriptTask>')).toMatchObject({
      own: { script: "null" },
      broken: ["script-empty"],
    });
    expect((await reading('<scriptTask id="x" scriptFormat="text/javascript"><script>1</script></scriptTask>')).broken).toEqual(["script-format"]);
  });

  test("that sends or receives names its message by name, else by id, with key and data", async () => {
    expect((await reading('<sendTask id="x" messageRef="m1" yw:data="=form" yw:key="=code"/>')).own).toEqual({
      kind: "send",
      event: { throws: "message", message: "补正通知", data: "=form", key: "=code" },
    });
    expect((await reading('<receiveTask id="x" messageRef="m2" yw:key="=code"/>')).own).toEqual({
      kind: "receive",
      triggers: [{ on: "message", message: "m2", key: "=code" }],
    });
    expect((await reading('<sendTask id="x" messageRef="m1"/>')).broken).toEqual([]);
    expect((await reading('<sendTask id="x"/>')).broken).toEqual(["message-missing"]);
    expect((await reading('<receiveTask id="x"/>')).broken).toEqual(["message-missing"]);
  });

  test("that holds others says how: a transaction, offered freely, called with an input", async () => {
    expect(await reading('<transaction id="x" method="##Compensate"/>')).toMatchObject({ own: { kind: "sub", transaction: true }, broken: [] });
    expect((await reading('<transaction id="x" method="##Store"/>')).broken).toEqual(["transaction-method"]);
    const adHoc = async (more: string, inside = "") => (await reading(`<adHocSubProcess id="x" ${more}>${inside}</adHocSubProcess>`)).own["adHoc"];
    expect(await adHoc("")).toEqual({ sequential: false, cancels: true });
    expect(await adHoc('ordering="Sequential" cancelRemainingInstances="false"', formula("completionCondition", "a.outcome = 1"))).toEqual({
      sequential: true,
      cancels: false,
      until: "a.outcome = 1",
    });
    expect((await reading('<callActivity id="x" calledElement="check" yw:input="={a: 1}"/>')).own).toEqual({ kind: "call", inner: "check", input: "={a: 1}" });
  });

  test("that begins by an event is no activity: it has no default line and is not repeated", async () => {
    const { own, broken } = await reading('<subProcess id="x" triggeredByEvent="true"/>', "process", { otherwise: "o" });
    expect([own, broken]).toEqual([{ kind: "event-sub", inner: "sub/x", start: "" }, []]);
    expect((await reading('<subProcess id="x" triggeredByEvent="true"><standardLoopCharacteristics/></subProcess>')).broken).toEqual(["event-sub-loop"]);
  });

  test("of a kind that has no place in a graph is none", async () => {
    expect((await reading('<dataObject id="x"/>')).node).toBeUndefined();
  });
});

describe("a gateway", () => {
  test("is of its kind; a complex one says what it waits for, unless one line alone comes in", async () => {
    for (const kind of ["exclusive", "parallel", "inclusive"]) expect((await reading(`<${kind}Gateway id="x"/>`)).own).toEqual({ kind });
    expect((await reading(`<complexGateway id="x">${formula("activationCondition", "activationCount >= 2")}</complexGateway>`)).own).toEqual({
      kind: "complex",
      activation: "activationCount >= 2",
    });
    expect(await reading('<complexGateway id="x"/>', "process", { in: ["a"] })).toMatchObject({ own: { activation: "activationCount >= 1" }, broken: [] });
    const two = { in: ["a", "b"] };
    const counted = `<complexGateway id="x">${formula("activationCondition", "activationCount >= 2")}</complexGateway>`;
    expect((await reading('<complexGateway id="x"/>', "process", two)).broken).toEqual(["complex-activation"]);
    expect((await reading(counted, "process", two)).broken).toEqual([]);
  });

  test("of events may begin the process, by one of them or by all", async () => {
    expect((await reading('<eventBasedGateway id="x"/>')).own).toEqual({ kind: "events" });
    expect((await reading('<eventBasedGateway id="x" instantiate="true"/>')).own).toEqual({ kind: "events", instantiate: "one" });
    expect((await reading('<eventBasedGateway id="x" instantiate="true" eventGatewayType="Parallel"/>')).own).toEqual({ kind: "events", instantiate: "all" });
  });
});

describe("data", () => {
  const OBJECTS = '<dataObject id="d"/><dataObjectReference id="o" dataObjectRef="d"/><dataStoreReference id="store"/>';
  const output = (inside: string, target = "o") =>
    reading(`${OBJECTS}${task(`<dataOutputAssociation id="w">${inside}<targetRef>${target}</targetRef></dataOutputAssociation>`)}`);

  test("is filled with the result of an activity, or with what one formula gives", async () => {
    expect(await output("")).toMatchObject({ own: { writes: [{ to: "d" }] }, broken: [] });
    expect(await output("", "d")).toMatchObject({ own: { writes: [{ to: "d" }] } });
    expect(await output(formula("transformation", "x.fee * 2"))).toMatchObject({ own: { writes: [{ to: "d", from: "x.fee * 2" }] }, broken: [] });
    const assigned = (to: string): string => `<assignment>${formula("from", "x.fee")}${formula("to", to)}</assignment>`;
    expect(await output(assigned("d"))).toMatchObject({ own: { writes: [{ to: "d", from: "x.fee" }] }, broken: [] });
    for (const unclear of [assigned("other"), assigned("d") + assigned("d"), formula("transformation", "1") + assigned("d")])
      expect(await output(unclear), unclear).toMatchObject({ broken: ["data-association"] });
  });

  test("in a store is somebody else's: drawn it is ink, computed it is refused", async () => {
    const { own, broken } = await output("", "store");
    expect([own["writes"], broken]).toEqual([undefined, []]);
    expect((await output(formula("transformation", "1"), "store")).broken).toEqual(["data-association"]);
  });

  test("drawn into an activity is ink, unless something is computed on the way", async () => {
    const input = (inside: string) =>
      reading(
        `${OBJECTS}${task(`<property id="at" name="x"/><dataInputAssociation id="i"><sourceRef>o</sourceRef><targetRef>at</targetRef>${inside}</dataInputAssociation>`)}`,
      );
    expect((await input("")).broken).toEqual([]);
    expect((await input(formula("transformation", "1"))).broken).toEqual(["data-association"]);
  });

  test("has a value from the beginning where the model gives one", async () => {
    const all = [...(await elements('<dataObject id="d" yw:value="=0"/><dataObject id="n"/><userTask id="x"/>')).values()];
    expect(dataOf(all)).toEqual({ data: { d: "=0" } });
    expect(dataOf(all.filter(({ id }) => id !== "d"))).toEqual({});
  });
});

test("a message or signal is known by its name, else by its id", async () => {
  const found = await elements("");
  expect([nameOf(found.get("m1")), nameOf(found.get("m2")), nameOf(undefined)]).toEqual(["补正通知", "m2", ""]);
});
