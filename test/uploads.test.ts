import { readdirSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { issuedFile } from "#proof/document";
import { ALLOWANCE } from "#matter/party";
import { attachFile, detach, fileNameOf, listEntries, startDraft, submit, sweepDrafts } from "#matter/intake";
import { listNotices } from "#matter/notice";
import { listDocuments } from "#matter/matter";
import { viewOwn } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { samplePdf } from "../src/seed/walk.ts";
import { foodLicence, restaurant, restaurantDraft } from "./application.ts";
import { multipart, openDoors, type Credentials, type Doors } from "./callers.ts";
import { at, testCity, type TestCity } from "./city.ts";

let city: TestCity;
let doors: Doors;
let owner: Ctx;
let credentials: Credentials;
let port = 0;
beforeAll(async () => {
  city = await testCity({ apart: true });
  doors = await openDoors(city);
  owner = await city.person("chen-xiaoman", "xiaoman-catering");
  credentials = await doors.credentials({ person: "chen-xiaoman", organisation: "xiaoman-catering" });
  await doors.app.listen({ port: 0, host: "127.0.0.1" });
  port = (doors.app.server.address() as { port: number }).port;
});
afterAll(async () => {
  await doors.app.close();
  await city.close();
});

const lying = (): string[] =>
  readdirSync(join(city.config.dataDir, "files"), { recursive: true, encoding: "utf8" }).filter((name) => /[0-9a-f]{32}/.test(name));
const send = (matterId: string, by: Credentials, name: string, content: Buffer, fields: Record<string, string> = { material: "layout" }) => {
  const { payload, "content-type": type } = multipart(fields, { name, content });
  return doors.app.inject({
    method: "POST",
    url: `/api/v1/matters/${matterId}/files`,
    headers: { authorization: `Bearer ${by.bearer}`, "content-type": type },
    payload,
  });
};

describe("who may not bring a file leaves none", () => {
  test("to somebody else's matter, to none, to a material that is not asked for, and of a kind that is not taken", async () => {
    const matterId = await restaurantDraft(city);
    const before = lying().length;
    const stranger = await doors.credentials({ person: "wu-shouchang" });
    const answers = [
      await send(matterId, stranger, "a.pdf", samplePdf("别人的")),
      await send("01890000-0000-7000-8000-000000000000", credentials, "a.pdf", samplePdf("没有的")),
      await send("not-an-id", credentials, "a.pdf", samplePdf("没有的")),
      await send(matterId, credentials, "a.pdf", samplePdf("没有的材料"), { material: "nothing" }),
      await send(matterId, credentials, "a.pdf", Buffer.from("text")),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 404, 422, 422, 422]);
    expect(lying().length).toBe(before);
  });

  test("more than a party may have is refused; what is taken out again makes room, and its file goes", async () => {
    const matterId = await restaurantDraft(city);
    const one = await attachFile(owner, matterId, "layout", { name: "一.pdf", content: samplePdf("一") });
    const before = lying().length;
    city.ports.plug(ALLOWANCE, { drafts: 1, bytes: 1000 });
    try {
      await expect(attachFile(owner, matterId, "layout", { name: "二.pdf", content: samplePdf("二") })).rejects.toMatchObject({
        code: "TOO_MANY_BYTES",
        status: 409,
      });
      await expect(startDraft(owner, { itemId: foodLicence.item.id, situation: restaurant.situation })).rejects.toMatchObject({ code: "TOO_MANY_DRAFTS" });
    } finally {
      city.ports.plug(ALLOWANCE, { drafts: city.config.partyDrafts, bytes: city.config.partyMegabytes * 1024 * 1024 });
    }
    expect(lying().length).toBe(before);
    await detach(owner, matterId, one.entryId);
    expect(lying().length).toBe(before - 1);
  });
});

test("twenty that send ninety megabytes each and stall cost neither memory nor room: three are let in, and leave nothing when they go", async () => {
  const matterId = await restaurantDraft(city);
  const before = lying().length;
  const held = process.memoryUsage().rss;
  const head = `--b\r\ncontent-disposition: form-data; name="material"\r\n\r\nlayout\r\n`;
  const piece = Buffer.alloc(9 * 1024 * 1024, 1);
  const answers: string[] = [];
  const sockets = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const socket: Socket = connect(port, "127.0.0.1");
      socket.on("error", () => {});
      socket.on("data", (data) => answers.push(data.toString("latin1").slice(9, 12)));
      socket.write(
        `POST /api/v1/matters/${matterId}/files HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${credentials.bearer}\r\n` +
          `content-type: multipart/form-data; boundary=b\r\ncontent-length: 104857600\r\n\r\n${head}`,
      );
      for (let file = 0; file < 10 && socket.writable; file += 1) {
        socket.write(`--b\r\ncontent-disposition: form-data; name="file"; filename="${file}.pdf"\r\n\r\n`);
        socket.write(piece);
        socket.write("\r\n");
      }
      await new Promise((resume) => setTimeout(resume, 3000));
      return socket;
    }),
  );
  const grown = (process.memoryUsage().rss - held) / 1024 / 1024;
  for (const socket of sockets) socket.destroy();
  expect(answers.filter((status) => status === "429").length).toBe(17);
  // The senders live in this process too, and hold one piece between them.
  expect(grown).toBeLessThan(400);
  await expect.poll(() => lying().length, { timeout: 5000 }).toBe(before);
  await expect.poll(async () => (await send(matterId, credentials, "a.pdf", samplePdf("之后"))).statusCode, { timeout: 5000 }).toBe(201);
});

test("a file that is too large comes back at its place, and the others of the same form are kept", async () => {
  const matterId = await restaurantDraft(city);
  const part = (name: string, content: Buffer): Buffer =>
    Buffer.concat([Buffer.from(`--b\r\ncontent-disposition: form-data; name="layout"; filename="${name}"\r\n\r\n`), content, Buffer.from("\r\n")]);
  const answer = await doors.app.inject({
    method: "POST",
    url: `/my/matters/${matterId}/apply/materials`,
    headers: { "content-type": "multipart/form-data; boundary=b" },
    cookies: { yw_form: credentials.form, yw_session: credentials.session! },
    payload: Buffer.concat([
      Buffer.from(`--b\r\ncontent-disposition: form-data; name="_token"\r\n\r\n${doors.tokenFor(credentials)}\r\n`),
      part("太大.jpg", Buffer.alloc(11 * 1024 * 1024)),
      part("好的.pdf", samplePdf("好的")),
      Buffer.from("--b--\r\n"),
    ]),
  });
  expect([answer.statusCode, answer.body.includes("“太大.jpg”没有收下：文件超过 10 MB")]).toEqual([422, true]);
  expect((await listEntries(owner, matterId)).map(({ fileName }) => fileName)).toContain("好的.pdf");
});

test("an OFD is taken, and whether its seal holds is said beside it; so is what a PDF would run", async () => {
  const submitted = await restaurantDraft(city);
  await submit(owner, submitted);
  const [receipt] = await listDocuments(owner, submitted);
  const { content } = await issuedFile(owner, await viewOwn(owner, submitted), receipt!, "ofd");
  const matterId = await restaurantDraft(city);
  const spoilt = Buffer.from(content);
  const remarks: (string | null)[] = [];
  for (const [name, bytes] of [
    ["凭证.ofd", content],
    ["脚本.pdf", Buffer.from(samplePdf("脚本").toString().replace("/Catalog", "/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"))],
  ] as const)
    remarks.push((await attachFile(owner, matterId, "layout", { name, content: bytes })).remark);
  expect(remarks).toEqual([expect.stringMatching(/^电子印章(经核验有效|没法在这里判断真假)/), expect.stringContaining("脚本")]);
  await expect(attachFile(owner, matterId, "layout", { name: "坏.ofd", content: spoilt.subarray(0, 2000) })).rejects.toMatchObject({ status: 422 });
});

describe("what nobody wants any more goes", () => {
  test("a draft that nobody touched is announced a week before, removed with its files, and kept by whoever touches it", async () => {
    const [left, kept] = [await restaurantDraft(city), await restaurantDraft(city)];
    const before = lying().length;
    await attachFile(owner, left, "layout", { name: "图.pdf", content: samplePdf("没人要的") });
    const start = city.now.getTime();
    at(city, new Date(start + 84 * 86_400_000).toISOString());
    expect((await sweepDrafts(city.ctx(), 90)).removed).toBe(0);
    await city.drain();
    const told = (await listNotices(owner)).filter(({ matterId, kind }) => matterId === left && kind === "draft-leaving");
    expect(told).toMatchObject([{ body: expect.stringMatching(/\d{4}年\d{1,2}月\d{1,2}日以后会删除/) }]);
    const later = await city.person("chen-xiaoman", "xiaoman-catering");
    await attachFile(later, kept, "layout", { name: "图.pdf", content: samplePdf("还要的") });
    at(city, new Date(start + 92 * 86_400_000).toISOString());
    expect((await sweepDrafts(city.ctx(), 90)).removed).toBeGreaterThan(0);
    expect(lying().length).toBeLessThanOrEqual(before + 1);
    const states = await city.ctx().db.query<{ state: string }>("select state from matter.matters where matter_id = any($1) order by state", [[left, kept]]);
    expect(states.map(({ state }) => state)).toEqual(["draft", "withdrawn"]);
  });
});

test.each([
  ["poly.html", "application/pdf", "poly.pdf"],
  ["照片.JPEG", "image/jpeg", "照片.jpg"],
  ["\u202Egpj.exe", "application/pdf", "gpj.pdf"],
  ["合同\u0000\r\n.pdf.exe", "application/pdf", "合同.pdf"],
  ["../../etc/passwd", "image/png", "etcpasswd.png"],
  ["", "image/png", "文件.png"],
  ["\uFFFD\uFFFD", "image/png", "文件.png"],
  ["营业执照（副本）2026.11", "application/ofd", "营业执照（副本）2026.11.ofd"],
  ["𠮷野家.png", "image/png", "𠮷野家.png"],
] as const)("a file called %j that is %s is kept as %s", (given, type, kept) => {
  expect(fileNameOf(given, type)).toBe(kept);
});

test.each([
  ["GBK", Buffer.from([0xc6, 0xbd, 0xc3, 0xe6, 0xcd, 0xbc]), "平面图.pdf"],
  // Its second byte is a backslash.
  ["GBK with a backslash for a second byte", Buffer.from([0xcd, 0xbc, 0x9b, 0x5c]), "图沑.pdf"],
  ["UTF-8", Buffer.from("𠮷野家平面图"), "𠮷野家平面图.pdf"],
  ["neither", Buffer.from([0xcd, 0xbc, 0xff, 0xff]), "图.pdf"],
])("a name sent in %s is kept as it was meant, without a character that is none", async (_what, name, kept) => {
  const matterId = await restaurantDraft(city);
  const now = await doors.credentials({ person: "chen-xiaoman", organisation: "xiaoman-catering" });
  const payload = Buffer.concat([
    Buffer.from('--b\r\nContent-Disposition: form-data; name="material"\r\n\r\nlayout\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="'),
    name,
    Buffer.from(`.pdf"\r\n\r\n${samplePdf(kept).toString()}\r\n--b--\r\n`),
  ]);
  const answer = await doors.app.inject({
    method: "POST",
    url: `/api/v1/matters/${matterId}/files`,
    headers: { authorization: `Bearer ${now.bearer}`, "content-type": "multipart/form-data; boundary=b" },
    payload,
  });
  expect(answer.statusCode).toBe(201);
  const entries = await listEntries(await city.person("chen-xiaoman", "xiaoman-catering"), matterId);
  expect(entries.find(({ fileId }) => fileId === answer.json<{ file: string }>().file)!.fileName).toBe(kept);
});
