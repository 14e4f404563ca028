import { afterAll, beforeAll, expect, test } from "vitest";
import { personalCodec, type PersonalCodec } from "#crypto/crypto";
import { sqlOf, type Sql } from "#kernel/db";
import { restaurantDraft } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { tablePlace } from "./table.ts";

// What happens to a row that somebody changes or holds at the very moment when it is re-encrypted.

const PEOPLE = { name: "identity.people", columns: ["name", "id_number", "phone"].map((name) => ({ name, json: false })) };
const MATTERS = { name: "matter.matters", columns: [{ name: "form", json: true }] };

let city: TestCity;
let newer: PersonalCodec;
let chen: string;
let matterId: string;
beforeAll(async () => {
  city = await testCity();
  // A second version of the same secret: enough to tell what was re-encrypted.
  newer = personalCodec({ newest: () => 2, find: (version) => (version < 3 ? city.dataKeys.find(1) : undefined), index: city.dataKeys.index });
  matterId = await restaurantDraft(city);
  chen = city.ctx().personal.index("990101199205210063");
});
afterAll(() => city.close());

const sql = (): Sql => sqlOf(city.database.reencryption);
const phones = async (): Promise<Map<string, string>> => {
  const rows = await city.ctx().db.query<{ id_index: string; phone: string }>("select id_index, phone from identity.people", []);
  return new Map(rows.map((row) => [row.id_index, row.phone]));
};

test("a row that somebody holds is passed over without waiting, and comes with the next pass", async () => {
  const holder = await city.database.server.connect();
  await holder.query("begin");
  await holder.query("select from identity.people where id_index = $1 for update", [chen]);
  const people = tablePlace(sql(), newer, PEOPLE, 2);
  const part = await people.reencrypt(0);
  expect(part.found).toBeGreaterThan(20);
  expect(part.reencrypted).toBe(part.found - 1);
  expect((await phones()).get(chen)).toMatch(/^s1\.1\./);
  expect(await people.count()).toBe(1);
  await holder.query("rollback");
  holder.release();
  expect(await people.reencrypt(0)).toMatchObject({ found: 1, reencrypted: 1, unreadable: 0 });
  expect([...(await phones()).values()].every((phone) => phone.startsWith("s1.2.") && newer.decrypt(phone).startsWith("199"))).toBe(true);
  expect(await people.reencrypt(0)).toMatchObject({ found: 0, reencrypted: 0 });
});

test("a row that somebody changed after it was read keeps what they wrote", async () => {
  const older = personalCodec({ newest: () => 1, find: () => city.dataKeys.find(1), index: city.dataKeys.index });
  const change = (phone: string): Promise<unknown> =>
    city.database.server.query("update identity.people set phone = $2 where id_index = $1", [chen, older.encrypt(phone)]);
  await change("19900000003");
  let met = 0;
  const slow: Sql = {
    ...sql(),
    async query(text, values, plan) {
      if (text.includes("for no key update")) {
        met += 1;
        await change("19900009999");
      }
      return sql().query(text, values, plan);
    },
  };
  expect(await tablePlace(slow, newer, PEOPLE, 2).reencrypt(0)).toMatchObject({ found: 1, reencrypted: 0 });
  expect([met, newer.decrypt((await phones()).get(chen)!)]).toEqual([1, "19900009999"]);
  expect(await tablePlace(sql(), newer, PEOPLE, 2).reencrypt(0)).toMatchObject({ found: 1, reencrypted: 1 });
  expect(newer.decrypt((await phones()).get(chen)!)).toBe("19900009999");
});

test("a place that another row has taken meanwhile is that row's", async () => {
  const places = async (): Promise<Map<string, string>> => {
    const rows = await city.database.owner.query<{ id_index: string; ctid: string }>("select id_index, ctid::text as ctid from identity.people");
    return new Map(rows.rows.map((row) => [row.id_index, row.ctid]));
  };
  const other = [...(await phones()).keys()].find((key) => key !== chen)!;
  const before = (await phones()).get(other);
  const older = personalCodec({ newest: () => 1, find: () => city.dataKeys.find(1), index: city.dataKeys.index });
  await city.database.server.query("update identity.people set phone = $2 where id_index = $1", [chen, older.encrypt("19900000003")]);
  const moved: Sql = {
    ...sql(),
    query: async (text, values = [], plan) =>
      sql().query(text, text.includes("for no key update") ? [[(await places()).get(other)], ...values.slice(1)] : values, plan),
  };
  expect(await tablePlace(moved, newer, PEOPLE, 2).reencrypt(0)).toMatchObject({ found: 1, reencrypted: 0 });
  expect((await phones()).get(other)).toBe(before);
});

test("in JSON only encrypted values change: numbers keep every digit, and what looks encrypted but is not stays", async () => {
  const encrypted = city.ctx().personal.encrypt("19900000003");
  const looks = `s1.1.${"A".repeat(50)}`;
  const text = `{"big": 12345678901234567890, "exact": 1.10, "phone": "${encrypted}", "typed": "${looks}", "quoted": "说\\"${encrypted}\\""}`;
  await city.database.server.query("update matter.matters set form = $2 where matter_id = $1", [matterId, text]);
  expect(await tablePlace(sql(), newer, MATTERS, 2).reencrypt(0)).toMatchObject({ found: 1, reencrypted: 1, unreadable: 1 });
  const { form } = (await city.database.server.query<{ form: string }>("select form::text as form from matter.matters where matter_id = $1", [matterId]))
    .rows[0]!;
  expect(form).toContain('"big": 12345678901234567890');
  expect(form).toContain('"exact": 1.10');
  const { phone, typed, quoted } = JSON.parse(form) as Record<string, string>;
  expect([phone!.slice(0, 5), newer.decrypt(phone!), typed, quoted]).toEqual(["s1.2.", "19900000003", looks, `说"${encrypted}"`]);
});
