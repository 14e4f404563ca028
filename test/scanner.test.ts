import { readdirSync } from "node:fs";
import { join } from "node:path";
import { SESSION_COOKIE } from "#kernel/http";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { listEntries } from "#matter/intake";
import { addProgram } from "#people/identity";
import { samplePdf } from "../src/seed/walk.ts";
import { routes } from "../src/city.ts";
import { PROMISED, restaurantDraft, waitingForRules } from "./application.ts";
import { multipart, openDoors, type Credentials, type Doors } from "./callers.ts";
import { testCity, type TestCity } from "./city.ts";
import { draftOfEveryField, installEveryField } from "./every-field.ts";
import { installKinds } from "./kinds/city.ts";
import { MARKER, openClamd, type Clamd } from "./clamd.ts";
import { clientOf, idOf, LAMP } from "./open311.ts";
import { photograph } from "./photograph.ts";

let clamd: Clamd;
let city: TestCity;
let doors: Doors;
let owner: Credentials;
beforeAll(async () => {
  clamd = await openClamd();
  city = await testCity({ apart: true, scanner: clamd.address });
  await installEveryField(city);
  await installKinds(city, "patrol");
  doors = await openDoors(city);
  owner = await doors.credentials({ person: "chen-xiaoman", organisation: "xiaoman-catering" });
});
afterEach(() => void (clamd.mood = "well"));
afterAll(async () => {
  await doors.app.close();
  await city.close();
  await clamd.close();
});

const infected = (name: string): Buffer => samplePdf(`${name} ${MARKER}`);
const lying = (): number =>
  readdirSync(join(city.config.dataDir, "files"), { recursive: true, encoding: "utf8" }).filter((name) => /[0-9a-f]{32}/.test(name)).length;
const send = (matterId: string, content: Buffer, key?: string) => {
  const { payload, "content-type": type } = multipart({ material: "layout" }, { name: "平面图.pdf", content });
  const headers = { authorization: `Bearer ${owner.bearer}`, "content-type": type, ...(key && { "idempotency-key": key }) };
  return doors.app.inject({ method: "POST", url: `/api/v1/matters/${matterId}/files`, headers, payload });
};

test("a file in which the scanner finds something is refused with its name, and lies nowhere; one it calls clean is kept, looked at once", async () => {
  const matterId = await restaurantDraft(city);
  const [before, seen] = [lying(), clamd.seen.length];
  const refused = await send(matterId, infected("一"));
  expect([refused.statusCode, refused.json()]).toMatchObject([422, { code: "FILE_INFECTED", title: expect.stringContaining("Simulated.Test.Name") }]);
  expect(lying()).toBe(before);
  expect((await send(matterId, samplePdf("二"))).statusCode).toBe(201);
  expect(clamd.seen.length).toBe(seen + 2);
});

test("while the scanner does not answer uploads are refused, and taken under the same key once it does", async () => {
  const matterId = await restaurantDraft(city);
  const [before, held] = [lying(), (await listEntries(city.ctx(), matterId)).length];
  for (const mood of ["cutting", "nonsense"] as const) {
    clamd.mood = mood;
    const refused = await send(matterId, samplePdf("三"), "key-of-upload-1");
    expect([refused.statusCode, refused.json()]).toMatchObject([503, { code: "SCANNER_AWAY", title: expect.stringContaining("请过几分钟再传") }]);
  }
  expect([lying(), (await listEntries(city.ctx(), matterId)).length]).toEqual([before, held]);
  clamd.mood = "slow";
  expect((await send(matterId, samplePdf("三"), "key-of-upload-1")).statusCode).toBe(201);
});

/** What a form holds that is not typed: the key by which it is sent once. */
async function hiddenOf(url: string, session?: string): Promise<Record<string, string>> {
  const { body } = await doors.app.inject({ method: "GET", url, ...(session !== undefined && { cookies: { [SESSION_COOKIE]: session } }) });
  return Object.fromEntries([...body.matchAll(/<input type="hidden" name="(_[a-z]+)" value="([^"]*)"/g)].map((match) => [match[1]!, match[2]!]));
}

const FIRM = { person: "chen-xiaoman", organisation: "xiaoman-catering" };
const BATH = { person: "guo-fang", organisation: "qingquan-bath" };
const STAFF: Record<string, string> = {
  "may:matter.work": "linjing",
  "may:flow.manage": "xuran",
  "may:register.import": "admin",
  "may:catalogue.manage": "admin",
};

describe("every door that takes files asks the scanner", () => {
  // Programs of others send their key in the form, and are answered as Open311 has it: the test after this one. Tasks of parties, what comes in from outside and what proves a delivery take files by the way of the form that is begun: there has to be something that is asked.
  const takers = routes().filter(
    ({ upload, admit, path }) =>
      (upload || admit) && !/^\/(follow|my)\/.*\/tasks\/:task$|^\/field\/(tasks|entries)|^\/open311\/|\/deliveries\/:document$/.test(path),
  );

  test("materials, what was promised, window, lists, drawings, files to be checked: all are asked below", () => {
    expect(takers.length).toBeGreaterThan(10);
  });

  test.each(takers.map((route) => [`${route.method} ${route.path}`, route] as const))("%s", async (name, route) => {
    const outside = route.path === "/field/report";
    const staff = outside ? "sangye" : STAFF[String(route.who)];
    // What was promised is brought to a matter that runs, everything else to a draft.
    const brings = staff !== undefined || route.path === "/my/matters/:matter/materials";
    // A page of a form takes files for the fields that ask for some.
    const begins = route.path === "/items/:item/begin";
    const asks = route.path.endsWith("/apply/form/:page");
    const matter = outside ? "" : asks ? await draftOfEveryField(city) : brings ? await waitingForRules(city) : await restaurantDraft(city);
    const credentials = await doors.credentials(
      route.who === "anyone" ? undefined : staff ? { staff } : asks ? { person: "chen-xiaoman" } : brings ? BATH : FIRM,
    );
    const before = clamd.seen.length;
    const answer = await doors.knock(route, credentials, {
      params: { item: begins ? "street-warning" : "food-licence", register: "population", page: "proof", matter },
      body: outside
        ? { ...(await hiddenOf("/field/report?item=event-garbage", credentials.session)), "where-address": "书院街1号" }
        : begins
          ? { ...(await hiddenOf("/items/street-warning/begin")), what: "店外摆摊" }
          : asks
            ? {}
            : { material: PROMISED },
      file: { name: "平面图.pdf", content: infected(name), ...((asks || begins || outside) && { field: asks ? "files" : "photos" }) },
    });
    expect([clamd.seen.length - before, answer.statusCode, answer.body.includes("恶意程序")]).toEqual([1, 422, true]);
  });

  test("a report of a program of others, and what it says of it later", async () => {
    const client = clientOf(city, doors.app, await addProgram(city.ctx(), { system: "neighbour", name: "邻市城市运行平台" }));
    const number = idOf(await client.post(LAMP));
    for (const [path, body] of [
      ["/requests.json", LAMP],
      ["/requests.xml", LAMP],
      ["/servicerequestupdates.json", { service_request_id: number, update_id: "1", description: "还是不亮" }],
      ["/servicerequestupdates.xml", { service_request_id: number, update_id: "2", description: "还是不亮" }],
    ] as const) {
      const before = clamd.seen.length;
      const content = Buffer.concat([photograph({ grain: path }), Buffer.from(MARKER)]);
      const answer = await client.sendFile(path, body, { name: "灯.jpg", content, field: "media" });
      expect([path, clamd.seen.length > before, answer.statusCode, answer.body.includes("恶意程序")]).toEqual([path, true, 400, true]);
    }
  });
});
