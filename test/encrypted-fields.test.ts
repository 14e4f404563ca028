import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedMatters } from "../src/seed/matters.ts";
import { testCity, type TestCity } from "./city.ts";

// Which fields lie encrypted is said by the types of their columns; held on a city in which matters of every kind have been lived.

interface Column {
  table: string;
  column: string;
  /** encrypted, sealed_json, or the plain type. */
  type: string;
}

const COLUMNS = `
  select format('%I.%I', n.nspname, c.relname) as table, a.attname as column, format_type(a.atttypid, null) as type
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and n.nspname not in ('pg_catalog', 'information_schema') order by 1, 2`;

const ENCRYPTED = "[as]1[.][1-9][0-9]{0,5}[.][A-Za-z0-9_-]{38}";

let city: TestCity;
let columns: Column[];
beforeAll(async () => {
  city = await testCity();
  await seedMatters(city, join(import.meta.dirname, "../packs"));
  columns = (await city.database.owner.query<Column>(COLUMNS)).rows;
});
afterAll(() => city.close());

const count = async (text: string): Promise<number> =>
  (await city.database.owner.query<{ count: number }>(`select count(*) as count from ${text}`)).rows[0]!.count;

describe("encrypted fields", () => {
  test("an encrypted value lies in an encrypted column and nowhere else", async () => {
    const plain = columns.filter(({ type }) => !type.startsWith("sealed"));
    const astray: string[] = [];
    for (const { table, column } of plain) if ((await count(`${table} where "${column}"::text ~ '${ENCRYPTED}'`)) > 0) astray.push(`${table}.${column}`);
    expect(plain.length).toBeGreaterThan(200);
    expect(astray).toEqual([]);
  });

  test("the answers of a matter and what is encrypted of a person are among them, and hold encrypted values", async () => {
    const names = columns.filter(({ type }) => type.startsWith("sealed")).map(({ table, column }) => `${table}.${column}`);
    const expected = ["identity.people.id_number", "identity.people.phone", "licence.licences.holder", "matter.documents.data", "matter.matters.owner"];
    expect(names).toEqual(expect.arrayContaining([...expected, "matter.matters.form", "payment.grants.account", "register_data.population.f_address"]));
    for (const name of expected) expect(await count(name.replace(/\.\w+$/, "")), name).toBeGreaterThan(0);
    expect(await count(`matter.matters where form::text ~ '"${ENCRYPTED}'`)).toBeGreaterThan(0);
  });

  test("the database refuses text in clear in an encrypted column", async () => {
    const { server } = city.database;
    await expect(server.query("update identity.people set phone = '19900000001'")).rejects.toMatchObject({ code: "23514" });
    await expect(server.query("update matter.matters set owner = 's1.1.clear'")).rejects.toMatchObject({ code: "23514" });
    await expect(server.query("update matter.matters set form = '[]'")).rejects.toMatchObject({ code: "23514" });
  });
});
