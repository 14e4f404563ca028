import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "#values/ids";
import { testCity, type TestCity } from "../../../test/city.ts";
import { drain, emit, outboxInsert, type DomainEvent, type Subscriber } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());
beforeEach(() =>
  city
    .ctx()
    .db.query("delete from events.outbox")
    .then(() => undefined),
);

// What a subscriber writes: a row that is easily counted.
const YEAR = 2090;
const writing =
  (n: number): Subscriber =>
  async (ctx) =>
    void (await ctx.db.query("insert into clock.announced_years (year, notice) values ($1, 'x')", [YEAR + n]));
const failing: Subscriber = () => Promise.reject(new Error("短信网关没有应答"));
const written = async (): Promise<number[]> =>
  (await city.ctx().db.query<{ year: number }>("select year from clock.announced_years where year >= $1 order by year", [YEAR])).map(({ year }) => year - YEAR);
const waiting = (): Promise<{ type: string; attempts: number; parked: boolean; fault: string | null }[]> =>
  city.ctx().db.query("select type, attempts, parked_at is not null as parked, fault from events.outbox order by event_id", []);

test("a subscriber that writes and then fails leaves nothing, the work of the others stands, and its event waits to be tried again", async () => {
  const ctx = city.ctx();
  for (const type of ["one", "bad", "two"]) await emit(ctx, type, newId());
  const told = new Map<string, Subscriber[]>([
    ["one", [writing(1)]],
    ["bad", [writing(2), failing]],
    ["two", [writing(3)]],
  ]);
  expect(await drain(ctx, told)).toBe(2);
  expect(await written()).toEqual([1, 3]);
  expect(await waiting()).toEqual([{ type: "bad", attempts: expect.any(Number), parked: false, fault: "短信网关没有应答" }]);
  await drain(ctx, new Map([["bad", [writing(2)]]]));
  expect([await written(), await waiting()]).toEqual([[1, 2, 3], []]);
});

test("an event is done as a whole: the second subscriber's failure takes back what the first one wrote for it", async () => {
  const ctx = city.ctx();
  await emit(ctx, "both", newId());
  await drain(ctx, new Map([["both", [writing(5), failing]]]));
  expect(await written()).not.toContain(5);
});

test("an event that always fails is parked after ten tries, and what comes after it is not held up", async () => {
  const ctx = city.ctx();
  await emit(ctx, "bad", newId());
  for (let n = 0; n < 10; n += 1) await drain(ctx, new Map([["bad", [failing]]]));
  expect(await waiting()).toMatchObject([{ attempts: 10, parked: true }]);
  await emit(ctx, "good", newId());
  expect(await drain(ctx, new Map([["good", [writing(6)]]]))).toBe(1);
  expect(await waiting()).toMatchObject([{ type: "bad", parked: true }]);
});

test("an event that nobody subscribes to is done, and one in a transaction that was rolled back never was", async () => {
  const ctx = city.ctx();
  await emit(ctx, "unheard", newId());
  await expect(
    ctx.db.transaction(async (db) => {
      await emit({ ...ctx, db }, "unsaid", newId());
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(await drain(ctx, new Map([["unsaid", [writing(7)]]]))).toBe(1);
  expect([await waiting(), (await written()).includes(7)]).toEqual([[], false]);
});

test("what failed is in the log, with the event and what it was about", async () => {
  const subject = newId();
  const said: unknown[] = [];
  const ctx = { ...city.ctx(), log: { ...city.ctx().log, error: (data: unknown) => void said.push(data) } };
  await emit(ctx, "bad", subject);
  await drain(ctx, new Map([["bad", [failing]]]));
  expect(said).toEqual([{ err: new Error("短信网关没有应答"), event: "bad", subject }]);
});

test("however many wait, all are handed over, the oldest first, with what was said of them", async () => {
  const ctx = city.ctx();
  const subject = newId();
  for (let n = 0; n < 120; n += 1) await emit(ctx, "many", subject, { n });
  const heard: DomainEvent[] = [];
  expect(await drain(ctx, new Map([["many", [(_, event) => Promise.resolve(void heard.push(event))]]]))).toBe(120);
  expect(heard.map(({ data }) => data["n"])).toEqual([...Array(120).keys()]);
  expect(heard[0]).toEqual({ eventId: expect.any(String), type: "many", subject, data: { n: 0 }, at: city.now });
});

test("a statement that writes more takes its events along", async () => {
  const ctx = city.ctx();
  const [subject, eventId] = [newId(), newId()];
  await ctx.db.query(
    `with matter as (select $1::uuid as id, $2::timestamptz as at) ${outboxInsert({ from: "matter", subject: "id", at: "at", events: "$3" })}`,
    [subject, city.now, JSON.stringify([{ event_id: eventId, type: "told", data: { step: ["submitted"] } }])],
  );
  const heard: DomainEvent[] = [];
  expect(await drain(ctx, new Map([["told", [(_, event) => Promise.resolve(void heard.push(event))]]]))).toBe(1);
  expect(heard).toEqual([{ eventId, type: "told", subject, data: { step: ["submitted"] }, at: city.now }]);
});
