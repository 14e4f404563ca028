import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { codeNow } from "#people/identity";
import { serve } from "../../src/city.ts";
import { showDemo } from "../../src/seed/demo.ts";
import { DEMO_PASSWORD, DEMO_TOTP } from "../../src/seed/people.ts";
import { axeSource, launchBrowser } from "../browser.ts";
import { testCity, type TestCity } from "../city.ts";

// dmn-js 17.10.2 writes style attributes into its tables. The policy stops them, our style sheet says what they would have said.
const STYLE_OF_DMN_JS = "Applying inline style violates";

/** A city that serves, and a browser to visit it with. */
export interface Stage {
  city: TestCity;
  base: string;
  /** A visitor of their own: window size, with or without JavaScript; by which way they come, where it is not the straight one. */
  visitor(width: number, options?: { javascript?: boolean; base?: string }): Promise<Visitor>;
  close(): Promise<void>;
}

/** Somebody at a browser. */
export interface Visitor {
  page: Page;
  context: BrowserContext;
  go(path: string): Promise<void>;
  /** Presses the button or follows the link with a text, inside the main part, and waits for the page it leads to. */
  press(text: string): Promise<void>;
  /** Does what leads to another page, and waits until that one has loaded. */
  arrives(act: () => Promise<unknown>): Promise<void>;
  /** No violation of WCAG A or AA, and nothing wider than the window. */
  isSound(): Promise<void>;
  signIn(name: string, back?: string): Promise<void>;
  signInAsStaff(username: string): Promise<void>;
}

async function visitor(browser: Browser, stage: { city: TestCity; base: string }, width: number, javascript: boolean): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale: "zh-CN", javaScriptEnabled: javascript });
  const page = await context.newPage();
  // What the content policy stopped on a page since it was last asked: the browser says so in its console alone.
  const stopped: string[] = [];
  page.on("console", (message) => {
    const text = message.text();
    if (text.includes("Content Security Policy") && !(page.url().includes("/console/rules/") && text.startsWith(STYLE_OF_DMN_JS))) stopped.push(text);
  });
  page.setDefaultTimeout(10_000);
  const arrives = async (act: () => Promise<unknown>): Promise<void> => {
    await page.waitForLoadState(); // a page that is still loading would be taken for the next
    await Promise.all([page.waitForEvent("load"), act()]);
  };
  const go = async (path: string): Promise<void> => void (await page.goto(stage.base + path));
  return {
    page,
    context,
    go,
    arrives,
    press: (text) => arrives(() => page.locator(`main button:has-text("${text}"):visible, main a:has-text("${text}"):visible`).first().click()),
    async isSound() {
      expect(stopped.splice(0), `${page.url()} breaks the content policy`).toEqual([]);
      if (!javascript) return;
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide, `${page.url()} is wider than the window`).toBe(0);
      // The bar at the top stays where it is: what happens to lie half under it is no small target.
      await page.evaluate(() => scrollTo(0, 0));
      await page.evaluate(axeSource); // by the browser's own protocol: no script of the page, so the policy does not stop it
      const violations = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
        const found = await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
        return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ""}`);
      });
      expect(violations, page.url()).toEqual([]);
    },
    async signIn(name, back = "/my") {
      await go(`/sign-in?back=${encodeURIComponent(back)}`);
      await arrives(() => page.locator(`.person:has-text("${name}")`).first().click());
    },
    async signInAsStaff(username) {
      await context.clearCookies();
      // A code works once: the next one is half a minute later.
      stage.city.now = new Date(stage.city.now.getTime() + 31_000);
      await go("/console/sign-in");
      await page.fill("[name=username]", username);
      await page.fill("[name=password]", DEMO_PASSWORD);
      await page.fill("[name=code]", codeNow(stage.city.ctx(), DEMO_TOTP));
      await arrives(() => page.keyboard.press("Enter"));
    },
  };
}

/** Opens a city of its own, its server and a browser. */
export async function openStage(own?: TestCity): Promise<Stage> {
  const city = own ?? (await testCity());
  const app = await serve(city);
  await app.listen({ port: 0, host: "127.0.0.1" });
  const base = `http://127.0.0.1:${(app.server.address() as { port: number }).port}`;
  city.at(base);
  showDemo(city);
  const browser = await launchBrowser();
  return {
    city,
    base,
    visitor: (width, { javascript = true, base: way = base } = {}) => visitor(browser, { city, base: way }, width, javascript),
    async close() {
      await browser.close();
      await app.close();
      await city.close();
    },
  };
}

/** Waits until something is so on a page; the content policy lets no text be run there. */
export async function until(says: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await says()) return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error(`never: ${what}`);
}
