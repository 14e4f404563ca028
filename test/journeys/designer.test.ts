import { afterAll, beforeAll, expect, test } from "vitest";
import { getItem } from "#content/catalogue";
import { discardDraft, getDraft, saveDraft } from "#content/draft";
import { openStage, type Stage, type Visitor } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const ITEM = "/console/flows/food-licence";

/** What the page says of a kind in its log: a policy that is broken, a script that fails. */
function faultsOf({ page }: Visitor): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => void (message.type() === "error" && faults.push(message.text())));
  return faults;
}

test("a flow administrator renames a step, sees a fault arise and vanish, plays two steps, saves and publishes", { timeout: 120_000 }, async () => {
  const he = await stage.visitor(1280);
  const faults = faultsOf(he);
  await he.signInAsStaff("xuran");
  expect(he.page.url()).toContain("/console/flows");
  await he.isSound();
  await he.go(ITEM);
  const { page } = he;
  await page.waitForSelector("[data-designer][data-ready]");
  await he.isSound();
  const properties = page.locator("[data-panel=properties]");
  const field = (label: string) => properties.getByLabel(label, { exact: true });

  // By the list of elements, as whoever works by keyboard does.
  await page.selectOption("[data-find]", "review");
  await field("名称").fill("资料审核");
  await field("名称").press("Tab");
  await page.locator('[data-element-id="review"]', { hasText: "资料审核" }).waitFor();

  await field("工作种类").selectOption("");
  await page.locator('.finding-badge:has-text("1")').waitFor();
  await page.click("[data-side=findings]");
  expect(await page.locator("[data-panel=findings]").innerText()).toContain("资料审核");
  await page.locator("[data-panel=findings] .button-link").first().click();
  await field("工作种类").selectOption("review");
  await page.locator(".finding-badge").waitFor({ state: "detached" });
  await page.click("[data-side=findings]");
  await page.locator('[data-panel=findings] h2:has-text("检查通过")').waitFor();

  await page.click("[data-side=simulation]");
  const simulation = page.locator("[data-panel=simulation]");
  await simulation.getByText("开始试办").click();
  await simulation.locator("li", { hasText: "受理审查 等人办理" }).getByText("受理（例子）").click();
  await simulation.locator("li", { hasText: "资料审核 等人办理" }).getByText("审查通过").click();
  await simulation.locator("li", { hasText: "资料审核 等人办理" }).waitFor({ state: "detached" });
  await simulation.locator("li", { hasText: "加工场所现场核查 等人办理" }).waitFor();
  expect(await page.locator(".token").count()).toBe(1);
  const colour = await page.evaluate(() => getComputedStyle(document.querySelector('[data-element-id="f1"] > .djs-visual > path')!).stroke);
  expect(colour, "the way walked is drawn").toBe("rgb(17, 112, 105)");

  await page.click("[data-act=save]");
  await page.locator('[data-said]:has-text("草稿已保存")').waitFor();
  await he.press("检查并发布");
  await he.isSound();
  await page.fill("[name=reason]", "按新的岗位名称");
  await he.press("发布第 2 版");
  expect(await page.locator("main").innerText()).toContain("按新的岗位名称");
  await he.isSound();
  const { version, definition } = await getItem(stage.city.ctx(), "food-licence");
  expect(version).toBe(2);
  expect(definition.flow).toContain('name="资料审核"');
  expect(faults).toEqual([]);
});

test("rules are edited as a table in Chinese, and what they say of the examples follows", { timeout: 120_000 }, async () => {
  const he = await stage.visitor(1280);
  await he.signInAsStaff("xuran");
  await he.go("/console/rules/food-licence");
  const { page } = he;
  await page.waitForSelector("[data-rule-designer][data-ready]");
  expect(await page.locator(".rule-canvas").innerText()).toContain("命中规则");
  await he.isSound();
  await page.click("[data-act=save]");
  await page.locator('[data-said]:has-text("草稿已保存")').waitFor();
  expect(await page.locator("[data-report]").innerText()).toContain("陈小满开饭馆");
});

test("rules of DMN 1.1 to 1.5 of other editors open, without drawing and without ids", { timeout: 120_000 }, async () => {
  const city = stage.city;
  const xuran = await city.staff("xuran");
  const { rules } = await getDraft(city.ctx(), "food-licence");
  const he = await stage.visitor(1280);
  await he.signInAsStaff("xuran");
  const versions = [
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
  ];
  for (const version of versions) {
    const bare = rules!
      .replace("https://www.omg.org/spec/DMN/20191111/MODEL/", version)
      .replace(/<(variable|informationRequirement|input|inputExpression|output|rule|inputEntry|outputEntry)( [^>]*?)? id="[^"]*"/g, "<$1$2");
    const { revision } = await getDraft(city.ctx(), "food-licence");
    await saveDraft(xuran, "food-licence", revision, { rules: bare });
    await he.go("/console/rules/food-licence");
    await he.page.waitForSelector("[data-rule-designer][data-ready]");
    expect(await he.page.locator(".rule-canvas").innerText(), version).toContain("命中规则");
    expect(await he.page.locator("[data-findings-list]").innerText(), version).toContain("检查通过");
  }
  const { revision } = await getDraft(city.ctx(), "food-licence");
  await saveDraft(xuran, "food-licence", revision, {
    rules: `<definitions xmlns="${versions[3]}" id="f" name="f" namespace="x"><decision id="eligibility" name="eligibility"><variable name="eligibility"/><conditional><if><literalExpression><text>true</text></literalExpression></if><then><literalExpression><text>1</text></literalExpression></then><else><literalExpression><text>2</text></literalExpression></else></conditional></decision></definitions>`,
  });
  await he.go("/console/rules/food-licence");
  await he.page.locator('[data-plain] .hint:has-text("请下载文件改好再上传")').waitFor();
  await discardDraft(xuran, "food-licence");
});

test("on a phone and without a script the pages say what they can", { timeout: 120_000 }, async () => {
  const he = await stage.visitor(360);
  await he.signInAsStaff("xuran");
  for (const part of ["", "/versions", "/figures", "/migration", "/publication", "/difference?from=1"]) {
    await he.go(ITEM + part);
    await he.isSound();
  }
  await he.go("/console/rules/food-licence");
  await he.isSound();
  await he.go(ITEM);
  expect(await he.page.locator("main").innerText()).toContain("画流程要用宽一些的屏幕");
});
