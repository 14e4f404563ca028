import { afterAll, beforeAll, expect, test } from "vitest";
import { listDocuments } from "#matter/matter";
import { demoCast } from "../../src/seed/people.ts";
import { openStage, type Stage, type Visitor } from "./stage.ts";

// A dispute by hand from its beginning to the sealed agreement, as each of the four who have a part in it: two neighbours by phone without JavaScript, the clerk
// and the mediator at their desks.

let stage: Stage;
beforeAll(async () => void (stage = await openStage()));
afterAll(() => stage.close());

const read = (who: Visitor): Promise<string> => who.page.locator("main").innerText();
const fill = (who: Visitor, outcome: string, field: string, value: string) => who.page.fill(`.act-panel [name$="-${outcome}-${field}"]`, value);
/** Presses the button of an outcome in the panel of the matter's page. */
const act = (who: Visitor, word: string) => who.arrives(() => who.page.locator(`.act-panel button:has-text("${word}")`).first().click());

const numberOf = (name: string): string => [...demoCast().people.values()].find((person) => person.name === name)!.id_number;

/** Somebody by phone, signed in. */
async function byPhone(name: string): Promise<Visitor> {
  const visitor = await stage.visitor(360, { javascript: false });
  await visitor.go("/sign-in?back=/my");
  await visitor.page.fill(".own-account input[name=name]", name);
  await visitor.page.fill(".own-account input[name=id_number]", numberOf(name));
  await visitor.arrives(() => visitor.page.locator(".own-account button").click());
  return visitor;
}

async function atDesk(username: string, width: number): Promise<Visitor> {
  const visitor = await stage.visitor(width);
  await visitor.signInAsStaff(username);
  return visitor;
}

/** What waits for a party on the page of their matter: the way there, and what is chosen. */
async function answers(who: Visitor, matter: string, choice: string, seen: RegExp): Promise<void> {
  await who.go(`/my/matters/${matter}`);
  await who.arrives(() => who.page.locator("main .notice .button").first().click());
  expect(await read(who)).toMatch(seen);
  await who.isSound();
  await who.arrives(() => who.page.locator(`main li a:text-is("${choice}")`).first().click());
  expect(await read(who)).toMatch(seen);
}

test("a dispute goes from the first page to an agreement that both have signed and both hold", { timeout: 120_000 }, async () => {
  const claimant = await byPhone("江莉");
  await claimant.go("/items/dispute-neighbour/begin");
  await claimant.page.fill("[name=summary]", "楼上漏水，泡坏了我家的天花板");
  await claimant.page.fill("[name=where-address]", "松林里8号2幢");
  await claimant.page.selectOption("[name=where-area]", "990101001002");
  await claimant.page.fill("[name=opponent]", "黄敏");
  await claimant.press("提交");
  const matter = /matters\/([0-9a-f-]{36})/.exec(claimant.page.url())![1]!;
  await claimant.press("看办理进度");
  await claimant.page.locator("main summary:has-text('您写的内容')").click();
  const progress = await read(claimant);
  // What she wrote she can read again; a court is not foretold to neighbours.
  expect(progress).toContain("泡坏了我家的天花板");
  expect(progress).not.toContain("法院");
  await claimant.isSound();

  const clerk = await atDesk("shuyan", 360);
  await clerk.go(`/console/matters/${matter}`);
  await clerk.isSound();
  // Who applied is known: only of what another office hands over is that asked.
  expect(await clerk.page.locator('.act-panel [name*="-named-"]').count()).toBe(0);
  await fill(clerk, "record", "respondent-name", "黄敏");
  await fill(clerk, "record", "respondent-number", numberOf("黄敏"));
  await act(clerk, "登记");
  // The committee of the street stands there, by its name among all that there are.
  const committee = clerk.page.locator('.act-panel select[name$="-committee"]');
  expect(await committee.locator("option:checked").innerText()).toBe("青瓷街道人民调解委员会");
  await act(clerk, "分派");
  expect(await read(clerk)).not.toContain("street/990101001000");
  await clerk.isSound();

  const mediator = await atDesk("tonghe", 1366);
  await mediator.go(`/console/matters/${matter}`);
  expect(await read(mediator)).toContain("调解还剩 30 天");
  for (const side of ["claimant", "respondent"]) await mediator.page.locator(`.act-panel [name$="-${side}_way"][value=online]`).check();
  await act(mediator, "征求双方同意");
  const respondent = await byPhone("黄敏");
  for (const party of [claimant, respondent]) {
    await answers(party, matter, "同意调解", /不收费，双方都同意才调解[^]*可以向人民法院起诉/);
    await party.press("同意调解");
  }
  await mediator.go(`/console/matters/${matter}`);
  expect(await read(mediator)).not.toContain("登记：登记");
  const agreed = {
    dispute_facts: "防水层坏了，漏水。",
    duties: "楼上负全部责任。",
    agreed_terms: "十天内修好，赔偿三千元。",
    manner: "现金一次付清",
    mediators: "童和",
  };
  for (const [field, value] of Object.entries(agreed)) await fill(mediator, "agree", field, value);
  for (const [part, value] of [
    ["year", "2026"],
    ["month", "12"],
    ["day", "31"],
  ] as const)
    await fill(mediator, "agree", `perform_by-${part}`, value);
  await act(mediator, "达成协议");
  await mediator.isSound();
  // Nobody signs what stands somewhere else.
  for (const party of [claimant, respondent]) {
    await answers(party, matter, "签字", /十天内修好，赔偿三千元[^]*2026年12月31日前/);
    await party.page.locator("main input[type=checkbox]").check();
    await party.press("签字");
  }
  await mediator.go(`/console/matters/${matter}`);
  expect(await read(mediator)).toMatch(/达成协议\s+童和[^]*?调解：达成协议/);
  await act(mediator, "签名并加盖印章");
  // It is of both, and speaks to neither of them.
  const issued = await listDocuments(stage.city.ctx(), matter);
  expect(issued.map(({ kind, data }) => [kind, (data["said"] as { to?: string } | undefined)?.to ?? data["to"]])).toEqual([
    ["draft", ""],
    ["agreement", ""],
  ]);
  for (const party of [claimant, respondent]) {
    await party.go(`/my/matters/${matter}`);
    const page = await read(party);
    expect(page).toMatch(/^调解协议书$/m);
    expect(page).toMatch(/履行\s+12月31日（周四）前/);
    await party.isSound();
    const [paper] = await party.page.locator('main a:text-is("调解协议书")').all();
    const file = await party.context.request.get(new URL((await paper!.getAttribute("href"))!, stage.base).href);
    expect([file.status(), file.headers()["content-type"]]).toEqual([200, "application/pdf"]);
  }
});
