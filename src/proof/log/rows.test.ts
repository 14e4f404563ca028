import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPool, SERVER_ROLE, type Pool } from "#kernel/db";

import { act, submitted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { appendLeaves, verify, type Verdict } from "./index.ts";

// Somebody with every right over the database, and past its triggers, changes, removes or inserts a row of any table. After each, all is put back.

let city: TestCity;
let pool: Pool;
let forger: { query: Pool["query"]; release(): void };
beforeAll(async () => {
  city = await testCity();
  pool = openPool(String(city.database.owner.options.connectionString), { max: 1 });
  forger = await pool.connect();
  await forger.query("set session_replication_role = replica");
  const matterId = await submitted(city);
  await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
  await caughtUp();
});
afterAll(async () => {
  forger.release();
  await pool.end();
  await city.close();
});

const ask = async <Row extends object>(text: string): Promise<Row[]> => (await forger.query<Row>(text)).rows;
const check = (): Promise<Verdict> => verify(city.ctx(), { atRest: true });

// Transactions of other tests run in the same cluster and hold the log back for a moment.
async function caughtUp(): Promise<void> {
  for (let i = 0; i < 100; i += 1) {
    await appendLeaves(city.ctx());
    if ((await verify(city.ctx())).waiting === 0) return;
    await new Promise((resume) => setTimeout(resume, 20));
  }
}

async function found(table: string, statement: string): Promise<string | undefined> {
  await ask(`create table public.kept as table ${table}; grant select on public.kept to ${SERVER_ROLE}`);
  try {
    await ask(statement);
    const { fault } = await check();
    return fault && `${fault.table}：${fault.says}`;
  } finally {
    await ask(`delete from ${table}; insert into ${table} select * from public.kept; drop table public.kept`);
  }
}

interface Filled {
  table: string;
  columns: { name: string; type: string }[];
}

/** Every table of the city that has a row: those the log covers, and those it does not. */
async function filled(covered: boolean): Promise<Filled[]> {
  const tables = await ask<Filled>(
    `select n.nspname || '.' || c.relname as table,
       json_agg(json_build_object('name', a.attname, 'type', format_type(t.oid, null)) order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     join pg_type d on d.oid = a.atttypid join pg_type t on t.oid = coalesce(nullif(d.typbasetype, 0), d.oid)
     where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema|graphile|public)' and a.attname <> 'xact' and d.typname <> 'sealed'
       and exists (select from pg_attribute x where x.attrelid = c.oid and x.attname = 'xact') = ${covered}
     group by 1 order by 1`,
  );
  const having = await Promise.all(tables.map(async ({ table }) => (await ask(`select from ${table} limit 1`)).length > 0));
  return tables.filter((_, i) => having[i]);
}

// The like of a value, and yet another.
const OTHER: Record<string, (column: string) => string> = {
  text: (column) => `${column} || '改'`,
  integer: (column) => `${column} + 1`,
  bigint: (column) => `${column} + 1`,
  boolean: (column) => `not ${column}`,
  date: (column) => `${column} + 1`,
  "timestamp with time zone": (column) => `${column} + interval '1 ms'`,
  jsonb: (column) => `${column} || '{"改": true}'`,
  "text[]": (column) => `${column} || '改'::text`,
  bytea: (column) => `${column} || '\\x00'::bytea`,
  uuid: () => "gen_random_uuid()",
};

const CHAINED = ["matter.acts", "trace.looks"];

describe("in a copy of the database", () => {
  test("every table is covered, but for what is passing, what is made from others, and the log itself", async () => {
    const rows = await ask<{ name: string }>(
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema|graphile|public)'
         and not exists (select from pg_attribute x where x.attrelid = c.oid and x.attname = 'xact') order by 1`,
    );
    expect(rows.map(({ name }) => name).filter((name) => !/^(log|digest)\./.test(name))).toEqual([
      "clock.days",
      "clock.office_hours",
      "draft.drafts",
      "events.outbox",
      "ground.features",
      "http.stocks",
      "idempotency.answers",
      "identity.attempts",
      "identity.kept_fields",
      "identity.sessions",
      "kernel.clusters",
      "kernel.migrations",
      "list.intakes",
      "matter.views",
      "notice.messages",
      "rotation.passes",
      "search.documents",
      "search.misses",
    ]);
  });

  test("a digest is of every column of its table but the sealed, each of which has a proof of its own", async () => {
    const tables = await filled(true);
    const digested = new Map(
      (
        await ask<{ table_name: string; columns: string[] }>(
          "select distinct on (table_name) table_name, columns from digest.digests order by table_name, span_to desc",
        )
      ).map((row) => [row.table_name, row.columns]),
    );
    for (const { table, columns } of tables.filter(({ table }) => !CHAINED.includes(table)))
      expect(
        digested
          .get(table)
          ?.map((name) => name.replace(/[*]$/, ""))
          .toSorted(),
        table,
      ).toEqual(columns.map(({ name }) => name).toSorted());
  });

  test("a row changed is found and named, in every table", async () => {
    const tables = (await filled(true)).filter(({ table }) => !CHAINED.includes(table));
    expect(tables.length).toBeGreaterThan(40);
    for (const { table, columns } of tables) {
      let tried = 0;
      // One column, the last that can be changed: what a migration adds is what a list of columns forgets. That all are digested is asked above.
      for (const { name, type } of columns.toReversed()) {
        const other = OTHER[type];
        if (!other || (await ask(`select from ${table} where "${name}" is not null limit 1`)).length === 0) continue;
        const statement = `update ${table} set "${name}" = ${other(`"${name}"`)} where ctid = (select ctid from ${table} where "${name}" is not null limit 1)`;
        const says = await found(table, statement).catch((error: { code?: string }) => error.code ?? Promise.reject(error));
        // What the table's own checks forbid is not stored at all.
        if (/^23\d{3}$/.test(says ?? "")) continue;
        expect(says, `${table}.${name}`).toMatch(
          table === "matter.matters" ? /对不上|不见了|多出来的|链头/ : new RegExp(`^${table}：.*(对不上|多出来的|不见了)`),
        );
        tried += 1;
        break;
      }
      expect(tried, table).toBe(1);
    }
  });

  test("a sealed value changed is found, in every column that has one", async () => {
    const tables = await ask<{ table: string; column: string; json: boolean }>(
      `select format('%I.%I', n.nspname, c.relname) as table, a.attname as column, a.atttypid = 'sealed_json'::regtype as json
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and not a.attisdropped and a.atttypid in ('sealed'::regtype, 'sealed_json'::regtype)`,
    );
    let changed = 0;
    for (const { table, column, json } of tables) {
      const bad = json ? `replace("${column}"::text, '"s1.1.', '"s1.1.AAAA')::jsonb` : `regexp_replace("${column}", '^s1[.]1[.]', 's1.1.AAAA')`;
      const holds = json ? `"${column}"::text ~ '"s1[.]1[.]'` : `"${column}" is not null`;
      if ((await ask(`select from ${table} where ${holds} limit 1`)).length === 0) continue;
      const says = await found(table, `update ${table} set "${column}" = ${bad} where ctid = (select ctid from ${table} where ${holds} limit 1)`);
      expect(says, `${table}.${column}`).toMatch(/加密的内容被改动过|对不上/);
      changed += 1;
    }
    expect(changed).toBeGreaterThan(8);
  });

  test("a sealed text within JSON put off by something that only looks sealed is found", async () => {
    const off = `regexp_replace(form::text, '"s1[.][^"]*"', '"s1.1.x"')::jsonb`;
    const sealed = `form::text ~ '"s1[.]'`;
    const says = await found(
      "matter.matters",
      `update matter.matters set form = ${off} where ctid = (select ctid from matter.matters where ${sealed} limit 1)`,
    );
    expect(says).toMatch(/^matter[.]matters：.*对不上/);
  });

  test("a row removed is found and named, in every table", async () => {
    for (const { table } of await filled(true)) {
      const says = await found(table, `delete from ${table} where ctid = (select max(ctid) from ${table})`);
      expect(says, table).toMatch(/不见了/);
    }
  });

  test("a row inserted is found and named when it claims to be old; a new one may not be in a copy where nobody works", async () => {
    const copies = ["rating.ratings", "notice.notices", "duty.appointments", "seal.steps", "catalogue.item_versions", "certificate.certificates"];
    const tables = (await filled(true)).filter(({ table }) => copies.includes(table));
    expect(tables.length).toBeGreaterThanOrEqual(4);
    for (const { table, columns } of tables) {
      const [key] = await ask<{ name: string; type: string }>(
        `select a.attname as name, format_type(a.atttypid, null) as type from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[cardinality(c.conkey)]
         where c.conrelid = '${table}'::regclass and c.contype = 'p'`,
      );
      const uniques = await ask<{ name: string; definition: string }>(
        `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = '${table}'::regclass and contype = 'u'`,
      );
      for (const { name } of uniques) await ask(`alter table ${table} drop constraint "${name}"`);
      const values = (xact: string): string =>
        [...columns.map(({ name }) => (name === key!.name ? OTHER[key!.type]!(`"${name}"`) : `"${name}"`)), xact].join(", ");
      const copy = (xact: string): string =>
        `insert into ${table} (${[...columns.map(({ name }) => `"${name}"`), "xact"].join(", ")}) select ${values(xact)} from ${table} order by 1 limit 1`;
      expect(await found(table, copy("xact")), table).toMatch(new RegExp(`^${table}：键为 .*是多出来的`));
      expect(await found(table, copy("kernel.xact()")), table).toMatch(/^log\.batches：有 1 行是最后一批以后写的/);
      for (const { name, definition } of uniques) await ask(`alter table ${table} add constraint "${name}" ${definition}`);
    }
  });

  test("the digests themselves cannot be changed, removed or added to", async () => {
    expect(await found("digest.digests", "update digest.digests set count = count + 1")).toMatch(/^digest\.digests：摘要 \S+ 与它在日志里的叶对不上/);
    expect(await found("digest.digests", "update digest.digests set prints = prints || '\\x00'::bytea")).toMatch(/^digest\.digests：/);
    expect(await found("digest.digests", "update digest.digests set columns = columns[2:]")).toMatch(/^digest\.digests：/);
    expect(await found("digest.digests", "delete from digest.digests where table_name = 'duty.posts'")).toMatch(/^(digest\.digests|duty\.posts)：/);
    const copy =
      "insert into digest.digests select gen_random_uuid(), table_name, columns, key, span_to + 1, span_to + 2, count, keys, prints from digest.digests where table_name = 'duty.posts'";
    expect(await found("digest.digests", copy)).toMatch(/^digest\.digests：摘要 \S+ 是多出来的/);
  });
});
