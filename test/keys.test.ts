import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { grantAgency, revokeAgency } from "#people/identity";
import { annotateCopy, issueLicence } from "#outcome/licence";
import { blueprintOf, getMatter } from "#matter/matter";
import { beginnable } from "#matter/work";
import { listEntries, submit } from "#matter/intake";
import { listPayments } from "#matter/payment";
import { apiRoutes } from "#sites/api";
import { admitUnmasking, listUnusualUnmaskings, MOST_AN_HOUR } from "#kernel/trace";
import { samplePdf } from "../src/seed/walk.ts";
import { demoCast } from "../src/seed/people.ts";
import { allowance, draftCase, PROMISED, waitingForRules } from "./application.ts";
import { multipart, openDoors, type Doors } from "./callers.ts";
import { openArena, type Arena } from "./races/arena.ts";
import { Foundry, makeMoulds, type Mould } from "./races/moulds.ts";

let arena: Arena;
let foundry: Foundry;
let moulds: Record<Mould, string>;
let doors: Doors;
const bearers = new Map<string, string>();
beforeAll(async () => {
  arena = await openArena();
  moulds = await makeMoulds(arena);
  foundry = await Foundry.open(arena);
  doors = await openDoors(arena.city);
  for (const staff of ["linjing", "zhouwen", "gaojian", "sujin"]) bearers.set(staff, (await doors.credentials({ staff })).bearer!);
  for (const person of ["zhou-daqing", "lin-xiuying"]) bearers.set(person, (await doors.credentials({ person })).bearer!);
  bearers.set("firm", (await doors.credentials({ person: "chen-xiaoman", organisation: "xiaoman-catering" })).bearer!);
});
afterAll(async () => {
  await doors.app.close();
  await arena.city.close();
});

interface Call {
  as: string;
  url: string;
  body?: object;
  file?: Buffer;
  material?: string;
}
type Method = "POST" | "PUT" | "DELETE";

let keys = 0;
const newKey = (): string => `key-of-call-${(keys += 1)}`;

async function send(method: Method, { as, url, body, file, material = "layout" }: Call, key: string) {
  const form = file && multipart({ material }, { name: "平面图.pdf", content: file });
  const answer = await doors.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { authorization: `Bearer ${bearers.get(as)!}`, "idempotency-key": key, ...(form && { "content-type": form["content-type"] }) },
    ...(form ? { payload: form.payload } : body && { payload: body }),
  });
  return { status: answer.statusCode, data: answer.json<Record<string, unknown>>() };
}

const TABLES =
  "matter.matters matter.acts matter.tasks matter.materials matter.clocks matter.stops matter.documents licence.suspensions licence.cancellations licence.annotated_copies licence.copy_revocations rating.ratings trace.looks payment.changes";
/** What is there: rows of every table that a call could write, and how often matters were written. */
async function state(): Promise<string> {
  const counts = TABLES.split(" ").map((table) => `(select count(*) from ${table})`);
  const lifted = "(select count(*) from licence.suspensions where lifted_at is not null), (select count(*) from matter.materials where removed_at is not null)";
  const acting = "(select string_agg(coalesce(agency_id::text, '-'), ',' order by session_hash) from identity.sessions)";
  const { rows } = await arena.city.database.owner.query(
    `select array[${counts.join(", ")}, ${lifted}, (select sum(revision) from matter.matters)]::text as n, ${acting} as a`,
  );
  return JSON.stringify(rows);
}

async function licence(): Promise<string> {
  const { uscc, name } = demoCast().organisations.get("xiaoman-catering")!;
  const type = { id: "food-operation-licence", name: "食品经营许可证", code: "11100000000013127A055" };
  const issuer = { code: "11990100MB0000001T", name: "云州市市场监督管理局" };
  return (await issueLicence(arena.city.ctx(), { type, issuer, holder: { kind: "organisation", name, number: uscc }, prefix: "JY2", face: [] })).licenceId;
}
const GROUNDS = { reason: "核查发现经营场所停用", basis: "食品经营许可和备案管理办法 第四十五条" };
const COPY = { use: "办理场地租赁合同", recipient: "云州远山置业有限公司", until: "2026-12-01" };
const on = async (mould: Mould): Promise<string> => `/matters/${await foundry.cast(moulds[mould])}`;
const granted = new Map<string, Promise<string>>();
/** A matter of somebody who draws the allowance, or asks for it for somebody else: one each. */
function drawing(person: string): Promise<string> {
  const begun = granted.get(person) ?? draw(person);
  granted.set(person, begun);
  return begun;
}
async function draw(person: string): Promise<string> {
  const ctx = await arena.city.person(person);
  const matterId = await draftCase(
    ctx,
    allowance,
    allowance.cases.find((each) => each.person === person)!,
  );
  await submit(ctx, matterId);
  return matterId;
}
async function grant(person: string): Promise<string> {
  return (await listPayments(arena.city.ctx(), await drawing(person)))[0]!.grantId;
}
const idOf = (url: string): string => url.split("/").at(-1)!;

/** A call of each route that writes, which does something the first time. */
const CALLS: Record<string, () => Promise<Call>> = {
  "POST /matters": () => Promise.resolve({ as: "firm", url: "/matters", body: { item: "food-licence" } }),
  "PUT /matters/:matter": async () => ({ as: "firm", url: await on("draft"), body: { form: { premises_address: "云州市青瓷区窑湾路 18 号" } } }),
  "DELETE /matters/:matter": async () => ({ as: "firm", url: await on("draft") }),
  "POST /matters/:matter/files": async () => ({ as: "firm", url: `${await on("draft")}/files`, file: samplePdf("另一张平面图") }),
  "POST /matters/:matter/materials": async () => {
    const url = `/matters/${await waitingForRules(arena.city)}/materials`;
    return { as: "linjing", url, file: samplePdf("窗口代收"), material: PROMISED };
  },
  "POST /matters/:matter/deferrals": async () => ({ as: "firm", url: `${await on("draft")}/deferrals`, body: { material: "rules-list" } }),
  "DELETE /matters/:matter/files/:entry": async () => {
    const url = await on("draft");
    const [entry] = await listEntries(arena.applicant, idOf(url));
    return { as: "firm", url: `${url}/files/${entry!.entryId}` };
  },
  "POST /matters/:matter/submission": async () => ({ as: "firm", url: `${await on("draft")}/submission`, body: {} }),
  "POST /matters/:matter/supplement": async () => ({ as: "firm", url: `${await on("supplement")}/supplement`, body: {} }),
  "POST /matters/:matter/withdrawal": async () => ({ as: "firm", url: `${await on("accepted")}/withdrawal`, body: {} }),
  "POST /matters/:matter/ratings": async () => ({ as: "firm", url: `${await on("closed")}/ratings`, body: { service_number: 1, level: 1 } }),
  "POST /matters/:matter/moves": async () => ({ as: "sujin", url: `${await on("accepted")}/moves`, body: { move: "urge", reason: "请快一些" } }),
  "POST /matters/:matter/messages": async () => ({ as: "zhouwen", url: `${await on("awaiting")}/messages`, body: { message: "检测报告" } }),
  "POST /matters/:matter/activities": async () => {
    const url = await on("awaiting");
    const { matter } = await getMatter(arena.city.ctx(), idOf(url));
    const [visit] = beginnable({ matter, blueprint: await blueprintOf(arena.city.ctx(), matter) });
    return { as: "zhouwen", url: `${url}/activities`, body: { frame: visit!.frame, node: visit!.node } };
  },
  "POST /matters/:matter/tasks/:task/completion": async () => {
    const url = await on("submitted");
    const { open } = await getMatter(arena.city.ctx(), idOf(url));
    return { as: "linjing", url: `${url}/tasks/${encodeURIComponent(open[0]!.taskId)}/completion`, body: { outcome: "accept" } };
  },
  "POST /matters/:matter/special-procedure": async () => ({
    as: "zhouwen",
    url: `${await on("accepted")}/special-procedure`,
    body: { name: "检测", reason: "水质需要检测", expected_days: 5 },
  }),
  "DELETE /matters/:matter/special-procedure": async () => ({
    as: "zhouwen",
    url: `${await on("paused")}/special-procedure?result=${encodeURIComponent("合格")}`,
  }),
  "POST /matters/:matter/extension": async () => ({ as: "gaojian", url: `${await on("accepted")}/extension`, body: { days: 5, reason: "需要调查" } }),
  "POST /matters/:matter/unmasking": async () => ({
    as: "gaojian",
    url: `${await on("accepted")}/unmasking`,
    body: { field: "owner.phone", reason: "电话核实情况" },
  }),
  "POST /licences/:licence/copies": async () => ({ as: "firm", url: `/licences/${await licence()}/copies`, body: COPY }),
  "POST /licences/:licence/copies/:copy/revocation": async () => {
    const id = await licence();
    const { copyId } = await annotateCopy(arena.applicant, id, { use: COPY.use, recipient: COPY.recipient, untilDay: COPY.until });
    return { as: "firm", url: `/licences/${id}/copies/${copyId}/revocation` };
  },
  "POST /licences/:licence/suspension": async () => ({ as: "gaojian", url: `/licences/${await licence()}/suspension`, body: GROUNDS }),
  "DELETE /licences/:licence/suspension": async () => {
    const id = await licence();
    await send("POST", { as: "gaojian", url: `/licences/${id}/suspension`, body: GROUNDS }, newKey());
    return { as: "gaojian", url: `/licences/${id}/suspension` };
  },
  "POST /licences/:licence/cancellation": async () => ({
    as: "gaojian",
    url: `/licences/${await licence()}/cancellation`,
    body: { kind: "cancelled", ...GROUNDS },
  }),
  "POST /beneficiary/matters/:matter/objection": async () => {
    return { as: "lin-xiuying", url: `/beneficiary/matters/${await drawing("yu-hong")}/objection`, body: { reason: "不是我的意思" } };
  },
  "POST /payments/:grant/account": async () => ({
    as: "zhou-daqing",
    url: `/payments/${await grant("zhou-daqing")}/account`,
    body: { account: "6217001234000000016", bank: "云州银行" },
  }),
  "POST /payments/:grant/objection": async () => ({
    as: "zhou-daqing",
    url: `/payments/${await grant("zhou-daqing")}/objection`,
    body: { reason: "不是我的账户" },
  }),
  "PUT /session/agency": async () => {
    bearers.set("switching", (await doors.credentials({ person: "jiang-li", organisation: "jiali-market" })).bearer!);
    return { as: "switching", url: "/session/agency", body: {} };
  },
};

interface Described {
  paths: Record<string, Record<string, { parameters: { name: string }[] }>>;
}

test("every call of the description that takes a key is asked here, and every one that writes takes it", async () => {
  const { paths } = (await doors.app.inject({ method: "GET", url: "/openapi.json" })).json<Described>();
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { parameters }]) =>
      parameters.some(({ name }) => name === "Idempotency-Key") ? [`${method.toUpperCase()} ${path.slice("/api/v1".length).replace(/\{(\w+)\}/g, ":$1")}`] : [],
    ),
  );
  expect(described.toSorted()).toEqual(Object.keys(CALLS).toSorted());
  const others = apiRoutes.filter(({ method, path }) => method !== "GET" && !(`${method} ${path.slice("/api/v1".length)}` in CALLS));
  // Asking what a situation needs and checking a file write nothing; opening and ending a session are about the token itself.
  expect(others.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual([
    "DELETE /api/v1/session",
    "POST /api/v1/items/:item/materials",
    "POST /api/v1/sessions",
    "POST /api/v1/verification/file",
  ]);
});

describe.each(Object.keys(CALLS))("%s", (name) => {
  const method = name.split(" ")[0] as Method;

  test("sent twice under one key is done once and answered twice; for something else the key is refused", async () => {
    const call = await CALLS[name]!();
    const key = newKey();
    const before = await state();
    const first = await send(method, call, key);
    expect(first.status, JSON.stringify(first.data)).toBeLessThan(300);
    const after = await state();
    expect(after).not.toBe(before);
    // Who acts for nobody any more asks anew, and is where they are.
    expect(await send(method, call, key)).toEqual(first);
    expect(await state()).toBe(after);
    if (name === "PUT /session/agency") return;
    const other = await send("PUT", { as: call.as, url: "/session/agency", body: {} }, key);
    if (call.as === "firm") expect(other).toMatchObject({ status: 422, data: { code: "IDEMPOTENCY_KEY" } });
  });

  test.each(["short", "x".repeat(101)])("under the key %s is refused in words and not done", async (key) => {
    const call = await CALLS[name]!();
    const before = await state();
    expect(await send(method, call, key)).toMatchObject({ status: 422, data: { code: "IDEMPOTENCY_KEY", title: expect.stringContaining("8 到 100 位") } });
    expect(await state()).toBe(before);
  });
});

test("another file under the same key is another request", async () => {
  const url = `${await on("draft")}/files`;
  const key = newKey();
  expect((await send("POST", { as: "firm", url, file: samplePdf("一") }, key)).status).toBe(201);
  expect(await send("POST", { as: "firm", url, file: samplePdf("二") }, key)).toMatchObject({ status: 422, data: { code: "IDEMPOTENCY_KEY" } });
});

test("an agent whose authority was taken back is given no answer of before", async () => {
  const { organisationId } = arena.applicant.actor.onBehalf!;
  const owner = arena.city.ctx({ ...arena.applicant.actor, onBehalf: undefined } as never);
  const { id_number: idNumber } = demoCast().people.get("lin-xiuying")!;
  const agencyId = await grantAgency(owner, { organisationId, idNumber, items: ["*"], fromDay: "2026-11-23", untilDay: "2026-12-23" });
  const { bearer } = await doors.credentials({ person: "lin-xiuying" });
  bearers.set("agent", bearer!);
  await send("PUT", { as: "agent", url: "/session/agency", body: { organisation_id: organisationId, agency_id: agencyId } }, newKey());
  const url = await on("draft");
  const key = newKey();
  const call = { as: "agent", url, body: { form: { premises_address: "云州市青瓷区窑湾路 18 号" } } };
  expect((await send("PUT", call, key)).status).toBe(200);
  expect((await send("PUT", call, key)).status).toBe(200);
  await revokeAgency(owner, organisationId, agencyId);
  expect((await send("PUT", call, key)).status).toBe(403);
});

test("staff who have no part in a matter any more are given no answer of before", async () => {
  const { city } = arena;
  const call = await CALLS["POST /matters/:matter/unmasking"]!();
  const key = newKey();
  expect((await send("POST", call, key)).data).toMatchObject({ value: expect.stringMatching(/^1\d{10}$/) });
  // The matter becomes another department's in another district, where 高建 has no duty.
  await city.database.owner.query("update matter.matters set unit = '11990100MB0000011U', area = '990103000000' where matter_id = $1", [
    call.url.split("/")[2],
  ]);
  await city.database.owner.query("update matter.tasks set unit = '11990100MB0000011U', area = '990103000000' where matter_id = $1", [call.url.split("/")[2]]);
  expect(await send("POST", call, key)).toMatchObject({ status: 403 });
});

test("a value that is unmasked too often under a key is refused, and the auditor reads of it", async () => {
  const { city } = arena;
  const url = `${await on("accepted")}/unmasking`;
  const zhouwen = await city.staff("zhouwen");
  const before = (await listUnusualUnmaskings(await city.staff("shenji"))).find(({ actorId }) => actorId === zhouwen.actor.id);
  for (let i = 0; i < MOST_AN_HOUR; i += 1)
    await admitUnmasking(zhouwen, { what: "联系电话", reason: "核实联系电话", thingId: idOf(url.replace("/unmasking", "")) }).catch(() => {});
  const call = { as: "zhouwen", url, body: { field: "owner.phone", reason: "电话核实申请人情况" } };
  expect(await send("POST", call, newKey())).toMatchObject({ status: 429, data: { code: "UNMASKED_TOO_OFTEN" } });
  const told = (await listUnusualUnmaskings(await city.staff("shenji"))).find(({ actorId }) => actorId === zhouwen.actor.id);
  expect(told!.refused).toBe((before?.refused ?? 0) + 1);
});
