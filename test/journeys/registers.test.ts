import { afterAll, beforeAll, expect, test } from "vitest";
import { listRecords } from "#register/reading";
import { writeRecord } from "#register/register";
import { openStage, type Stage } from "./stage.ts";

const FIRM = "91990100MA0000001G";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const { city } = stage;
  const ctx = { ...city.ctx(), now: new Date("2026-11-20T10:00:00+08:00") };
  await writeRecord(ctx, "food-operator", {
    uscc: FIRM,
    name: "云州小满餐饮有限公司",
    business: "restaurant",
    premises: "窑前路77号",
    area: "990101001000",
    licensed_on: "2026-11-20",
  });
  await writeRecord(city.ctx(), "food-operator", { uscc: FIRM, name: "云州小满餐饮有限公司", premises: "窑前路88号", safety_officer: "陈小满" });
});
afterAll(() => stage.close());

test.each([
  [360, true],
  [1280, true],
  [360, false],
])("a register is searched, narrowed, read back and taken out at %i px, with a script: %s", { timeout: 120_000 }, async (width, javascript) => {
  const staff = await stage.visitor(width, { javascript });
  const { page } = staff;
  await staff.signInAsStaff("zhouwen");
  await staff.go("/console/registers");
  await staff.isSound();
  await staff.go("/console/registers/food-operator");
  await staff.isSound();
  await page.fill("main [name=q]", "小满");
  // On a phone the other conditions unfold.
  if (width === 360) await page.getByText("更多条件").click();
  await page.selectOption('main [name="f-area"]', "990101000000");
  await staff.press("筛选");
  expect(page.url()).not.toContain(encodeURIComponent("小满"));
  expect(await page.locator("main tbody tr").count()).toBe(1);
  await staff.isSound();
  await staff.press("导出");
  await staff.isSound();
  await page.fill("[name=reason]", "看");
  await staff.press("导出");
  expect(await page.locator(".error-summary a").count()).toBe(1);
  await staff.isSound();
  const { recordId } = (await listRecords(stage.city.ctx(), "food-operator", { key: FIRM })).records[0]!;
  await staff.go(`/console/registers/food-operator/records/${recordId}`);
  expect(await page.locator("main").textContent()).toContain("窑前路77号 → 窑前路88号");
  await staff.isSound();
  await page.fill("main [name=on]", "2026-11-20");
  await staff.press("看那一天");
  expect(await page.locator("main section.sheet").first().textContent()).toContain("窑前路77号");
  await staff.isSound();
});
