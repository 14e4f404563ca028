import { randomBytes } from "node:crypto";
import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beginShift, listWaiting, SIMULATION, simulatedSwitchboard, SWITCHBOARD } from "#matter/call";
import { completeTask } from "#matter/work";
import { getMatter, listDocuments } from "#matter/matter";
import { listEntries, submit } from "#matter/intake";
import { MAX_FILE_SIZE } from "#kernel/files";
import { SESSION_COOKIE } from "#kernel/http";
import { FORM_COOKIE } from "../src/kernel/http/token.ts";
import { routes } from "../src/city.ts";
import { samplePdf, walkCase } from "../src/seed/walk.ts";
import { foodLicence, restaurant, restaurantDraft } from "./application.ts";
import { badRequests, TOKEN, type BadRequest } from "./bad-requests.ts";
import { CALLERS, multipart, openDoors, type CallerName, type Credentials, type Doors } from "./callers.ts";
import { testCity, type TestCity } from "./city.ts";

// Ten thousand requests that nobody in their senses would send. Whatever comes in: no fault of ours, a sentence in Chinese, and
// nothing written when it was refused.

const REQUESTS = 10_000;
const SEED = 20261123;

let city: TestCity;
let doors: Doors;
const ids: Record<string, string[]> = {};
const held = new Map<string, Credentials>();

async function credentialsOf(caller: BadRequest["caller"]): Promise<Credentials> {
  if (caller === "forged") return { session: randomBytes(32).toString("base64url"), bearer: randomBytes(32).toString("base64url"), form: "x" };
  if (caller === "owner" || caller === "expired") return doors.credentials({ person: "chen-xiaoman", organisation: "xiaoman-catering" });
  return doors.credentials(CALLERS[caller as CallerName]);
}

beforeAll(async () => {
  city = await testCity();
  doors = await openDoors(city);
  city.now = new Date("2026-11-20T08:00:00+08:00");
  held.set("expired", await credentialsOf("expired"));
  city.now = new Date("2026-11-23T09:30:00+08:00");
  // Everybody has signed in before rows are counted.
  for (const caller of [...Object.keys(CALLERS), "owner", "forged"] as BadRequest["caller"][]) held.set(caller, await credentialsOf(caller));
  const owner = await city.person("chen-xiaoman", "xiaoman-catering");
  const closed = await walkCase(
    { ctx: city.ctx, later: async () => {}, person: async (id, organisation) => (await city.person(id, organisation)).actor },
    foodLicence,
    restaurant,
  );
  const [draft, open] = [await restaurantDraft(city), await restaurantDraft(city)];
  await submit(owner, open);
  await completeTask(await city.staff("linjing"), open, (await getMatter(city.ctx(), open)).open[0]!.taskId, { outcome: "accept" });
  const matters = [draft, open, closed];
  ids["matter"] = matters;
  ids["task"] = (await Promise.all(matters.map(async (id) => (await getMatter(city.ctx(), id)).open.map(({ taskId }) => taskId)))).flat();
  ids["entry"] = (await Promise.all(matters.map(async (id) => (await listEntries(city.ctx(), id)).map(({ entryId }) => entryId)))).flat();
  ids["document"] = (await Promise.all(matters.map(async (id) => (await listDocuments(city.ctx(), id)).map(({ documentId }) => documentId)))).flat();
  ids["licence"] = (await city.database.owner.query<{ id: string }>("select licence_id as id from licence.licences limit 5")).rows.map(({ id }) => id);
  ids["organisation"] = [owner.actor.onBehalf!.organisationId];
  ids["agency"] = [owner.actor.onBehalf!.agencyId];
  ids["item"] = ["food-licence", "old-age-allowance"];
  ids["page"] = foodLicence.form!.pages.map(({ id }) => id);
  ids["question"] = foodLicence.item.situations.map(({ id }) => id);
  ids["number"] = ["1", "2"];
  ids["seal"] = (await city.database.owner.query<{ id: string }>("select seal_id as id from seal.seals limit 3")).rows.map(({ id }) => id);
  ids["certificate"] = (await city.database.owner.query<{ id: string }>("select certificate_id as id from certificate.certificates limit 6")).rows.map(
    ({ id }) => id,
  );
  ids["step"] = ["approved", "frozen", "thawed", "revoked", "held"];
  ids["serial"] = ["1", "00ff", "zz"];
  const board = simulatedSwitchboard();
  city.ports.plug(SWITCHBOARD, board);
  city.ports.plug(SIMULATION, board);
  await beginShift(await city.staff("sunli"), "8001");
  for (const number of ["19900000107", "19900000108"]) await board.ring(city.ctx(), { number });
  ids["call"] = (await listWaiting(city.ctx())).map(({ callId }) => callId);
  ids["act"] = ["answer", "hang-up", "hold", "transfer", "call-back", "again", "take-up", "finish"];
});
afterAll(async () => {
  await doors.app.close();
  await city.close();
});

let tables = "";
async function rowCounts(): Promise<string[]> {
  if (tables === "") {
    const { rows } = await city.database.owner.query<{ name: string }>(
      "select schemaname || '.' || relname as name from pg_stat_user_tables where schemaname <> all ('{graphile_worker,public}') order by 1",
    );
    tables = rows.map(({ name }) => `select '${name}' as name, count(*) as rows from ${name}`).join(" union all ");
  }
  return (await city.database.owner.query<{ name: string; rows: number }>(tables)).rows.map(({ name, rows }) => `${name}: ${rows}`);
}

async function send({ caller, method, url, headers, payload }: BadRequest): Promise<LightMyRequestResponse> {
  const credentials = held.get(caller)!;
  const { session, bearer, form } = credentials;
  const api = url.startsWith("/api/");
  return doors.app.inject({
    method,
    url,
    headers: {
      ...(api && bearer && { authorization: `Bearer ${bearer}` }),
      ...(!api && { cookie: `${FORM_COOKIE}=${form}${session ? `; ${SESSION_COOKIE}=${session}` : ""}` }),
      ...headers,
    },
    ...(payload !== undefined && { payload: typeof payload === "string" ? payload.replaceAll(TOKEN, doors.tokenFor(credentials)) : payload }),
  });
}

function complaint({ statusCode, headers, body }: LightMyRequestResponse): string | undefined {
  if (statusCode >= 500) return `answered ${statusCode}`;
  // A browser drops tabs and line ends before it reads an address: "/<tab>/elsewhere" leads away.
  const to = headers["location"] === undefined ? "/" : String(headers["location"]).replace(/[\p{Cc}\s]/gu, "");
  if (!/^\/(?![/\\])/.test(to)) return `leads away to ${to}`;
  if (statusCode < 400) return undefined;
  if ((body.match(/[\u4e00-\u9fff]/g) ?? []).length < 6) return `says nothing in Chinese (${statusCode})`;
  if (/\bat \S+\.ts:\d+:\d+|node_modules|syntax error at|Cannot read prop/.test(body)) return `tells of its inside (${statusCode})`;
  if (String(headers["content-type"]).startsWith("application/problem+json") && typeof (JSON.parse(body) as { title: unknown }).title !== "string")
    return "is no problem document";
  return undefined;
}

const describeRequest = ({ caller, method, url, headers, payload }: BadRequest): string =>
  `${caller} ${method} ${url.slice(0, 120)} ${JSON.stringify(headers).slice(0, 120)} ${String(payload ?? "").slice(0, 160)}`;

// A form that comes back with its errors shows the thing to staff, and that is a look; a wrong try to sign in is counted, so is every call of a limited
// route, and a search that found nothing; what somebody typed whose session has ended is kept for them.
const KEPT_ANYWAY = ["trace.looks", "identity.attempts", "http.stocks", "search.misses", "identity.kept_fields"];

test(`${REQUESTS.toLocaleString("en")} bad requests: no fault, plain words, nothing written`, { timeout: 240_000 }, async () => {
  const requests = badRequests(routes(), ids, REQUESTS, SEED);
  const complaints: string[] = [];
  const answers = new Map<number, number>();
  let known = await rowCounts();
  let refused: BadRequest[] = [];
  const holdsStill = async (): Promise<void> => {
    const now = refused.length > 0 ? await rowCounts() : known;
    const grown = now.filter((line) => !known.includes(line) && !KEPT_ANYWAY.some((table) => line.startsWith(table)));
    if (grown.length > 0) complaints.push(`rows changed though refused (${grown.join(", ")}), one of: ${refused.map(describeRequest).join(" | ")}`);
    known = now;
    refused = [];
  };
  for (const request of requests) {
    // What was taken may have written, be it only the look of staff at a thing, or a paper that is sealed when it is first asked for; what was refused may not, and is counted in bunches.
    const mayWrite = request.method !== "GET" || request.route?.path.includes(":") === true;
    const answer = await send(request);
    answers.set(answer.statusCode, (answers.get(answer.statusCode) ?? 0) + 1);
    const wrong = complaint(answer);
    if (wrong) complaints.push(`${wrong}: ${describeRequest(request)}`);
    if (answer.statusCode >= 400) {
      if (refused.push(request) >= 40) await holdsStill();
    } else if (mayWrite) {
      refused = [];
      known = await rowCounts();
    }
    // Whoever signed out, or acts for somebody else now, begins anew.
    if (answer.statusCode < 400 && request.method !== "GET" && /session|sign-out|agency/.test(request.url) && request.caller !== "expired") {
      held.set(request.caller, await credentialsOf(request.caller));
      known = await rowCounts();
    }
  }
  await holdsStill();
  expect(complaints.slice(0, 25)).toEqual([]);
  // The requests are worth something only when they get past the door as often as they are stopped at it.
  const count = (low: number, high: number): number =>
    [...answers].filter(([status]) => status >= low && status < high).reduce((sum, [, each]) => sum + each, 0);
  expect(count(200, 400)).toBeGreaterThan(REQUESTS / 20);
  expect(answers.get(422)).toBeGreaterThan(REQUESTS / 40);
  for (const status of [400, 401, 403, 404, 415]) expect(answers.get(status), String(status)).toBeGreaterThan(10);
  // A conflict needs a thing in just the wrong state; the more addresses share the requests, the rarer one is met.
  expect(answers.get(409)).toBeGreaterThan(REQUESTS / 5000);
});

describe("what is wrong is said", () => {
  const at = (path: string) => routes().find((route) => route.method === "POST" && route.path === path)!;

  test("a body beyond the limit is refused with 413, of whatever kind", async () => {
    const owner = await credentialsOf("owner");
    const json = await doors.app.inject({
      method: "POST",
      url: "/api/v1/matters",
      headers: { authorization: `Bearer ${owner.bearer}`, "content-type": "application/json" },
      payload: JSON.stringify({ item: "x".repeat(1_200_000) }),
    });
    expect([json.statusCode, json.json<{ code: string }>().code]).toEqual([413, "TOO_LARGE"]);
    const file = { name: "大.pdf", content: Buffer.concat([samplePdf("大"), Buffer.alloc(MAX_FILE_SIZE)]) };
    const upload = await doors.knock(at("/api/v1/matters/:matter/files"), owner, {
      params: { matter: await restaurantDraft(city) },
      body: { material: "layout" },
      file,
    });
    expect([upload.statusCode, upload.json<{ title: string }>().title]).toEqual([413, "文件超过 10 MB，请压缩后再上传。"]);
  });

  test("an upload that breaks off is refused with words about it", async () => {
    const owner = await credentialsOf("owner");
    const { payload, "content-type": type } = multipart({ material: "layout" }, { name: "图.pdf", content: samplePdf("图") });
    const headers = { authorization: `Bearer ${owner.bearer}`, "content-type": type };
    const answer = await doors.app.inject({
      method: "POST",
      url: `/api/v1/matters/${await restaurantDraft(city)}/files`,
      headers,
      payload: payload.subarray(0, 150),
    });
    expect([answer.statusCode, answer.json<{ title: string }>().title]).toEqual([400, "上传没有完成，可能是网络中断了，请重新选择文件再上传。"]);
  });

  test.each([
    ["/my/matters/%E4%A", 400],
    [`/my/matters/${"x".repeat(300)}`, 404],
    ["/console/%ED%A0%80", 400],
  ])("an address nobody can read gets a page like any other: %s", async (url, status) => {
    const answer = await doors.app.inject({ url });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers["content-type"]).toContain("text/html");
    expect(answer.headers["content-security-policy"]).toContain("default-src 'self'");
    expect(answer.body).toMatch(/网址不完整|没有找到/);
  });

  test("a stale revision is a conflict that says what to do", async () => {
    const owner = await credentialsOf("owner");
    const answer = await doors.knock(at("/api/v1/matters/:matter/submission"), owner, {
      params: { matter: await restaurantDraft(city) },
      body: { revision: 0 },
    });
    expect([answer.statusCode, answer.json<{ title: string }>().title]).toEqual([409, "这份申请在别的页面改过了，请刷新后核对再提交。"]);
  });

  test("a session that has ended opens nothing, and says so", async () => {
    const answer = await doors.knock(
      routes().find(({ path }) => path === "/api/v1/me")!,
      held.get("expired")!,
    );
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([401, "SIGN_IN_NEEDED"]);
  });
});
