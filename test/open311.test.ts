import type { FastifyInstance } from "fastify";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addProgram, endProgram } from "#people/identity";
import { getMatter, listActs } from "#matter/matter";
import { serve } from "../src/city.ts";
import { at, testCity, type TestCity } from "./city.ts";
import { clientOf, idOf, LAMP, read } from "./open311.ts";
import { appointed, work } from "./kinds/city.ts";
import { written, type Value } from "../src/sites/open311/format.ts";

// Open311 GeoReport v2: what clients of other cities expect, in both formats.

let city: TestCity;
let app: FastifyInstance;
let key: string;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  city = await testCity();
  app = await serve(city);
  key = await addProgram(city.ctx(), { system: "neighbour", name: "邻市城市运行平台" });
  client = clientOf(city, app, key);
});
afterAll(async () => {
  await app.close();
  await city.close();
});

const get: typeof client.get = (path) => client.get(path);
const asJson = <T = Record<string, unknown>[]>(path: string): Promise<T> => client.asJson<T>(path);
const post: typeof client.post = (...sent) => client.post(...sent);
const texts = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(texts)
    : typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, texts(each)]))
      : value === null
        ? null
        : String(value);

describe("discovery", () => {
  test("says the same in both formats: where it is, in which formats, since when", async () => {
    const [xml, json] = [await get("/discovery.xml"), await get("/discovery.json")];
    expect([xml.headers["content-type"], json.headers["content-type"]]).toEqual(["text/xml; charset=utf-8", "application/json; charset=utf-8"]);
    expect(read(xml.body)).toEqual(texts(json.json()));
    const { endpoints, changeset } = json.json<{ endpoints: { formats: string[]; specification: string; url: string }[]; changeset: string }>();
    expect(endpoints).toMatchObject([{ specification: "http://wiki.open311.org/GeoReport_v2", formats: ["text/xml", "application/json"] }]);
    expect(endpoints[0]!.url).toMatch(/\/open311\/v2$/);
    expect(changeset).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
    expect(json.headers["access-control-allow-origin"]).toBe("*");
  });
});

describe("services", () => {
  test("are the items of kinds that are open to it, each with a code of its own", async () => {
    const services = await asJson("/services.json");
    expect(services.length).toBeGreaterThan(40);
    expect(new Set(services.map(({ service_code }) => service_code)).size).toBe(services.length);
    expect(services[0]).toEqual({
      service_code: "event-lamp",
      service_name: "路灯不亮",
      description: "一盏以上路灯夜间不亮、白天长亮，或者灯杆倾斜、漏电",
      metadata: false,
      type: "realtime",
      keywords: null,
      group: "报告城市里的问题",
    });
    expect(services.some(({ service_code }) => String(service_code).startsWith("hotline"))).toBe(false);
    expect(read((await get("/services.xml")).body)).toEqual(texts(services));
  });

  test("tell what else is asked, in order; of what there is not, 404 in the format that was asked for", async () => {
    const flood = (await asJson("/services.json")).find(({ service_code }) => service_code === "event-flood");
    expect(flood).toMatchObject({ metadata: true });
    const { attributes } = await asJson<{ attributes: Record<string, unknown>[] }>("/services/event-flood.json");
    expect(attributes).toMatchObject([
      { code: "depth_class", datatype: "singlevaluelist", order: 1, required: false, values: expect.arrayContaining([]) as unknown },
    ]);
    const missing = await get("/services/none.xml");
    expect([missing.statusCode, read(missing.body)]).toEqual([404, [{ code: "NOT_FOUND", description: "没有找到这个服务，请检查地址或编号。" }]]);
    expect((await get("/services/hotline-complaint.json")).statusCode).toBe(404);
    expect((await get("/services.yaml")).statusCode).toBe(404);
  });
});

describe("a report", () => {
  test("by a point gets a number, and stands in the list with its place and words, without a person", async () => {
    const sent = await post({
      ...LAMP,
      description: "灯不亮\n已经三天 <b>𬬻</b>🙂，请打 19900000003",
      first_name: "小满",
      last_name: "陈",
      phone: "19900000003",
      email: "a@b.example",
    });
    expect(sent.statusCode).toBe(200);
    const id = idOf(sent);
    const [request] = await asJson(`/requests/${id}.json`);
    expect(request).toMatchObject({
      service_request_id: id,
      status: "open",
      service_code: "event-lamp",
      lat: 26.65,
      long: 118.12,
      agency_responsible: "城市运行管理中心",
    });
    expect(request!["description"]).toBe("灯不亮\n已经三天 <b>𬬻</b>🙂，请打 ***********");
    const xml = await get(`/requests/${id}.xml`);
    expect(read(xml.body)).toEqual(texts([request]));
    for (const secret of ["19900000003", "陈", "a@b.example"]) expect(xml.body, secret).not.toContain(secret);
  });

  test("by an address is taken too; one that the city knows gets its point", async () => {
    const known = idOf(await post({ service_code: "event-garbage", address_string: "书院街20号" }));
    const words = idOf(await post({ service_code: "event-garbage", address_id: "桥头第三根灯杆" }));
    expect(await asJson(`/requests/${known}.json`)).toMatchObject([{ address: "书院街20号", lat: expect.any(Number) as unknown }]);
    expect(await asJson(`/requests/${words}.json`)).toMatchObject([{ address: "桥头第三根灯杆", lat: null, long: null }]);
  });

  test.each<[string, Record<string, string | string[]>, RegExp]>([
    ["no service", { lat: "26.65", long: "118.12" }, /service_code/],
    ["no place", { service_code: "event-lamp" }, /lat 和 long，或者 address_string/],
    ["latitude alone", { service_code: "event-lamp", lat: "26.65" }, /一起写/],
    ["a latitude that there is not", { ...LAMP, lat: "91" }, /-90 到 90/],
    ["a longitude that there is not", { ...LAMP, long: "181" }, /-180 到 180/],
    ["latitude and longitude in the wrong order", { ...LAMP, lat: "118.12", long: "26.65" }, /写反了/],
    ["words for a latitude", { ...LAMP, lat: "北纬" }, /十进制/],
    ["a place beyond the city", { ...LAMP, lat: "31.2", long: "121.5" }, /不在云州市范围内/],
    ["a description that is too long", { ...LAMP, description: "长".repeat(4001) }, /最多 4000 个字/],
    [
      "a value that is none of the list",
      { ...LAMP, service_code: "event-flood", "attribute[depth_class]": "bottomless" },
      /attribute\[depth_class\].*没有“bottomless”/,
    ],
    ["a name twice", { ...LAMP, lat: ["26.65", "26.66"] }, /只能写一次/],
  ])("with %s is refused in words, with 400", async (_what, fields, words) => {
    for (const format of ["xml", "json"]) {
      const { statusCode, body } = await post(fields, { format });
      expect([statusCode, body]).toEqual([400, expect.stringMatching(words)]);
    }
  });

  test("for a service that there is not is refused with 404, without a key or with one that ended with 403", async () => {
    expect((await post({ ...LAMP, service_code: "none" })).statusCode).toBe(404);
    const ended = await addProgram(city.ctx(), { system: "gone", name: "停用的平台" });
    await endProgram(city.ctx(), "gone");
    for (const api of [null, "", "wrong", ended]) expect((await post(LAMP, { api })).statusCode).toBe(403);
  });

  test("of 4,000 characters is kept whole; an empty parameter is an absent one", async () => {
    const words = `${"长".repeat(3998)}\n完`;
    const id = idOf(await post({ ...LAMP, description: words, address_string: "", jurisdiction_id: "", first_name: "" }));
    expect(await asJson(`/requests/${id}.json`)).toMatchObject([{ description: words }]);
  });

  test("that comes twice under the client's own number is one", async () => {
    const own = { ...LAMP, "attribute[fixmystreet_id]": "4711" };
    const [one, two] = [idOf(await post(own)), await post(own)];
    expect([idOf(two), two.body]).toEqual([one, expect.stringContaining("以前收到过")]);
  });

  test("of what is known already is joined to it, and says so", async () => {
    const place = { ...LAMP, lat: "26.6521", long: "118.1251" };
    const first = idOf(await post(place));
    const second = await post(place, { joined: true });
    expect(second.body).toContain(`与 ${first} 是同一件事`);
    expect(await asJson(`/requests/${idOf(second)}.json`)).toMatchObject([{ status: "open", status_notes: `与相同事件一并处置：${first}` }]);
  });
});

describe("the list", () => {
  const ids: string[] = [];
  beforeAll(async () => {
    for (let i = 0; i < 5; i += 1) ids.push(idOf(await post({ ...LAMP, service_code: "event-bin-full", lat: `26.65${i}` })));
  });

  test("is leafed through whole and without doubles, the newest first", async () => {
    at(city, "2026-06-30T10:00:00+08:00");
    const days = "start_date=2026-01-01T00:00:00%2B08:00&end_date=2026-03-31T00:00:00%2B08:00&service_code=event-bin-full";
    const pages = await Promise.all([1, 2, 3, 4].map((page) => asJson(`/requests.json?${days}&page=${page}&page_size=2`)));
    expect(pages.map(({ length }) => length)).toEqual([2, 2, 1, 0]);
    expect(pages.flat().map(({ service_request_id }) => service_request_id)).toEqual(ids.toReversed());
  });

  test("is asked by numbers above all else; what there is not is left out, alone it is 404", async () => {
    const found = await asJson(`/requests.json?service_request_id=${ids[0]},nothing,${ids[2]}&status=closed&start_date=2020-01-01T00:00:00Z`);
    expect(found.map(({ service_request_id }) => service_request_id)).toEqual([ids[2], ids[0]]);
    expect((await get("/requests/nothing.json")).statusCode).toBe(404);
  });

  test("refuses more than ninety days, dates without a zone, and states that there are not", async () => {
    for (const query of ["start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z", "start_date=2026-01-01T00:00:00", "status=done", "page=0"])
      expect([query, (await get(`/requests.xml?${query}`)).statusCode]).toEqual([query, 400]);
    expect(await asJson("/requests.json?start_date=2031-01-01T00:00:00Z&end_date=2031-01-02T00:00:00Z&status=&api_key=")).toEqual([]);
  });
});

test("what ends is closed with its reason, and each step that is told comes once with a name of its own", async () => {
  const registrar = await appointed(city, "renhong", "event-registrar", "11990100MB00000057");
  const worker = await appointed(city, "liangbo", "grid-worker", "11990100MB00000057");
  const id = idOf(await post({ ...LAMP, service_code: "event-noise", lat: "26.6555" }));
  const row = await city.ctx().db.query<{ id: string }>("select matter_id as id from matter.matters where number = $1", [id]);
  const matterId = row[0]!.id;
  await work(city, worker, matterId, "verify", { outcome: "real" });
  at(city, "2026-12-20T10:00:00+08:00");
  const start = (await getMatter(city.ctx(), matterId)).matter.submittedAt!.toISOString().slice(0, 10);
  await work(city, registrar, matterId, "registering", { outcome: "reject", reason: "不归城管管" });
  expect(await asJson(`/requests/${id}.json`)).toMatchObject([{ status: "closed", status_notes: "没有立案", updated_datetime: "2026-12-20T10:00:00+08:00" }]);
  const window = `/servicerequestupdates.json?start_date=2026-12-20T00:00:00%2B08:00&end_date=2026-12-21T00:00:00%2B08:00`;
  const mine = (updates: Record<string, unknown>[]) => updates.filter((update) => update["service_request_id"] === id);
  const updates = mine(await asJson(window));
  expect(updates).toMatchObject([{ status: "CLOSED", description: "没有立案" }]);
  expect(mine(await asJson(window))).toEqual(updates);
  expect(updates[0]!["update_id"]).toBe(`${id}-${(await listActs(city.ctx(), matterId)).at(-1)!.seq}`);
  expect(start).toMatch(/^2026-/);
});

test("any text goes into both formats and comes out as the same, but for what XML cannot carry", () => {
  const forbidden = new RegExp("[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD\\u{10000}-\\u{10FFFF}]", "gu");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }), (one, other) => {
      const value: Value = { of: "request", items: [{ description: one, note: other }] };
      const carried = (text: string): string | null => text.toWellFormed().replace(forbidden, "") || null;
      expect(read(written("xml", "service_requests", value).content)).toEqual([{ description: carried(one), note: carried(other) }]);
      expect(JSON.parse(written("json", "service_requests", value).content)).toEqual([{ description: one || null, note: other || null }]);
    }),
  );
});
