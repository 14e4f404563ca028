import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getMatter } from "#matter/matter";
import { appointed, cityOfKinds } from "../kinds/city.ts";
import { openStage, type Stage, type Visitor } from "./stage.ts";

// A kind that is data alone is begun, listed and worked on in a browser, on a phone without JavaScript and at a desk by keyboard.

const CENTRE = "12990100MB0000002T";
const URBAN = "11990100MB00000057";
const LIST = "/console/kinds/work-order";

let stage: Stage;
beforeAll(async () => {
  const city = await cityOfKinds();
  await appointed(city, "linjing", "dispatcher", CENTRE);
  await appointed(city, "linjing", "seat", CENTRE);
  await appointed(city, "zhouwen", "handler", URBAN);
  stage = await openStage(city);
});
afterAll(() => stage.close());

async function newOrder(she: Visitor, summary: string): Promise<string> {
  await she.go(`${LIST}/new`);
  await she.isSound();
  await she.page.selectOption("[name=item]", { label: "投诉" });
  await she.page.selectOption("[name=channel]", { label: "电话" });
  await she.press("下一步");
  await she.isSound();
  await she.page.fill("[name=_party-name]", "卢采薇");
  await she.page.fill("[name=_party-phone]", "19900000107");
  await she.page.fill("[name=summary]", summary);
  await she.page.fill("[name=where-address]", "书院街20号");
  await she.press("提出");
  return /matters\/([0-9a-f-]{36})/.exec(she.page.url())![1]!;
}

describe.each([
  { width: 360, javascript: false },
  { width: 1280, javascript: true },
])("at $width px, JavaScript $javascript", ({ width, javascript }) => {
  test("an order is begun at the desk, found in its list, and dispatched", { timeout: 120_000 }, async () => {
    const desk = await stage.visitor(width, { javascript });
    await desk.signInAsStaff("linjing");
    const matterId = await newOrder(desk, `路灯不亮${width}`);
    await desk.isSound();
    await desk.go(LIST);
    await desk.isSound();
    expect(await desk.page.locator("main").innerText()).toContain(`路灯不亮${width}`);
    await desk.go("/console/inbox?of=work-order");
    await desk.isSound();
    if (javascript) {
      await desk.page.keyboard.press("j");
      expect(await desk.page.locator("tr[data-at]").count()).toBe(1);
    }
    await desk.go(`/console/matters/${matterId}`);
    await desk.page.locator("select[name$=-dispatch-unit]").selectOption(URBAN);
    const send = desk.page.locator("form:has(input[name=_outcome][value=dispatch]) button").last();
    await desk.arrives(() => send.click());
    expect(await desk.page.locator("main").innerText()).toContain("已办理：派单");
    await desk.isSound();
    expect((await getMatter(stage.city.ctx(), matterId)).matter.state).toBe("dispatched");
    await desk.go(`${LIST}/export?f-state=open`);
    await desk.isSound();
    await desk.context.close();
  });
});
