import { expect, test } from "vitest";
import { migrate, type Mapping } from "./migration.ts";
import { ENDS, flows, graphOf, Instance, model, reviews, timer } from "../../../test/model.ts";

const OLD = model(
  ENDS,
  reviews("a", "b", "check"),
  '<parallelGateway id="fork"/><parallelGateway id="join"/>',
  timer("late", "check"),
  flows("s fork", "fork a", "fork b", "a join", "b join", "join check", "check e", "late e"),
);

/** The same with a signature between b and the join, `check` renamed to `verify` and its timer gone, and a new timer on a. */
const NEW = model(
  ENDS,
  reviews("a", "b", "sign", "verify"),
  '<parallelGateway id="fork"/><parallelGateway id="join"/>',
  timer("slow", "a"),
  flows("s fork", "fork a", "fork b", "a join", "b sign", "sign join", "join verify", "verify e", "slow e"),
);

async function over(instance: Instance, xml: string, mapping: Mapping = {}) {
  return migrate(instance.graph, await graphOf(xml), instance.state, mapping, {});
}

test("what waits goes on waiting where it is mapped to, and timers that are new begin", async () => {
  const done = await over(new Instance(await graphOf(OLD)), NEW);
  if (!("step" in done)) throw new Error("has obstacles");
  expect(done.step.effects).toMatchObject([{ type: "timer.set", node: "slow", duration: "P5WD" }]);
  const instance = new Instance(await graphOf(NEW));
  instance.state = done.step.state;
  instance.complete("a").complete("b").complete("sign").complete("verify");
  expect(instance.ended).toBe(true);
});

test("a token that waits at a join waits on the edge that its way has become", async () => {
  const instance = new Instance(await graphOf(OLD)).complete("a");
  const done = await over(instance, NEW);
  expect("step" in done && done.step.state.held).toMatchObject([{ node: "join", edge: "a_join" }]);
  const other = new Instance(await graphOf(OLD)).complete("b");
  expect(await over(other, NEW)).toMatchObject({ obstacles: [{ node: "join" }] });
  expect(await over(other, NEW, { b_join: "sign_join" })).toHaveProperty("step");
});

test("a step that is gone is named, unless it is mapped; its result moves to the new name and its timer is cleared", async () => {
  const instance = new Instance(await graphOf(OLD)).complete("a").complete("b");
  expect(await over(instance, NEW)).toMatchObject({ obstacles: [{ node: "check", zh: expect.stringContaining("没有这个环节") }] });
  const done = await over(instance, NEW, { check: "verify", a: "b" });
  if (!("step" in done)) throw new Error("has obstacles");
  expect(done.step.state.active).toMatchObject([{ node: "verify" }]);
  expect(done.step.effects).toMatchObject([{ type: "timer.cancelled" }]);
});

test("a step that becomes another kind of step, or moves into a sub-process, is refused", async () => {
  const single = new Instance(await graphOf(model(ENDS, reviews("a"), flows("s a", "a e"))));
  const inside = model(
    ENDS,
    `<subProcess id="sub"><startEvent id="s2"/><endEvent id="e2"/>${reviews("a")}${flows("s2 a", "a e2")}</subProcess>`,
    flows("s sub", "sub e"),
  );
  expect(await over(single, inside)).toMatchObject({ obstacles: [{ node: "a", zh: expect.stringContaining("子流程") }] });
  const service = model(ENDS, '<serviceTask id="a" yw:act="matter.close"/>', flows("s a", "a e"));
  expect(await over(single, service)).toMatchObject({ obstacles: [{ node: "a", zh: expect.stringContaining("另一种") }] });
});
