import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { AxeResults } from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeSource, launchBrowser } from "../../test/browser.ts";
import { assets } from "./assets.ts";
import { galleryPage } from "./gallery.tsx";
import type { Display } from "./site.ts";

const displays: Record<string, Display> = {
  standard: {},
  dark: { theme: "dark" },
  elder: { mode: "elder" },
  contrast: { contrast: "more" },
};

let server: Server;
let browser: Browser;
let address: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? "/";
    const asset = assets().get(path);
    response.setHeader("content-security-policy", "default-src 'self'; base-uri 'none'; form-action 'self'");
    response.setHeader("content-type", asset?.type ?? "text/html; charset=utf-8");
    response.end(asset?.body ?? galleryPage(displays[path.slice(1)]));
  }).listen(0);
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

describe.each(Object.keys(displays))("the gallery in the %s look", (look) => {
  test("has no fault that axe can find, runs under a strict policy and fits a 360 px phone", async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 720 }, bypassCSP: true });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(`${address}/${look}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await page.evaluate(axeSource);
    const found = (await page.evaluate("axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })")) as AxeResults;
    await context.close();
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
    expect(found.passes.length).toBeGreaterThan(20);
    expect(wide, "pixels wider than the phone").toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
  }, 60_000);
});

test("no page part asks for anything that a strict policy refuses", async () => {
  const page = await browser.newPage();
  const refused: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") refused.push(message.text());
  });
  await page.goto(`${address}/standard`);
  await page.close();
  expect(refused).toEqual([]);
}, 30_000);
