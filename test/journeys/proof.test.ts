import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { submitted } from "../application.ts";
import { untilLogged } from "../logged.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test("she downloads the proof of her matter, and a browser checks it; an altered one does not fit", { timeout: 120_000 }, async () => {
  const matterId = await submitted(stage.city);
  await untilLogged(stage.city);
  const she = await stage.visitor(360);
  await she.signIn("陈小满", "/agency");
  await she.press("小满餐饮");
  await she.go(`/my/matters/${matterId}`);
  await she.isSound();
  const [download] = await Promise.all([she.page.waitForEvent("download"), she.page.click('a:has-text("下载办理凭证")')]);
  expect(download.suggestedFilename()).toMatch(/^办理凭证 .+\.json$/);
  const file = await download.path();

  // Somebody else, who is not signed in.
  const he = await stage.visitor(1280);
  const faults: string[] = [];
  he.page.on("pageerror", (error) => faults.push(error.message));
  await he.go("/verify/trace");
  await he.isSound();
  await he.page.setInputFiles("input[type=file]", { name: "凭证.json", mimeType: "application/json", buffer: readFileSync(file) });
  const text = readFileSync(file, "utf8");
  await expect.poll(() => he.page.inputValue("textarea")).toBe(text);
  await he.page.click('button:has-text("核对")');
  await he.page.locator("[data-verdict=good]:visible").waitFor();
  expect(await he.page.locator("[data-verdict=good]").innerText()).toContain("没有人改过、删过");
  expect(await he.page.locator("[data-acts] li").count()).toBe(2);
  await he.isSound();

  await he.page.fill("textarea", text.replace('"seq": 2', '"seq": 3'));
  await he.page.click('button:has-text("核对")');
  await he.page.locator("[data-verdict=bad]:visible").waitFor();
  expect(await he.page.locator("[data-verdict=good]:visible").count()).toBe(0);
  await he.isSound();
  expect(faults).toEqual([]);
});

test("without JavaScript the page says how else a proof is checked", async () => {
  const she = await stage.visitor(360, { javascript: false });
  await she.go("/verify/trace");
  expect(await she.page.innerText("main")).toContain("npm run trace -- proof");
  expect(await she.page.locator("form[data-proof]:visible").count()).toBe(0);
});
