import { afterAll, beforeAll, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { getMatter } from "#matter/matter";
import { listRaised, lookAll } from "#matter/watch";
import { work } from "../kinds/city.ts";
import { openStage, type Stage } from "./stage.ts";

// 未诉先办: street lamps go out again and again. The rule is tried on history, switched on with a reason, begins one matter; what was put right is shown.

let stage: Stage;
const orders: string[] = [];
beforeAll(async () => {
  stage = await openStage();
  const { city } = stage;
  const now = city.now;
  const caller = city.ctx({ kind: "anonymous", id: "", name: "" } as never);
  for (const [day, item] of [
    ["2026-10-05", "hotline-help"],
    ["2026-10-08", "hotline-complaint"],
    ["2026-10-12", "hotline-report"],
    ["2026-11-09", "hotline-help"],
    ["2026-11-12", "hotline-help"],
    ["2026-11-14", "hotline-report"],
  ] as const) {
    city.now = new Date(`${day}T20:00:00+08:00`);
    const form = { summary: "路灯不亮", category: "lamp", where: { address: "书院街20号", point: [118.125 + orders.length * 0.0001, 26.65] } };
    orders.push((await begin({ ...caller, now: city.now }, { item, channel: "online", form })).matterId);
  }
  city.now = now;
}, 120_000);
afterAll(() => stage.close());

test.each([
  ["on a phone, without a script", 360, false],
  ["on a desk", 1366, true],
])("a rule is tried on history and switched on and off with a reason, %s", { timeout: 120_000 }, async (_how, width, javascript) => {
  const { page, press, go, isSound, signInAsStaff } = await stage.visitor(width, { javascript });
  await signInAsStaff("qinsi");
  await go("/console/watches");
  await isSound();
  expect(await page.locator("main tbody tr").count()).toBe(8);
  expect(await page.locator("main tbody").innerText()).not.toContain("已启用");
  await press("一处路灯反复不亮");
  await isSound();
  const main = await page.locator("main").innerText();
  expect(main).toContain("工单里“属于哪一类”一样，相距 300 米以内的，30 天里有 3 件");
  expect(main).toMatch(/过去 12 个月里会提出 \d+ 件，背后有 \d+ 件/);
  expect(main).toContain("北京市接诉即办工作条例");
  expect(await page.locator("section[aria-labelledby=trial] a[href^='/console/matters/']").count()).toBeGreaterThanOrEqual(3);
  await page.fill("[name=reason]", "好");
  await press("启用这条规则");
  expect(await page.locator("main").innerText()).toContain("至少写 4 个字");
  await isSound();
  await page.fill("[name=reason]", "看过一年的试算，提出的都该治");
  await press("启用这条规则");
  await isSound();
  expect(await page.locator("main").innerText()).toContain("看过一年的试算，提出的都该治（当时试算会提出");
  await page.fill("[name=reason]", "先停下来看看");
  await press("停用这条规则");
  expect(await page.locator("main").innerText()).toContain("没有启用");
});

test("what is begun waits in the inbox with every order behind it; who may not read them is told how many", { timeout: 120_000 }, async () => {
  const { city } = stage;
  const she = await stage.visitor(1366);
  await she.signInAsStaff("qinsi");
  await she.go("/console/watches/lamp-again");
  await she.page.fill("[name=reason]", "看过一年的试算，提出的都该治");
  await she.press("启用这条规则");
  expect((await lookAll(city.ctx())).begun).toBeGreaterThan(0);
  const { rows } = await listRaised(city.ctx(), "lamp-again");
  const { matterId } = rows.find(({ title }) => title.includes("书院"))!;
  await she.go(`/console/matters/${matterId}`);
  await she.isSound();
  expect(await she.page.locator(".related a").count()).toBe(3);
  await she.page.locator(".related a").first().click();
  expect(await she.page.locator(".related").innerText()).toContain("被纳入");

  await work(city, "qinsi", matterId, "assess", { outcome: "take", opinion: "都在同一段电缆上" });
  await work(city, "qinsi", matterId, "assign", { outcome: "assign", unit: "11990100MB00000057-04", goal: "不再熄灯", until: "2026-12-20" });
  const he = await stage.visitor(360);
  await he.signInAsStaff("linfeng");
  await he.go(`/console/matters/${matterId}`);
  await he.isSound();
  const text = await he.page.locator("main").innerText();
  expect(text).toContain("纳入：另有 3 件，不在您的职责范围内");
  for (const id of orders.slice(3)) expect(text).not.toContain((await getMatter(city.ctx(), id)).matter.number);

  await work(city, "linfeng", matterId, "treat", { outcome: "done", cause: "电缆老化", measures: "换了电缆" });
  await work(city, "qinsi", matterId, "verify", { outcome: "root", opinion: "夜里到现场看过，全部亮" });
});

test.each([
  [360, false],
  [1366, true],
])(
  "the topics of a month lead to the list and the map; what was put right stands beside what came before and after, %i wide",
  { timeout: 120_000 },
  async (width, javascript) => {
    const { page, go, press, isSound, signInAsStaff } = await stage.visitor(width, { javascript });
    await signInAsStaff("sujin");
    await go("/console/topics?month=2026-10");
    await isSound();
    const main = await page.locator("main").innerText();
    expect(main).toContain("2026年10月");
    expect(main).toContain("去年同月没有完整的数据");
    expect(main).toMatch(/根治/);
    expect(main).toMatch(/才过 \d+ 天，还不到 90 天/);
    await press("路灯不亮");
    expect(await page.locator("main tbody tr").count()).toBe(3);
    await go("/console/topics?month=2026-10");
    await press("看在办的");
    expect(page.url()).toMatch(/\/console\/map\?kind=work-order&area=9901\d{8}/);
    await go("/console/topics?month=2026-01");
    await isSound();
    expect(await page.locator("main").innerText()).toContain("这个月没有哪一类、哪个地方比前一个月多");
  },
);
