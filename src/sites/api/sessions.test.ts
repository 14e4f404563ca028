import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getPerson, grantAgency, openSession } from "#people/identity";
import { openDoors, type Doors } from "../../../test/callers.ts";
import { testCity, type TestCity } from "../../../test/city.ts";

let city: TestCity;
let app: Doors["app"];
let token: string;
let organisationId: string;
let agencyId: string;
beforeAll(async () => {
  city = await testCity();
  ({ app } = await openDoors(city));
  const { actor } = await city.person("jiang-li", "jiali-market");
  ({ organisationId, agencyId } = actor.onBehalf!);
  token = await openSession(city.ctx(), { kind: "person", id: actor.id }, "127.0.0.1", true);
});
afterAll(async () => {
  await app.close();
  await city.close();
});

async function put(payload: object): Promise<{ status: number; data: Record<string, unknown>; onBehalf: unknown }> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await app.inject({ method: "PUT", url: "/api/v1/session/agency", headers, payload });
  const me = await app.inject({ url: "/api/v1/me", headers });
  return { status: answer.statusCode, data: answer.json(), onBehalf: me.json<{ on_behalf: unknown }>().on_behalf };
}

describe("acting for an organisation by the API", () => {
  test("with both ids, or the organisation's alone where there is one agency in force", async () => {
    expect(await put({ organisation_id: organisationId, agency_id: agencyId })).toMatchObject({
      status: 200,
      data: { acting: true },
      onBehalf: { organisationId },
    });
    expect(await put({})).toMatchObject({ status: 200, data: { acting: false }, onBehalf: null });
    expect(await put({ organisation_id: organisationId })).toMatchObject({ status: 200, data: { acting: true }, onBehalf: { organisationId, agencyId } });
  });

  test.each([
    ["an agency without its organisation", () => ({ agency_id: agencyId })],
    ["an organisation that is no id", () => ({ organisation_id: "91990100MA0000001G" })],
    ["a word too much", () => ({ organisation_id: organisationId, as: "owner" })],
  ])("%s is refused, and nothing changes", async (_what, body) => {
    await put({ organisation_id: organisationId });
    expect(await put(body())).toMatchObject({ status: 422, onBehalf: { organisationId } });
  });

  test("an organisation that has given no agency is forbidden", async () => {
    const { actor } = await city.person("chen-xiaoman", "xiaoman-catering");
    expect(await put({ organisation_id: actor.onBehalf!.organisationId })).toMatchObject({ status: 403 });
  });

  test("of two agencies in force one has to be named", async () => {
    const { idNumber } = await getPerson(city.ctx(), (await city.person("jiang-li")).actor.id);
    await grantAgency(city.ctx(), { organisationId, idNumber, items: ["food-licence"], fromDay: "2026-01-01", untilDay: "2027-12-31" });
    expect(await put({ organisation_id: organisationId })).toMatchObject({ status: 422, data: { fields: { agency_id: expect.any(String) } } });
    expect(await put({ organisation_id: organisationId, agency_id: agencyId })).toMatchObject({ status: 200 });
  });
});
