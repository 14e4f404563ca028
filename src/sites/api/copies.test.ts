import { afterAll, beforeAll, expect, test } from "vitest";
import { openDoors, type Doors } from "../../../test/callers.ts";
import { testCity, type TestCity } from "../../../test/city.ts";

let city: TestCity;
let doors: Doors;
let bearer: string;
beforeAll(async () => {
  city = await testCity();
  doors = await openDoors(city);
  bearer = (await doors.credentials({ person: "chen-xiaoman", organisation: "xiaoman-catering" })).bearer!;
});
afterAll(async () => {
  await doors.app.close();
  await city.close();
});

async function call(method: "GET" | "POST", path: string, payload?: object, authorised = true) {
  const headers = authorised ? { authorization: `Bearer ${bearer}` } : {};
  return doors.app.inject({ method, url: `/api/v1${path}`, headers, ...(payload && { payload }) });
}

test("a program fetches the original of its firm's licence, makes a copy, has it verified, sees who looked, and takes it back", async () => {
  const { licences } = (await call("GET", "/licences")).json<{ licences: { id: string; type: string }[] }>();
  const at = `/licences/${licences.find(({ type }) => type === "business-licence")!.id}`;
  for (const [query, type, begin] of [
    ["", "application/pdf", "%PDF"],
    ["?format=ofd", "application/ofd", "PK"],
  ] as const) {
    const file = await call("GET", `${at}/original${query}`);
    expect([file.statusCode, file.headers["content-type"], file.rawPayload.subarray(0, begin.length).toString()]).toEqual([200, type, begin]);
  }

  expect((await call("POST", `${at}/copies`, { use: "x", recipient: "", until: "2026-12-01" })).statusCode).toBe(422);
  const made = await call("POST", `${at}/copies`, { use: "投标报名", recipient: "云州市公共资源交易中心", until: "2026-12-01" });
  const { id, number } = made.json<{ id: string; number: string }>();
  expect(made.statusCode).toBe(201);
  expect((await call("GET", `${at}/copies`)).json()).toMatchObject({ copies: [{ id, number, state: "valid", until: "2026-12-01", matter: null }] });
  expect((await call("GET", `${at}/copies/${id}/original?format=ofd`)).headers["content-type"]).toBe("application/ofd");

  const verified = async () => (await call("GET", `/verification?code=${number}`, undefined, false)).json();
  expect(await verified()).toMatchObject({ valid: true, copy: { number, use: "投标报名", state: "valid" } });
  expect((await call("POST", `${at}/copies/${id}/revocation`)).statusCode).toBe(201);
  expect(await verified()).toMatchObject({ valid: false, state: "01", copy: { state: "revoked" } });
  expect((await call("POST", `${at}/copies/${id}/revocation`)).json()).toMatchObject({ code: "REVOKED" });
  expect((await call("GET", `${at}/copies/${id}/original`)).statusCode).toBe(409);

  const { uses, state } = (await call("GET", `${at}/copies/${id}`)).json<{ uses: { by: string; state: string }[]; state: string }>();
  expect([state, uses.map((use) => `${use.by} ${use.state}`)]).toEqual(["revoked", ["公开核验 revoked", "公开核验 valid"]]);
  const { looks } = (await call("GET", "/looks")).json<{ looks: { fields: string[] }[] }>();
  expect(looks[0]!.fields).toEqual(["营业执照加注件的核验结果：持证人已经收回"]);
});
