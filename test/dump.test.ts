import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codeNow } from "#people/identity";
import { appendLeaves } from "#proof/log";
import { readConfig } from "#kernel/config";
import { enqueue } from "#kernel/jobs";
import { openCity, serve, startWork, type City } from "../src/city.ts";
import { seedDemo } from "../src/seed/demo.ts";
import { demoCast, DEMO_PASSWORD, DEMO_TOTP } from "../src/seed/people.ts";
import { samplePdf } from "../src/seed/walk.ts";
import { multipart } from "./callers.ts";
import { foundIn, needlesOf, searchFiles, searchRows, type Found } from "./dump.ts";

// Whoever carries off the disk, or a backup of it, finds no number, phone or address of anybody: not in a table, not in what was written ahead, in no
// log and in no file. On a city of its own, with every story of the demo city lived, and the main job once more over the network.

const people = [...demoCast().people.values()];
const needles = needlesOf(people);
const chen = demoCast().people.get("chen-xiaoman")!;
const firm = demoCast().organisations.get("xiaoman-catering")!;

let dataDir: string;
let city: City;

const open = (): Promise<City> => openCity(readConfig({ DATA_DIR: dataDir, PORT: "0" }), { settings: ["fsync=off"], own: true });

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "yiwang-dump-"));
  city = await open();
  await seedDemo(city, { stories: true });
});
afterAll(async () => {
  await city.close();
  rmSync(city.database.cluster!.folder, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
});

type Json = Record<string, unknown>;
type Call = (method: "GET" | "POST" | "PUT", path: string, body?: Json, file?: Buffer) => Promise<Json>;

/** Calls the API as somebody, with a key on every write; what comes back is not judged here. */
function callerOf(app: FastifyInstance, token = ""): Call {
  return async (method, path, body = {}, file) => {
    const form = file && multipart(body as Record<string, string>, { name: `${chen.name} ${chen.id_number}.pdf`, content: file });
    const headers = {
      ...(token && { authorization: `Bearer ${token}` }),
      "idempotency-key": randomUUID(),
      ...(form && { "content-type": form["content-type"] }),
    };
    const answer = await app.inject({ method, url: `/api/v1${path}`, headers, ...(method !== "GET" && { payload: form?.payload ?? body }) });
    return String(answer.headers["content-type"]).includes("json") ? answer.json<Json>() : { status: answer.statusCode };
  };
}

const tokens = new Map<string, string>();

/** Signs in, or comes back with the session one has: a one-time code opens one. */
async function signedIn(app: FastifyInstance, body: Json): Promise<Call> {
  const who = String(body["username"] ?? body["id_number"]);
  if (!tokens.has(who)) tokens.set(who, String((await callerOf(app)("POST", "/sessions", body))["token"]));
  return callerOf(app, tokens.get(who)!);
}

// It is lived more than once: one place has one licence.
let door = 0;

/** The main job by the network, by 陈小满 and those who decide, with what goes wrong on the way. Gives the matter's id. */
async function applied(app: FastifyInstance): Promise<string> {
  const owner = await signedIn(app, { kind: "person", id_number: chen.id_number });
  const { agencies } = (await owner("GET", "/me")) as { agencies: { uscc: string; organisationId: string; agencyId: string }[] };
  const agency = agencies.find(({ uscc }) => uscc === firm.uscc)!;
  await owner("PUT", "/session/agency", { organisation_id: agency.organisationId, agency_id: agency.agencyId });
  const situation = { business: "catering", operations: ["hot"], online: false, vending: false, by_agent: false };
  const matter = String((await owner("POST", "/matters", { item: "food-licence", situation }))["id"]);
  // Each in its own field: what somebody types into a field of another kind lies as open as that kind.
  const form = {
    registered_address: firm.address,
    contact_phone: chen.phone,
    premises_street: "990101001000",
    premises_address: `云州市青溪区青瓷街道窑前路${880 + (door += 1)}号`,
    premises_size: 118.5,
    has_warehouse: false,
    kitchen_size: 36,
    seats: 48,
    safety_officer: "朱玲",
    safety_officer_phone: people[3]!.phone,
    staff_count: 6,
    declaration: true,
  };
  await owner("PUT", `/matters/${matter}`, { form });
  await owner("PUT", `/matters/${matter}`, { form: { contact_phone: people[0]!.address } });
  await owner("PUT", `/matters/${matter}`, { form });
  const { gaps } = (await owner("GET", `/matters/${matter}/gaps`)) as { gaps: Json };
  for (const gap of Object.keys(gaps)) {
    const paper = samplePdf(`${gap} ${chen.id_number} ${chen.phone} ${chen.address}`);
    await owner("POST", `/matters/${matter}/files`, { material: gap.replace("material.", "") }, paper);
  }
  expect(await owner("POST", `/matters/${matter}/submission`)).toMatchObject({ state: "submitted" });

  const clerk = await signedIn(app, { kind: "staff", username: "linjing", password: DEMO_PASSWORD, code: codeNow(city.ctx(), DEMO_TOTP) });
  const { tasks } = (await clerk("GET", "/inbox")) as { tasks: { matter: string; task: string }[] };
  expect(await clerk("POST", `/matters/${matter}/tasks/${tasks.find((task) => task.matter === matter)!.task}/completion`, { outcome: "accept" })).toMatchObject(
    {
      state: "accepted",
    },
  );
  await clerk("POST", `/matters/${matter}/unmasking`, { field: "contact_phone", reason: "电话通知现场核查时间" });
  await callerOf(app)("POST", "/sessions", { kind: "person", id_number: chen.id_number.replace(/.$/, "0") });
  await callerOf(app)("POST", "/sessions", { kind: "staff", username: chen.phone, password: chen.id_number, code: "000000" });
  for (const typed of [chen.phone, chen.id_number, chen.address]) {
    await callerOf(app)("GET", `/items?text=${encodeURIComponent(typed)}`);
    await app.inject({ url: `/search?q=${encodeURIComponent(typed)}` });
  }
  const { documents } = (await owner("GET", `/matters/${matter}/documents`)) as { documents: { id: string }[] };
  for (const { id } of documents)
    for (const format of ["pdf", "ofd"]) expect(await owner("GET", `/matters/${matter}/documents/${id}?format=${format}`)).toEqual({ status: 200 });
  return matter;
}

/** Her own papers: licences and their originals, a copy for somebody she names, what she was told and who looked. */
async function hers(app: FastifyInstance): Promise<void> {
  const herself = await signedIn(app, { kind: "person", id_number: chen.id_number });
  const { licences } = (await herself("GET", "/licences")) as { licences: { id: string }[] };
  const copy = { use: `租房 ${chen.phone}`, recipient: `房东，住${chen.address}`, until: "2026-12-20" };
  const made: Json[] = [];
  for (const { id } of licences) {
    await herself("GET", `/licences/${id}/original`);
    made.push(await herself("POST", `/licences/${id}/copies`, copy));
    await herself("GET", `/licences/${id}/copies/${String(made.at(-1)!["id"])}/original?format=ofd`);
  }
  expect(made.some(({ id }) => typeof id === "string")).toBe(true);
  for (const path of ["/notices", "/looks"]) await herself("GET", path);
}

/** Everything that could lie open, lived through. */
async function lived(): Promise<void> {
  const app = await serve(city);
  const stopWork = startWork(city);
  await applied(app);
  await hers(app);
  await city.drain();
  await appendLeaves(city.ctx());
  await enqueue(city.ctx(), "matter.timers", {});
  await new Promise((resume) => setTimeout(resume, 2500));
  await stopWork();
  await app.close();
}

test("the search finds a number, a phone and an address in every form in which they could lie", () => {
  const { phone, id_number: number, address } = chen;
  const inEscapes = [...address].map((letter) => (letter < "\x7f" ? letter : `\\u${letter.charCodeAt(0).toString(16)}`)).join("");
  const based = ["", "住", "xy"].map((before) => Buffer.from(`${before}${address}室`).toString("base64"));
  const forms = [`"${phone}"`, number, JSON.stringify({ address }), inEscapes, Buffer.from(phone).toString("hex"), ...based];
  expect(forms.filter((form) => foundIn(Buffer.from(form), needles).length === 0)).toEqual([]);
  expect(foundIn(Buffer.from("990101 1990000 云州市青溪区青瓷街道"), needles)).toEqual([]);
});

test("nothing of anybody lies open in any table", async () => {
  await lived();
  const { found, columns } = await searchRows(city.database.owner, needles);
  expect(columns).toBeGreaterThan(300);
  expect(found).toEqual([]);
});

test("nor in any file: not of the database that was killed, what it wrote ahead included, and not of one that was closed", async () => {
  const { cluster } = city.database;
  process.kill(cluster!.pid(), "SIGKILL");
  await new Promise((resume) => setTimeout(resume, 500));
  const search = (): { found: Found[]; files: number; bytes: number } => {
    const [folder, own] = [searchFiles(cluster!.folder, needles), searchFiles(dataDir, needles)];
    return { found: [...folder.found, ...own.found], files: folder.files + own.files, bytes: folder.bytes + own.bytes };
  };
  const killed = search();
  expect(killed.bytes).toBeGreaterThan(50_000_000);
  expect(killed.found).toEqual([]);
  await city.close();
  city = await open();
  await city.database.owner.query("checkpoint");
  await lived();
  await city.close();
  expect(search().found).toEqual([]);
});

test("one that is written in clear is found, by both ways", async () => {
  city = await open();
  await city.database.owner.query("update notice.notices set body = $1 where notice_id = (select notice_id from notice.notices limit 1)", [
    `请打 ${chen.phone}`,
  ]);
  expect((await searchRows(city.database.owner, needles)).found).toEqual([{ where: "notice.notices.body", what: "陈小满 phone" }]);
  await city.database.owner.query("checkpoint");
  expect(searchFiles(city.database.cluster!.folder, needles).found.map(({ what }) => what)).toContain("陈小满 phone");
});
