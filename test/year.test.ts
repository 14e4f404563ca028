import { afterAll, beforeAll, expect, test } from "vitest";
import { firstBrokenAct, listBreaches } from "#matter/matter";
import { listOfKind, tallyDays } from "#matter/lists";
import { getKind } from "#content/catalogue";
import { seedYear } from "../src/seed/year.ts";
import { readYear } from "../src/seed/year-written.ts";
import { testCity, type TestCity } from "./city.ts";

// A year of orders and events of the made city: two topics of it, which is enough to see that it holds together.

let city: TestCity;
let ids: string[];
beforeAll(async () => {
  city = await testCity();
  city.now = new Date("2026-11-26T15:00:00+08:00");
  const { topics, stories } = readYear();
  await seedYear(city, 400, undefined, { topics: topics.filter(({ item, category }) => category === "lamp" || item === "event-garbage"), stories });
  ids = (await city.database.owner.query<{ id: string }>("select matter_id as id from matter.search")).rows.map(({ id }) => id);
}, 120_000);
afterAll(() => city.close());

const asked = async <Row extends object>(sql: string): Promise<Row[]> => (await city.database.owner.query<Row>(sql)).rows;

test("every chain of it holds, and no matter contradicts itself", async () => {
  expect(ids.length).toBeGreaterThan(560);
  for (const id of ids.filter((_id, n) => n % 7 === 0)) expect(await firstBrokenAct(city.ctx(), id)).toBeUndefined();
  expect(await listBreaches(city.ctx(), ids)).toEqual([]);
});

test("it lies over a year, lamps in winter; where the same comes back within a fortnight, somebody could have seen it", async () => {
  const months = await asked<{ month: number; n: number }>(
    "select extract(month from received_at)::int as month, count(*)::int as n from matter.search where kind = 'work-order' group by 1",
  );
  expect(months.length).toBe(12);
  const [again] = await asked<{ most: number }>(
    `select max(n)::int as most from (select count(*) over (partition by m.form #>> '{where,address}' order by s.received_at range between interval '14 days' preceding and current row) as n
       from matter.search s join matter.matters m using (matter_id) where s.kind = 'work-order') x`,
  );
  expect(again!.most).toBeGreaterThanOrEqual(4);
});

test("each has a number, a place and a title of its own, which lists and maps find", async () => {
  const [own] = await asked<{ all: number; numbers: number; points: number; titles: number }>(
    "select count(*)::int as all, count(distinct number)::int as numbers, count(l.point)::int as points, count(distinct title)::int as titles from matter.matters m left join matter.locations l using (matter_id)",
  );
  expect([own!.numbers, own!.points]).toEqual([own!.all, own!.all]);
  expect(own!.titles).toBeGreaterThan(100);
  const { kind } = (await getKind(city.ctx(), "work-order")).definition;
  const watcher = await city.staff("sujin");
  const [first] = (await listOfKind(watcher, { kind, columns: ["title"], conditions: [{ path: "state", is: "closed" }] })).rows;
  const house = /· (.+?)(门口|一排|路灯)/.exec(first!.title)![1]!;
  expect((await listOfKind(watcher, { kind, columns: ["title"], conditions: [], text: house })).rows.map(({ number }) => number)).toContain(first!.number);
});

test("papers name the order that they answer", async () => {
  const [paper] = await asked<{ number: string; data: string; form: { summary: string } }>(
    "select m.number, d.data, m.form from matter.documents d join matter.matters m using (matter_id) order by m.number limit 1",
  );
  const text = city.ctx().personal.decrypt(paper!.data);
  expect([text.includes(paper!.number), text.includes(paper!.form.summary)]).toEqual([true, true]);
});

test("a city whose days have been counted is left as it is", async () => {
  await tallyDays(city.ctx());
  await expect(seedYear(city, 10)).rejects.toMatchObject({ status: 422 });
});
