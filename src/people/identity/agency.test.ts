import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#kernel/ctx";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { actFor, actorOf, agencyHolds, findAgency, grantAgency, listAgenciesOfOrganisation, openSession, revokeAgency } from "./index.ts";

let city: TestCity;
let chen: Ctx;
let firm: string;
beforeAll(async () => {
  city = await testCity();
  chen = await city.person("chen-xiaoman", "xiaoman-catering");
  firm = chen.actor.onBehalf!.organisationId;
});
afterAll(() => city.close());

const HE = "990101194612300143"; // 何桂珍
const grantToHe = (ctx: Ctx, change: object = {}) =>
  grantAgency(ctx, { organisationId: firm, idNumber: HE, items: ["food-licence"], fromDay: "2026-11-23", untilDay: "2027-11-22", ...change });

describe("an agency", () => {
  test("lets a person act for the firm, for the items and days it names", async () => {
    const agency = (await findAgency(city.ctx(), firm, await grantToHe(chen)))!;
    expect(agencyHolds(agency, "2026-11-23", "food-licence")).toBe(true);
    expect(agencyHolds(agency, "2026-11-22", "food-licence")).toBe(false);
    expect(agencyHolds(agency, "2027-11-23", "food-licence")).toBe(false);
    expect(agencyHolds(agency, "2026-11-23", "outdoor-advertising")).toBe(false);
  });

  test("ends at once when it is taken back, in sessions that are open too", async () => {
    const agencyId = await grantToHe(chen);
    const he = await city.person("he-guizhen");
    const token = await openSession(city.ctx(), { kind: "person", id: he.actor.id }, "127.0.0.1");
    await actFor(city.ctx(await actorOf(city.ctx(), token)), { organisationId: firm, agencyId });
    expect((await actorOf(city.ctx(), token)).onBehalf?.organisationId).toBe(firm);
    await revokeAgency(chen, firm, agencyId);
    expect((await actorOf(city.ctx(), token)).onBehalf).toBeUndefined();
    await expect(actFor(city.ctx(await actorOf(city.ctx(), token)), { organisationId: firm, agencyId })).rejects.toMatchObject({ status: 403 });
    await expect(revokeAgency(chen, firm, agencyId)).rejects.toMatchObject({ status: 409, code: "AGENCY_REVOKED" });
  });

  test("is given and taken back by the legal representative alone", async () => {
    const agencyId = await grantToHe(chen);
    for (const other of [await city.person("zhu-ling", "xiaoman-catering"), await city.person("wu-shouchang"), await city.person("jiang-li", "jiali-market")]) {
      await expect(grantToHe(other)).rejects.toMatchObject({ status: 403 });
      await expect(revokeAgency(other, firm, agencyId)).rejects.toMatchObject({ status: 403 });
    }
  });

  test("of the legal representative cannot be taken back: the firm would have nobody", async () => {
    const own = (await listAgenciesOfOrganisation(city.ctx(), firm)).find((agency) => agency.legal)!;
    await expect(revokeAgency(chen, firm, own.agencyId)).rejects.toMatchObject({ status: 409, code: "AGENCY_LEGAL" });
  });

  test("names each thing that is wrong in it", async () => {
    await expect(grantToHe(chen, { idNumber: "990101200001010010", items: [], fromDay: "soon", untilDay: "2020-01-01" })).rejects.toMatchObject({
      status: 422,
      fields: { id_number: expect.any(String), items: expect.any(String), from_day: expect.any(String), until_day: expect.any(String) },
    });
  });
});

test("a session of a person ends after two idle hours", async () => {
  const token = await openSession(city.ctx(), { kind: "person", id: chen.actor.id }, "127.0.0.1");
  at(city, "2026-11-23T11:29:00+08:00");
  expect((await actorOf(city.ctx(), token)).kind).toBe("person");
  at(city, "2026-11-23T13:31:00+08:00");
  expect((await actorOf(city.ctx(), token)).kind).toBe("anonymous");
});
