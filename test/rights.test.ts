import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SERVER_ROLE } from "#kernel/db";
import { testCity, type TestCity } from "./city.ts";

// What the database itself holds to, whatever the code above it does: asked of its catalogue, on the migrated database.

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const NOT_OURS = ["information_schema", "pg_catalog", "pg_toast", "graphile_worker", "public"];

// Small tables that every node of a distributed database would hold in full, or that are found by a key of their own.
const REFERENCE = [
  "city.cities",
  "kernel.clusters",
  "kernel.migrations",
  "digest.renamed",
  "clock.days",
  "clock.office_hours",
  "clock.announced_years",
  "idempotency.answers",
  "rotation.passes",
  "search.misses",
  "duty.areas",
  "duty.units",
  "duty.posts",
  "duty.mergers",
  "identity.programs",
  "peer.peers",
  "peer.standings",
  "identity.sessions",
  "http.stocks",
  "identity.attempts",
  "identity.kept_fields",
  "catalogue.packs",
  "catalogue.items",
  "catalogue.item_versions",
  "catalogue.licence_types",
  "catalogue.kinds",
  "catalogue.kind_versions",
  "catalogue.roles",
  "catalogue.codes",
  "catalogue.watches",
  "watch.switches",
  "cell.outlines",
  "ground.features",
  "matter.counters",
  "matter.encryptions",
  "matter.tallies",
  "matter.tallied",
  "matter.measures",
  "matter.measured",
  "catalogue.indicators",
  "register.registers",
  "search.documents",
  "draft.drafts",
  "draft.publications",
  "draft.examples",
];

const APPEND_ONLY = [
  "matter.acts",
  "matter.documents",
  "move.migrations",
  "draft.publications",
  "trace.looks",
  "trace.unmaskings",
  "digest.digests",
  "log.logs",
  "log.keys",
  "log.leaves",
  "log.nodes",
  "log.checkpoints",
  "log.batches",
  "rating.ratings",
  "rating.steps",
  "catalogue.item_versions",
  "catalogue.imports",
  "alert.messages",
  "licence.licences",
  "licence.cancellations",
  "payment.grants",
  "payment.changes",
  "watch.switches",
  "watch.raised",
  "watch.behind",
  "call.events",
  "call.matters",
  "call.callbacks",
  "register.departures",
  "register.departure_reviews",
  "duty.requests",
  "duty.answers",
  "identity.agencies",
  "identity.agency_revocations",
  "certificate.certificates",
  "certificate.revocations",
  "certificate.lists",
  "seal.seals",
  "seal.steps",
  "seal.makings",
  "seal.uses",
  "original.files",
];

async function ask<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await city.database.owner.query<Row>(text, values)).rows;
}

describe("keys", () => {
  test("every table's primary key begins with the id of its aggregate, but for the reference tables", async () => {
    const tables = await ask<{ name: string; first: string | null; type: string | null }>(
      `select n.nspname || '.' || c.relname as name, a.attname as first, format_type(a.atttypid, a.atttypmod) as type
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
       left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
       where c.relkind in ('r', 'p') and n.nspname <> all ($1) and n.nspname !~ '^pg_' order by 1`,
      [NOT_OURS],
    );
    expect(tables.length).toBeGreaterThan(30);
    expect(REFERENCE.filter((name) => !tables.some((table) => table.name === name))).toEqual([]);
    expect(tables.filter(({ name, first, type }) => !REFERENCE.includes(name) && !(first?.endsWith("_id") && type === "uuid"))).toEqual([]);
    expect(tables.filter(({ first }) => first === null)).toEqual([]);
  });

  test("no foreign key leaves its block", async () => {
    const leaving = await ask(
      `select k.conname from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
       where k.contype = 'f' and f.relnamespace <> t.relnamespace and f.relnamespace::regnamespace::text <> all ($1)`,
      [NOT_OURS],
    );
    expect(leaving).toEqual([]);
  });
});

describe("rights of the server", () => {
  test("history can be added to and read, never changed or removed", async () => {
    for (const table of APPEND_ONLY) {
      const [rights] = await ask<Record<string, boolean>>(
        `select has_table_privilege($1, $2, 'insert') as insert, has_any_column_privilege($1, $2, 'update') as update,
           has_table_privilege($1, $2, 'delete') as delete, has_table_privilege($1, $2, 'truncate') as truncate, has_table_privilege($1, $2, 'trigger') as trigger`,
        [SERVER_ROLE, table],
      );
      expect({ table, ...rights }).toEqual({ table, insert: true, update: false, delete: false, truncate: false, trigger: false });
    }
    await expect(city.database.server.query("update matter.acts set data = '{}'")).rejects.toMatchObject({ code: "42501" });
    await expect(city.database.server.query("delete from trace.looks")).rejects.toMatchObject({ code: "42501" });
  });

  test("rows go from few tables only: what waits, what was answered, what can be made again", async () => {
    const tables = await ask<{ name: string }>(
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and n.nspname <> all ($1) and n.nspname !~ '^pg_' and has_table_privilege($2, c.oid, 'delete') order by 1`,
      [NOT_OURS, SERVER_ROLE],
    );
    expect(tables.map(({ name }) => name)).toEqual([
      "clock.days",
      "clock.office_hours",
      "draft.drafts",
      "events.outbox",
      "ground.features",
      "http.stocks",
      "idempotency.answers",
      "identity.attempts",
      "identity.kept_fields",
      "list.intakes",
      "matter.views",
      "notice.messages",
      "rotation.passes",
      "search.documents",
      "search.misses",
    ]);
  });

  test("the server owns nothing, may create nothing and is member of nothing", async () => {
    const role = `(select oid from pg_roles where rolname = '${SERVER_ROLE}')`;
    expect(
      await ask(
        `select relname from pg_class where relowner = ${role} union all select nspname from pg_namespace where nspowner = ${role} union all select proname from pg_proc where proowner = ${role}`,
      ),
    ).toEqual([]);
    expect(await ask(`select nspname from pg_namespace where nspname !~ '^pg_(toast_)?temp' and has_schema_privilege(${role}, oid, 'create')`)).toEqual([]);
    expect(await ask(`select has_database_privilege(${role}, current_database(), 'create') as creates`)).toEqual([{ creates: false }]);
    expect(await ask(`select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls from pg_roles where oid = ${role}`)).toEqual([
      { rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false, rolbypassrls: false },
    ]);
    expect(await ask(`select roleid from pg_auth_members where member = ${role}`)).toEqual([]);
    await expect(city.database.server.query("create table matter.mine (id int)")).rejects.toMatchObject({ code: "42501" });
    await expect(city.database.server.query("alter table matter.acts disable trigger all")).rejects.toMatchObject({ code: "42501" });
  });

  test("nobody else is let in: no right is given to everybody", async () => {
    const open = await ask(
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) as x
       where n.nspname <> all ($1) and n.nspname !~ '^pg_' and x.grantee = 0`,
      [NOT_OURS],
    );
    expect(open).toEqual([]);
  });
});
