import { afterAll, beforeAll, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { at } from "../city.ts";
import { work } from "../kinds/city.ts";
import { openStage, type Stage, type Visitor } from "./stage.ts";

// An alarm from the forecaster's desk to a telephone without scripts, until it is taken back.

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

async function when(page: Visitor["page"], name: string, day: number, time: string): Promise<void> {
  for (const [part, value] of Object.entries({ year: "2026", month: "11", day: String(day), time })) await page.fill(`[name="${name}-${part}"]`, value);
}

async function compose(he: Visitor): Promise<void> {
  const { page, press } = he;
  await he.go("/console/kinds/alarm/new?item=alarm");
  await he.isSound();
  await page.selectOption("[name=status]", "actual");
  await page.selectOption("[name=event]", "11B03");
  await page.selectOption("[name=level]", "yellow");
  await page.selectOption("[name=certainty]", "likely");
  await page.selectOption("[name=issuer]", { label: "云州市气象局" });
  await page.fill("[name=headline]", "云州市气象局发布暴雨黄色预警");
  await when(page, "effective", 23, "10:00");
  await when(page, "expires", 24, "10:00");
  await page.fill("[name=scope]", "青溪区沿河低洼处");
  await page.selectOption("[name=areas-0-area]", "990101000000");
  await page.fill("[name=cautions]", "未来六小时降雨量将达五十毫米以上。");
  await page.fill("[name=measures]", "不要涉水行走和行车。");
  await press("提出");
  await he.isSound();
}

test("who is on duty, and the page of an incident, are sound on a desk and on a phone", { timeout: 120_000 }, async () => {
  at(stage.city, "2026-11-23T09:30:00+08:00");
  const form = { headline: "南湖区荷塘桥一带内涝", event: "11A", occurred: "2026-11-23T09:00:00+08:00", where: { address: "荷塘桥" }, summary: "水深四十厘米" };
  const { matterId } = await begin(await stage.city.staff("fengping"), { item: "incident", channel: "console", form });
  await work(stage.city, "duanyue", matterId, "assess", { outcome: "activate", plan: "flood", response: "3" });
  await stage.city.drain();
  for (const width of [1366, 360]) {
    const commander = await stage.visitor(width);
    await commander.signInAsStaff("duanyue");
    await commander.go("/console/duty");
    expect(await commander.page.locator("main").textContent()).toContain("值班员");
    await commander.isSound();
    await commander.press("南湖区荷塘桥一带内涝");
    expect(await commander.page.locator("#begun").textContent()).toContain("3，没办完 3");
    await commander.isSound();
  }
});

/** Fills in and sends the form of an outcome. */
async function choose({ page, arrives }: Visitor, outcome: string, choices: Record<string, string>, reason: string): Promise<void> {
  const form = page.locator(`form:has(input[name=_outcome][value=${outcome}])`);
  await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
  for (const [name, value] of Object.entries(choices)) await form.locator(`select[name$=${name}]`).selectOption(value);
  await form.locator("textarea[name$=reason]").fill(reason);
  await arrives(() => form.locator("button").last().click());
}

test("an alarm is composed, published by a second person, read on a phone without scripts, updated and lifted", { timeout: 120_000 }, async () => {
  at(stage.city, "2026-11-23T09:40:00+08:00");
  const she = await stage.visitor(360, { javascript: false });
  const again = await stage.visitor(360);
  await again.go("/alerts");
  expect(await again.page.locator("main").textContent()).toContain("现在没有生效的预警");
  await again.isSound();

  const composer = await stage.visitor(1366);
  await composer.signInAsStaff("qiyun");
  await compose(composer);
  const matter = composer.page.url();
  const approver = await stage.visitor(1366);
  await approver.signInAsStaff("lanyu");
  const path = new URL(matter).pathname;
  await approver.go(path);
  expect(await approver.page.locator("h1").textContent()).toContain("暴雨黄色预警");
  await she.go("/alerts");
  expect(await she.page.locator("main").textContent()).toContain("现在没有生效的预警");
  await approver.press("同意发布");
  await stage.city.drain();

  await she.go("/");
  expect(await she.page.locator(".alarm-band").textContent()).toContain("黄色预警");
  await she.press("云州市气象局发布暴雨黄色预警");
  const said = (await she.page.locator(".alarm").textContent())!;
  for (const element of ["暴雨", "三级（黄色）", "11月23日", "青溪区沿河低洼处", "五十毫米", "不要涉水", "云州市气象局", "发布时间11月23日"])
    expect(said).toContain(element);
  await again.go("/alerts");
  await again.isSound();
  await again.go("/");
  await again.isSound();

  await composer.go(path);
  await composer.isSound();
  await choose(composer, "update", { level: "orange" }, "雨势加强");
  await approver.go(path);
  await approver.press("同意");
  await she.go("/alerts");
  const updated = (await she.page.locator(".alarm").textContent())!;
  for (const element of ["二级（橙色）", "更新时间", "雨势加强", "生效中"]) expect(updated).toContain(element);
  await composer.go(path);
  await choose(composer, "lift", {}, "雨停了");
  await approver.go(path);
  expect(await approver.page.locator("main").textContent()).toContain("绿色通道");
  await approver.press("同意");
  await she.go("/");
  expect(await she.page.locator(".alarm-band").count()).toBe(0);
  await again.go("/alerts");
  expect(await again.page.locator(".alarm").textContent()).toContain("已解除");
  await again.isSound();
});
