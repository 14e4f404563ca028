import { afterAll, beforeAll, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { getMatter, listActs } from "#matter/matter";
import { completeTask } from "#matter/work";
import { submit } from "#matter/intake";
import { endLogins } from "#people/identity";
import { photograph } from "../photograph.ts";
import { restaurantDraft } from "../application.ts";
import { work } from "../kinds/city.ts";
import { handIn, keptOn, phoneOf, states } from "./phone.ts";
import { openStage, until, type Stage, type Visitor } from "./stage.ts";

// 桑叶 with her phone, 360 pixels wide, in streets with a net and without.

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

async function lamp(address: string) {
  const nobody = stage.city.ctx({ kind: "anonymous", id: "", name: "" });
  const form = { where: { address, area: "990101002001", point: [118.12, 26.65] }, summary: "三盏路灯不亮" };
  return begin(nobody, { item: "event-lamp", channel: "online", form, party: { kind: "person", name: "江离", phone: "19900000077" } });
}

const matters = async (where: string, values: unknown[] = []): Promise<number> =>
  (await stage.city.database.owner.query<{ n: number }>(`select count(*)::int as n from matter.matters where ${where}`, values)).rows[0]!.n;

const onThePhone = (username?: string, width?: number): Promise<Visitor> => phoneOf(stage, username, width);

test("without a net she reports and checks, restarts, and it all arrives once when the net is back", { timeout: 180_000 }, async () => {
  const { matterId } = await lamp("书院街20号门口");
  await lamp("荷塘路8号");
  const she = await onThePhone();
  const { page, context } = she;
  await she.isSound();
  await context.setOffline(true);

  await she.go("/field/report?item=event-garbage");
  await until(
    async () => ((await page.locator("[data-band]").textContent()) ?? "").includes("没有信号，都存在手机里，不会丢"),
    "没有信号，都存在手机里，不会丢",
  );
  const taken = photograph({ taken: "2026:11:23 08:52:10", point: [118.1212, 26.6505] });
  await page.setInputFiles("input[name=photos]", [{ name: "IMG_1.jpg", mimeType: "image/jpeg", buffer: taken }]);
  await until(async () => (await page.locator(".field-shots li").count()) === 1, "the photograph is taken in");
  await until(async () => ((await page.locator(".field-shots").textContent()) ?? "").includes("08:52 拍，有定位"), "08:52 拍，有定位");
  await until(async () => (await page.inputValue("[name=where-point]")) === "118.121200, 26.650500", "the photograph's place stands in the form");
  await page.setInputFiles("input[name=photos]", [{ name: "IMG_2.jpg", mimeType: "image/jpeg", buffer: photograph({ grain: "bare" }) }]);
  await until(async () => (await page.locator(".field-shots li").count()) === 2, "the second photograph");
  expect(await page.locator("main").textContent()).toContain("没有位置：请写清地址");
  await page.setInputFiles("input[name=photos]", [{ name: "IMG_3.heic", mimeType: "image/heic", buffer: Buffer.from("no picture at all") }]);
  await until(async () => (await page.locator("main").textContent())!.includes("“IMG_3.heic”在这里打不开"), "what cannot be opened is said");
  await page.fill("[name=where-address]", "书院街菜场门口");
  await she.isSound();

  // Every answer is kept at once: the page may go at any moment.
  await page.reload();
  await until(async () => (await page.locator(".field-shots li").count()) === 2, "the photographs are there again");
  expect(await page.inputValue("[name=where-address]")).toBe("书院街菜场门口");
  await handIn(she, "上报");
  await until(async () => (await states(she)).join() === "waiting", "the report waits");
  expect(await page.locator("[data-entries]").textContent()).toContain("1 件，2 张照片");
  await she.isSound();

  await she.go("/field");
  await page.locator("main a:has-text('核实：')").first().click();
  await until(() => page.locator("form[data-ready]").isVisible(), "the form of the task");
  // She has taken the wrong street: the lamp is a kilometre away.
  const wrong = { name: "IMG_4.jpg", mimeType: "image/jpeg", buffer: photograph({ taken: "2026:11:23 09:02:10", point: [118.13, 26.65], grain: "wrong" }) };
  await page.setInputFiles("input[name=photos]", [wrong]);
  await until(async () => (await page.locator("main").textContent())!.includes("请核对拍的是不是这一处"), "how far away it was taken");
  expect(await page.locator(".field-shots li").textContent()).toMatch(/有定位，离这件事 99\d 米/);
  await she.isSound();
  await page.locator(".field-shots button:has-text('去掉')").click();
  await page.locator("main button:has-text('交核实结果')").click();
  expect(await page.locator(".error-summary").textContent()).toContain("还没有填：办理结果");
  await page.locator("label:has-text('属实')").first().click();
  await handIn(she, "交核实结果");
  await until(async () => (await states(she)).join() === "waiting,waiting", "both wait");
  expect(await matters("source = 'field'")).toBe(0);

  await context.setOffline(false);
  await until(async () => (await states(she)).join() === "done,done", "both arrived");
  await she.isSound();
  expect(await matters("source = 'field'")).toBe(1);
  const acts = (await listActs(stage.city.ctx(), matterId)).filter(({ kind }) => kind === "field-entry");
  const verified = (await getMatter(stage.city.ctx(), matterId)).matter.state === "verified" ? 1 : 0;
  expect(acts.length).toBe(verified);
  const [row] = (await stage.city.database.owner.query<{ id: string }>("select matter_id as id from matter.matters where source = 'field'")).rows;
  const report = (await listActs(stage.city.ctx(), row!.id)).find(({ kind }) => kind === "field-entry")!;
  expect(report.data["photos"]).toMatchObject([
    { taken: "2026-11-23T08:52:10", point: [118.1212, 26.6505], sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    { name: "IMG_2.jpg" },
  ]);
});

test("what a colleague did meanwhile is shown, and she settles it: it is kept as a note", { timeout: 120_000 }, async () => {
  const { matterId } = await lamp("桐荫巷3号");
  const she = await onThePhone();
  const { page, context } = she;
  await context.setOffline(true);
  await she.go("/field");
  await page.locator("li:has-text('桐荫巷3号') a:has-text('核实：')").click();
  await until(() => page.locator("form[data-ready]").isVisible(), "the form of the task");
  await page.locator("label:has-text('属实')").first().click();
  await page.fill("[name=note]", "灯杆也歪了");
  await handIn(she, "交核实结果");

  const { open } = await getMatter(stage.city.ctx(), matterId);
  await completeTask(await stage.city.staff("sangye"), matterId, open[0]!.taskId, { outcome: "real" });
  await context.setOffline(false);
  await until(async () => (await states(she))[0] === "conflict", "the conflict is shown");
  expect(await page.locator("[data-state=conflict]").textContent()).toMatch(/桑叶 .*已经办了“核实”：属实/);
  await she.isSound();
  await page.locator("button:has-text('记成备注')").click();
  await page.locator("button:has-text('马上试着送')").click();
  await until(async () => !(await states(she)).some((state) => state !== "done"), "the note arrived");
  const notes = (await listActs(stage.city.ctx(), matterId)).filter(({ kind }) => kind === "field-note");
  expect(notes.map(({ data }) => data["opinion"])).toEqual(["外勤记下的“核实”：属实；备注：灯杆也歪了"]);
});

test("what the server finds wrong comes back with its form, photographs and all; the very same thing twice is asked about", { timeout: 120_000 }, async () => {
  const she = await onThePhone();
  const { page } = she;
  const before = await matters("source = 'field'");
  const fill = async (point: string): Promise<void> => {
    await she.go("/field/report?item=event-garbage");
    await until(() => page.locator("form[data-ready]").isVisible(), "the form");
    await page.fill("[name=where-address]", "松荫里 6 号");
    await page.locator("summary:has-text('知道经纬度')").click();
    await page.fill("[name=where-point]", point);
    await page.setInputFiles("input[name=photos]", [{ name: "a.jpg", mimeType: "image/jpeg", buffer: photograph({ grain: "same" }) }]);
    await until(async () => (await page.locator(".field-shots li").count()) === 1, "the photograph");
  };
  await fill("九十九, 三十");
  await handIn(she, "上报");
  await until(async () => (await states(she))[0] === "wrong", "it came back");
  await page.locator("a:has-text('改一改再送')").click();
  await until(() => page.locator("form[data-ready]").isVisible(), "its form again");
  expect(await page.locator(".field-error").first().textContent()).toContain("在哪里");
  expect([await page.inputValue("[name=where-address]"), await page.locator(".field-shots li").count()]).toEqual(["松荫里 6 号", 1]);
  await she.isSound();
  await page.fill("[name=where-point]", "118.122, 26.651");
  await handIn(she, "上报");
  await until(async () => (await states(she))[0] === "done", "it arrived");

  await fill("118.122, 26.651");
  await page.locator("main button:has-text('上报')").click();
  await until(async () => (await page.locator(".error-summary").count()) === 1, "it is asked about");
  expect(await page.locator(".error-summary").textContent()).toMatch(/已经交过一件一模一样的.*这次没有再存/);
  expect(await matters("source = 'field'")).toBe(before + 1);
});

test(
  "when the office ends her login the phone keeps nothing that can be read, and what was not sent goes on when she signs in again",
  { timeout: 120_000 },
  async () => {
    await lamp("云溪路 1 号");
    const she = await onThePhone();
    const { page, context } = she;
    const before = await matters("source = 'field'");
    await context.setOffline(true);
    await she.go("/field/report?item=event-garbage");
    await until(() => page.locator("form[data-ready]").isVisible(), "the form");
    await page.fill("[name=where-address]", "锁起来的地址");
    await page.setInputFiles("input[name=photos]", [{ name: "a.jpg", mimeType: "image/jpeg", buffer: photograph({ grain: "locked" }) }]);
    await until(async () => (await page.locator(".field-shots li").count()) === 1, "the photograph");
    await handIn(she, "上报");
    await endLogins(await stage.city.staff("sangye"));
    await context.setOffline(false);
    await page.waitForURL("**/field/signed-out");
    await until(async () => {
      const { names, caches: left } = await keptOn(she);
      return names.join() === "yw-field-locked" && left.length === 0;
    }, "the phone is cleared");
    // A style or a script that is asked for after that brings nothing back.
    await page.evaluate(() => fetch(document.querySelector<HTMLLinkElement>("link[rel=stylesheet]")!.href));
    expect((await keptOn(she)).caches).toEqual([]);
    const { text } = await keptOn(she);
    expect([text.length > 20, text.includes("地址"), text.includes("桑叶")]).toEqual([true, false, false]);

    // Somebody else on the same phone reads and sends nothing of hers.
    await she.signInAsStaff("hanmei");
    await she.go("/field/queue");
    await until(async () => (await page.locator("[data-entries] .empty").count()) === 1, "nothing of hers is seen");
    expect(await matters("source = 'field'")).toBe(before);
    await she.signInAsStaff("sangye");
    await she.go("/field/queue");
    await until(async () => (await states(she)).join() === "done", "it goes on where it stopped");
    expect(await matters("source = 'field'")).toBe(before + 1);
  },
);

test("a check list of another department is filled in without a net, point by point, and signed with a colleague", { timeout: 120_000 }, async () => {
  const { city } = stage;
  const matterId = await restaurantDraft(city);
  await submit(await city.person("chen-xiaoman", "xiaoman-catering"), matterId);
  await work(city, "linjing", matterId, "acceptance", { outcome: "accept" });
  await work(city, "zhouwen", matterId, "review", { outcome: "pass" });
  const he = await onThePhone("tanglei");
  const { page, context } = he;
  await context.setOffline(true);
  await he.go("/field");
  await page.locator("main .field-acts a.button-primary").first().click();
  await until(() => page.locator("form[data-ready]").isVisible(), "the check list");
  const points = page.locator(".field-point");
  expect(await points.count()).toBeGreaterThan(5);
  await he.isSound();
  await points.first().locator("input[value=yes]").check();
  await page.locator("main button:has-text('结果')").click();
  expect(await page.locator(".error-summary").textContent()).toContain("第 2 项的结果");
  for (const point of await points.all()) await point.locator("input[value=yes]").check();
  await until(async () => (await page.locator(".field-aside").textContent()) === "✓ 已存", "the phone says that it is kept");
  await page.reload();
  await until(() => page.locator("form[data-ready]").isVisible(), "the check list again");
  expect(await page.locator(".field-point input[value=yes]:checked").count()).toBe(await points.count());
  await page.selectOption("[name=companion]", { label: "方敏" });
  await page.locator("input[name=_outcome][value=pass]").check();
  await handIn(he, "结果");
  await context.setOffline(false);
  await until(async () => (await states(he)).join() === "done", "the record arrived");
  const { open } = await getMatter(city.ctx(), matterId);
  expect(open.map(({ kind }) => kind)).toContain("countersign");
});

test("without JavaScript she reports and does a task, and sees whom to call", { timeout: 120_000 }, async () => {
  const { matterId } = await lamp("窑前路 18 号");
  const she = await stage.visitor(360, { javascript: false });
  await she.signInAsStaff("sangye");
  await she.go("/field/report");
  await she.isSound();
  await she.page.selectOption("[name=item]", "event-garbage");
  await she.press("下一步");
  await she.press("上报");
  expect(await she.page.locator(".error-summary").textContent()).toContain("在哪里");
  await she.page.fill("[name=where-address]", "窑前路口");
  await she.page.setInputFiles("input[name=photos]", [{ name: "a.jpg", mimeType: "image/jpeg", buffer: photograph({ grain: "plain" }) }]);
  await she.press("上报");
  expect(await she.page.locator("main").textContent()).toContain("送到了，编号");
  await she.page.locator("li:has-text('窑前路 18 号') a:has-text('打电话')").click();
  expect(await she.page.locator("main").textContent()).not.toContain("19900000077");
  await she.press("看完整号码");
  expect(await she.page.locator("main").textContent()).toContain("19900000077");
  await she.go("/field");
  await she.page.locator("li:has-text('窑前路 18 号') a:has-text('核实：')").click();
  await she.page.locator("label:has-text('属实')").first().click();
  await she.press("交核实结果");
  expect(await she.page.locator("main").textContent()).toContain("送到了");
  expect((await getMatter(stage.city.ctx(), matterId)).matter.state).toBe("verified");
});

test("every page is sound on a phone and on a desk", { timeout: 120_000 }, async () => {
  await lamp("书院街 7 号");
  for (const width of [360, 1280]) {
    const she = await onThePhone("sangye", width);
    for (const path of ["/field", "/field/report", "/field/report?item=event-lamp", "/field/queue", "/field/own", "/field/shell", "/field/fix"]) {
      await she.go(path);
      await until(async () => (await she.page.locator("html[data-ready]").count()) === 1, `${path} is ready`);
      await she.isSound();
    }
    await she.go("/field");
    await she.page.locator("a:has-text('核实：')").first().click();
    await until(() => she.page.locator("form[data-ready]").isVisible(), "the form of the task");
    await she.isSound();
  }
});
