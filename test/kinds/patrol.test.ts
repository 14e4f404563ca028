import { afterAll, beforeAll, expect, test } from "vitest";
import { beginTimed } from "#matter/begin";
import { listInbox } from "#matter/lists";
import { listTies } from "#matter/link";
import { getMatter, listBreaches } from "#matter/matter";
import { at, testCity, type TestCity } from "../city.ts";
import { work } from "./city.ts";

// A week begins, and with it the walks through the streets; what is broken on the way is an event before the walk is over.

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const now = async (matterId: string) => (await getMatter(city.ctx(), matterId)).matter;
const walksOf = async (username: string) => (await listInbox(await city.staff(username))).rows.filter(({ kind }) => kind === "walk");
const MET = Object.fromEntries(["clean", "lamps", "covers", "walk", "trade", "ads", "green", "fire"].map((id) => [id, "yes"]));

test("each street has one walk a week; a cover that is broken is an event of its own, and the week is done when all were walked", async () => {
  at(city, "2026-11-30T08:00:00+08:00");
  expect([await beginTimed(city.ctx()), await beginTimed(city.ctx())]).toEqual([1, 0]);
  await city.drain();
  const mine = (await walksOf("sangye")).map(({ matterId }) => matterId);
  expect(mine).toHaveLength(1);
  const [walk] = mine as [string];
  expect((await now(walk)).title).toBe("街面日常巡查 · 云门街道");

  const spot = { address: "书院街12号门前", area: "990101002001", point: [118.12, 26.65] };
  await work(city, "sangye", walk, "walk", { outcome: "report", problem: "event-manhole-rain", spot, note: "裂了一道缝" });
  await city.drain();
  const event = (await listTies(city.ctx(), await now(walk))).find(({ otherKind }) => otherKind === "city-event")!.otherId;
  expect([(await now(event)).itemId, (await now(event)).form["summary"], (await now(event)).area]).toEqual([
    "event-manhole-rain",
    "裂了一道缝",
    "990101002001",
  ]);
  expect((await now(walk)).flags).toEqual(["found"]);

  const plan = (await listTies(city.ctx(), await now(walk))).find(({ otherKind }) => otherKind === "patrol-plan")!.otherId;
  await work(city, "sangye", walk, "walk", { outcome: "done", patrol_found: MET });
  for (const who of ["hanmei", "ningbo"]) {
    const matterId = (await walksOf(who))[0]!.matterId;
    await work(city, who, matterId, "walk", who === "hanmei" ? { outcome: "done", patrol_found: MET } : { outcome: "miss", reason: "台风停工" });
  }
  await city.drain();
  expect([(await now(walk)).state, (await now(plan)).state]).toEqual(["done", "done"]);
  expect(await listBreaches(city.ctx(), [walk, plan, event])).toEqual([]);
});
