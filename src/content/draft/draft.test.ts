import { afterAll, beforeAll, expect, test } from "vitest";
import { getItem } from "#content/catalogue";
import { discardDraft, examplesOf, getDraft, inspect, listPublications, publishDraft, reportOf, saveDraft } from "#content/draft";
import { getMatter } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import { submitted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";

const ITEM = "food-licence";
let city: TestCity;
let xuran: Ctx;
beforeAll(async () => {
  city = await testCity();
  xuran = await city.staff("xuran");
});
afterAll(() => city.close());

const renamed = (flow: string, to: string): string => flow.replace('name="材料审查"', `name="${to}"`);

test("an item without a draft opens as it is published, and a draft is guarded by its revision", async () => {
  const before = await getDraft(xuran, ITEM);
  expect([before.revision, before.baseVersion]).toEqual([0, 1]);
  expect(await saveDraft(xuran, ITEM, 0, { flow: renamed(before.flow, "资料审核") })).toBe(1);
  await expect(saveDraft(xuran, ITEM, 0, { flow: before.flow })).rejects.toThrow("在别处保存过");
  expect(await saveDraft(xuran, ITEM, 1, { rules: before.rules! })).toBe(2);
  await expect(saveDraft(xuran, ITEM, 1, { flow: before.flow })).rejects.toThrow("在别处保存过");
  expect(await getDraft(xuran, ITEM)).toMatchObject({ revision: 2, savedBy: "许然", flow: expect.stringContaining("资料审核") });
  await expect(saveDraft(await city.staff("admin"), ITEM, 2, { flow: before.flow })).rejects.toThrow("流程管理员");
  await expect(saveDraft(xuran, ITEM, 2, { flow: "你好" })).rejects.toThrow("不是流程文件");
  await discardDraft(xuran, ITEM);
  expect((await getDraft(xuran, ITEM)).revision).toBe(0);
});

test("what the engine refuses, acts that do not exist and units where nobody works are told by element", async () => {
  const { flow, rules } = await getDraft(xuran, ITEM);
  const findings = async (changed: string) => (await inspect(xuran, ITEM, { flow: changed, rules })).flow;
  expect(await findings(flow)).toEqual([]);
  expect(await findings(flow.replace('yw:work="review"', 'yw:work="nonsense"'))).toContainEqual(
    expect.objectContaining({ element: "review", message: expect.stringContaining("nonsense") }),
  );
  expect(await findings(flow.replace('yw:act="granted"', 'yw:act="matter.cheer"'))).toContainEqual(
    expect.objectContaining({ element: "grant", message: expect.stringContaining("matter.cheer") }),
  );
  expect(await findings(flow.replace('yw:decision="eligibility"', 'yw:decision="luck"'))).toContainEqual(
    expect.objectContaining({ element: "eligibility", message: expect.stringContaining("luck") }),
  );
  expect((await inspect(xuran, ITEM, { flow, rules: "<definitions/>" })).rules.length).toBeGreaterThan(0);
});

test("names that nobody knows in a flow or in rules are told to the designer as they are to whoever writes a pack", async () => {
  const { flow, rules } = await getDraft(xuran, ITEM);
  const said = async (changed: { flow?: string; rules?: string }) => {
    const { flow: inFlow, rules: inRules } = await inspect(xuran, ITEM, { flow, rules, ...changed });
    return [...inFlow, ...inRules].map(({ element, message }) => `${element} ${message}`);
  };
  expect(await said({ flow: flow.replace("uscc: form.uscc", "uscc: form.usc") })).toEqual([expect.stringMatching(/^enrol .*您是不是想写“uscc”/)]);
  expect(await said({ flow: flow.replace('decision.outcome = "grant"', 'decision.outcome = "approve"') })).toEqual([
    expect.stringMatching(/^f28 .*grant（准予）、refuse（不予许可）、return/),
  ]);
  expect(await said({ rules: rules!.replace("situation.canteen_kind", "situation.canten_kind") })).toEqual([
    expect.stringMatching(/^eligibility_in2_expr .*您是不是想写“canteen_kind”/),
  ]);
});

test("the example people of the pack are kept, and a flow that treats one of them otherwise is not published", async () => {
  expect((await examplesOf(xuran, ITEM)).cases.length).toBeGreaterThanOrEqual(6);
  const { flow } = await getDraft(xuran, ITEM);
  const always = flow.replace('>=decision.outcome = "refuse"<', '>=decision.outcome = "refuse" and situation.business = null<');
  const revision = await saveDraft(xuran, ITEM, 0, { flow: always });
  const report = await reportOf(xuran, await getDraft(xuran, ITEM));
  expect([report.flow, report.passes]).toEqual([[], false]);
  expect(report.cases.filter((played) => played.differences.length > 0).length).toBeGreaterThan(0);
  await expect(publishDraft(xuran, ITEM, revision, "试试看")).rejects.toThrow("不能发布");
  expect((await getItem(xuran, ITEM)).version).toBe(1);
  await discardDraft(xuran, ITEM);
});

test("publishing makes the next version with who and why, ends the draft, and leaves running matters on theirs", async () => {
  const matterId = await submitted(city);
  const { flow } = await getDraft(xuran, ITEM);
  await expect(publishDraft(xuran, ITEM, 0, "没有改动")).rejects.toThrow("还没有草稿");
  const revision = await saveDraft(xuran, ITEM, 0, { flow: renamed(flow, "资料审核") });
  await expect(publishDraft(xuran, ITEM, revision, " ")).rejects.toMatchObject({ fields: { reason: expect.any(String) } });
  expect(await publishDraft(xuran, ITEM, revision, "按新的岗位名称")).toBe(2);
  expect((await getItem(xuran, ITEM)).definition.flow).toContain("资料审核");
  expect((await getDraft(xuran, ITEM)).revision).toBe(0);
  expect((await listPublications(xuran, ITEM))[0]).toMatchObject({ version: 2, reason: "按新的岗位名称", publishedBy: "许然" });
  expect((await getMatter(city.ctx(), matterId)).matter.itemVersion).toBe(1);
});
