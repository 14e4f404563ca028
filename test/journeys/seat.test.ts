import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { SIMULATION, type Simulation } from "#matter/call";
import { begin } from "#matter/begin";
import { findByNumber, getMatter } from "#matter/matter";
import { findByCode, openParties } from "#matter/party";
import { openStage, type Stage, type Visitor } from "./stage.ts";

// An old woman telephones 12345. The line drops in the middle; nothing of what she said is lost.

const HER = "19900000107";

let stage: Stage;
let board: Simulation;
let street: string;
beforeAll(async () => {
  stage = await openStage();
  board = stage.city.ports.get(SIMULATION);
  const { rows } = await stage.city.database.owner.query<{ name: string; number: string }>(
    "select s.name, a.number from address.addresses a join address.streets s using (street_id) where a.number ~ '^[0-9]+$' order by s.name, a.number limit 1",
  );
  street = `${rows[0]!.name}${rows[0]!.number}号`;
  const nobody = stage.city.ctx({ kind: "anonymous", id: "", name: "" });
  for (const [item, summary] of [
    ["hotline-help", "楼道灯坏了"],
    ["hotline-report", "有人违建"],
  ] as const)
    await begin(nobody, { item, channel: "online", form: { summary }, party: { kind: "anonymous", phone: HER } });
}, 60_000);
afterAll(() => stage.close());
afterEach(quiet);

const text = async ({ page }: Visitor): Promise<string> => (await page.locator("main").textContent()) ?? "";
const inHand = async (): Promise<string> => {
  const { rows } = await stage.city.database.owner.query<{ outside: string }>("select outside from call.calls order by received_at desc, call_id desc limit 1");
  return rows[0]!.outside;
};

/** How many SMS wait to be sent. */
async function messages(): Promise<number> {
  await stage.city.drain();
  const { rows } = await stage.city.database.owner.query<{ count: number }>("select count(*)::int as count from notice.messages");
  return rows[0]!.count;
}

/** Whatever a test left: nobody sits, no call runs. */
async function quiet(): Promise<void> {
  const owner = stage.city.database.owner;
  for (const { outside } of (await owner.query<{ outside: string }>("select outside from call.calls where state <> 'ended'")).rows)
    await board.drop(stage.city.ctx(), outside);
  await owner.query("update call.shifts set ended_at = now() where ended_at is null");
  await owner.query("update call.calls set done_at = now() where done_at is null");
}

async function sitDown(width: number, javascript: boolean, seat: string): Promise<Visitor> {
  const she = await stage.visitor(width, { javascript });
  await she.signInAsStaff("sunli");
  expect(she.page.url()).toMatch(/\/console\/seat$/);
  await she.isSound();
  await she.page.fill("[name=seat]", seat);
  await she.press("上岗");
  return she;
}

test("by keyboard: she rings, is known, speaks, is cut off, is called again, and is told her number and code", { timeout: 180_000 }, async () => {
  const she = await sitDown(1366, true, "8001");
  const before = await messages();
  const { page } = she;
  await board.ring(stage.city.ctx(), { number: HER });
  // The page hears of it by itself.
  await page.locator(".seat-ringing").waitFor();
  expect(await text(she)).toContain("这个号码反映过 2 件");
  expect(await text(she)).toContain("另有 1 件要保密");
  expect(await text(she)).not.toContain("违建");
  await she.isSound();
  const arrived = (keys: string): Promise<void> => she.arrives(() => page.keyboard.press(keys));
  await arrived("Alt+1");
  expect(await text(she)).toContain("通话中");
  await she.isSound();
  // Where she writes has the focus.
  expect(await page.evaluate(() => (document.activeElement as HTMLTextAreaElement).name)).toBe("summary");
  await page.keyboard.type(`我家在${street}，门口路灯不亮好几天了`);
  await page.locator("#seat-categories").waitFor();
  expect(await page.locator("#seat-categories + ul").textContent()).toContain("说到了：路灯");
  expect(await page.locator("#seat-places + ul").textContent()).not.toContain("好几天");
  await she.isSound();
  // The line drops; the page says so and keeps what stands there.
  await board.drop(stage.city.ctx(), await inHand(), "lost");
  await page.locator(".seat-ended").waitFor();
  expect(await page.inputValue("[name=summary]")).toContain("路灯不亮好几天");
  await page.reload();
  expect(await text(she)).toContain("写了的都在");
  await she.isSound();
  await arrived("Alt+1");
  await she.press("接着写");
  expect(await page.inputValue("[name=summary]")).toContain("路灯不亮好几天");
  const offer = (of: string): Promise<void> => she.arrives(() => page.locator(`section:has(#${of}) button`).first().press("Enter"));
  await offer("seat-places");
  await offer("seat-categories");
  expect(await page.inputValue("[name=where-point]")).toMatch(/^\d+\.\d+, \d+\.\d+$/);
  expect(await page.inputValue("[name=category]")).toBe("lamp");
  await she.isSound();
  await arrived("Alt+9");
  const told = await page.locator(".seat-told dd").allTextContents();
  const [number = "", code = ""] = told.map((each) => each.replaceAll(" ", ""));
  await she.isSound();
  const found = (await findByNumber(stage.city.ctx(), number))!;
  expect(await findByCode(stage.city.ctx(), number, code)).toBe(found.matterId);
  const { matter } = await getMatter(stage.city.ctx(), found.matterId);
  expect([matter.channel, matter.itemId, matter.form["category"]]).toEqual(["phone", "hotline-help", "lamp"]);
  expect(await openParties(stage.city.ctx(), found.matterId)).toMatchObject([{ kind: "anonymous", phone: HER, sms: false }]);
  expect(await messages()).toBe(before);
  // She presses while the page is being told that the line dropped: what she pressed counts.
  let release = (): void => {};
  const waits = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/seat/live*", (route) => waits.then(() => route.continue()));
  await page.route("**/acts/finish", async (route) => {
    release();
    await page.waitForTimeout(500);
    await route.continue();
  });
  await page.waitForRequest("**/seat/live*");
  await board.drop(stage.city.ctx(), await inHand());
  await she.press("这个来电办完了");
  expect(await text(she)).toContain("等下一个电话");
  await she.go("/console/seat/figures");
  await she.isSound();
  expect(await text(she)).toContain("接通率 100%");
});

test("without JavaScript, on a narrow screen: rung, looked up, handed on to 110, missed, called back once", { timeout: 180_000 }, async () => {
  const she = await sitDown(360, false, "8002");
  const before = await messages();
  const { page } = she;
  await board.ring(stage.city.ctx(), { number: "19900000150" });
  await she.press("看有没有新来电");
  await she.press("接听");
  await page.fill("[name=summary]", `${street}门口路灯不亮，旁边着火了`);
  await page.locator(".seat-foot button:has-text('查一查')").click();
  expect(await text(she)).toContain("请马上拨打专门的电话");
  expect(await page.inputValue("[name=summary]")).toContain("着火");
  const take = (of: string): Promise<void> => page.locator(`section:has(#${of}) button`).first().click();
  await take("seat-places");
  await take("seat-categories");
  // What the old woman said stands in the same street.
  expect(await text(she)).toContain("附近有 1 件说的是同一件事");
  await take("seat-same");
  expect(await text(she)).toContain("和附近那一件关联");
  await page.locator("label:has-text('同意用短信')").click();
  await page.locator(".seat-foot button:has-text('提出')").click();
  expect(await text(she)).toContain("编号会用短信发给来电人");
  expect(await messages()).toBe(before + 1);
  const { rows } = await stage.city.database.owner.query("select from matter.links where link = 'duplicate' and outward");
  expect(rows.length).toBe(1);
  await page.goBack();
  await page.selectOption("[name=to]", "police");
  await she.press("转接");
  expect(await text(she)).toContain("转到 110");
  await board.ring(stage.city.ctx(), { number: "19900000151" });
  await board.drop(stage.city.ctx(), await inHand());
  await she.press("这个来电办完了");
  await she.press("回拨");
  expect(await text(she)).toContain("19900000151");
  expect(await text(she)).toContain("漏接回拨 0");
});

test("on a narrow screen with JavaScript the page is sound while it rings", { timeout: 60_000 }, async () => {
  const she = await sitDown(360, true, "8003");
  await board.ring(stage.city.ctx(), { number: HER });
  await she.page.locator(".seat-ringing").waitFor();
  await she.isSound();
  await she.press("接听");
  await she.isSound();
});
