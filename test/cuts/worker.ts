import type { Page } from "playwright-core";
import { photograph } from "../photograph.ts";
import type { Visitor } from "../journeys/stage.ts";

/** What a worker has handed in, as she saw it: by the address that she wrote. */
export interface HandedIn {
  reports: string[];
  tasks: string[];
}

const PATIENCE = 30_000;

async function ready(page: Page, what: string): Promise<boolean> {
  return page
    .locator(what)
    .first()
    .waitFor({ state: "attached", timeout: PATIENCE })
    .then(
      () => true,
      () => false,
    );
}

/** Opens a page of the phone, whatever the line does meanwhile: she presses again until something stands there. */
async function open(visitor: Visitor, base: string, path: string): Promise<Page> {
  for (let tries = 0; tries < 20; tries += 1) {
    const gone = await visitor.page.goto(base + path, { timeout: PATIENCE }).then(
      () => true,
      () => false,
    );
    if (gone && (await ready(visitor.page, "html[data-ready]"))) return visitor.page;
  }
  throw new Error(`the phone does not open ${path}`);
}

/** Whether the queue holds something, waiting or arrived. */
async function isHeld(visitor: Visitor, base: string, address: string): Promise<boolean> {
  const page = await open(visitor, base, "/field/queue");
  return (await page.locator(`[data-entries] [data-id]:has-text("${address}")`).count()) > 0;
}

/** Presses the act of a form; now and then the phone goes off right after. Gives whether the queue has it. */
async function handIn(visitor: Visitor, base: string, words: string, { address, off }: { address: string; off: boolean }): Promise<boolean> {
  const { page } = visitor;
  await page.locator(`main button:has-text('${words}')`).click();
  if (off) return isHeld(visitor, base, address);
  await page.waitForURL("**/field/queue", { timeout: PATIENCE }).catch(() => undefined);
  return isHeld(visitor, base, address);
}

/** Reports garbage at an address, with a photograph every second time, until the queue holds it. */
export async function reportAt(visitor: Visitor, base: string, address: string, { photo, off }: { photo: boolean; off: boolean }): Promise<void> {
  for (let tries = 0; tries < 10; tries += 1) {
    const page = await open(visitor, base, "/field/report?item=event-garbage");
    if (!(await ready(page, "form[data-ready]"))) continue;
    await page.fill("[name=where-address]", address);
    if (photo && (await page.locator(".field-shots li").count()) === 0) {
      const buffer = photograph({ taken: "2026:11:23 08:52:10", point: [118.12, 26.65], grain: address });
      await page.setInputFiles("input[name=photos]", [{ name: "IMG.jpg", mimeType: "image/jpeg", buffer }]);
      if (!(await ready(page, ".field-shots li"))) continue;
    }
    if (await handIn(visitor, base, "上报", { address, off: off && tries === 0 })) return;
  }
  throw new Error(`${address} was never in the queue`);
}

/** Checks the lamp at an address, where the phone has that task; gives whether it had. */
export async function checkAt(visitor: Visitor, base: string, address: string, { off }: { off: boolean }): Promise<boolean> {
  for (let tries = 0; tries < 10; tries += 1) {
    const list = await open(visitor, base, "/field");
    const link = list.locator(`li:has-text("${address}") a:has-text("核实：")`);
    if ((await link.count()) === 0) return isHeld(visitor, base, address);
    const page = await open(visitor, base, (await link.getAttribute("href"))!);
    if (!(await ready(page, "form[data-ready]"))) continue;
    await page.locator("label:has-text('属实')").first().click();
    if (await handIn(visitor, base, "交核实结果", { address, off: off && tries === 0 })) return true;
  }
  throw new Error(`${address} was never in the queue`);
}

/** Waits until nothing waits any more; gives what has to be settled by a person. */
export async function settled(visitor: Visitor, base: string): Promise<string[]> {
  for (let tries = 0; tries < 60; tries += 1) {
    const page = await open(visitor, base, "/field/queue");
    await page.locator("button:has-text('马上试着送')").click();
    await new Promise((resume) => setTimeout(resume, 1000));
    if ((await page.locator("[data-state=waiting]").count()) === 0) return page.locator("[data-state=conflict], [data-state=wrong]").allTextContents();
  }
  throw new Error("the queue never came to an end");
}
