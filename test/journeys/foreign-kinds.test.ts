import { afterAll, beforeAll, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { appointed, cityOfKinds } from "../kinds/city.ts";
import { openStage, type Stage } from "./stage.ts";

// Pages of kinds that no licence is like are sound for everybody: their list, a matter, a new one, and what the public sees of them.

const CENTRE = "12990100MB0000002T";
const URBAN = "11990100MB00000057";
const BUREAU = "11990100MB0000001T";
const where = { address: "书院街20号", area: "990101002001" };

let stage: Stage;
const matters: Record<string, string> = {};
beforeAll(async () => {
  const city = await cityOfKinds("enforcement", "office");
  for (const [username, role, unit] of [
    ["linjing", "dispatcher", CENTRE],
    ["linjing", "seat", CENTRE],
    ["linjing", "event-registrar", URBAN],
    ["linjing", "grid-worker", URBAN],
    ["linjing", "officer", BUREAU],
    ["linjing", "registrar", CENTRE],
    ["linjing", "inspector-office", CENTRE],
  ] as const)
    await appointed(city, username, role, unit);
  const desk = await city.staff("linjing");
  const nobody = city.ctx({ kind: "anonymous", id: "", name: "" });
  const anonymous = { kind: "anonymous" } as const;
  const offender = { kind: "person", name: "陈小满", number: "990101199205210063" };
  const begun = [
    ["work-order", nobody, { item: "hotline-complaint", channel: "online", party: anonymous, form: { summary: "路灯不亮", where } }],
    ["city-event", nobody, { item: "event-lamp", channel: "online", party: anonymous, form: { where } }],
    [
      "penalty-case",
      desk,
      { item: "penalty-food", channel: "officer", form: { offender, informant: anonymous, offence: "无证经营", clue: "群众举报", where } },
    ],
  ] as const;
  for (const [kind, ctx, given] of begun) matters[kind] = (await begin(ctx, given)).matterId;
  stage = await openStage(city);
});
afterAll(() => stage.close());

test.each([360, 1280])("at %d px", { timeout: 240_000 }, async (width) => {
  const desk = await stage.visitor(width);
  await desk.signInAsStaff("linjing");
  for (const kind of ["work-order", "city-event", "penalty-case", "incoming-document", "supervision"]) {
    for (const path of [`/console/kinds/${kind}`, `/console/kinds/${kind}/new`, ...(matters[kind] ? [`/console/matters/${matters[kind]}`] : [])]) {
      await desk.go(path);
      expect(await desk.page.locator("h1").count(), path).toBe(1);
      await desk.isSound();
    }
  }
  // Who may not know the informer reads so, and not that nothing was written.
  await desk.go(`/console/matters/${matters["penalty-case"]}`);
  expect(await desk.page.locator("section[aria-labelledby=answers]").textContent()).toContain("举报人只有承办这件事的人员可以看");
  // By keyboard along the queue that stands beside a matter.
  if (width === 1280) {
    await desk.go(`/console/matters/${matters["work-order"]}`);
    await desk.page.locator("body").press("j");
    await desk.page.waitForURL(`**/console/matters/${matters["city-event"]}`);
  }
  // A list is kept as a view, stands at the left, and goes again.
  await desk.go("/console/kinds/work-order?f-state=open&sort=-received");
  await desk.page.locator("summary", { hasText: "存成视图" }).click();
  await desk.page.fill("[name=name]", "刚收到的");
  await desk.isSound();
  await desk.press("存成视图");
  await desk.isSound();
  expect(await desk.page.locator(".console-nav a[aria-current=page]").textContent()).toContain("刚收到的");
  await desk.press("删除视图");
  await desk.isSound();
  await desk.context.close();
  const anybody = await stage.visitor(width);
  for (const path of ["/", "/items", "/items/hotline-complaint", "/items/hotline-complaint/begin", "/items/event-lamp/begin", "/follow"]) {
    await anybody.go(path);
    await anybody.isSound();
  }
  await anybody.context.close();
});
