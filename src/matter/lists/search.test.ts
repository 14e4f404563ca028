import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { areaPattern } from "#people/duty";
import type { Ctx, Duty } from "#kernel/ctx";
import { accepted, allowance, draftCase, submitted } from "../../../test/application.ts";
import { mixturesOfDuties } from "../../../test/any-duties.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { getMatter, listTasks } from "#matter/matter";
import { mayRead } from "#matter/party";
import { figures } from "./figures.ts";
import { searchMatters } from "./search.ts";
import { submit } from "#matter/intake";

let city: TestCity;
let matters: string[];
let usernames: string[];
beforeAll(async () => {
  city = await testCity();
  await accepted(city);
  await submitted(city);
  const elder = await city.person("lin-xiuying");
  // Granted by rule, without any task.
  await submit(elder, await draftCase(elder, allowance, allowance.cases[0]!));
  const db = city.ctx().db;
  matters = (await db.query<{ id: string }>("select matter_id as id from matter.matters where submitted_at is not null")).map(({ id }) => id);
  usernames = (await db.query<{ username: string }>("select username from identity.staff order by 1")).map(({ username }) => username);
});
afterAll(() => city.close());

async function opens(ctx: Ctx): Promise<string[]> {
  const able = await Promise.all(matters.map(async (id) => mayRead(ctx, (await getMatter(ctx, id)).matter, await listTasks(ctx, id))));
  return matters.filter((_id, i) => able[i]).sort();
}
const found = async (ctx: Ctx): Promise<string[]> => (await searchMatters(ctx, {})).rows.map(({ matterId }) => matterId).sort();

describe("the list of matters", () => {
  test("has for each of the staff exactly what they may open", async () => {
    const seen: string[] = [];
    for (const username of usernames) {
      const ctx = await city.staff(username);
      expect([username, await found(ctx)]).toEqual([username, await opens(ctx)]);
      seen.push(...(await found(ctx)));
    }
    expect(new Set(seen).size).toBe(matters.length);
    expect(matters.length).toBeGreaterThan(2);
  });

  test("has no grant by rule for the section whose clerk may not open it", async () => {
    expect(await found(await city.staff("qinlan"))).toEqual([]);
    expect((await found(await city.staff("shiyong"))).length).toBe(1);
  });

  test("has what the page opens for any mixture of duties", async () => {
    const roles = ["acceptor", "reviewer", "inspector", "decider", "supervisor", "auditor", "administrator", "seal-keeper"];
    const units = ["12990100MB0000002T", "11990100MB0000001T", "11990100MB0000001T-01", "11990100MB0000001T-02", "11990100MB00000044", "11990101MB0000021B"];
    const areas = ["990100000000", "990101000000", "990101001000", "990102000000"];
    for (const duties of mixturesOfDuties({ roles, units, areas }, 7, 80)) {
      const ctx = city.ctx({ kind: "staff", id: randomUUID(), name: "试验", duties });
      expect([duties, await found(ctx)]).toEqual([duties, await opens(ctx)]);
    }
  });

  test("is that of one duty for two duties over one area", async () => {
    const duty: Duty = { role: "supervisor", unit: "11990100MB0000006A", area: "990101000000", scope: "area", post: "试验岗" };
    const ctx = city.ctx({ kind: "staff", id: randomUUID(), name: "两岗", duties: [duty, { ...duty, role: "auditor" }, duty] });
    expect(await found(ctx)).toEqual(await opens(ctx));
    expect(await found(ctx)).not.toEqual([]);
  });

  test("has what was given to whom somebody stands in for", async () => {
    const id = randomUUID();
    await city.database.owner.query("update matter.tasks set assignee = $2 where matter_id = $1 and done_at is null", [matters[0], id]);
    const insteadOf = { id, name: "出差的人" };
    const duty: Duty = { role: "reviewer", unit: "11990100MB0000006A", area: "990100000000", scope: "unit", post: "试验岗", insteadOf };
    const ctx = city.ctx({ kind: "staff", id: randomUUID(), name: "代理人", duties: [duty] });
    expect(await found(ctx)).toEqual(await opens(ctx));
    expect(await found(ctx)).toEqual([matters[0]]);
  });
});

test("a page that is the last leads to no other; pages after one another have each matter once", async () => {
  const overseer = await city.staff("sujin");
  expect(await searchMatters(overseer, {})).not.toHaveProperty("next");
  const [one] = matters;
  // Forty more, so that there is a second page.
  await city.database.owner.query(
    `with copied as (insert into matter.matters select (jsonb_populate_record(m, jsonb_build_object('matter_id', uuidv7(), 'number', m.number || n, 'source_number', null))).*
       from matter.matters m, generate_series(10, 49) n where matter_id = $1 returning matter_id, number)
     insert into matter.search select (jsonb_populate_record(s, jsonb_build_object('matter_id', c.matter_id, 'backwards', reverse(c.number)))).*
       from matter.search s, copied c where s.matter_id = $1`,
    [one],
  );
  const first = await searchMatters(overseer, {});
  expect([first.rows.length, first.more]).toEqual([40, true]);
  const second = await searchMatters(overseer, { after: first.next! });
  expect([second.more, second.next]).toEqual([false, undefined]);
  const seen = [...first.rows, ...second.rows].map(({ matterId }) => matterId);
  expect([seen.length, new Set(seen).size]).toEqual([matters.length + 40, matters.length + 40]);
});

test("a program, whose name is no member of staff's, finds what its duties reach", async () => {
  const duty: Duty = { role: "supervisor", unit: "11990100MB00000044", area: "990100000000", scope: "area", post: "监督程序" };
  const program = (duties: Duty[]): Ctx => city.ctx({ kind: "system", id: "watch-program", name: "监督程序", duties });
  expect((await searchMatters(program([duty]), {})).rows.length).toBeGreaterThan(0);
  expect((await searchMatters(program([]), {})).rows).toEqual([]);
});

test("figures are told by item with its name, and by unit", async () => {
  const by = async (what: "unit" | "item") => (await figures(city.ctx(), what, "2026-12-01")).map(({ key, name }) => `${key} ${name}`);
  expect(await by("item")).toEqual(expect.arrayContaining(["food-licence 食品经营许可"]));
  expect(await by("unit")).toEqual(expect.arrayContaining(["11990100MB0000001T 11990100MB0000001T"]));
});

test.each([
  ["990000000000", "99%"],
  ["990100000000", "9901%"],
  ["990110000000", "990110%"],
  ["990100100000", "990100100%"],
  ["990101010000", "990101010%"],
  ["990101001000", "990101001%"],
  ["990101001010", "990101001010%"],
])("areas within %s begin with %s", (area, pattern) => {
  expect(areaPattern(area)).toBe(pattern);
});
