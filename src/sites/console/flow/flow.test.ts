import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getItem } from "#content/catalogue";
import { getDraft, saveDraft } from "#content/draft";
import { flowDifferences } from "#content/difference";
import { getMatter } from "#matter/matter";
import { stepFigures } from "#matter/lists";
import { accepted, act, submitted } from "../../../../test/application.ts";
import { testCity, type TestCity } from "../../../../test/city.ts";
import { serve, signedIn, type ConsoleBrowser } from "../../../../test/console-browser.ts";
import { heatOf } from "./figures.tsx";

const AT = "/console/flows/food-licence";
let city: TestCity;
let app: FastifyInstance;
let browser: ConsoleBrowser;

beforeAll(async () => {
  city = await testCity();
  app = await serve(city);
  browser = await signedIn(city, app, "xuran");
});
afterAll(async () => {
  await app.close();
  await city.close();
});

/** What a script of the page sends and gets. */
async function told(url: string, body: Record<string, unknown>): Promise<{ status: number; data: Record<string, never> }> {
  await browser.get(AT);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const reply = await app.inject({ method: "POST", url, headers: { cookie }, payload: { ...body, _token: browser.token } });
  return { status: reply.statusCode, data: reply.json() };
}

const flowNow = async (): Promise<string> => (await getDraft(city.ctx(), "food-licence")).flow;

describe("without a script", () => {
  test("the page shows the drawing, the findings, the steps, and takes the file", async () => {
    expect((await browser.get("/console")).location).toBe("/console/flows");
    expect((await browser.get("/console/flows")).html).toContain("食品经营许可");
    const { html } = await browser.get(AT);
    for (const words of ["flow-drawing", "检查通过", "受理审查", "下载流程文件"]) expect(html).toContain(words);
    expect(html).not.toMatch(/<script(?![^>]*src=)|<style| style="/);
    expect((await browser.get(`${AT}/file`)).html).toContain("<process");
    expect((await browser.get(`${AT}/drawing`)).html).toMatch(/^<svg/);
    expect((await browser.get("/console/flows/nothing")).status).toBe(404);
  });

  test("a step is changed by form, and the draft is what it was but for that", async () => {
    const at = `${AT}/steps/review`;
    expect((await browser.get(at)).html).toContain('value="材料审查"');
    expect((await browser.get(`${AT}/steps/examined`)).status).toBe(404);
    const settings = { name: "资料审核", unit: '="11990100MB0000001T-01"', role: "reviewer", limit: "P2WD" };
    const published = await flowNow();
    expect((await browser.post(at, { revision: "0", ...settings })).location).toBe(`${AT}?done=saved`);
    expect((await browser.post(at, { revision: "0", ...settings })).status).toBe(409);
    expect((await flowDifferences(published, await flowNow())).map(({ property, before, after }) => [property, before, after])).toEqual([
      ["名称", "材料审查", "资料审核"],
      ["环节时限", "P3WD", "P2WD"],
    ]);
    await browser.post(`${AT}/draft`, { _discard: "1" });
  });

  test("every file that the page names is there, to be kept for ever", async () => {
    const { html } = await browser.get(AT);
    const paths = [...html.matchAll(/(?:href|src)="(\/console\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    expect(paths.length).toBeGreaterThan(4);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    for (const url of [...paths, paths[0]!.replace(/[^/]+$/, "bpmn.woff2"), paths[0]!.replace(/[^/]+$/, "page.js")]) {
      const reply = await app.inject({ url, headers: { cookie, "accept-encoding": "br" } });
      expect([reply.statusCode, reply.headers["cache-control"]], url).toEqual([200, "public, max-age=31536000, immutable"]);
    }
    expect((await app.inject({ url: `${paths[0]!}x`, headers: { cookie } })).statusCode).toBe(404);
  });
});

describe("with one", () => {
  test("a flow is checked without being kept, and saved under its revision", async () => {
    const flow = await flowNow();
    const wrong = flow.replace('yw:work="review"', 'yw:work="nonsense"');
    const { data } = await told("/console/flows/check", { item: "food-licence", flow: wrong });
    expect(data).toMatchObject({ flow: [{ element: "review" }], ways: [] });
    expect(await flowNow()).toBe(flow);
    expect(await told(`${AT}/draft`, { revision: 0, flow })).toMatchObject({ status: 200, data: { revision: 1 } });
    expect(await told(`${AT}/draft`, { revision: 0, flow })).toMatchObject({ status: 409, data: { code: "DRAFT_CHANGED" } });
    await browser.post(`${AT}/draft`, { _discard: "1" });
    expect((await getDraft(city.ctx(), "food-licence")).revision).toBe(0);
  });

  test("a way into a trap is told with the nodes and lines that lead there", async () => {
    const stuck = (await flowNow())
      .replace('<parallelGateway id="examined" />', '<parallelGateway id="examined" /><userTask id="extra" name="多余" yw:kind="review" />')
      .replace(
        '<sequenceFlow id="f24" sourceRef="review" targetRef="examined" />',
        '<sequenceFlow id="f24" sourceRef="review" targetRef="examined" /><sequenceFlow id="x1" sourceRef="extra" targetRef="examined" /><sequenceFlow id="x2" sourceRef="which_checklist" targetRef="extra"><conditionExpression>=situation.business = "other"</conditionExpression></sequenceFlow>',
      );
    const { data } = await told("/console/flows/check", { item: "food-licence", flow: stuck });
    const { ways } = data as unknown as { ways: { path: string[] }[] };
    expect(ways.length).toBeGreaterThan(0);
    expect(ways[0]!.path).toContain("examine_split");
  });

  test("a case is played step by step; the run travels as its events, and what the flow does not wait for is refused", async () => {
    const play = async (...events: object[]) =>
      (await told(`${AT}/simulation`, { case: 0, events })).data as unknown as { waiting: { id: string; node: string }[]; refused?: string; steps: object[] };
    const begun = await play();
    const [task] = begun.waiting.filter(({ node }) => node === "acceptance");
    const accepts = { type: "task.completed", task: task!.id, result: { outcome: "accept" } };
    const next = await play(accepts);
    expect(next.waiting.map(({ node }) => node).sort()).toEqual(["inspect_kitchen", "review"]);
    expect(next.steps).toHaveLength(2);
    expect((await play(accepts, accepts)).refused).toContain("已经办完");
    expect((await told(`${AT}/simulation`, { case: 99, events: [] })).status).toBe(422);
    expect((await told(`${AT}/simulation`, { case: 0, events: [{ type: "nonsense" }] })).status).toBe(422);
  });
});

test("what steps took in real matters is counted by version, and the slowest is the hottest", async () => {
  const matterId = await accepted(city);
  city.now = new Date("2026-11-26T10:00:00+08:00");
  await act(city, "zhouwen", matterId, "review", { outcome: "pass" });
  const figures = await stepFigures(city.ctx(), "food-licence", (await getItem(city.ctx(), "food-licence")).version);
  expect(figures.find(({ node }) => node === "review")).toMatchObject({ done: 1, waiting: 0, median: 3, longest: 3 });
  expect(figures.find(({ node }) => node === "acceptance")).toMatchObject({ done: 1, median: 0 });
  expect(heatOf(figures).heat).toMatchObject({ review: 4, acceptance: 1 });
  browser = await signedIn(city, app, "xuran");
  expect((await browser.get(`${AT}/figures`)).html).toContain("3 个工作日");
});

test("a draft is published with a reason, compared with what was before, and running matters are carried over to it and back", async () => {
  const matterId = await submitted(city);
  const flow = (await flowNow()).replace(/(\bid|Ref|bpmnElement)="acceptance"/g, '$1="intake"').replaceAll("acceptance.outcome", "intake.outcome");
  await saveDraft(await city.staff("xuran"), "food-licence", 0, { flow: flow.replaceAll('attachedToRef="acceptance"', 'attachedToRef="intake"') });
  browser = await signedIn(city, app, "xuran");
  // The examples answer a step of another name: they no longer hold, and the page says so.
  expect((await browser.get(`${AT}/publication`)).html).toContain("与预期不同");
  expect((await browser.post(`${AT}/publication`, { revision: "1", reason: "改编号" })).status).toBe(422);
  await browser.post(`${AT}/draft`, { _discard: "1" });

  const renamed = (await flowNow()).replace('name="材料审查"', 'name="资料审核"');
  await saveDraft(await city.staff("xuran"), "food-licence", 0, { flow: renamed });
  expect((await browser.get(`${AT}/difference?from=1`)).html).toContain("资料审核");
  expect((await browser.post(`${AT}/publication`, { revision: "1", reason: "" })).html).toContain("请写明为什么修改");
  expect((await browser.post(`${AT}/publication`, { revision: "1", reason: "按新的岗位名称" })).location).toBe(`${AT}/versions?done=published`);
  expect((await browser.get(`${AT}/versions`)).html).toContain("按新的岗位名称");

  const { html } = await browser.get(`${AT}/migration?from=1&to=2`);
  expect(html).toContain("可以迁");
  expect((await browser.post(`${AT}/migration`, { from: "1", to: "2", reason: "" })).status).toBe(422);
  expect((await browser.post(`${AT}/migration`, { from: "1", to: "2", reason: "统一名称" })).location).toBe(`${AT}/migration?done=migrated`);
  expect((await getMatter(city.ctx(), matterId)).matter.itemVersion).toBe(2);
  const migration = /name="migration" value="([^"]+)"/.exec((await browser.get(`${AT}/migration`)).html)![1]!;
  expect((await browser.post(`${AT}/migration/undo`, { migration })).location).toBe(`${AT}/migration?done=undone`);
  expect((await getMatter(city.ctx(), matterId)).matter.itemVersion).toBe(1);
});

test("a trial whose rules cannot be read, or lack the decision, says so", async () => {
  const { rules, revision } = await getDraft(city.ctx(), "food-licence");
  const xuran = await city.staff("xuran");
  const tried = async (): Promise<string> => {
    const { status, data } = await told(`${AT}/simulation`, { case: 0, events: [] });
    expect(status).toBe(200);
    return (data as unknown as { refused: string }).refused;
  };
  let at = revision;
  for (const wrong of [
    rules!.replace(/<inputExpression[^>]*>\s*<text>[^<]*/, (all) => all.replace(/<text>.*/s, "<text>没有这个(")),
    rules!.replaceAll('id="eligibility"', 'id="other"'),
  ]) {
    expect(wrong).not.toBe(rules);
    at = await saveDraft(xuran, "food-licence", at, { rules: wrong });
    expect(await tried()).toContain("改好以后");
  }
  await saveDraft(xuran, "food-licence", at, { rules: rules! });
});

test("the rules of an item show what they say of each example, and what they leave out", async () => {
  const { html } = await browser.get("/console/rules/food-licence");
  for (const words of ["例子的结果", "陈小满开饭馆", "遗漏与重叠", "主体存续，转人工审查"]) expect(html).toContain(words);
  expect((await browser.get("/console/rules/food-licence/file")).html).toContain("decisionTable");
  const { data } = await told("/console/flows/check", { item: "food-licence", rules: "<definitions/>" });
  expect((data as unknown as { rules: object[] }).rules.length).toBeGreaterThan(0);
});
