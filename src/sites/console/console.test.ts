import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeNow } from "#people/identity";
import { getMatter, listActs } from "#matter/matter";
import { submit } from "#matter/intake";
import { listLooks } from "#kernel/trace";
import { restaurantDraft } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { ConsoleBrowser, DEMO_PASSWORD, DEMO_TOTP, serve, signedIn } from "../../../test/console-browser.ts";
import { DEMO_CODE } from "./index.ts";

let city: TestCity;
let app: FastifyInstance;

beforeAll(async () => {
  city = await testCity();
  app = await serve(city);
});
afterAll(async () => {
  await app.close();
  await city.close();
});

async function submitted(): Promise<string> {
  const matterId = await restaurantDraft(city);
  await submit(await city.person("chen-xiaoman", "xiaoman-catering"), matterId);
  return matterId;
}

describe("signing in", () => {
  test("takes name, password and code together, and goes back to where one came from", async () => {
    const browser = new ConsoleBrowser(app);
    expect((await browser.get("/console/inbox")).location).toBe("/console/sign-in?back=%2Fconsole%2Finbox");
    await browser.get("/console/sign-in?back=%2Fconsole%2Finbox");
    city.now = new Date(city.now.getTime() + 30_000);
    const answer = await browser.post("/console/sign-in", {
      username: "linjing",
      password: DEMO_PASSWORD,
      code: codeNow(city.ctx(), DEMO_TOTP),
      back: "/console/inbox",
    });
    expect([answer.status, answer.location]).toEqual([303, "/console/inbox"]);
    expect((await browser.get("/console/inbox")).html).toContain("等我办理");
  });

  test("never leads away from the console", async () => {
    const browser = new ConsoleBrowser(app);
    await browser.get("/console/sign-in");
    city.now = new Date(city.now.getTime() + 30_000);
    const answer = await browser.post("/console/sign-in", {
      username: "linjing",
      password: DEMO_PASSWORD,
      code: codeNow(city.ctx(), DEMO_TOTP),
      back: "//evil.example/console",
    });
    expect(answer.location).toBe("/console");
  });

  test("says the same of a wrong name, password or code, keeps the name, and slows down after five", async () => {
    const browser = new ConsoleBrowser(app);
    await browser.get("/console/sign-in");
    const wrong = await browser.post("/console/sign-in", { username: "nobody-here", password: "x", code: "000000" });
    const bad = await browser.post("/console/sign-in", { username: "hetao", password: "wrong", code: "000000" });
    expect([wrong.status, bad.status]).toEqual([422, 422]);
    expect(bad.html).toContain("账号、密码或动态口令不对");
    expect(bad.html).toContain('value="hetao"');
    for (let i = 0; i < 5; i += 1) await browser.post("/console/sign-in", { username: "hetao", password: "wrong", code: "000000" });
    city.now = new Date(city.now.getTime() + 1000);
    const locked = await browser.post("/console/sign-in", { username: "hetao", password: DEMO_PASSWORD, code: codeNow(city.ctx(), DEMO_TOTP) });
    expect(locked.status).toBe(429);
    expect(locked.html).toContain("请过一会儿再试");
  });

  test("shows the code only where the city is a demo", async () => {
    const browser = new ConsoleBrowser(app);
    expect((await browser.get("/console/sign-in")).html).not.toMatch(/：\d{6}/);
    city.ports.plug(DEMO_CODE, (ctx) => codeNow(ctx, DEMO_TOTP));
    expect((await browser.get("/console/sign-in")).html).toContain(`：${codeNow(city.ctx(), DEMO_TOTP)}`);
  });

  test("ends the session at signing out", async () => {
    const browser = await signedIn(city, app, "zhouwen");
    await browser.get("/console/inbox");
    const held = new Map(browser.cookies);
    await browser.post("/console/sign-out", {});
    for (const [name, value] of held) browser.cookies.set(name, value);
    expect((await browser.get("/console/inbox")).status).toBe(303);
  });
});

describe("the inbox", () => {
  test("shows what waits for the actor's duty and nothing of others", async () => {
    const matterId = await submitted();
    const acceptor = await signedIn(city, app, "linjing");
    const reviewer = await signedIn(city, app, "zhouwen");
    expect((await acceptor.get("/console/inbox")).html).toContain(`/console/matters/${matterId}`);
    expect((await reviewer.get("/console/inbox")).html).not.toContain(matterId);
  });

  test("says what would be here when nothing fits a filter", async () => {
    const browser = await signedIn(city, app, "linjing");
    const { html } = await browser.get("/console/inbox?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E4%B8%AA");
    expect(html).toContain("没有符合条件的件");
    expect(html).toContain("看全部待办");
  });
});

describe("personal values", () => {
  test("are masked, shown once for a reason, and the look is in the trace and the history", async () => {
    const matterId = await submitted();
    const browser = await signedIn(city, app, "linjing");
    const page = await browser.get(`/console/matters/${matterId}`);
    expect(page.html).toContain("199****0003");
    expect(page.html).not.toContain("19900000003");
    await browser.get(`/console/matters/${matterId}/unmask?field=party.1.phone`);
    expect((await browser.post(`/console/matters/${matterId}/unmask`, { field: "party.1.phone", reason: "看" })).status).toBe(422);
    const shown = await browser.post(`/console/matters/${matterId}/unmask`, { field: "party.1.phone", reason: "电话通知申请人补正" });
    expect(shown.html).toContain("19900000003");
    expect((await browser.get(`/console/matters/${matterId}`)).html).not.toContain("19900000003");
    const { matter } = await getMatter(city.ctx(), matterId);
    expect((await listLooks(city.ctx(), matter.owner.id))[0]).toMatchObject({ purpose: "电话通知申请人补正", actor: { name: "林静" } });
    expect((await listActs(city.ctx(), matterId)).at(-1)?.kind).toBe("unmasked");
  });

  test("of a register are masked in list and record", async () => {
    const browser = await signedIn(city, app, "qinlan");
    const list = await browser.get("/console/registers/population");
    expect(list.html).toContain("林*英");
    expect(list.html).not.toContain("990101194405120027");
    const found = await browser.get("/console/registers/population?key=990101194405120027");
    const address = /\/console\/registers\/population\/records\/[0-9a-f-]{36}/.exec(found.html)![0];
    expect((await browser.get(address)).html).not.toContain("窑前路12号");
  });

  test("on a licence of a person are masked until somebody says why", async () => {
    const browser = await signedIn(city, app, "linjing");
    const list = await browser.get(`/console/licences?q=${encodeURIComponent("林*英")}`);
    const address = /\/console\/licences\/[0-9a-f-]{36}/.exec(list.html)![0];
    expect((await browser.get(address)).html).not.toContain("990101194405120027");
    await browser.get(`${address}/unmask`);
    expect((await browser.post(`${address}/unmask`, { reason: "核对持证人身份" })).html).toContain("不是您所在单位制发的");
    const overseer = await signedIn(city, app, "sujin");
    await overseer.get(`${address}/unmask`);
    expect((await overseer.post(`${address}/unmask`, { reason: "核对持证人身份" })).html).toContain("990101194405120027");
  });
});

describe("what is searched for", () => {
  test("stands in no address in clear: number, name or phone; the list is narrowed all the same, page by page, for who searched alone", async () => {
    const clerk = await signedIn(city, app, "qinlan");
    await clerk.get("/console/registers/population");
    const { location } = await clerk.post("/console/registers/population", { q: "990101194405120027" });
    expect(location).toMatch(/^\/console\/registers\/population\?s=/);
    expect(decodeURIComponent(location)).not.toMatch(/990101194405120027|林/);
    const list = (await clerk.get(location)).html;
    expect([list.includes("林*英"), list.includes("余*")]).toEqual([true, false]);
    const other = await signedIn(city, app, "shiyong");
    expect((await other.get(location)).html).toContain("余*");
    city.now = new Date(city.now.getTime() + 20 * 60_000);
    await clerk.get("/console/registers");
    expect((await clerk.get(`${location}x`)).status).toBe(200);
  });

  test.each(["/console/search", "/console/licences", "/console/inbox", "/console/payments"])(
    "at %s is sent by POST, with the filters in clear",
    async (path) => {
      const who = await signedIn(city, app, path === "/console/payments" ? "shiyong" : "linjing");
      const { html } = await who.get(path);
      expect([...html.matchAll(/<form[^>]*role="search"[^>]*>/g)].map(([form]) => /method="(\w+)"/.exec(form)![1])).not.toContain("get");
      const { location } = await who.post(path, { q: "19900000003", state: "accepted", item: "food-licence" });
      expect(location).toContain(`${path}?s=`);
      expect(location).not.toContain("19900000003");
      expect((await who.get(location)).html).toContain('value="19900000003"');
    },
  );
});

describe("what a role may open", () => {
  const PAGES: Record<string, { may: string[]; mayNot: string[] }> = {
    linjing: {
      may: ["/console/inbox", "/console/search", "/console/registers", "/console/licences"],
      mayNot: ["/console/board", "/console/staff", "/console/catalogue", "/console/trace", "/console/ratings"],
    },
    sujin: {
      may: ["/console/board", "/console/ratings", "/console/search"],
      mayNot: ["/console/inbox", "/console/staff", "/console/calendar", "/console/registers/population"],
    },
    admin: {
      may: [
        "/console/staff",
        "/console/appointments",
        "/console/organisation",
        "/console/catalogue",
        "/console/calendar",
        "/console/registers/population/import",
      ],
      mayNot: ["/console/inbox", "/console/search", "/console/registers/population", "/console/trace"],
    },
    shenji: { may: ["/console/trace", "/console/search"], mayNot: ["/console/inbox", "/console/staff", "/console/ratings"] },
  };

  test.each(Object.entries(PAGES))("%s sees their own pages, in the navigation and by address", async (username, { may, mayNot }) => {
    const browser = await signedIn(city, app, username);
    const { html } = await browser.get(may[0]!);
    for (const page of may) expect([page, (await browser.get(page)).status]).toEqual([page, 200]);
    for (const page of mayNot) {
      expect([page, (await browser.get(page)).status]).toEqual([page, 403]);
      expect(html).not.toContain(`href="${page}"`);
    }
  });

  test("nobody opens the console without signing in, and a person is told whose page it is", async () => {
    expect((await new ConsoleBrowser(app).get("/console/board")).location).toBe("/console/sign-in?back=%2Fconsole%2Fboard");
  });
});
