import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addProgram } from "#people/identity";
import { listEntries } from "#matter/intake";
import { getMatter, listActs } from "#matter/matter";
import { listToldStaff } from "#matter/notice";
import { serve } from "../src/city.ts";
import { testCity, type TestCity } from "./city.ts";
import { photograph } from "./photograph.ts";
import { clientOf, idOf, LAMP, read } from "./open311.ts";
import { appointed, work } from "./kinds/city.ts";

// Open311 GeoReport v2: photographs with a report, and what its sender says of it later.

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
const sendFile: typeof client.sendFile = (...sent) => client.sendFile(...sent);
const matterOf = async (number: string): Promise<string> =>
  (await city.ctx().db.query<{ id: string }>("select matter_id as id from matter.matters where number = $1", [number]))[0]!.id;
/** What photographs staff see of a report, as they lie there. */
async function photographsOf(number: string): Promise<Buffer[]> {
  const matterId = await matterOf(number);
  const answer = (await getMatter(city.ctx(), matterId)).matter.form["photos"] as string[] | undefined;
  const entries = await listEntries(city.ctx(), matterId);
  return Promise.all((answer ?? []).map((id) => city.ctx().files.read(entries.find(({ entryId }) => entryId === id)!.fileId!)));
}

describe("photographs", () => {
  const taken = (grain: string): Buffer => photograph({ taken: "2026:11:23 08:52:10", point: [118.12, 26.65], grain });

  test.each(["media", "photo1", "media_url"])(
    "in the part %s of a form are the report's, without the place they were taken at, and not published",
    async (field) => {
      const sent = await sendFile("/requests.json", { ...LAMP, lat: "26.6533" }, { name: "灯.jpg", content: taken(field), field });
      expect(sent.statusCode, sent.body).toBe(200);
      const id = idOf(sent);
      expect(await photographsOf(id)).toEqual([photograph()]);
      expect(await asJson(`/requests/${id}.json`)).toMatchObject([{ media_url: null }]);
    },
  );

  test("in a data: address are taken like the others, several of them too", async () => {
    const urls = ["one", "two"].map((grain) => `data:image/jpeg;base64,${photograph({ grain }).toString("base64")}`);
    const id = idOf(await post({ ...LAMP, media_url: [urls[0]!, urls[0]!] }));
    expect(await photographsOf(id)).toEqual([photograph()]);
    expect(idOf(await post({ ...LAMP, media_url: urls[1]! }))).not.toBe(id);
  });

  test("at an address are never fetched: the address is words for staff, and the answer says so", async () => {
    const sent = await post({ ...LAMP, media_url: "http://127.0.0.1:9/photo.jpg" });
    expect(sent.json()).toMatchObject([{ service_notice: expect.stringContaining("没有打开") as string }]);
    // As many and as long as may be.
    const many = Array.from({ length: 9 }, (_each, i) => `https://a.example/${i}${"x".repeat(381)}`);
    expect((await post({ ...LAMP, lat: "26.6571", media_url: many })).statusCode).toBe(200);
    const long = await post({ ...LAMP, media_url: many.map((url) => `${url}${"x".repeat(50)}`) });
    expect([long.statusCode, long.body]).toEqual([400, expect.stringContaining("media_url")]);
    const id = idOf(sent);
    const said = (await listActs(city.ctx(), await matterOf(id))).find(({ kind }) => kind === "sender-said");
    expect(said!.data["words"]).toContain("http://127.0.0.1:9/photo.jpg");
    expect(said!.actor.name).toBe("邻市城市运行平台");
    expect((await get(`/requests/${id}.json`)).body).not.toContain("127.0.0.1");
  });

  test.each<[string, string, Buffer, number, RegExp]>([
    ["what is no picture", "a.jpg", Buffer.from("MZ, a program"), 400, /只能上传/],
    ["a paper", "a.pdf", Buffer.from("%PDF-1.4"), 400, /不完整/],
    ["a picture that is cut off", "a.jpg", photograph().subarray(0, 100), 400, /不完整/],
    ["one that is too large", "a.jpg", Buffer.alloc(10 * 1024 * 1024 + 1), 413, /10 MB/],
  ])("%s is refused in words, and the report with it", async (_what, name, content, status, words) => {
    const answer = await sendFile("/requests.xml", LAMP, { name, content, field: "media" });
    expect([answer.statusCode, answer.body]).toEqual([status, expect.stringMatching(words)]);
  });

  test("of whoever has no key are not taken; an address of another sort is none", async () => {
    expect((await sendFile("/requests.json", { ...LAMP, api_key: "wrong" }, { name: "a.jpg", content: photograph(), field: "media" })).statusCode).toBe(403);
    for (const url of ["file:///etc/passwd", "javascript:alert(1)", "data:text/html;base64,PGI+", `https://a.example/${"x".repeat(600)}`])
      expect([url.slice(0, 20), (await post({ ...LAMP, media_url: url })).statusCode]).toEqual([url.slice(0, 20), 400]);
  });
});

test("there are no tokens: each report has its number at once, and a token is answered with 404 in the format that was asked for", async () => {
  const sent = await post(LAMP);
  expect(Object.keys((sent.json() as object[])[0]!)).toEqual(["service_request_id", "service_notice", "account_id"]);
  expect((await asJson("/services.json")).every(({ type }) => type === "realtime")).toBe(true);
  const [xml, json] = [await get("/tokens/abc.xml"), await get("/tokens/abc.json")];
  expect([xml.statusCode, json.statusCode]).toEqual([404, 404]);
  expect(read(xml.body)).toEqual(json.json());
});

describe("an update of whoever sent a report", () => {
  const update = (fields: Record<string, string>, { format = "json", api = key as string | null } = {}) =>
    client.form(`/servicerequestupdates.${format}`, fields, api);
  const said = async (number: string) => (await listActs(city.ctx(), await matterOf(number))).filter(({ kind }) => kind === "sender-said");

  test("stands in the history once, by the client's own id, and whoever has the work is told", async () => {
    const worker = await appointed(city, "liangbo", "grid-worker", "11990100MB00000057");
    const id = idOf(await post({ ...LAMP, lat: "26.6543" }));
    const fields = {
      service_request_id: id,
      update_id: "u-1",
      status: "OPEN",
      description: "又灭了两盏，请打 19900000003",
      updated_datetime: "2026-11-20T08:00:00+08:00",
    };
    const [one, two] = [await update(fields), await update(fields, { format: "xml" })];
    const [act, more] = await said(id);
    expect(one.json()).toEqual([{ update_id: `${id}-${act!.seq}`, service_request_id: id, service_notice: null }]);
    expect(read(two.body)).toEqual([{ update_id: `${id}-${act!.seq}`, service_request_id: id, service_notice: "这一条以前收到过。" }]);
    expect([act!.data["words"], more]).toEqual(["还没有解决。又灭了两盏，请打 199****0003", undefined]);
    await city.drain();
    const told = (await listToldStaff(await city.staff(worker))).find(({ title }) => title === "来报的平台有补充");
    expect(told!.body).toContain(id);
    // What the client said is no news to it.
    expect((await get("/servicerequestupdates.json")).body).not.toContain("又灭了两盏");
  });

  test("of another program, of none, of no report, without its id or with a status that there is not, is refused", async () => {
    const other = await addProgram(city.ctx(), { system: "other", name: "另一个平台" });
    const id = idOf(await post(LAMP));
    const good = { service_request_id: id, update_id: "u-1", description: "还在" };
    const tries: [Record<string, string>, (string | null)?][] = [
      [good, other],
      [good, null],
      [{ ...good, service_request_id: "nothing" }],
      [{ ...good, service_request_id: "" }],
      [{ ...good, update_id: "" }],
      [{ ...good, status: "DONE" }],
      [{ ...good, updated_datetime: "2026-11-20T08:00:00" }],
      [{ ...good, description: "" }],
      [{ ...good, description: "长".repeat(4001) }],
    ];
    const statuses: number[] = [];
    for (const [fields, api = key] of tries) statuses.push((await update(fields, { api })).statusCode);
    expect(statuses).toEqual([403, 403, 404, 400, 400, 400, 400, 400, 400]);
    expect(await said(id)).toEqual([]);
  });

  test("brings photographs to those that are there", async () => {
    const id = idOf(await sendFile("/requests.json", { ...LAMP, lat: "26.6513" }, { name: "a.jpg", content: photograph(), field: "media" }));
    const other = Buffer.from(photograph());
    other[10] = 9; // another table of the same picture
    const fields = { service_request_id: id, update_id: "p-1" };
    const sent = await sendFile("/servicerequestupdates.json", fields, { name: "b.jpg", content: other, field: "photo1" });
    expect(sent.statusCode, sent.body).toBe(200);
    expect(await photographsOf(id)).toEqual([photograph(), other]);
    const pdf = await sendFile(
      "/servicerequestupdates.json",
      { service_request_id: id, update_id: "p-2" },
      { name: "b.jpg", content: Buffer.from("no"), field: "photo1" },
    );
    expect(pdf.statusCode).toBe(400);
  });

  test("that cancels withdraws it until it is taken on; then it is refused in words", async () => {
    const id = idOf(await post({ ...LAMP, service_code: "event-flood", lat: "26.6507" }));
    const fields = { service_request_id: id, update_id: "c-1", status: "CANCELLED", description: "报错了地方" };
    const [one, two] = [await update(fields), await update(fields)];
    expect([one.statusCode, two.statusCode], one.body).toEqual([200, 200]);
    expect(await asJson(`/requests/${id}.json`)).toMatchObject([{ status: "closed", status_notes: "已撤回" }]);
    const again = await update({ ...fields, update_id: "c-2" });
    expect([again.statusCode, again.body]).toEqual([400, expect.stringContaining("不能撤回")]);
    expect((await said(id)).length).toBe(1);
  });

  test("that says it is not solved begins another once it has ended, at the same place and tied to it; while it runs it is words", async () => {
    const registrar = await appointed(city, "renhong", "event-registrar", "11990100MB00000057");
    const worker = await appointed(city, "liangbo", "grid-worker", "11990100MB00000057");
    const id = idOf(await post({ ...LAMP, service_code: "event-flood", lat: "26.6557" }));
    const fields = { service_request_id: id, update_id: "r-0", status: "REOPEN" };
    expect((await update(fields)).json()).toMatchObject([{ service_request_id: id }]);
    const matterId = await matterOf(id);
    await work(city, worker, matterId, "verify", { outcome: "real" });
    await work(city, registrar, matterId, "registering", { outcome: "reject", reason: "看过，是亮的" });
    const reopened = { ...fields, update_id: "r-1", description: "晚上还是不亮" };
    const [one, two] = [(await update(reopened)).json() as { service_request_id: string; service_notice: string }[], (await update(reopened)).json()];
    const another = one[0]!.service_request_id;
    expect([another === id, one[0]!.service_notice], JSON.stringify(one)).toEqual([false, `${id} 已经结束，另立 ${another} 重新办理。`]);
    expect(two).toMatchObject([{ service_request_id: another }]);
    expect(await asJson(`/requests.json?service_request_id=${id},${another}`)).toMatchObject([
      { service_request_id: another, status: "open", lat: 26.6557, description: expect.stringContaining("晚上还是不亮") as string },
      { service_request_id: id, status: "closed" },
    ]);
    expect((await update({ ...fields, update_id: "r-3", status: "FIXED", description: "谢谢" })).statusCode).toBe(200);
    expect((await said(id)).map(({ data }) => data["words"])).toEqual(["没有解决，请重新办", "没有解决，请重新办。晚上还是不亮", "已经好了。谢谢"]);
    city.now = new Date(city.now.getTime() + 40 * 86_400_000);
    const late = await update({ ...reopened, update_id: "r-2" });
    expect([late.statusCode, late.body]).toEqual([400, expect.stringContaining("请另报一件")]);
  });
});
