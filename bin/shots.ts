import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { paperCode } from "#proof/document";
import { listDuties } from "#people/duty";
import { codeNow, listStaff } from "#people/identity";
import { searchLicences, suspendLicence } from "#outcome/licence";
import { readConfig } from "#kernel/config";
import { openCity, serve, type City } from "../src/city.ts";
import { seedDemo, showDemo } from "../src/seed/demo.ts";
import { demoCast, DEMO_PASSWORD, DEMO_TOTP } from "../src/seed/people.ts";
import { launchBrowser } from "../test/browser.ts";
import { DUTY_SHOTS } from "./duty-shots.ts";
import { SEAT_SHOT } from "./seat-shot.ts";
import { SHOTS as LISTED, type Shot } from "./shot-list.ts";
import { WATCH_SHOTS } from "./watch-shots.ts";

// Pictures of every page of both sites at two widths: npm run shots [-- part of a name] [--readme]
const words = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const readme = process.argv.includes("--readme");
const root = join(import.meta.dirname, "..");
const WIDTHS = [360, 1280];
const FIGURES: Shot = { name: "figures", who: "sujin", path: "/console/figures?kind=work-order" };
const SHOTS: Shot[] = [...LISTED, SEAT_SHOT, FIGURES, ...WATCH_SHOTS, ...DUTY_SHOTS];
const LOOKS = { elder: "yw_mode=elder", dark: "yw_theme=dark", contrast: "yw_contrast=more" };

type SignedIn = Map<string, Awaited<ReturnType<BrowserContext["storageState"]>>>;

/** A licence that holds, and one that was suspended for the purpose. */
async function licenceNumbers(city: City): Promise<Record<string, string>> {
  const ctx = city.ctx();
  const [valid] = (await searchLicences(ctx, { type: "food-operation-licence" })).rows;
  const [stopped] = (await searchLicences(ctx, { type: "public-place-hygiene-licence" })).rows;
  if (!valid || !stopped) throw new Error("the demo city has issued too few licences");
  for (const { staffId, name } of await listStaff(ctx)) {
    const duties = await listDuties(ctx, staffId);
    const decider = duties.some(({ role, unit }) => role === "decider" && unit === stopped.issuer);
    if (decider)
      await suspendLicence(city.ctx({ kind: "staff", id: staffId, name, duties }), stopped.licenceId, {
        reason: "水质抽检不合格，整改期间暂扣",
        basis: "公共场所卫生管理条例 第十四条",
      });
  }
  return { valid: valid.number, stopped: stopped.number };
}

async function arrive(page: Page, act: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent("load"), act()]);
}

async function signIn(page: Page, base: string, city: City, who: string): Promise<void> {
  if (/^[a-z]+$/.test(who)) {
    await page.goto(`${base}/console/sign-in`);
    await page.fill("[name=username]", who);
    await page.fill("[name=password]", DEMO_PASSWORD);
    await page.fill("[name=code]", codeNow(city.ctx(), DEMO_TOTP));
    return arrive(page, () => page.keyboard.press("Enter"));
  }
  const [name = "", firm] = who.split(" @ ");
  const person = [...demoCast().people.values()].find((each) => each.name === name);
  await page.goto(`${base}/sign-in?back=/agency`);
  await page.locator(".own-account input[name=name]").fill(name);
  await page.locator(".own-account input[name=id_number]").fill(person?.id_number ?? "");
  await arrive(page, () => page.locator(".own-account button").click());
  if (firm) await arrive(page, () => page.locator(`li:has-text("${firm}") button:has-text("切换")`).first().click());
}

/** The matter whose flow waits for what was promised. */
async function promisedMatter({ ctx }: City): Promise<string> {
  const [row] = await ctx().db.query<{ id: string }>("select matter_id as id from matter.materials where source = 'later' order by matter_id desc limit 1");
  return row!.id;
}

/** The code on the newest paper there is. */
async function newestPaper({ ctx }: City): Promise<string> {
  const [document] = await ctx().db.query<{ matterId: string; documentId: string }>(
    'select matter_id as "matterId", document_id as "documentId" from matter.documents order by issued_at desc, document_id desc limit 1',
  );
  return paperCode(document!);
}

async function take(page: Page, base: string, { path, then = [], prepare, send }: Shot, numbers: Record<string, string>, file: string): Promise<void> {
  await page.goto(base + path.replace(/\{(\w+)\}/g, (_all, key: string) => numbers[key] ?? ""));
  for (const step of then) {
    if (step.startsWith("+")) await page.goto(page.url() + step.slice(1));
    else await arrive(page, () => page.locator(step).first().click());
  }
  await prepare?.(page);
  if (send) await arrive(page, () => page.locator(send).first().click());
  await page.screenshot({ path: file, fullPage: true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) throw new Error(`${wide} px wider than the window`);
}

async function takeAll(browser: Browser, base: string, city: City, width: number, signedIn: SignedIn, numbers: Record<string, string>): Promise<string[]> {
  const missed: string[] = [];
  for (const shot of SHOTS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))) {
    const { name, who, look } = shot;
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      locale: "zh-CN",
      timezoneId: "Asia/Shanghai",
      ...(who && { storageState: signedIn.get(who)! }),
    });
    try {
      if (look) {
        const [cookie = "", value = ""] = LOOKS[look].split("=");
        await context.addCookies([{ name: cookie, value, url: base }]);
      }
      const page = await context.newPage();
      page.setDefaultTimeout(8000);
      await take(page, base, shot, numbers, join(root, "shots", `${name}-${width}.png`));
    } catch (error) {
      missed.push(`${name}-${width}: ${(error as Error).message.split("\n").slice(0, 3).join(" ")}`);
    }
    await context.close();
  }
  return missed;
}

async function pictures(city: City, browser: Browser, base: string): Promise<void> {
  const numbers = { ...(await licenceNumbers(city)), paper: await newestPaper(city), promised: await promisedMatter(city) };
  await city.drain();
  const signedIn: SignedIn = new Map();
  const wanted = SHOTS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  for (const who of new Set(wanted.flatMap((shot) => shot.who ?? []))) {
    const context = await browser.newContext({ locale: "zh-CN" });
    await signIn(await context.newPage(), base, city, who);
    signedIn.set(who, await context.storageState());
    await context.close();
  }
  const missed = await Promise.all(WIDTHS.map((width) => takeAll(browser, base, city, width, signedIn, numbers)));
  for (const line of missed.flat()) console.error(line);
  if (missed.flat().length > 0) process.exitCode = 1;
  if (!readme) return;
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, locale: "zh-CN" });
  await page.goto(`${base}/`);
  mkdirSync(join(root, "docs/images"), { recursive: true });
  await page.screenshot({ path: join(root, "docs/images/portal.png") });
}

const started = performance.now();
mkdirSync(join(root, "shots"), { recursive: true });
const dataDir = mkdtempSync(join(tmpdir(), "yiwang-shots-"));
const city = await openCity(readConfig({ DATA_DIR: dataDir, PORT: "0" }), { settings: ["fsync=off"], own: true });
try {
  await seedDemo(city, { stories: true });
  showDemo(city);
  const app = await serve(city);
  await app.listen({ port: 0, host: "127.0.0.1" });
  const base = `http://127.0.0.1:${(app.server.address() as { port: number }).port}`;
  city.at(base);
  const browser = await launchBrowser();
  try {
    await pictures(city, browser, base);
  } finally {
    await browser.close();
    await app.close();
  }
} finally {
  await city.close();
  rmSync(dataDir, { recursive: true, force: true });
}
console.log(`Pictures are in shots/ (${((performance.now() - started) / 1000).toFixed(0)} s).`);
