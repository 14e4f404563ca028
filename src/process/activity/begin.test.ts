import { describe, expect, test } from "vitest";
import { definitions, ENDS, event, eventSub, flows, graphOf, reviews } from "../../../test/model.ts";
import { active, runIn, running } from "../../../test/run.ts";
import { beginRoot } from "./index.ts";

describe("a process begins", () => {
  test("at its start, with its event sub-processes waiting", async () => {
    const run = await runIn([ENDS, reviews("a"), eventSub("!h", "b", "message letter"), flows("s a", "a e")]);
    beginRoot(run, {});
    expect([run.tokens, active(run), run.vars]).toEqual([[{ node: "s", frame: "" }], ["h_s.1"], {}]);
  });

  test("at the one of several starts that is asked for, with what came to it; else it is refused", async () => {
    const two = [
      event("startEvent", "s1", "message letter"),
      event("startEvent", "s2", "message reply"),
      reviews("a"),
      '<endEvent id="e"/>',
      flows("s1 a", "s2 a", "a e"),
    ];
    const run = await runIn(two);
    beginRoot(run, { start: "s2", data: { page: 1 } });
    expect([run.tokens, run.vars]).toEqual([[{ node: "s2", frame: "" }], { s2: { page: 1 } }]);
    for (const start of [undefined, "a", "nowhere"]) {
      const other = await runIn(two);
      expect(() => beginRoot(other, start === undefined ? {} : { start }), String(start)).toThrow("没有“");
    }
  });

  test("without a start at all that nothing leads to, at once; it has no start to be asked for", async () => {
    const run = await runIn([reviews("a", "b")]);
    beginRoot(run, {});
    expect(run.tokens.map(({ node }) => node)).toEqual(["a", "b"]);
    const asked = await runIn([reviews("a", "b")]);
    expect(() => beginRoot(asked, { start: "a" })).toThrow("没有“a”这个开始");
  });

  const gate = (type: string) => [
    `<eventBasedGateway id="g" instantiate="true"${type}/>`,
    event("intermediateCatchEvent", "c1", "message letter"),
    event("intermediateCatchEvent", "c2", "message reply"),
    reviews("a"),
    '<endEvent id="e"/>',
    flows("g c1", "g c2", "c1 a", "c2 a", "a e"),
  ];

  test("by one of the events behind its gateway, or by all, of which the others are then waited for", async () => {
    const one = await runIn(gate(""));
    beginRoot(one, { start: "c1", data: 5 });
    expect([one.passed, active(one), one.tokens.map(({ node }) => node), one.vars]).toEqual([["g", "g_c1", "c1", "c1_a"], [], ["a"], { c1: 5 }]);
    const all = await runIn(gate(' eventGatewayType="Parallel"'));
    beginRoot(all, { start: "c1" });
    expect([...all.active.values()]).toEqual([{ id: "c2.1", node: "c2", frame: "", wait: "message", gate: "g" }]);
  });
});

test("a receive task behind a gateway that wants all is waited for like any event", async () => {
  const run = await runIn([
    '<eventBasedGateway id="g" instantiate="true" eventGatewayType="Parallel"/>',
    '<receiveTask id="c1" messageRef="root-letter"/><receiveTask id="c2" messageRef="root-reply"/>',
    '<endEvent id="e"/>',
    flows("g c1", "g c2", "c1 e", "c2 e"),
  ]);
  beginRoot(run, { start: "c2" });
  expect(active(run)).toEqual(["c1.1"]);
});

describe("a collaboration begins", () => {
  const POOLS = definitions(
    '<collaboration id="c"><participant id="p1" processRef="p"/><participant id="p2" processRef="q"/><messageFlow id="m" sourceRef="t" targetRef="qs"/></collaboration>',
    `<process id="p">${ENDS}${event("intermediateThrowEvent", "t", "message letter")}${flows("s t", "t e")}</process>`,
    `<process id="q">${event("startEvent", "qs", "message letter")}<endEvent id="qe"/>${reviews("a")}${flows("qs a", "a qe")}</process>`,
  );

  test("with the pools that start without trigger; the others listen", async () => {
    const run = running(await graphOf(POOLS));
    beginRoot(run, {});
    expect(run.tokens.map(({ node }) => node)).toEqual(["s"]);
    expect([...run.active.values()]).toMatchObject([
      { node: "p1", wait: "scope", vars: {} },
      { node: "qs", wait: "message", frame: "", host: "" },
    ]);
  });

  test("with the pool that was called as well, which knows what came; a start that no pool has is refused", async () => {
    const run = running(await graphOf(POOLS));
    beginRoot(run, { start: "qs", data: { page: 1 } });
    expect(run.tokens.map(({ node }) => node)).toEqual(["s", "qs"]);
    expect([...run.active.values()].find(({ node }) => node === "p2")).toMatchObject({ vars: { qs: { page: 1 } } });
    const graph = await graphOf(POOLS);
    expect(() => beginRoot(running(graph), { start: "a" })).toThrow("没有“a”这个开始");
  });
});
