import { afterAll, beforeAll, expect, test } from "vitest";
import { accepted, act, timed } from "../../../test/application.ts";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { blueprintOf, getMatter, listActs } from "#matter/matter";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

/** A matter that waits for its decision; promised by Tuesday 1 December. */
async function undecided(): Promise<string> {
  const matterId = await accepted(city);
  const { matter } = await getMatter(city.ctx(), matterId);
  const { version } = await blueprintOf(city.ctx(), matter);
  const points = Object.fromEntries((version.definition.checklists ?? []).flatMap((list) => list.points).map((point) => [point.id, "yes"] as const));
  await act(city, "tanglei", matterId, "inspection", { outcome: "pass", companion: "方敏", points });
  await act(city, "zhouwen", matterId, "review", { outcome: "pass" });
  return matterId;
}

async function closedWithin(matterId: string, outcome: "grant" | "refuse"): Promise<[inTime: boolean | null, within: unknown]> {
  await act(city, "gaojian", matterId, "decision", { outcome, reason: "不符合条件", basis: "食品经营许可和备案管理办法 第十二条" });
  const closed = (await listActs(city.ctx(), matterId)).find(({ kind }) => kind === "closed")!;
  return [(await getMatter(city.ctx(), matterId)).matter.inTime, closed.data["within"]];
}

test.each([
  ["the day before it is due", "2026-11-30T10:00:00+08:00", true],
  ["the last minute of the day it is due", "2026-12-01T23:59:59+08:00", true],
  ["the first minute of the day after", "2026-12-02T00:00:00+08:00", false],
  ["weeks later", "2026-12-28T10:00:00+08:00", false],
])("closed %s", async (_when, instant, inTime) => {
  const [granted, refused] = [await undecided(), await undecided()];
  expect(timed((await getMatter(city.ctx(), granted)).matter).dueDay).toBe("2026-12-01");
  at(city, instant);
  expect(await closedWithin(granted, "grant")).toEqual([inTime, inTime]);
  expect(await closedWithin(refused, "refuse")).toEqual([inTime, inTime]);
});

test("a licence is refused for a reason and by a clause; each that is missing is told", async () => {
  const matterId = await undecided();
  const refused = (given: object) => act(city, "gaojian", matterId, "decision", { outcome: "refuse", ...given });
  const [reason, basis] = ["不符合条件", "食品经营许可和备案管理办法 第十二条"];
  for (const [given, missing] of [
    [{ reason }, ["basis"]],
    [{ basis }, ["reason"]],
    [{ reason: " ", basis }, ["reason"]],
    [{}, ["reason", "basis"]],
  ] as const)
    expect(
      Object.keys(
        await refused(given).then(
          () => ({}),
          ({ fields }) => fields,
        ),
      ),
    ).toEqual(missing);
  expect((await getMatter(city.ctx(), matterId)).matter.outcome).toBeNull();
});

test("closed without a day it is due by, nothing is said of being in time", async () => {
  const matterId = await undecided();
  await city.database.owner.query("delete from matter.clocks where matter_id = $1", [matterId]);
  at(city, "2027-03-01T10:00:00+08:00");
  expect(await closedWithin(matterId, "grant")).toEqual([null, undefined]);
});
