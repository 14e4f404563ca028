import { afterAll, beforeAll, expect, test } from "vitest";
import { listDocuments } from "#matter/matter";
import { searchSeals } from "#trust/seal";
import { accepted } from "../application.ts";
import { openStage, type Stage, type Visitor } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const MARKET = "11990100MB0000001T";
const NAME = "云州市市场监督管理局";

/** Goes on with the tab key alone until something has the focus. */
async function tabTo({ page }: Visitor, selector: string): Promise<void> {
  for (let i = 0; i < 80; i += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}

/** Takes a step of a seal's life on its own page, where the reason is asked. */
async function step(who: Visitor, seal: string, label: string, reason?: string, why?: string): Promise<void> {
  await who.go(seal);
  await who.isSound();
  await who.press(label);
  await who.isSound();
  if (why) await who.page.getByLabel(why).check();
  if (reason) await who.page.fill("[name=reason]", reason);
  await who.press(label);
  await who.isSound();
}

const main = ({ page }: Visitor): Promise<string> => page.locator("main").innerText();

test("a new seal is applied for, approved by another, made, set on a document, frozen, thawed and revoked", { timeout: 240_000 }, async () => {
  const { city } = stage;
  const [keeper, other] = [await stage.visitor(360), await stage.visitor(1280)];
  await keeper.signInAsStaff("yinhe");
  await other.signInAsStaff("zhuangyan");
  expect(keeper.page.url()).toContain("/console/seals");
  await keeper.isSound();

  // By keyboard alone.
  await tabTo(keeper, 'a[href="/console/seals/new"]');
  await keeper.arrives(() => keeper.page.keyboard.press("Enter"));
  await keeper.isSound();
  await tabTo(keeper, "[name=kind]");
  await keeper.page.keyboard.press("Space");
  await tabTo(keeper, "[name=unit]");
  await keeper.page.keyboard.press("ArrowDown");
  await tabTo(keeper, "[name=purposes][value=receipt]");
  await keeper.page.keyboard.press("Space");
  await tabTo(keeper, "[name=purposes][value=decision]");
  await keeper.page.keyboard.press("Space");
  await keeper.page.locator(".seal-large:not([hidden])").waitFor();
  await keeper.isSound();
  await tabTo(keeper, "[name=reason]");
  await keeper.page.keyboard.type("机构改革，换发新章");
  await tabTo(keeper, "form[method=post] .form-foot button");
  await keeper.arrives(() => keeper.page.keyboard.press("Enter"));
  expect(await main(keeper)).toContain("要由另一位印章管理员批准");
  expect(await keeper.page.locator('main a[href*="/steps/"]').count()).toBe(0);
  const seal = new URL(keeper.page.url()).pathname;

  await other.go("/console/seals?state=applied");
  await other.isSound();
  await other.press(NAME);
  await step(other, seal, "批准", "经核对批文，同意制作");
  await step(other, seal, "制作");
  await step(keeper, seal, "启用");
  expect(await main(keeper)).toContain("云州市电子政务根证书");

  // The old one goes, so that the new one is set from now on.
  const old = (await searchSeals(city.ctx(), { unit: MARKET, kind: "unit", state: "active" })).rows.find(({ sealId }) => !seal.endsWith(sealId))!;
  await step(keeper, `/console/seals/${old.sealId}`, "注销", "换发新章", "已换发");
  expect(await main(keeper)).toContain("永远不能再用");

  const matterId = await accepted(city);
  const documents = await listDocuments(city.ctx(), matterId);
  const [first, second] = documents.map(({ documentId }) => `${stage.base}/console/matters/${matterId}/documents/${documentId}/ofd`);
  const clerk = await stage.visitor(1280);
  await clerk.signInAsStaff("linjing");
  expect((await clerk.context.request.get(first!)).status()).toBe(200);
  await keeper.go(`/console/seals/uses?seal=${seal.split("/").at(-1)}&q=收件`);
  await keeper.isSound();
  expect(await main(keeper)).toMatch(/收件[\s\S]*文书用印/);
  await other.go("/console/seals/uses");
  await other.isSound();
  expect(await other.page.locator("main tbody tr").count()).toBe(1);

  await step(other, seal, "冻结", "有人报告印章被冒用，查清以前停用");
  expect(await main(other)).toContain("现在不能再用它盖章");
  const refused = await clerk.context.request.get(second!);
  expect([refused.status(), (await refused.text()).includes("没有可以用在这份文书上的电子印章")]).toEqual([409, true]);
  expect((await clerk.context.request.get(first!)).status(), "what was sealed before stays").toBe(200);
  await step(keeper, seal, "解冻", "查清了，没有冒用");
  expect((await clerk.context.request.get(second!)).status()).toBe(200);
  await step(other, seal, "注销", "试用结束", "不再使用");
  expect(await other.page.locator('main a[href*="/steps/"]').count()).toBe(0);
  for (const words of ["申请", "批准", "制作", "启用", "冻结", "解冻", "注销", "查清了，没有冒用", "庄严"]) expect(await main(other)).toContain(words);
});

test("certificates and the public page are sound on both screens", { timeout: 120_000 }, async () => {
  for (const width of [360, 1280]) {
    const auditor = await stage.visitor(width);
    await auditor.signInAsStaff("shenji");
    for (const path of ["/console/seals", "/console/seals/uses", "/console/certificates", "/verify/seal", "/verify/seal?code=9901000000003"]) {
      await auditor.go(path);
      await auditor.isSound();
    }
    await auditor.go("/console/certificates");
    await auditor.press("云州市电子政务根证书");
    await auditor.isSound();
  }
});

test("without a script a button of the form shows the picture", { timeout: 60_000 }, async () => {
  const keeper = await stage.visitor(1280, { javascript: false });
  await keeper.signInAsStaff("yinhe");
  await keeper.go("/console/seals/new");
  await keeper.page.getByLabel("合同专用章").check();
  await keeper.page.selectOption("[name=unit]", { label: NAME });
  await keeper.press("看图样");
  const picture = keeper.page.locator(".seal-large");
  await picture.waitFor();
  expect(await picture.getAttribute("alt")).toBe(`图样：${NAME}合同专用章`);
  expect(await keeper.page.getByLabel("合同专用章").isChecked()).toBe(true);
});
