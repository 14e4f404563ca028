import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { judge } from "#process/soundness";
import { ENDS, flows, graphOf, model, reviews, timer } from "../../../test/model.ts";

const gateways = (...ids: string[]): string =>
  ids.map((id) => `<${id.startsWith("p") ? "parallel" : id.startsWith("i") ? "inclusive" : "exclusive"}Gateway id="${id}"/>`).join("");

async function judged(...elements: string[]) {
  return judge(await graphOf(model(ENDS, ...elements)));
}

test("a process with choices, parallel branches, a loop and timers is sound", async () => {
  const judgement = await judged(
    reviews("a", "b", "c", "d"),
    gateways("p1", "p2"),
    '<exclusiveGateway id="x1" default="x1_e"/>',
    timer("late", "d"),
    flows("s a", "a p1", "p1 b", "p1 c", "b p2", "c p2", "p2 d", "d x1", "x1 e", 'x1 a: d.outcome = "again"', "late e"),
  );
  expect(judgement).toMatchObject({ sound: true, whole: true, problems: [] });
});

test("a choice that is joined as if it were parallel waits for ever; the way there is shown", async () => {
  const judgement = await judged(
    reviews("a", "b", "c"),
    '<exclusiveGateway id="x1" default="x1_c"/>',
    gateways("p2"),
    flows("s a", "a x1", 'x1 b: a.outcome = "b"', "x1 c", "b p2", "c p2", "p2 e"),
  );
  expect(judgement.problems.map(({ kind, element }) => [kind, element])).toEqual([["stuck", "p2"]]);
  expect(judgement.problems[0]).toMatchObject({ zh: expect.stringContaining("等不到"), path: expect.arrayContaining(["a", "x1", "x1_b", "b", "p2"]) });
});

test("parallel branches that meet without a join make the step after them wait twice", async () => {
  const judgement = await judged(reviews("a", "b", "c"), gateways("p1", "x2"), flows("s p1", "p1 a", "p1 b", "a x2", "b x2", "x2 c", "c e"));
  expect(judgement.problems).toMatchObject([{ kind: "doubled", element: "c" }]);
});

test("a loop that forks each time has no bound, and that is said", async () => {
  const judgement = await judged(
    reviews("a", "b"),
    gateways("p1"),
    '<exclusiveGateway id="x0"/><exclusiveGateway id="x1" default="x1_e"/>',
    flows("s x0", "x0 a", "a p1", "p1 x0", "p1 b", "b x1", "x1 e", "x1 x0: b.more"),
  );
  expect(judgement.sound).toBe(false);
  expect(judgement.problems[0]).toMatchObject({ kind: "unbounded", zh: expect.stringContaining("越积越多") });
});

test("an inclusive fork joined by an inclusive join is sound under every answer", async () => {
  const judgement = await judged(
    reviews("a", "b", "c"),
    '<inclusiveGateway id="i1" default="i1_c"/><inclusiveGateway id="i2"/>',
    flows("s i1", "i1 a: form.a", "i1 b: form.b", "i1 c", "a i2", "b i2", "c i2", "i2 e"),
  );
  expect(judgement).toMatchObject({ sound: true, whole: true });
});

test("work inside sub-processes, event gateways, messages and errors is walked through too", async () => {
  const sub = `<subProcess id="sub"><startEvent id="s2"/><endEvent id="e2"/><endEvent id="bad"><errorEventDefinition errorRef="err"/></endEvent>${reviews("inner")}<exclusiveGateway id="x" default="x_e2"/>${flows("s2 inner", "inner x", "x e2", "x bad: inner.bad")}</subProcess>`;
  const elements = [
    sub,
    reviews("repair"),
    '<boundaryEvent id="caught" attachedToRef="sub"><errorEventDefinition errorRef="err"/></boundaryEvent>',
    flows("s sub", "sub e", "caught repair", "repair e"),
  ];
  const xml = model(ENDS, ...elements).replace("<process", '<error id="err" errorCode="BAD"/><process');
  expect(judge(await graphOf(xml))).toMatchObject({ sound: true, whole: true });
});

test("a process with more standings than are looked at says so and claims nothing about the rest", async () => {
  const ids = Array.from({ length: 8 }, (_, index) => `t${index}`);
  const xml = model(ENDS, reviews(...ids), gateways("p1", "p2"), flows("s p1", ...ids.flatMap((id) => [`p1 ${id}`, `${id} p2`]), "p2 e"));
  expect(judge(await graphOf(xml), 50)).toMatchObject({ sound: true, whole: false });
  expect(judge(await graphOf(xml))).toMatchObject({ sound: true, whole: true, standings: 256 });
});

test("every flow of the packs is sound", async () => {
  const packs = join(import.meta.dirname, "../../../packs");
  // What a new item of a kind begins with is filled in before it is a flow, and judged then (test/authors.test.ts).
  const files = readdirSync(packs, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".bpmn") && !file.includes("/starter/"));
  expect(files.length).toBeGreaterThan(4);
  for (const file of files) {
    const { problems, whole } = judge(await graphOf(readFileSync(join(packs, file), "utf8")));
    expect({ file, whole, problems: problems.map(({ zh }) => zh) }).toEqual({ file, whole: true, problems: [] });
  }
});
