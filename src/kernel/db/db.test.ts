import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testCity, type TestCity } from "../../../test/city.ts";
import { ensureRole } from "./roles.ts";
import { first, migrate, one, secretFile, sqlOf, transaction, type Sql } from "./index.ts";

let city: TestCity;
let folder: string;
let db: Sql;
beforeAll(async () => {
  city = await testCity();
  folder = mkdtempSync(join(tmpdir(), "yiwang-db-"));
  db = sqlOf(city.database.owner);
  await db.query("create schema trial");
  await db.query("create table trial.rows (id int primary key, text text)");
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await city.close();
});

const ids = async (): Promise<number[]> => (await db.query<{ id: number }>("select id from trial.rows order by id")).map(({ id }) => id);

// Of no use to the city, and nobody's but this file's: roles are the whole cluster's.
test("processes that start at once make one role, and none stands in another's way", async () => {
  const { owner } = city.database;
  const role = `yiwang_trial_${process.pid}`;
  try {
    await Promise.all(Array.from({ length: 8 }, () => ensureRole(owner, role, "a-password-of-20-long")));
  } finally {
    await owner.query(`drop role if exists ${role}`);
  }
});

describe("a transaction", () => {
  test("is whole or did not happen", async () => {
    await transaction({ db }, async (inner) => {
      await inner.db.query("insert into trial.rows values ($1, $2)", [1, "一"]);
      await inner.db.query("insert into trial.rows values ($1, $2)", [2, "二"]);
    });
    const undone = transaction({ db }, async (inner) => {
      await inner.db.query("insert into trial.rows values ($1, $2)", [3, "三"]);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await ids()).toEqual([1, 2]);
  });

  test("within another is part of it", async () => {
    const undone = transaction({ db }, async (outer) => {
      await transaction(outer, (inner) => inner.db.query("insert into trial.rows values (4, '四')"));
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await ids()).toEqual([1, 2]);
  });

  test("that went on after an error inside is not called done", async () => {
    const half = transaction({ db }, async (inner) => {
      await inner.db.query("insert into trial.rows values (5, '五')");
      await inner.db.query("insert into trial.rows values (1, '又一')").catch(() => {});
    });
    await expect(half).rejects.toThrow("rolled back");
    expect(await ids()).toEqual([1, 2]);
  });

  test("that meets another head on is tried again: both are done", async () => {
    let tries = 0;
    let waiting: (() => void)[] = [];
    // Each locks its first row, waits until the other has, then asks for the other's.
    const meet = (mine: number, other: number): Promise<void> =>
      transaction({ db }, async (inner) => {
        tries += 1;
        // Tried again, both go the same way: PostgreSQL may have ended both.
        const [begins, ends] = tries <= 2 ? [mine, other] : [1, 2];
        await inner.db.query("update trial.rows set text = text || '+' where id = $1", [begins]);
        if (tries <= 2) {
          await new Promise<void>((go) => {
            waiting.push(go);
            if (waiting.length === 2) {
              for (const each of waiting) each();
              waiting = [];
            }
          });
        }
        await inner.db.query("update trial.rows set text = text || '-' where id = $1", [ends]);
      });
    await Promise.all([meet(1, 2), meet(2, 1)]);
    expect(tries).toBeGreaterThanOrEqual(3);
    const rows = await db.query<{ text: string }>("select text from trial.rows order by id");
    expect(rows.map(({ text }) => text.length)).toEqual([3, 3]);
  });

  test("is given up after the third try, as a conflict", async () => {
    let tries = 0;
    const refused = transaction({ db }, async (inner) => {
      tries += 1;
      await inner.db.query("do $$ begin raise exception 'again' using errcode = '40001'; end $$");
    });
    await expect(refused).rejects.toMatchObject({ status: 409, code: "CHANGED_MEANWHILE" });
    expect(tries).toBe(3);
  });

  test("that finds a row already there is a conflict, and is not tried again", async () => {
    let tries = 0;
    const refused = transaction({ db }, async (inner) => {
      tries += 1;
      await inner.db.query("insert into trial.rows values (1, '又一')");
    });
    await expect(refused).rejects.toMatchObject({ status: 409, code: "CHANGED_MEANWHILE" });
    expect(tries).toBe(1);
  });
});

test("the first row may be missing, the only one may not, and there is no second", async () => {
  expect(await first(db, "select id from trial.rows where id = $1", [9])).toBeUndefined();
  expect(await one(db, "select id from trial.rows where id = $1", [1])).toEqual({ id: 1 });
  await expect(one(db, "select id from trial.rows where id = $1", [9])).rejects.toThrow("expected one row, got 0");
  await expect(one(db, "select id from trial.rows")).rejects.toThrow("got 2");
});

test("counts arrive as numbers and days as the texts they are", async () => {
  expect(await one(db, "select 9007199254740991::bigint as count, '2026-02-28'::date as day")).toEqual({ count: 9007199254740991, day: "2026-02-28" });
});

describe("migrations", () => {
  const block = (name: string, files: Record<string, string>): { name: string; folder: string } => {
    const at = join(folder, name);
    mkdirSync(join(at, "migrations"), { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(at, "migrations", file), text);
    return { name, folder: at };
  };

  test("run once each, in the order of their names, those that come later when they come", async () => {
    const first2 = block("noun", {
      "0002_b.sql": "insert into trial.rows values (12, 'b')",
      "0001_a.sql": "insert into trial.rows values (11, 'a')",
      "note.txt": "no",
    });
    expect(await migrate(city.database.owner, [first2])).toEqual(["noun/0001_a.sql", "noun/0002_b.sql"]);
    expect(await migrate(city.database.owner, [first2])).toEqual([]);
    block("noun", { "0003_c.sql": "insert into trial.rows values (13, 'c')" });
    expect(await migrate(city.database.owner, [first2, { name: "none", folder: join(folder, "none") }])).toEqual(["noun/0003_c.sql"]);
    expect(await ids()).toEqual([1, 2, 11, 12, 13]);
  });

  test("one that was changed after it was applied is refused by name", async () => {
    const changed = block("changed", { "0001_a.sql": "insert into trial.rows values (21, 'a')" });
    await migrate(city.database.owner, [changed]);
    block("changed", { "0001_a.sql": "insert into trial.rows values (22, 'a')" });
    await expect(migrate(city.database.owner, [changed])).rejects.toThrow("changed/0001_a.sql was changed after it was applied");
    expect(await ids()).not.toContain(22);
  });

  test("one that fails leaves nothing of itself, is named, and runs once it is mended", async () => {
    const failing = block("failing", { "0001_a.sql": "insert into trial.rows values (31, 'a'); select 1 / 0" });
    await expect(migrate(city.database.owner, [failing])).rejects.toThrow(/migration failing\/0001_a\.sql: division by zero/);
    expect(await ids()).not.toContain(31);
    block("failing", { "0001_a.sql": "insert into trial.rows values (31, 'a')" });
    expect(await migrate(city.database.owner, [failing])).toEqual(["failing/0001_a.sql"]);
  });

  test("two processes at once run each file once", async () => {
    const both = block("both", { "0001_a.sql": "insert into trial.rows values (41, 'a'); select pg_sleep(0.1)" });
    const done = await Promise.all([migrate(city.database.owner, [both]), migrate(city.database.owner, [both])]);
    expect(await ids()).toContain(41);
    expect(done.flat()).toContain("both/0001_a.sql");
  });
});

test("a secret is made once, for its owner alone", () => {
  const path = join(folder, "data", "secrets", "one");
  const secret = secretFile(path, 16);
  expect(secret).toMatch(/^[0-9a-f]{32}$/);
  expect(secretFile(path, 16)).toBe(secret);
  expect([statSync(path).mode & 0o777, statSync(join(folder, "data", "secrets")).mode & 0o777]).toEqual([0o600, 0o700]);
});
