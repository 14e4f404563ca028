import { afterAll, beforeAll, expect, test } from "vitest";
import { getMatter } from "#matter/matter";
import { applyInFull, beginForFirm, FORM } from "./application.ts";
import { openStage, type Stage } from "./stage.ts";
import { samplePdf } from "../../src/seed/walk.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test("without JavaScript the application is found, filled and submitted", { timeout: 60_000 }, async () => {
  const she = await stage.visitor(360, { javascript: false });
  await beginForFirm(she);
  const matterId = await applyInFull(she);
  expect((await getMatter(stage.city.ctx(), matterId)).matter.state).toBe("submitted");
});

test("without JavaScript a page with a gap comes back with what was typed and a list of what is missing", { timeout: 60_000 }, async () => {
  const she = await stage.visitor(360, { javascript: false });
  await beginForFirm(she);
  await FORM[0]!.fill(she);
  await she.press("保存并继续");
  await she.page.fill("[name=premises_address]", "云州市青溪区青瓷街道窑前路88号");
  await she.press("保存并继续");
  expect(await she.page.inputValue("[name=premises_address]")).toBe("云州市青溪区青瓷街道窑前路88号");
  expect(await she.page.locator(".error-summary a").count()).toBeGreaterThanOrEqual(2);
});

test("by keyboard alone the application is submitted", { timeout: 120_000 }, async () => {
  const she = await stage.visitor(1280);
  const { page } = she;
  await beginForFirm(she);
  const matterId = /matters\/([0-9a-f-]{36})/.exec(page.url())![1]!;

  /** Tabs until the wanted control has the focus; everything that can be used must be reached so. */
  const reach = async (selector: string): Promise<void> => {
    for (let presses = 0; presses < 80; presses += 1) {
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`${selector} is not reached by the keyboard on ${page.url()}`);
  };
  const type = async (name: string, value: string): Promise<void> => {
    await reach(`[name="${name}"]`);
    await page.keyboard.press("Control+A");
    await page.keyboard.type(value);
  };
  const go = async (): Promise<void> => {
    await reach("main button.button-primary, main form button[type=submit]");
    await she.arrives(() => page.keyboard.press("Enter"));
  };

  await type("contact_phone", "19900000003");
  await go();
  await reach("[name=premises_street]");
  await page.keyboard.press("ArrowDown");
  await type("premises_address", "云州市青溪区青瓷街道窑前路88号");
  await type("premises_size", "118.5");
  await reach("[name=has_warehouse]");
  await page.keyboard.press("ArrowUp"); // from 是, the first, round to the last: 否
  await go();
  await type("kitchen_size", "36");
  await type("seats", "48");
  await reach("[name=special_room][value=drinks]");
  await page.keyboard.press("Space");
  await go();
  await type("safety_officer", "朱玲");
  await type("safety_officer_phone", "19900000004");
  await type("staff_count", "6");
  await go();
  // Waited for before the control is reached: the key can get to the page before the browser was told to hand the choice over.
  const chosen = page.waitForEvent("filechooser");
  await reach("[name=layout]");
  await page.keyboard.press("Space");
  await (await chosen).setFiles({ name: "平面布局图.pdf", mimeType: "application/pdf", buffer: samplePdf("平面布局图") });
  await reach('[name="_later-rules-list"]');
  await page.keyboard.press("Space");
  await go();
  await reach("[name=declaration]");
  await page.keyboard.press("Space");
  await go();
  expect(await page.locator(".error-summary a").allInnerTexts()).toEqual([]);
  expect((await getMatter(stage.city.ctx(), matterId)).matter.state).toBe("submitted");
});

test("a photograph that is too large is made smaller before it is sent", async () => {
  const she = await stage.visitor(360);
  const { page, go, press } = she;
  await beginForFirm(she);
  const matterId = /matters\/([^/]+)/.exec(page.url())![1]!;
  await go(`/my/matters/${matterId}/apply/materials`);
  await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 2400, height: 2400 });
    const brush = canvas.getContext("2d")!;
    const noise = brush.createImageData(2400, 2400);
    for (let at = 0; at < noise.data.length; at += 65_536) crypto.getRandomValues(noise.data.subarray(at, at + 65_536));
    brush.putImageData(noise, 0, 0);
    const large = await new Promise<Blob>((done) => canvas.toBlob((blob) => done(blob!), "image/png"));
    const list = new DataTransfer();
    list.items.add(new File([large], "厨房.png", { type: "image/png" }));
    const input = document.querySelector<HTMLInputElement>("[name=layout]")!;
    input.files = list.files;
    (window as unknown as { before: number }).before = large.size;
    input.dispatchEvent(new Event("change"));
  });
  expect(await page.evaluate(() => (window as unknown as { before: number }).before)).toBeGreaterThan(10 * 1024 * 1024);
  await press("保存并继续");
  await go(`/my/matters/${matterId}/apply/materials`);
  expect(await page.content()).toContain("厨房.jpg");
  await she.isSound();
});
