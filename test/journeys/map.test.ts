import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { getMatter } from "#matter/matter";
import { openStage, type Stage } from "./stage.ts";

// The one map, and the map of a place, with a script and without, on a desk and in a hand.

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const sensor = stage.city.ctx({ kind: "system", id: "water-gauge", name: "积水监测" });
  for (let n = 0; n < 6; n += 1) {
    const form = { where: { address: `窑前路 ${n} 号`, area: "990101001000", point: [118.121 + n * 0.0006, 26.6512] } };
    await begin(sensor, { item: "event-flood", channel: "sensor", form, source: { system: "water-gauge", number: `j-${n}` } });
  }
}, 120_000);
afterAll(() => stage.close());

const NEAR = "/console/map?at=118.1224,26.6512,16";

describe("the map of what is open", () => {
  test.each([1366, 360])("without a script is pins with the numbers of the list, and moves by links, %i wide", async (width) => {
    const { page, go, press, isSound, signInAsStaff } = await stage.visitor(width, { javascript: false });
    await signInAsStaff("weilan");
    await go(NEAR);
    await isSound();
    expect(await page.locator(".map-list li").count()).toBe(6);
    expect(await page.locator(".map a[aria-label^='3：道路积水']").count()).toBe(1);
    await page.locator(".map-moves a[title=向北]").click();
    expect(page.url()).toMatch(/at=118\.122\d+%2C26\.65[4-9]\d+%2C16/);
    await go(`${NEAR}&item=event-grate`);
    expect(await page.locator("main").innerText()).toContain("图上这一块没有在办的事");
    await go(NEAR);
    await press("列成表");
    expect(await page.locator("main table tbody tr").count()).toBe(6);
    await press("回到地图");
    await page.locator(".map-list a").first().click();
    expect(page.url()).toContain("/console/matters/");
    expect(await page.locator("main").innerText()).toContain("在大图上看周围");
  });

  test.each([1366, 360])("is sound as it moves, %i wide", async (width) => {
    const { page, go, isSound, signInAsStaff } = await stage.visitor(width);
    await signInAsStaff("weilan");
    await go("/console/map?at=118.1224,26.6512,18.4");
    await page.locator(".map-is-live").waitFor({ timeout: 20_000 });
    await page.locator(".map-marker").nth(5).waitFor();
    await isSound();
    const numbers = (await page.locator(".map-marker").allInnerTexts()).toSorted();
    expect(numbers).toEqual(["1", "2", "3", "4", "5", "6"]);
    await page.locator(".map-moves a[title=放大]").click();
    await expect.poll(() => page.evaluate(() => new URL(location.href).searchParams.get("at")), { timeout: 10_000 }).toMatch(/,1[89](\.\d+)?$/);
    await go("/console/map?at=118.1224,26.6512,16&show=table");
    await isSound();
  });
});

describe("the place of what somebody reports", () => {
  test("without a script is pressed on the map, and comes back with its address to be changed", async () => {
    const { page, go, isSound } = await stage.visitor(360, { javascript: false });
    await go("/items/event-flood/begin");
    await isSound();
    await page.locator("button[name=_move][value='in where']").click();
    await page.locator("button[name=_move][value='in where']").click();
    await page.locator(".place-map-press").click({ position: { x: 280, y: 175 } });
    const point = await page.locator("[name=where-point]").inputValue();
    expect(point).toMatch(/^118\.\d+, 26\.\d+$/);
    expect(await page.locator("[name=where-area]").inputValue()).toMatch(/^9901\d{8}$/);
    expect(await page.locator("[name=where-address]").inputValue()).toMatch(/号/);
    await page.locator("[name=where-address]").fill("窑前路口的公交站");
    await page.locator("button[name=_move][value='middle where']").click();
    expect(await page.locator("[name=where-address]").inputValue()).toBe("窑前路口的公交站");
    // Enter sends the form, though the map stands first in it.
    await page.locator("label:has-text('不愿透露姓名')").click();
    await Promise.all([page.waitForURL(/follow/), page.locator("[name=where-address]").press("Enter")]);
    const [{ id }] = (await stage.city
      .ctx()
      .db.query<{ id: string }>("select matter_id as id from matter.matters where kind = 'city-event' and channel = 'online'")) as [{ id: string }];
    const { matter } = await getMatter(stage.city.ctx(), id);
    expect(matter.form["where"]).toMatchObject({ address: "窑前路口的公交站", point: [expect.closeTo(118.12, 1), expect.closeTo(26.65, 1)] });
    expect(Object.keys(matter.form["where"] as object).toSorted()).toEqual(["address", "area", "grid", "point"]);
  });

  test.each([360, 1366])("with a script is filled in at once, also from where the device is, %i wide", async (width) => {
    const { page, context, go, isSound } = await stage.visitor(width);
    await context.grantPermissions(["geolocation"]);
    await context.setGeolocation({ longitude: 118.1215, latitude: 26.6511 });
    await go("/items/event-flood/begin");
    await isSound();
    await page.locator("button[data-locate]").click();
    const point = page.locator("[name=where-point]");
    await expect.poll(() => point.inputValue()).toBe("118.1215, 26.6511");
    await expect.poll(() => page.locator("[data-map-said]").innerText()).toContain("网格");
    await page.locator(".place-map-press").click({ position: { x: 300, y: 190 } });
    await expect.poll(() => point.inputValue()).not.toBe("118.1215, 26.6511");
    expect(page.url()).toContain("/items/event-flood/begin");
    await isSound();
  });

  test("asks for the place of the device on pages with such a field alone", async () => {
    const { page, go } = await stage.visitor(1366);
    const policyOf = async (path: string): Promise<string> => {
      const [answer] = await Promise.all([page.waitForResponse((response) => response.url().endsWith(path)), go(path)]);
      return (await answer.allHeaders())["permissions-policy"] ?? "";
    };
    expect(await policyOf("/items/event-flood/begin")).toBe("camera=(), microphone=(), geolocation=(self)");
    expect(await policyOf("/items")).toBe("camera=(), microphone=(), geolocation=()");
  });
});
