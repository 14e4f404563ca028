import { expect } from "vitest";
import { samplePdf } from "../../src/seed/walk.ts";
import type { Visitor } from "./stage.ts";

const PLAN = { name: "平面布局图.pdf", mimeType: "application/pdf", buffer: samplePdf("平面布局图") };

// It is applied for more than once: one place has one licence.
let door = 0;

/** 陈小满 acts for her firm and begins; the questions were answered on the guide. Leaves her at the first page of the form. */
export async function beginForFirm(she: Visitor): Promise<void> {
  await she.signIn("陈小满", "/agency");
  await she.page.locator('li:has-text("云州小满餐饮有限公司") button:has-text("切换")').first().click();
  await she.page.waitForLoadState();
  await she.go("/items/food-licence?business=catering&operations=hot&operations=drinks&online=no&vending=no&by_agent=no");
  await she.press("在线办理");
  // Whoever has begun one already is asked whether to go on with it.
  const again = she.page.locator('main button:has-text("重新开始一份")');
  await she.press((await again.count()) > 0 ? "重新开始一份" : "开始填写");
}

/** The pages of the form and what she writes on each; every page saves the draft. */
export const FORM: { page: string; fill(she: Visitor): Promise<void> }[] = [
  { page: "operator", fill: async ({ page }) => page.fill("[name=contact_phone]", "19900000003") },
  {
    page: "premises",
    async fill({ page }) {
      await page.selectOption("[name=premises_street]", "990101001000");
      await page.fill("[name=premises_address]", `云州市青溪区青瓷街道窑前路${880 + (door += 1)}号`);
      await page.fill("[name=premises_size]", "118.5");
      await page.check("[name=has_warehouse][value=no]");
    },
  },
  {
    page: "kitchen",
    async fill({ page }) {
      await page.fill("[name=kitchen_size]", "36");
      await page.fill("[name=seats]", "48");
      await page.check("[name=special_room][value=drinks]");
    },
  },
  {
    page: "safety",
    async fill({ page }) {
      await page.fill("[name=safety_officer]", "朱玲");
      await page.fill("[name=safety_officer_phone]", "19900000004");
      await page.fill("[name=staff_count]", "6");
    },
  },
];

/** Fills the form, hands in the plan, leaves the list of rules for later, and submits. Gives the matter's id. */
export async function applyInFull(she: Visitor, onEach: () => Promise<void> = async () => {}): Promise<string> {
  const { page } = she;
  const matterId = /matters\/([0-9a-f-]{36})/.exec(page.url())![1]!;
  for (const { page: name, fill } of FORM) {
    expect(page.url()).toContain(`/apply/form/${name}`);
    await onEach();
    await fill(she);
    await she.press("保存并继续");
  }
  expect(page.url()).toContain("/apply/materials");
  await onEach();
  await page.setInputFiles("[name=layout]", PLAN);
  await page.check('[name="_later-rules-list"]');
  await she.press("保存并继续");
  expect(page.url()).toContain("/apply/check");
  await onEach();
  await page.check("[name=declaration]");
  await she.press("提交申请");
  expect(page.url()).toContain("/receipt");
  await onEach();
  return matterId;
}
