import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getMatter } from "#matter/matter";
import { submit } from "#matter/intake";
import { KEPT_COOKIE } from "#kernel/http";
import { refilled } from "#ui";
import { restaurantDraft } from "./application.ts";
import { ConsoleBrowser, DEMO_PASSWORD, DEMO_TOTP, serve, signedIn } from "./console-browser.ts";
import { testCity, type TestCity } from "./city.ts";
import { openPortal, type Portal } from "./visitor.ts";
import { codeNow } from "#people/identity";

// What was typed when the login had ended meanwhile comes back after signing in: to the same person, once.

let city: TestCity;
let portal: Portal;
let app: FastifyInstance;
beforeAll(async () => {
  city = await testCity();
  portal = await openPortal(city);
  app = await serve(city);
});
afterAll(async () => {
  await portal.close();
  await app.close();
  await city.close();
});

const OPINION = '不属于<本窗口>"职权" & 请找民政';
beforeEach(() => city.database.owner.query("delete from identity.kept_fields"));
const expire = (): Promise<unknown> => city.database.owner.query("update identity.sessions set ended_at = now() where ended_at is null");

async function waitingTask(): Promise<{ matter: string; task: string }> {
  const matter = await restaurantDraft(city);
  await submit(await city.person("chen-xiaoman", "xiaoman-catering"), matter);
  return { matter: `/console/matters/${matter}`, task: (await getMatter(city.ctx(), matter)).open[0]!.taskId };
}

/** Signs a member of staff in in the same browser. */
async function again(browser: ConsoleBrowser, username: string): Promise<void> {
  city.now = new Date(city.now.getTime() + 30_000);
  await browser.get("/console/sign-in");
  expect((await browser.post("/console/sign-in", { username, password: DEMO_PASSWORD, code: codeNow(city.ctx(), DEMO_TOTP) })).status).toBe(303);
}

describe("on the console", () => {
  test("an acceptance that was sent too late is there again, once, for its author alone", async () => {
    const { matter, task } = await waitingTask();
    const browser = await signedIn(city, app, "linjing");
    expect((await browser.get(matter)).html).toContain(`action="${matter}/tasks/${task}"`);
    await expire();
    const late = await browser.post(`${matter}/tasks/${task}`, { [`${task}-decline-reason`]: OPINION });
    expect([late.status, late.html.includes("替您留着")]).toEqual([401, true]);
    const kept = browser.cookies.get(KEPT_COOKIE)!;
    // A colleague at the same desk finds nothing of it.
    await again(browser, "hetao");
    expect((await browser.get(matter)).html).not.toContain("请找民政");
    await browser.post("/console/sign-out", {});
    browser.cookies.set(KEPT_COOKIE, kept);
    await again(browser, "linjing");
    const back = await browser.get(matter);
    expect(back.html).toContain("登录过期前您填的内容已经放回来了");
    expect(back.html).toMatch(/<details class="act-other act-grave" open>(?:(?!<details).)*请找民政/s);
    expect(back.html).toContain("不属于&lt;本窗口>&quot;职权&quot; &amp; 请找民政</textarea>");
    expect((await browser.get(matter)).html).not.toContain("请找民政");
    const { rows } = await city.database.owner.query("select 1 from identity.kept_fields");
    expect(rows).toEqual([]);
  });

  test("nothing is in clear in the database, no password is kept, and after half an hour it is gone", async () => {
    const { matter, task } = await waitingTask();
    const browser = await signedIn(city, app, "linjing");
    await browser.get(matter);
    await expire();
    await browser.post(`${matter}/tasks/${task}`, { [`${task}-decline-reason`]: OPINION, password: "geheim-2026" });
    const { rows } = await city.database.owner.query<{ row: string; fields: string }>("select k::text as row, fields from identity.kept_fields k");
    expect(rows).toHaveLength(1);
    expect(rows[0]!.row).not.toContain("请找民政");
    expect(city.ctx().personal.decrypt(rows[0]!.fields)).not.toContain("geheim");
    city.now = new Date(city.now.getTime() + 31 * 60_000);
    await again(browser, "linjing");
    expect((await browser.get(matter)).html).not.toContain("请找民政");
  });

  test("of nobody known nothing is kept", async () => {
    const { matter, task } = await waitingTask();
    const browser = new ConsoleBrowser(app);
    const late = await browser.post(`${matter}/tasks/${task}`, { reason: "陌生人写的" });
    expect([late.status, late.html.includes("替您留着"), browser.cookies.has(KEPT_COOKIE)]).toEqual([401, false, false]);
  });
});

describe("on the portal", () => {
  test("a page of a form that was sent after signing out in another tab is there again", async () => {
    const owner = await portal.owner();
    const matterId = await restaurantDraft(city);
    const page = `/my/matters/${matterId}/apply/form/operator`;
    expect((await owner.get(page)).status).toBe(200);
    const names = [...(await owner.get(page)).html.matchAll(/<input[^>]*name="([a-z_]+)"[^>]*>/g)].filter(
      ([tag]) => !/type="(hidden|radio|checkbox)"|readonly/.test(tag),
    );
    const name = names.at(-1)![1]!;
    await owner.post("/sign-out");
    owner.cookies["yw_session"] = "";
    const late = await owner.post(page, { [name]: "另一个标签页里填的" });
    expect([late.status, late.html.includes("替您留着")]).toEqual([401, true]);
    await owner.get("/sign-in");
    await owner.post("/sign-in", { name: "陈小满", id_number: "990101199205210063", back: page });
    const { html } = await owner.get("/agency");
    await owner.post("/agency", { party: /name="party" value="([^"]+\.[^"]+)"/.exec(html)![1]! });
    const back = await owner.get(page);
    expect(back.html).toContain("登录过期前您填的内容已经放回来了");
    expect(back.html).toContain('value="另一个标签页里填的"');
  });

  test("of a form with files the fields come back, and it is said that files do not", async () => {
    const owner = await portal.owner();
    const matterId = await restaurantDraft(city);
    await owner.get(`/my/matters/${matterId}/apply/materials`);
    await expire();
    const late = await owner.send(`/my/matters/${matterId}/apply/materials`, { material: "layout" }, { field: "file", name: "图.pdf", content: "%PDF" });
    expect([late.status, late.html.includes("选过的文件要重新选")]).toEqual([401, true]);
    const { rows } = await city.database.owner.query("select 1 from identity.kept_fields where files");
    expect(rows).toHaveLength(1);
  });
});

describe("a form is filled again", () => {
  const page = (fields: string): string =>
    `<main><form method="post" action="/a?b=1&amp;c=2">${fields}</form><form method="post" action="/other"><input name="t" value="x"></form></main>`;
  const fill = (fields: string, typed: Record<string, string | string[]>): string => refilled(page(fields), "/a?b=1&c=2", typed, false) ?? "";

  test("by name, whatever a field is, and nothing that nobody types", () => {
    const html = fill(
      '<input type="hidden" name="_token" value="new"><input name="t" value="old"><input type="password" name="p"><textarea name="a" rows="3">old</textarea>' +
        '<input type="radio" name="r" value="1" checked><input type="radio" name="r" value="2"><input type="checkbox" name="c" value="x" checked><input type="checkbox" name="c" value="y">' +
        '<select name="s"><option value="1" selected>一</option><option value="2">二</option></select><input type="file" name="f">',
      { _token: "old", t: 'n"<&$&', p: "secret", a: "</textarea><b>$1", r: "2", c: ["y"], s: "2", f: "x" },
    );
    for (const part of [
      'name="_token" value="new"',
      'name="t" value="n&quot;&lt;&amp;$&amp;"',
      'type="password" name="p">',
      "&lt;/textarea>&lt;b>$1</textarea>",
      'name="r" value="2" checked',
      'name="c" value="y" checked',
      'value="2" selected',
    ])
      expect(html).toContain(part);
    for (const part of ["secret", 'value="1" checked', 'value="x" checked', 'value="1" selected', ">old<"]) expect(html).not.toContain(part);
    expect(html).toContain('action="/other"><input name="t" value="x">');
  });

  test("only where it stands", () => {
    expect(refilled(page("<input name=t>"), "/b", { t: "x" }, false)).toBeUndefined();
  });
});
