import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "#kernel/ctx";
import { act, allowance, draftCase, submitted, timed } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { getMatter, listActs } from "#matter/matter";
import { listLooks } from "#kernel/trace";
import { viewAsStaff } from "./view.ts";
import { listForMe, object, viewForMe } from "./for-me.ts";
import { submit } from "#matter/intake";
import { withdraw } from "#matter/work";

// 余红 applies for her mother 林秀英, who did not ask her to.

let city: TestCity;
let mother: Ctx;
let daughter: Ctx;
beforeAll(async () => {
  city = await testCity();
  mother = await city.person("lin-xiuying");
  daughter = await city.person("yu-hong");
});
afterAll(() => city.close());

const begun = async (): Promise<string> =>
  draftCase(
    daughter,
    allowance,
    allowance.cases.find(({ person }) => person === "yu-hong")!,
  );
const applied = async (): Promise<string> => {
  const matterId = await begun();
  await submit(daughter, matterId);
  return matterId;
};

test("what is not handed in yet is nobody's but hers who writes it; then whom it is for sees it, masked, and nobody else", async () => {
  const draft = await begun();
  expect(await listForMe(mother)).toEqual([]);
  await expect(viewForMe(mother, draft)).rejects.toMatchObject({ status: 403 });
  await expect(object(mother, draft, "不是我的意思")).rejects.toMatchObject({ status: 403 });
  await submit(daughter, draft);
  const { matter } = await getMatter(city.ctx(), draft);
  const row = {
    matterId: draft,
    number: matter.number,
    itemName: "高龄津贴",
    by: "余*",
    kind: "application",
    phase: "received",
    state: matter.state,
    step: matter.step,
    submittedAt: city.now,
    held: false,
    outcome: null,
  };
  expect(await listForMe(mother)).toEqual([row]);
  expect(await viewForMe(mother, draft)).toEqual({ ...row, accounts: [{ label: "社会保障卡或者银行卡卡号", value: "***************0018" }], terms: [] });
  const firm = await city.person("chen-xiaoman", "xiaoman-catering");
  for (const other of [daughter, firm, await city.staff("qinlan"), city.ctx()]) {
    expect(await listForMe(other)).toEqual([]);
    await expect(viewForMe(other, draft)).rejects.toMatchObject({ status: 403 });
    await expect(object(other, draft, "不是我的意思")).rejects.toMatchObject({ status: 403 });
  }
  await expect(viewForMe(mother, await submitted(city))).rejects.toMatchObject({ status: 403 });
  // What was read of her stands in her own trace: by the machine when it was handed in, by staff who open it.
  const newest = async () => (await listLooks(city.ctx(), mother.actor.id))[0];
  expect(await newest()).toMatchObject({ actor: { name: "自动核对" }, matterId: draft, purpose: "余*替您提交「高龄津贴」，按规则核对" });
  expect((await newest())!.fields.join()).toMatch(/人口.*：.*姓名/);
  await viewAsStaff(await city.staff("qinlan"), draft);
  expect(await newest()).toMatchObject({ actor: { name: "秦兰" }, matterId: draft });
  await withdraw(daughter, draft, "");
});

test("an objection needs words, stops what is undecided, and is made once", async () => {
  const matterId = await applied();
  await expect(object(mother, matterId, "  ")).rejects.toMatchObject({ code: "REASON_NEEDED", fields: { reason: expect.any(String) } });
  await object(mother, matterId, " 我没有让她申请 ");
  expect(timed((await getMatter(city.ctx(), matterId)).matter).suspendedAt).toEqual(city.now);
  expect((await listActs(city.ctx(), matterId)).at(-1)).toMatchObject({ kind: "objected", data: { reason: "我没有让她申请" } });
  expect(await viewForMe(mother, matterId)).toMatchObject({ held: true });
  await expect(object(mother, matterId, "再说一次")).rejects.toMatchObject({ code: "OBJECTED" });
  await withdraw(daughter, matterId, "");
  await expect(object(mother, matterId, "再说一次")).rejects.toMatchObject({ code: "OVER" });
});

test("of what was granted an objection is on record, and the grant stands until somebody has looked into it", async () => {
  const matterId = await applied();
  await act(city, "qinlan", matterId, "acceptance", { outcome: "accept" });
  await act(city, "kongli", matterId, "review", { outcome: "pass" });
  await act(city, "shiyong", matterId, "decision", { outcome: "grant" });
  const view = await viewForMe(mother, matterId);
  expect(view).toMatchObject({ state: "granted", outcome: "granted" });
  expect(view.terms.length).toBeGreaterThan(0);
  await object(mother, matterId, "这不是我的账户");
  expect(timed((await getMatter(city.ctx(), matterId)).matter)).toMatchObject({ state: "granted", suspendedAt: null });
});
