import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transaction } from "#kernel/db";
import { testCity, type TestCity } from "../../../test/city.ts";
import { enqueue, migrateJobs, startWorkers, type Task } from "./index.ts";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

/** Runs workers with these tasks until the queue has nothing left that may run now. */
async function work(tasks: Record<string, Task>): Promise<void> {
  const runner = await startWorkers(city.database.server, { tasks, cron: [] }, () => city.ctx());
  const waiting = "select count(*)::int as count from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts";
  for (let tries = 0; tries < 200; tries += 1) {
    const { rows } = await city.database.owner.query<{ count: number }>(waiting);
    if (rows[0]!.count === 0) break;
    await pause(25);
  }
  await runner.stop();
}

describe("a job", () => {
  test("runs once, with what it was given, after the transaction that asked for it", async () => {
    const seen: unknown[] = [];
    await transaction(city.ctx(), async (inner) => {
      await enqueue(inner, "greet", { name: "林秀英", 数: 3 });
      const { rows } = await city.database.owner.query("select from graphile_worker._private_jobs");
      expect(rows).toEqual([]);
    });
    await work({ greet: async (_ctx, payload) => void seen.push(payload) });
    await work({ greet: async (_ctx, payload) => void seen.push(payload) });
    expect(seen).toEqual([{ name: "林秀英", 数: 3 }]);
  });

  test("of a transaction that is rolled back does not run", async () => {
    const seen: unknown[] = [];
    const undone = transaction(city.ctx(), async (inner) => {
      await enqueue(inner, "greet", { name: "没有发生" });
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    await work({ greet: async (_ctx, payload) => void seen.push(payload) });
    expect(seen).toEqual([]);
  });

  test("asked for twice under one key runs once, with what was given last", async () => {
    const seen: unknown[] = [];
    for (const n of [1, 2]) await enqueue(city.ctx(), "greet", { n }, { key: "one" });
    await work({ greet: async (_ctx, payload) => void seen.push(payload) });
    expect(seen).toEqual([{ n: 2 }]);
  });

  test("for later waits for its time", async () => {
    const seen: unknown[] = [];
    await enqueue(city.ctx(), "greet", { later: true }, { key: "later", runAt: new Date(Date.now() + 3_600_000) });
    await work({ greet: async (_ctx, payload) => void seen.push(payload) });
    expect(seen).toEqual([]);
    await enqueue(city.ctx(), "greet", { later: false }, { key: "later", runAt: new Date(Date.now() - 1000) });
    await work({ greet: async (_ctx, payload) => void seen.push(payload) });
    expect(seen).toEqual([{ later: false }]);
  });

  test("that fails is logged, tried again later, at most twelve times, and does not hold up the others", async () => {
    const seen: string[] = [];
    const logged: object[] = [];
    await enqueue(city.ctx(), "fail", {});
    await enqueue(city.ctx(), "greet", {});
    const fail: Task = async () => {
      throw new Error("the gateway is away");
    };
    const runner = await startWorkers(city.database.server, { tasks: { fail, greet: async () => void seen.push("greet") }, cron: [] }, () => ({
      ...city.ctx(),
      log: { ...city.ctx().log, error: (facts: object) => void logged.push(facts) },
    }));
    for (let tries = 0; tries < 200 && (seen.length === 0 || logged.length === 0); tries += 1) await pause(25);
    await runner.stop();
    expect(seen).toEqual(["greet"]);
    expect(logged).toEqual([expect.objectContaining({ task: "fail" })]);
    const { rows } = await city.database.owner.query(
      "select attempts, max_attempts, run_at > now() as later from graphile_worker._private_jobs where attempts > 0",
    );
    expect(rows).toEqual([{ attempts: 1, max_attempts: 12, later: true }]);
  });
});

test("the queue's tables can be made again over what is there", async () => {
  await migrateJobs(city.database.owner);
  await enqueue(city.ctx(), "greet", {});
});

test("processes that start at once do not stand in each other's way", async () => {
  await Promise.all(Array.from({ length: 8 }, () => migrateJobs(city.database.owner)));
});
