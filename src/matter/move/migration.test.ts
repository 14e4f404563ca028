import { afterAll, beforeAll, expect, test } from "vitest";
import { getItem, publishItem } from "#content/catalogue";
import { sweepClocks } from "#matter/timing";
import { getMatter, listActs } from "#matter/matter";
import { listMigrations, migrateMatters, planMigration, undoMigration } from "#matter/move";
import { accepted, act, listTimers, submitted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

/** Publishes 食品经营许可 with its review under another id and name, and gives both versions. */
async function renamed(): Promise<{ from: number; to: number }> {
  const { definition, version } = await getItem(city.ctx(), "food-licence");
  const flow = definition
    .flow!.replace(/(\bid|Ref|bpmnElement)="review"/g, '$1="examination"')
    .replaceAll("review.", "examination.")
    .replace('name="材料审查"', 'name="资料审核"');
  await publishItem({ ...city.ctx(), actor: (await city.staff("admin")).actor }, { ...definition, flow }, "test");
  return { from: version, to: (await getItem(city.ctx(), "food-licence")).version };
}

test("running matters are carried over to the new version as far as they fit, told apart beforehand, and put back while nothing has moved", async () => {
  const [atDesk, inReview] = [await submitted(city), await accepted(city)];
  const { from, to } = await renamed();
  const xuran = await city.staff("xuran");
  const plan = { itemId: "food-licence", from, to, mapping: {} };
  await expect(planMigration(await city.staff("admin"), plan)).rejects.toThrow("流程管理员");

  const dry = await planMigration(xuran, plan);
  expect(dry.find((line) => line.matterId === atDesk)?.obstacle).toBeUndefined();
  expect(dry.find((line) => line.matterId === inReview)?.obstacle).toContain("没有这个环节");
  expect((await getMatter(city.ctx(), inReview)).matter.itemVersion).toBe(from);

  const mapped = { ...plan, mapping: { review: "examination" } };
  expect((await planMigration(xuran, mapped)).filter((line) => line.obstacle)).toEqual([]);
  const timersBefore = await listTimers(city.ctx(), atDesk);
  const { migrationId, lines } = await migrateMatters(xuran, mapped, "审查环节改名");
  expect(lines.filter((line) => line.obstacle)).toEqual([]);
  const moved = await getMatter(city.ctx(), inReview);
  expect(moved.matter.itemVersion).toBe(to);
  expect(moved.matter.step).toContain("资料审核");
  expect(moved.open.map((task) => task.node)).toContain("examination");
  expect(await listTimers(city.ctx(), atDesk)).toEqual(timersBefore);
  expect((await listActs(city.ctx(), inReview)).at(-1)).toMatchObject({ kind: "migrated", data: { from, to, reason: "审查环节改名" } });

  await act(city, "linjing", atDesk, "acceptance", { outcome: "accept" });
  const back = await undoMigration(xuran, migrationId);
  expect(back.find((line) => line.matterId === atDesk)?.obstacle).toContain("已经有人办理");
  const restored = await getMatter(city.ctx(), inReview);
  expect(restored.matter.itemVersion).toBe(from);
  expect(restored.open.map((task) => task.name)).toContain("材料审查");
  await act(city, "zhouwen", inReview, "review", { outcome: "pass" });
  expect((await listMigrations(xuran, "food-licence"))[0]).toMatchObject({ from, to, undone: expect.any(Number), stayed: 0 });
});

test("a matter that was carried over goes on to its end on the new version, timers included", async () => {
  const matterId = await submitted(city);
  const { definition, version } = await getItem(city.ctx(), "food-licence");
  await publishItem({ ...city.ctx(), actor: (await city.staff("admin")).actor }, { ...definition, item: { ...definition.item, short: "第三版" } }, "test");
  const xuran = await city.staff("xuran");
  await migrateMatters(xuran, { itemId: "food-licence", from: version, to: version + 1, mapping: {} }, "文字修改");
  city.now = new Date(city.now.getTime() + 20 * 86_400_000);
  await sweepClocks(city.ctx());
  const { matter } = await getMatter(city.ctx(), matterId);
  expect([matter.itemVersion, matter.state]).toEqual([version + 1, "accepted"]);
});
