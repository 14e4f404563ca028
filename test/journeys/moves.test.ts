import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeTask } from "#matter/work";
import { getMatter, listActs } from "#matter/matter";
import { submit } from "#matter/intake";
import { anotherRestaurant, draftCase, foodLicence } from "../application.ts";
import { beginForFirm } from "./application.ts";
import { openStage, type Stage, type Visitor } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const text = (visitor: Visitor): Promise<string> => visitor.page.locator("main").innerText();

/** 陈小满's restaurant, accepted: review and inspection wait. */
async function accepted(): Promise<string> {
  const { city } = stage;
  const owner = await city.person("chen-xiaoman", "xiaoman-catering");
  const matterId = await draftCase(owner, foodLicence, anotherRestaurant());
  await submit(owner, matterId);
  const [task] = (await getMatter(city.ctx(), matterId)).open;
  await completeTask(await city.staff("linjing"), matterId, task!.taskId, { outcome: "accept" });
  await city.drain();
  return matterId;
}

async function openMove(staff: Visitor, matterId: string, move: string): Promise<void> {
  await staff.go(`/console/matters/${matterId}`);
  const link = staff.page.locator(`main a[href*="/moves/${move}"]`).first();
  if (!(await link.isVisible())) await staff.page.locator('details:has(a[href*="/moves/"]) > summary').last().click();
  await staff.arrives(() => link.click());
  await staff.isSound();
}

async function confirm(staff: Visitor): Promise<void> {
  await staff.arrives(() => staff.page.locator("main form button").last().click());
}

/** Chooses the option of a select that names somebody. */
async function choose(staff: Visitor, field: string, name: string): Promise<void> {
  const option = staff.page.locator(`[name=${field}] option`).filter({ hasText: name }).first();
  await staff.page.selectOption(`[name=${field}]`, (await option.getAttribute("value")) ?? "");
}

describe.each([360, 1280])("at %i px", (width) => {
  test("a matter is signed for, delegated, sent back, set aside, copied and urged, each with its reason in the history", { timeout: 120_000 }, async () => {
    const matterId = await accepted();
    const zhouwen = await stage.visitor(width);
    await zhouwen.signInAsStaff("zhouwen");

    // Without what it needs the form comes back, with what was typed.
    await openMove(zhouwen, matterId, "sign");
    await zhouwen.page.fill("[name=reason]", "请核对油烟设施");
    await confirm(zhouwen);
    expect(await text(zhouwen)).toContain("请选择前加签、并加签或后加签");
    expect(await zhouwen.page.inputValue("[name=reason]")).toBe("请核对油烟设施");
    await zhouwen.isSound();
    await zhouwen.page.check("[name=when][value=before]");
    await choose(zhouwen, "to", "唐磊");
    await confirm(zhouwen);
    expect(await text(zhouwen)).toContain("已加签");

    const tanglei = await stage.visitor(width);
    await tanglei.signInAsStaff("tanglei");
    await tanglei.go(`/console/matters/${matterId}`);
    await tanglei.isSound();
    const agree = tanglei.page.locator("form:has(input[name=_outcome][value=agree]) button").last();
    await tanglei.arrives(() => agree.click());
    expect(await text(tanglei)).toContain("已办理：同意");

    // By keyboard alone: the review is done with Enter, then taken back.
    await zhouwen.go(`/console/matters/${matterId}`);
    const pass = zhouwen.page.locator("form:has(input[name=_outcome][value=pass]) button").last();
    await Promise.all([zhouwen.page.waitForURL(/done=pass/), pass.press("Enter")]);

    const gaojian = await stage.visitor(width);
    await gaojian.signInAsStaff("gaojian");
    await openMove(gaojian, matterId, "suspend");
    await gaojian.page.fill("[name=reason]", "等消防部门复函");
    await confirm(gaojian);
    expect(await text(gaojian)).toContain("挂起");
    await gaojian.isSound();
    await openMove(gaojian, matterId, "resume");
    await confirm(gaojian);

    await openMove(gaojian, matterId, "copy");
    await choose(gaojian, "to", "周文");
    await confirm(gaojian);
    await openMove(zhouwen, matterId, "acknowledge");
    await confirm(zhouwen);
    expect(zhouwen.page.url()).toContain("/console/inbox");

    const she = await stage.visitor(width);
    await beginForFirm(she);
    await she.go(`/my/matters/${matterId}/urge`);
    await she.isSound();
    await confirm(she);
    expect(await text(she)).toContain("已经告诉办理人员");
    await she.go(`/my/matters/${matterId}`);
    expect(await text(she)).not.toContain("等消防部门复函");

    const kinds = (await listActs(stage.city.ctx(), matterId)).map(({ kind }) => kind);
    expect(kinds.slice(kinds.indexOf("accepted"))).toEqual([
      "accepted",
      "sign-asked",
      "signed",
      "reviewed",
      "suspended",
      "resumed",
      "copied",
      "acknowledged",
      "urged",
    ]);
    for (const visitor of [zhouwen, tanglei, gaojian, she]) await visitor.context.close();
  });

  test("several tasks of one kind are done together, and one's absence is put down", { timeout: 90_000 }, async () => {
    const { city } = stage;
    const owner = await city.person("chen-xiaoman", "xiaoman-catering");
    const ids: string[] = [];
    for (let i = 0; i < 2; i += 1) {
      const matterId = await draftCase(owner, foodLicence, anotherRestaurant());
      await submit(owner, matterId);
      ids.push(matterId);
    }
    const linjing = await stage.visitor(width);
    await linjing.signInAsStaff("linjing");
    await linjing.go("/console/inbox?kind=acceptance");
    await linjing.isSound();
    for (const id of ids) await linjing.page.check(`input[name=task][value^="${id}"]`);
    await confirmNamed(linjing, "受理");
    await linjing.isSound();
    await confirm(linjing);
    expect(await text(linjing)).toContain("受理 2 件");
    for (const id of ids) expect((await getMatter(city.ctx(), id)).matter.state).toBe("accepted");

    await linjing.go("/console/absence");
    await linjing.isSound();
    await choose(linjing, "deputy", "周文");
    await linjing.page.fill("[name=fromDay]", width === 360 ? "2026-12-01" : "2027-01-04");
    await linjing.page.fill("[name=untilDay]", width === 360 ? "2026-12-03" : "2027-01-06");
    await linjing.page.fill("[name=reason]", "培训");
    await confirmNamed(linjing, "登记代理");
    expect(await text(linjing)).toContain("未开始");
    await linjing.isSound();
    await linjing.context.close();
  });
});

async function confirmNamed(staff: Visitor, label: string): Promise<void> {
  await staff.arrives(() => staff.page.locator(`main button:has-text("${label}")`).click());
}
