import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "#kernel/ctx";
import { forbidden } from "#values/errors";
import { testCity, type TestCity } from "../../../test/city.ts";
import { forgetAnswers, once } from "./index.ts";

let city: TestCity;
let self: Ctx;
let firm: Ctx;
beforeAll(async () => {
  city = await testCity();
  self = await city.person("chen-xiaoman");
  firm = await city.person("chen-xiaoman", "xiaoman-catering");
});
afterAll(() => city.close());

let done = 0;
const work = (): Promise<{ n: number }> => Promise.resolve({ n: (done += 1) });

test("a key gives its answer again and does nothing twice", async () => {
  const first = await once(self, "key-again-1", ["a"], work);
  expect(await once(self, "key-again-1", ["a"], work)).toEqual(first);
  expect(done).toBe(first.n);
});

test("two at once are one: the second waits for the first and has its answer", async () => {
  const before = done;
  const answers = await Promise.all([1, 2, 3, 4].map(() => once(self, "key-at-once", ["a"], work)));
  expect([new Set(answers.map(({ n }) => n)).size, done]).toEqual([1, before + 1]);
});

test("the same key for oneself and for a firm are two, and another person's is a third", async () => {
  const other = await city.person("lin-xiuying");
  const answers = [
    await once(self, "key-of-party", ["a"], work),
    await once(firm, "key-of-party", ["a"], work),
    await once(other, "key-of-party", ["a"], work),
  ];
  expect(new Set(answers.map(({ n }) => n)).size).toBe(3);
  expect(await once(firm, "key-of-party", ["a"], work)).toEqual(answers[1]);
});

test("a key for another request is refused, and does nothing", async () => {
  const { n } = await once(self, "key-of-request", ["POST", "/a", { x: 1 }], work);
  await expect(once(self, "key-of-request", ["POST", "/a", { x: 2 }], work)).rejects.toMatchObject({ status: 422, code: "IDEMPOTENCY_KEY" });
  await expect(once(self, "key-of-request", ["PUT", "/a", { x: 1 }], work)).rejects.toMatchObject({ status: 422, code: "IDEMPOTENCY_KEY" });
  expect(done).toBe(n);
});

test("an answer is not given again to somebody who may not see it now", async () => {
  await once(self, "key-not-seen", ["a"], work);
  const before = done;
  await expect(once(self, "key-not-seen", ["a"], work, () => Promise.reject(forbidden()))).rejects.toMatchObject({ status: 403 });
  expect(done).toBe(before);
});

test("what was refused is tried again: only answers are kept", async () => {
  await expect(once(self, "key-refused", ["a"], () => Promise.reject(forbidden()))).rejects.toMatchObject({ status: 403 });
  expect(await once(self, "key-refused", ["a"], work)).toEqual({ n: done });
});

test.each(["", "short", "x".repeat(101), "x".repeat(5000), "有中文的键值啊啊", "with space in it"])("%j is no key", async (key) => {
  const before = done;
  await expect(once(self, key, ["a"], work)).rejects.toMatchObject({ status: 422, code: "IDEMPOTENCY_KEY", message: expect.stringContaining("8 到 100 位") });
  expect(done).toBe(before);
});

test("two keys that differ in their hundredth letter are two", async () => {
  const [one, other] = ["1", "2"].map((end) => `${"x".repeat(99)}${end}`) as [string, string];
  expect((await once(self, one, ["a"], work)).n).not.toBe((await once(self, other, ["a"], work)).n);
});

test("without a key nothing is kept: the same request is done each time, whole or not at all", async () => {
  const before = done;
  expect([await once(self, undefined, ["a"], work), await once(self, undefined, ["a"], work)]).toEqual([{ n: before + 1 }, { n: before + 2 }]);
  const half = once(self, undefined, ["a"], async ({ db }) => {
    await db.query("insert into clock.announced_years (year, notice) values (2080, 'x')", []);
    throw forbidden();
  });
  await expect(half).rejects.toMatchObject({ status: 403 });
  expect(await self.db.query("select 1 from clock.announced_years where year = 2080", [])).toEqual([]);
});

test("an answer of nothing is an answer", async () => {
  await once(self, "key-of-nothing", ["a"], () => Promise.resolve(undefined));
  expect(await once(self, "key-of-nothing", ["a"], work as () => Promise<unknown>)).toBeNull();
});

test("a key is kept for a week, and forgotten after it", async () => {
  const { n } = await once(self, "key-of-last-week", ["a"], work);
  const after = (days: number): Ctx => ({ ...self, now: new Date(city.now.getTime() + days * 86_400_000) });
  await forgetAnswers(after(6.9));
  expect(await once(self, "key-of-last-week", ["a"], work)).toEqual({ n });
  await forgetAnswers(after(7.1));
  expect((await once(self, "key-of-last-week", ["a"], work)).n).toBeGreaterThan(n);
});
