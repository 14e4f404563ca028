import { afterAll, beforeAll, expect, test } from "vitest";
import { viewAsStaff, viewOwn } from "#matter/view";
import { submit } from "#matter/intake";
import { draftOfEveryField, installEveryField } from "../every-field.ts";
import { openStage, type Stage, type Visitor } from "./stage.ts";

// Every type of field on the pages of the portal: with a script and without, on a phone and on a desk.

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

/** Leads somebody who is signed in to a page of the form, asks whether it is sound. */
async function page(she: Visitor, matterId: string, id: string): Promise<void> {
  await she.go(`/my/matters/${matterId}/apply/form/${id}`);
  await she.isSound();
}

test("without a script every question can be answered, rows come and go by the page, and staff see people masked", { timeout: 180_000 }, async () => {
  const { city } = stage;
  await installEveryField(city);
  const she = await stage.visitor(360, { javascript: false });
  await she.signIn("陈小满");
  const matterId = await draftOfEveryField(city);
  const own = await city.person("chen-xiaoman");
  const fill = (name: string, value: string): Promise<void> => she.page.fill(`[name="${name}"]`, value);

  await page(she, matterId, "where");
  await fill("spot-address", "窑前路 18 号门口");
  await she.page.selectOption("[name=spot-area]", { label: "青溪区青瓷街道" });
  await she.page.getByText("知道经纬度的，也可以填").click();
  await fill("spot-point", "0, 0");
  await she.page.selectOption("[name=district]", { label: "青溪区" });
  await fill("cost", "1.2万元");
  await fill("lamps", "３");
  await fill("seen_at-year", "2026");
  await fill("seen_at-month", "11");
  await fill("seen_at-day", "20");
  await fill("seen_at-time", "9:30");
  await she.press("保存并继续");
  expect(await she.page.textContent(".error-summary")).toContain("地点的经纬度“0, 0”不在中国范围内");
  expect(await she.page.inputValue("[name=spot-point]")).toBe("0, 0");
  await fill("spot-point", "118.12, 26.65");
  await she.press("保存并继续");

  await page(she, matterId, "who");
  await she.page.selectOption("[name=caller-kind]", "person");
  await fill("caller-name", "陈小满");
  await fill("caller-phone", "199 0000 0003");
  await she.page.selectOption("[name=body]", { index: 2 });
  await she.page.click("details:has([name=helpers]) summary"); // many units are folded away
  await she.page.check("[name=helpers] >> nth=1");
  await she.page.selectOption("[name=handler]", { label: "林静" });
  await fill("shop", "91990100MA0000001G");
  await she.press("保存并继续");

  await page(she, matterId, "what");
  await fill("story", "路灯三天不亮");
  await she.page.check("[name=urgent][value=yes]");
  await she.page.selectOption("[name=level]", "2");
  await she.page.selectOption("[name=source]", "organisation");
  await she.press("保存并继续");

  await page(she, matterId, "work");
  await she.page.selectOption("[name=tasks-0-unit]", { index: 1 });
  await fill("tasks-0-what", "修路灯");
  await she.press("再加一行");
  expect(await she.page.inputValue("[name=tasks-0-what]")).toBe("修路灯");
  await she.page.selectOption("[name=tasks-1-unit]", { index: 2 });
  await fill("tasks-1-what", "查线路");
  await she.press("再加一行");
  await she.press("去掉这一行");
  expect(await she.page.inputValue("[name=tasks-0-what]")).toBe("查线路");
  await she.page.check("[name=site-exit][value=failed]");
  await she.page.check("[name=site-flies][value=met]");
  await fill("site-exit-note", "堆了箱子");
  await fill("letter", "# 复函\n路灯已经修好。");
  await fill("signed-name", "陈小满");
  await she.press("保存并继续");

  await page(she, matterId, "proof");
  await she.page.setInputFiles("[name=photos][type=file]", [{ name: "路灯.png", mimeType: "image/png", buffer: PNG }]);
  await she.press("保存并继续");

  const { answers } = await viewOwn(own, matterId);
  expect(answers).toMatchObject({
    spot: { address: "窑前路 18 号门口", area: "990101001000", point: [118.12, 26.65] },
    cost: 1_200_000,
    lamps: 3,
    seen_at: "2026-11-20T01:30:00.000Z",
    caller: { kind: "person", name: "陈小满", phone: "19900000003" },
    shop: "91990100MA0000001G",
    urgent: true,
    level: "2",
    source: "organisation",
    tasks: [{ what: "查线路" }],
    site: { points: { exit: { result: "failed", note: "堆了箱子" }, flies: { result: "met" } }, failed: 1, failed_key: 1 },
    letter: [
      { kind: "heading", text: "复函" },
      { kind: "paragraph", text: "路灯已经修好。" },
    ],
    signed: { name: "陈小满" },
    photos: [expect.any(String)],
  });
  // What is somebody's lies sealed, though it is no text.
  const [row] = await city.ctx().db.query<{ form: Record<string, unknown> }>("select form from matter.matters where matter_id = $1", [matterId]);
  expect(JSON.stringify(row!.form)).not.toMatch(/陈小满|19900000003/);

  await she.go(`/my/matters/${matterId}/apply/check`);
  const summary = (await she.page.textContent("main"))!;
  for (const words of ["青溪区青瓷街道 窑前路 18 号门口", "12,000.00 元", "云州小满餐饮有限公司", "重大", "法人库", "路灯.png", "查线路"])
    expect(summary).toContain(words);
  await she.isSound();

  await page(she, matterId, "proof");
  await she.press("删除");
  expect(await she.page.locator(".upload-list").count()).toBe(0);
  await she.press("保存并继续");

  await page(she, matterId, "applicant");
  await fill("applicant_name", "陈小满");
  await fill("phone", "19900000003");
  await she.press("保存并继续");
  await page(she, matterId, "request");
  await fill("request", "修路灯");
  await she.press("保存并继续");
  await submit(own, matterId);
  const linjing = await city.staff("linjing");
  const seen = await viewAsStaff(linjing, matterId);
  expect(JSON.stringify(seen.answers)).not.toMatch(/陈小满|19900000003/);
  expect(seen.answers).toMatchObject({ caller: { kind: "person", name: "陈*满" }, signed: { name: expect.stringContaining("*") } });
});

test("with a script rows are added at once, a signature is drawn by hand, and every page is sound at both widths", { timeout: 180_000 }, async () => {
  const { city } = stage;
  await installEveryField(city);
  const matterId = await draftOfEveryField(city, "chen-xiaoman");
  for (const width of [360, 1280]) {
    const she = await stage.visitor(width);
    await she.signIn("陈小满");
    for (const id of ["where", "who", "what", "work", "proof"]) await page(she, matterId, id);
  }
  const she = await stage.visitor(1280);
  await she.signIn("陈小满");
  await page(she, matterId, "work");
  await she.page.selectOption("[name=tasks-0-unit]", { index: 1 });
  await she.page.fill("[name=tasks-0-what]", "修路灯");
  await she.page.click('[data-rows=tasks] button:has-text("再加一行")');
  expect(await she.page.inputValue("[name=tasks-1-what]")).toBe("");
  await she.page.selectOption("[name=tasks-1-unit]", { index: 2 });
  await she.page.fill("[name=tasks-1-what]", "查线路");
  await she.page.click('[data-rows=tasks] [data-row]:first-child button:has-text("去掉这一行")');
  expect(await she.page.inputValue("[name=tasks-0-what]")).toBe("查线路");
  await she.page.fill("[name=signed-name]", "陈小满");
  await she.page.locator("[data-pad] svg").scrollIntoViewIfNeeded();
  const pad = (await she.page.locator("[data-pad] svg").boundingBox())!;
  await she.page.mouse.move(pad.x + 20, pad.y + 20);
  await she.page.mouse.down();
  await she.page.mouse.move(pad.x + 120, pad.y + 60, { steps: 5 });
  await she.page.mouse.up();
  await she.isSound();
  await she.press("保存并继续");
  const { answers } = await viewOwn(await city.person("chen-xiaoman"), matterId);
  expect(answers).toMatchObject({ tasks: [{ what: "查线路" }], signed: { name: "陈小满", drawn: expect.stringMatching(/^M\d+ \d+L/) } });
});
