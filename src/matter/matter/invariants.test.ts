import { afterAll, beforeAll, expect, test } from "vitest";
import { issueLicence } from "#outcome/licence";
import { verify } from "#proof/log";
import { accepted, act, foodLicence, restaurant, submitted, walkCase } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { INVARIANTS, listBreaches } from "./invariants.ts";
import { getMatter } from "./load.ts";
import { withdraw } from "#matter/work";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const said = async (matterId: string): Promise<string[]> => (await listBreaches(city.ctx(), [matterId])).map(({ invariant }) => invariant);

test("a city that works as it should contradicts itself nowhere, with a licence that was granted", async () => {
  const granted = await walkCase(
    { ctx: city.ctx, later: async () => {}, person: async (id, firm) => (await city.person(id, firm)).actor },
    foodLicence,
    restaurant,
  );
  expect((await getMatter(city.ctx(), granted)).matter.outcome).toBe("granted");
  const withdrawn = await accepted(city);
  await withdraw(await city.person("chen-xiaoman", "xiaoman-catering"), withdrawn, "");
  expect(await listBreaches(city.ctx())).toEqual([]);
});

// What the owner of the database does to a matter under review; the first word is the invariant that has to notice.
const BROKEN: [keyof typeof INVARIANTS, string][] = [
  ["closing", "update matter.matters set state = 'withdrawn', phase = 'closed', outcome = 'withdrawn' where matter_id = $1"],
  ["outcome", "update matter.matters set outcome = 'withdrawn' where matter_id = $1"],
  ["tasks", "update matter.matters set state = 'withdrawn', phase = 'closed', outcome = 'withdrawn', closed_at = now() where matter_id = $1"],
  ["clocks", "update matter.matters set state = 'withdrawn', phase = 'closed', outcome = 'withdrawn', closed_at = now() where matter_id = $1"],
  ["standing", "update matter.clocks set stopped_at = now(), next_at = null where matter_id = $1 and clock_id = 'statutory'"],
  [
    "looks",
    `insert into matter.clocks (matter_id, clock_id, node, pace, started_at, due_at, next_at) values ($1, 'timer:t', 'n', 'H', now(), now(), now() + interval '1 day')`,
  ],
  ["due", "update matter.clocks set due_at = due_at + interval '1 day' where matter_id = $1 and clock_id = 'promised'"],
  ["flow", "update matter.tasks set cancelled_at = now() where matter_id = $1 and kind = 'review'"],
  [
    "held",
    `insert into matter.stops (matter_id, stop_id, stop, data, clocks, works, started_at, started_by)
     values ($1, gen_random_uuid(), 'supplement', '{"task": "gone"}', '{}', true, now(), 'x')`,
  ],
  ["chain", "update matter.matters set acts = acts + 1 where matter_id = $1"],
  [
    "once",
    `with a as (select * from matter.acts where matter_id = $1 and kind = 'submitted')
     insert into matter.acts (matter_id, seq, kind, at, actor, data, hash) select matter_id, 99, kind, at, actor, data, hash from a`,
  ],
  [
    "after",
    `with c as (update matter.matters set state = 'terminated', phase = 'closed', outcome = 'terminated', closed_at = now() - interval '1 year' where matter_id = $1),
       a as (select * from matter.acts where matter_id = $1 and kind = 'submitted')
     insert into matter.acts (matter_id, seq, kind, at, actor, data, hash)
       select matter_id, n, case n when 98 then 'terminated' else 'reviewed' end, at, actor, data, hash from a, unnest(array[98, 99]) n`,
  ],
];

test("each invariant is broken once here", () => expect(BROKEN.map(([invariant]) => invariant)).toEqual(Object.keys(INVARIANTS)));

test.each(BROKEN)("%s is noticed when it is broken", async (invariant, broken) => {
  const matterId = await accepted(city);
  await city.database.owner.query(broken, [matterId]);
  expect(await said(matterId)).toContain(invariant);
  await city.database.owner.query("delete from matter.matters where matter_id = $1", [matterId]);
});

test("a licence of a matter that was not granted, and a second one of a grant, are named by the check of the trace", async () => {
  const type = { id: "food-operation-licence", name: "食品经营许可证", code: "11100000000013127A055" };
  const issuer = { code: "11990100MB0000001T", name: "云州市市场监督管理局" };
  const holder = { kind: "organisation", name: "云州小满餐饮有限公司", number: "91990102MA0000001X" } as const;
  const matterId = await submitted(city);
  await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
  await issueLicence(city.ctx(), { type, issuer, holder, prefix: "JY2", face: [], matterId });
  expect((await verify(city.ctx())).breaches).toMatchObject([{ matterId, number: expect.any(String), says: "没有办成，却有证照" }]);
  const owned = city.database.owner;
  await owned.query("update matter.matters set outcome = 'granted' where matter_id = $1", [matterId]);
  const licence = async () => (await listBreaches(city.ctx(), [matterId])).filter(({ invariant }) => invariant === "licence").map(({ says }) => says);
  expect(await licence()).toEqual(["制发证照的记录有 0 条，证照却有 1 张"]);
  await owned.query(
    `insert into matter.acts (matter_id, seq, kind, at, actor, data, hash)
     select matter_id, 99, 'issued', at, actor, data, hash from matter.acts where matter_id = $1 and kind = 'submitted'`,
    [matterId],
  );
  expect(await licence()).toEqual([]);
});
