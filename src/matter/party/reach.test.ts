import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packRoles } from "#people/duty";
import type { Ctx, Duty } from "#kernel/ctx";
import { testCity, type TestCity } from "../../../test/city.ts";
import { restaurantDraft } from "../../../test/application.ts";
import { completeTask } from "#matter/work";
import { getMatter } from "#matter/matter";
import { searchMatters } from "#matter/lists";
import { seesOneOf } from "./index.ts";
import { submit } from "#matter/intake";
import { unmask, viewAsStaff } from "#matter/view";

// A restaurant in 青瓷街道 of 青溪区: accepted at the service centre, reviewed by the food section, inspected by the 青瓷 station.
let city: TestCity;
/** What packs grant their roles. */
const granted = new Map<string, Pick<Duty, "grants" | "may">>();
let matterId: string;
let number: string;
beforeAll(async () => {
  city = await testCity();
  for (const [role, { grants, may }] of await packRoles(city.ctx())) granted.set(role, { grants, may });
  matterId = await restaurantDraft(city);
  const matter = await submit(await city.person("chen-xiaoman", "xiaoman-catering"), matterId);
  number = matter.number!;
  const { open } = await getMatter(city.ctx(), matterId);
  await completeTask(await city.staff("linjing"), matterId, open[0]!.taskId, { outcome: "accept" });
});
afterAll(() => city.close());

function holding(...duties: Omit<Duty, "post">[]): Ctx {
  return city.ctx({ kind: "staff", id: randomUUID(), name: "试验", duties: duties.map((duty) => ({ ...duty, post: "试验岗", ...granted.get(duty.role) })) });
}

const finds = async (ctx: Ctx): Promise<boolean> => (await searchMatters(ctx, { text: number })).rows.length > 0;
const CITY = "990100000000";
const MARKET = "11990100MB0000001T";

describe("who may see a matter", () => {
  test.each(["linjing", "zhouwen", "tanglei", "gaojian", "sujin", "shenji"])("%s has part in it, or oversees it", async (username) => {
    expect((await viewAsStaff(await city.staff(username), matterId)).masked).toBe(true);
  });

  test.each(["weiqin", "qinlan", "luping", "yaohui", "kongli", "renhong", "admin"])(
    "%s has not, neither in the list nor opened nor a field of it",
    async (username) => {
      const ctx = await city.staff(username);
      await expect(viewAsStaff(ctx, matterId)).rejects.toMatchObject({ status: 403 });
      await expect(unmask(ctx, matterId, "owner.phone", "核实联系电话")).rejects.toMatchObject({ status: 403 });
      if (username !== "admin") expect(await finds(ctx)).toBe(false);
    },
  );

  test("one of several matters is seen by whoever may see any of them, and by nobody else", async () => {
    const other = await restaurantDraft(city);
    expect(await seesOneOf(await city.staff("zhouwen"), [other, matterId])).toBe(true);
    expect(await seesOneOf(await city.staff("weiqin"), [other, matterId])).toBe(false);
    expect(await seesOneOf(await city.staff("zhouwen"), [])).toBe(false);
  });

  test("a duty without the right to read opens nothing, whatever units lie below it", async () => {
    await expect(viewAsStaff(holding({ role: "administrator", unit: "11990100MB0000010Q", area: CITY, scope: "area" }), matterId)).rejects.toMatchObject({
      status: 403,
    });
  });

  test("a duty for another district opens nothing, though its unit has a task in it", async () => {
    await expect(viewAsStaff(holding({ role: "reviewer", unit: `${MARKET}-01`, area: "990102000000", scope: "unit" }), matterId)).rejects.toMatchObject({
      status: 403,
    });
  });

  test("of two duties each reaches its own units in its own area, in whatever order they were given", async () => {
    const elsewhere = { role: "reviewer", unit: "11990100MB00000031", area: CITY, scope: "unit" } as const;
    const narrow = { role: "reviewer", unit: MARKET, area: "990102000000", scope: "unit" } as const;
    expect(await finds(holding(elsewhere, narrow))).toBe(false);
    expect(await finds(holding(narrow, elsewhere))).toBe(false);
    expect(await finds(holding(narrow, { ...narrow, area: "990101000000" }))).toBe(true);
    expect(await finds(holding({ ...narrow, area: "990101000000" }, narrow))).toBe(true);
  });

  test("an administrator who also reviews sees what a reviewer sees, not the whole city", async () => {
    const both = holding(
      { role: "administrator", unit: "11990100MB0000009K", area: CITY, scope: "area" },
      { role: "reviewer", unit: "11990100MB00000031-01", area: CITY, scope: "unit" },
    );
    expect(await finds(both)).toBe(false);
    await expect(viewAsStaff(both, matterId)).rejects.toMatchObject({ status: 403 });
  });
});

test("the history that staff read names nobody who applied", async () => {
  const applicant = (await city.person("chen-xiaoman", "xiaoman-catering")).actor;
  const { acts } = await viewAsStaff(await city.staff("zhouwen"), matterId);
  expect(acts.length).toBeGreaterThan(1);
  expect(JSON.stringify(acts)).not.toContain(applicant.name);
  expect(acts.map((act) => act.actor.name)).toContain("林静");
});
