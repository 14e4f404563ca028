import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { findPersonByIdNumber } from "#people/identity";
import { appendLeaves, verify } from "#proof/log";
import { getMatter } from "#matter/matter";
import { placeRegisters } from "#register/register";
import { listRecords } from "#register/reading";
import { personalCodec, versionOfBytes } from "#crypto/crypto";
import { REENCRYPTING_ROLE, sqlOf } from "#kernel/db";
import { openDataKeys } from "#crypto/keys";
import { listPasses, reencrypt, retire } from "#kernel/rotation";
import { openCity, type City } from "../src/city.ts";
import { seedMatters } from "../src/seed/matters.ts";
import { actorOfPerson } from "../src/seed/walked.ts";
import { foodLicence, anotherRestaurant, walkCase } from "./application.ts";
import { testCity, type TestCity } from "./city.ts";
import { ROOT } from "./sources.ts";
import { templateOf } from "./template.ts";

// The data key is changed while the city works. Encrypted values are counted by what lies in the database and on the disk, whatever the code says of it.

const KNOWN_FOR = 400;
const ENCRYPTED = "[as]1[.]([0-9]+)[.][A-Za-z0-9_-]{38,}";
const CHEN = "990101199205210063";

let city: TestCity;
let columns: { table: string; column: string }[];
beforeAll(async () => {
  city = await testCity({ apart: true, knownFor: KNOWN_FOR });
  await seedMatters(city, join(ROOT, "packs"));
  await appendLeaves(city.ctx());
  const { rows } = await city.database.owner.query<{ table: string; column: string }>(`
    select format('%I.%I', n.nspname, c.relname) as table, quote_ident(a.attname) as column from pg_attribute a join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace where a.atttypid in ('sealed'::regtype, 'sealed_json'::regtype) and c.relkind = 'r' order by 1, 2`);
  columns = rows;
});
afterAll(() => city.close());

const ask = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> => (await city.database.owner.query<Row>(text, values)).rows;
const pause = (milliseconds: number): Promise<void> => new Promise((resume) => setTimeout(resume, milliseconds));

/** How many values lie encrypted under each version, in the whole database. */
async function versions(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { table, column } of columns) {
    const text = `select m[1] as version, count(*) as count from ${table}, regexp_matches(${column}::text, '${ENCRYPTED}', 'g') m group by 1`;
    for (const { version, count } of await ask<{ version: string; count: number }>(text)) counts[version] = (counts[version] ?? 0) + count;
  }
  return counts;
}

/** Versions of the files on the disk. */
function fileVersions(): Set<number> {
  const entries = readdirSync(join(city.config.dataDir, "files"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(entries.length).toBeGreaterThan(5);
  return new Set(entries.map((entry) => versionOfBytes(readFileSync(join(entry.parentPath, entry.name)))));
}

/** Every value there is, opened; throws at one that does not open. */
async function everything(): Promise<Record<string, string[]>> {
  const { personal } = city.ctx();
  const found: Record<string, string[]> = {};
  for (const { table, column } of columns) {
    const rows = await ask<{ text: string }>(`select ${column}::text as text from ${table} where ${column} is not null`);
    found[`${table}.${column}`] = rows.map(({ text }) => text.replace(new RegExp(ENCRYPTED, "g"), (encrypted) => personal.decrypt(encrypted))).sort();
  }
  return found;
}

async function untilClean(rest = 0): Promise<void> {
  while (!(await reencrypt({ ...city.reencryption(), rest }))) await pause(100);
}

describe("a new data key", () => {
  test("re-encrypts everything, in the database and on the disk, and every value opens to what it was", async () => {
    const before = await versions();
    const values = await everything();
    expect(Object.keys(before)).toEqual(["1"]);
    expect(fileVersions()).toEqual(new Set([1]));
    expect(await city.dataKeys.add()).toBe(2);
    await untilClean();
    expect(await versions()).toEqual({ "2": before["1"] });
    expect(fileVersions()).toEqual(new Set([2]));
    expect(await everything()).toEqual(values);
    const passes = await listPasses(city.ctx(), 2);
    expect(passes.every(({ cleanAt, unreadable }) => cleanAt !== null && unreadable === 0)).toBe(true);
    expect(passes.map(({ place }) => place)).toEqual(expect.arrayContaining(["files", "identity.people", "matter.matters", "register_data.population"]));
  });

  test("breaks no chain, no leaf and no digest, of before and of after", async () => {
    expect((await verify(city.ctx())).fault).toBeUndefined();
    await appendLeaves(city.ctx());
    expect((await verify(city.ctx())).fault).toBeUndefined();
  });

  test("leaves people to be found by their numbers", async () => {
    expect(await findPersonByIdNumber(city.ctx(), CHEN)).toMatchObject({ name: "陈小满", phone: "19900000003" });
    expect((await listRecords(city.ctx(), "population", { key: CHEN })).records).toHaveLength(1);
  });
});

describe("an old data key", () => {
  const phone = (value: string): Promise<unknown> =>
    city.database.server.query("update identity.people set phone = $2 where id_index = $1", [city.ctx().personal.index(CHEN), value]);

  test("stays while anything needs it, the newest one in any case", async () => {
    await expect(retire(city.reencryption(), 2)).rejects.toMatchObject({ code: "NEWEST_VERSION" });
    await expect(retire(city.reencryption(), 7)).rejects.toMatchObject({ code: "NO_VERSION" });
    await city.dataKeys.add();
    await expect(retire(city.reencryption(), 2)).rejects.toMatchObject({ code: "NOT_TAKEN_UP" });
    await pause(2 * KNOWN_FOR + 50);
    await expect(retire(city.reencryption(), 2)).rejects.toMatchObject({ code: "STILL_NEEDED" });
    await untilClean();
    expect(Object.keys(await versions())).toEqual(["3"]);
    await retire(city.reencryption(), 1);
    expect(city.dataKeys.list().map(({ version }) => version)).toEqual([2, 3]);
  });

  test("stays when something was written back under it after all was clean, until that is re-encrypted", async () => {
    await phone(personalCodec({ ...city.dataKeys, newest: () => 2 }).encrypt("19900000003"));
    await expect(retire(city.reencryption(), 2)).rejects.toMatchObject({ code: "STILL_NEEDED" });
    await untilClean();
    expect(Object.keys(await versions())).toEqual(["3"]);
    expect((await findPersonByIdNumber(city.ctx(), CHEN))!.phone).toBe("19900000003");
  });

  test("is not kept for what it does not open either", async () => {
    await phone(`s1.1.${"A".repeat(60)}`);
    await retire(city.reencryption(), 2);
    expect(city.dataKeys.list().map(({ version }) => version)).toEqual([3]);
    await phone(city.ctx().personal.encrypt("19900000003"));
  });
});

describe("beside a city at work", () => {
  /** The same city in another process, which hears of a new key on its own. */
  async function beside(): Promise<City> {
    const { config, database } = city;
    return openCity(config, {
      database,
      dataKeys: await openDataKeys(join(config.dataDir, "secrets", "keys"), readFileSync(config.masterKeyFile, "utf8").trim(), config.suite, KNOWN_FOR),
    });
  }

  /** People apply and staff decide until told to stop; gives the matters. Any refusal ends the test. */
  function people(of: City, halted: () => boolean): Promise<string[]> {
    const walked = { ctx: of.ctx, later: async () => {}, person: (id: string, organisation?: string) => actorOfPerson(of.ctx(), id, organisation) };
    const one = async (): Promise<string[]> => {
      const lived: string[] = [];
      while (!halted()) lived.push(await walkCase(walked, foodLicence, anotherRestaurant()));
      return lived;
    };
    return Promise.all([one(), one()]).then((all) => all.flat());
  }

  async function granted(lived: string[]): Promise<void> {
    expect(lived.length).toBeGreaterThan(3);
    for (const matterId of lived) expect((await getMatter(city.ctx(), matterId)).matter).toMatchObject({ state: "granted", outcome: "granted" });
    await everything();
    expect((await verify(city.ctx())).fault).toBeUndefined();
  }

  // Copies of a person, so that there is something to do.
  const crowd = (count: number): Promise<unknown> =>
    ask(
      `insert into identity.people (person_id, name, id_number, id_index, phone, level, created_at)
       select gen_random_uuid(), name, id_number, gen_random_uuid()::text, phone, 3, now()
       from (select * from identity.people limit 1) p, generate_series(1, ${count})`,
    );

  /** Works while people do; gives what they lived. */
  async function among(cities: City[], work: () => Promise<void>): Promise<string[]> {
    let stop = false;
    const lived = Promise.all(cities.map((of) => people(of, () => stop)));
    try {
      await Promise.race([work(), lived]);
    } finally {
      stop = true;
    }
    return (await lived).flat();
  }

  const anew = async (version: number): Promise<number> =>
    (await ask<{ count: number }>("select count(*) as count from identity.people where split_part(left(phone, 10), '.', 2) = $1", [String(version)]))[0]!.count;

  test("nobody is refused, nothing is lost, and nothing stays under the old version", async () => {
    await crowd(2000);
    let version = 0;
    const lived = await among([city, await beside()], async () => {
      await pause(300);
      version = await city.dataKeys.add();
      await untilClean(1);
      await pause(300);
    });
    await granted(lived);
    expect(Object.keys(await versions())).toEqual([String(version)]);
    expect(fileVersions()).toEqual(new Set([version]));
    await retire(city.reencryption(), version - 1);
    await everything();
  });

  test("whoever re-encrypts may be killed in the middle, and another goes on", { timeout: 120_000 }, async () => {
    await crowd(8000);
    const version = await city.dataKeys.add();
    const database = (await ask<{ name: string }>("select current_database() as name"))[0]!.name;
    const env = { ...process.env, DATABASE_URL: (await templateOf(inject("dataDir"))).replace(/\/yiwang$/, `/${database}`), DATA_DIR: city.config.dataDir };
    const lived = await among([city], async () => {
      const child = spawn(process.execPath, ["--import", "tsx", "bin/keys.ts", "reencrypt"], { cwd: ROOT, env, stdio: "ignore" });
      while ((await anew(version)) < 1000 && child.exitCode === null) await pause(20);
      child.kill("SIGKILL");
      await new Promise((gone) => child.once("exit", gone));
      expect(child.signalCode).toBe("SIGKILL");
      expect(await anew(version - 1)).toBeGreaterThan(500);
      await untilClean();
    });
    await granted(lived);
    expect(Object.keys(await versions())).toEqual([String(version)]);
  });
});

describe("the role that re-encrypts", () => {
  test("updates columns of the encrypted domains, in every table that has any, and nothing else", async () => {
    const rights = await ask<{ name: string; encrypted: boolean; reads: boolean; updates: boolean; inserts: boolean }>(
      `select format('%I.%I.%I', n.nspname, c.relname, a.attname) as name, a.atttypid in ('sealed'::regtype, 'sealed_json'::regtype) as encrypted,
         has_column_privilege($1, c.oid, a.attnum, 'select') as reads, has_column_privilege($1, c.oid, a.attnum, 'update') as updates,
         has_column_privilege($1, c.oid, a.attnum, 'insert') as inserts
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v') and a.attnum > 0 and not a.attisdropped and n.nspname not in ('pg_catalog', 'information_schema')`,
      [REENCRYPTING_ROLE],
    );
    expect(rights.filter(({ encrypted }) => encrypted).length).toBeGreaterThan(25);
    expect(rights.filter(({ encrypted, reads, updates, inserts }) => reads !== encrypted || updates !== encrypted || inserts)).toEqual([]);
    const tables = await ask(
      `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
         and (has_table_privilege($1, c.oid, 'delete') or has_table_privilege($1, c.oid, 'truncate') or has_table_privilege($1, c.oid, 'trigger'))`,
      [REENCRYPTING_ROLE],
    );
    expect(tables).toEqual([]);
  });

  test("writes nothing but encrypted values even there, and takes away nothing", async () => {
    const { reencryption } = city.database;
    await expect(reencryption.query("update matter.documents set number = 'x'")).rejects.toMatchObject({ code: "42501" });
    await expect(reencryption.query("update matter.documents set data = 'in clear'")).rejects.toMatchObject({ code: "23514" });
    await expect(reencryption.query("delete from matter.documents")).rejects.toMatchObject({ code: "42501" });
    await expect(reencryption.query("select number from matter.documents")).rejects.toMatchObject({ code: "42501" });
    await expect(reencryption.query("create table mine (id int)")).rejects.toMatchObject({ code: "42501" });
  });

  test("has its rights in a register that is made later", async () => {
    const { definition } = await listRecords(city.ctx(), "population");
    await placeRegisters(sqlOf(city.database.owner), [{ ...definition, id: "later" }]);
    const { reencryption } = city.database;
    expect((await reencryption.query("update register_data.later set f_address = f_address")).rowCount).toBe(0);
    await expect(reencryption.query("update register_data.later set source = 'x'")).rejects.toMatchObject({ code: "42501" });
  });
});
