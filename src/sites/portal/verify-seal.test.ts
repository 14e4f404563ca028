import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  authorityOf,
  getCertificate,
  listHolds,
  readCertificate,
  readRevocationList,
  rootAuthority,
  signedBy,
  statusHolds,
  type SignedStatus,
} from "#trust/certificate";
import { activateSeal, freezeSeal, revokeSeal, thawSeal, applyForSeal, approveSeal, type SealApplication, getSeal, makeSeal } from "#trust/seal";
import type { Ctx } from "#kernel/ctx";
import { testCity, type TestCity } from "../../../test/city.ts";
import { serve } from "../../../test/console-browser.ts";

const HOUR = 3_600_000;
const MARKET = "11990100MB0000001T";

let city: TestCity;
let app: FastifyInstance;
beforeAll(async () => {
  city = await testCity();
  app = await serve(city);
});
afterAll(async () => {
  await app.close();
  await city.close();
});

const keepers = async (): Promise<{ yinhe: Ctx; zhuangyan: Ctx }> => ({ yinhe: await city.staff("yinhe"), zhuangyan: await city.staff("zhuangyan") });

async function activeSeal(wish: Partial<SealApplication> = {}): Promise<string> {
  const { yinhe, zhuangyan } = await keepers();
  const id = await applyForSeal(yinhe, { kind: "unit", unit: MARKET, purposes: ["decision"], reason: "电子文书用印", ...wish });
  await approveSeal(zhuangyan, id, "同意");
  await makeSeal(zhuangyan, id);
  await activateSeal(yinhe, id);
  return id;
}

const get = async (url: string) => app.inject({ url });
const later = (hours: number): void => void (city.now = new Date(city.now.getTime() + hours * HOUR));
const asked = async (code: string): Promise<string> => (await get(`/verify/seal?code=${code}`)).payload;

describe("a seal's code, asked by anybody", () => {
  test("says whether the seal may be set now, and since when not", async () => {
    const { yinhe } = await keepers();
    const id = await activeSeal();
    const { code } = await getSeal(yinhe, id);
    expect(await asked(`${code.slice(0, 6)} ${code.slice(6)}`)).toMatch(/verdict-good[\s\S]*云州市市场监督管理局/);
    await freezeSeal(yinhe, id, "保管人外出");
    const frozen = await asked(code);
    expect(frozen).toMatch(/verdict-bad[\s\S]*已冻结/);
    expect(frozen).toContain("在那以前盖的章仍然有效");
    expect(frozen).not.toContain("保管人外出");
    await thawSeal(yinhe, id, "回来了");
    expect(await asked(code)).toContain("verdict-good");
    await revokeSeal(yinhe, id, "换发");
    expect(await asked(code)).toContain("已注销");
  });

  test("tells nothing of seals that were only applied for, and no person's name", async () => {
    const { yinhe } = await keepers();
    const applied = await getSeal(yinhe, await applyForSeal(yinhe, { kind: "contract", unit: MARKET, purposes: ["contract"], reason: "签合同" }));
    expect(await asked(applied.code)).toContain("本市没有登记");
    const gaojian = await city.staff("gaojian");
    const personal = await getSeal(yinhe, await activeSeal({ kind: "personal", name: "高健", holderId: gaojian.actor.id }));
    const page = await asked(personal.code);
    expect(page).toContain("个人名章");
    expect(page).not.toContain("高健");
    for (const odd of ["123", "<b>", "%00", "９９０１００００００００１"])
      expect((await get(`/verify/seal?code=${encodeURIComponent(odd)}`)).statusCode).toBe(200);
  });
});

describe("certificates, asked by anybody", () => {
  test("root and authorities are there to be kept, as DER and as PEM, and hold", async () => {
    const { authorities } = (await get("/api/v1/certificates")).json<{ authorities: { id: string; kind: string; key: string; state: string }[] }>();
    const [root, market] = [await rootAuthority(city.ctx()), await authorityOf(city.ctx(), MARKET)];
    expect(authorities.find(({ id }) => id === root.certificateId)).toMatchObject({ kind: "root", state: "good" });
    const { key } = authorities.find(({ id }) => id === market.certificateId)!;
    const der = await get(`/api/v1/certificates/${key}/file`);
    expect(der.headers["content-type"]).toBe("application/pkix-cert");
    expect(signedBy(readCertificate(der.rawPayload), root.certificate)).toBe(true);
    const pem = await get(`/api/v1/certificates/${market.certificateId}/file?format=pem`);
    const lines = pem.payload.trim().split("\n");
    expect([lines[0], lines.at(-1)]).toEqual(["-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"]);
    expect(Buffer.from(lines.slice(1, -1).join(""), "base64").equals(der.rawPayload)).toBe(true);
    const page = (await get("/verify/seal")).payload;
    for (const { id } of authorities) expect(page).toContain(`/api/v1/certificates/${id}/file`);
  });

  test("of seals are not given away: only authorities", async () => {
    const { making } = await getSeal(city.ctx(), await activeSeal());
    for (const part of ["file", "revocation-list", "status/1"])
      expect((await get(`/api/v1/certificates/${making!.certificateId}/${part}`)).statusCode, part).toBe(404);
  });

  test("a revocation list is fresh whenever it is asked for, names what was revoked at once, and the past keeps its own", async () => {
    const { yinhe } = await keepers();
    const id = await activeSeal();
    const issuer = await authorityOf(city.ctx(), MARKET);
    const { serial } = await getCertificate(city.ctx(), (await getSeal(yinhe, id)).making!.certificateId);
    const at = `/api/v1/certificates/${issuer.certificateId}/revocation-list`;
    const list = async (query = "") => readRevocationList((await get(at + query)).rawPayload);
    const before = city.now;
    expect((await list()).entries.map((entry) => entry.serial)).not.toContain(serial);
    later(1);
    await revokeSeal((await keepers()).yinhe, id, "私钥备份丢失", "key-compromise");
    const now = await list();
    expect(now.entries).toContainEqual({ serial, since: city.now, reason: 1 });
    expect(listHolds(now, issuer.certificate)).toBe(true);
    expect((await list(`?at=${encodeURIComponent(before.toISOString())}`)).entries.map((entry) => entry.serial)).not.toContain(serial);
    expect((await get(`${at}?at=2020-01-01T00:00:00Z`)).statusCode).toBe(404);
    expect((await get(`${at}?format=pem`)).payload).toMatch(/^-----BEGIN X509 CRL-----/);
    later(30);
    const fresh = await list();
    expect([fresh.nextAt > city.now, fresh.number]).toEqual([true, now.number + 1]);
    expect((await list()).number, "asking makes none while one is fresh").toBe(fresh.number);
  });

  test("how one stood is answered for any moment that has come, signed by its issuer, and held to the bit", async () => {
    const { yinhe } = await keepers();
    const id = await activeSeal();
    const issuer = await authorityOf(city.ctx(), MARKET);
    const { serial } = await getCertificate(city.ctx(), (await getSeal(yinhe, id)).making!.certificateId);
    const status = async (query = "", number = serial) => get(`/api/v1/certificates/${issuer.certificateId}/status/${number}${query}`);
    const when = (hours: number): string => `?at=${encodeURIComponent(new Date(city.now.getTime() + hours * HOUR).toISOString())}`;
    later(1);
    await freezeSeal((await keepers()).yinhe, id, "保管人外出");
    later(1);
    await thawSeal((await keepers()).yinhe, id, "回来了");
    later(1);
    const states = await Promise.all([-4, -2.5, -1.5, 0].map(async (hours) => (await status(when(hours))).json<SignedStatus>().answer.state));
    expect(states).toEqual(["unknown", "good", "held", "good"]);
    const answer = (await status(when(-1.5), `0${serial.toUpperCase()}`)).json<SignedStatus>();
    expect(answer.answer).toMatchObject({ serial, reason: "hold", produced_at: city.now.toISOString() });
    expect(statusHolds(answer, issuer.certificate)).toBe(true);
    expect(statusHolds({ ...answer, answer: { ...answer.answer, state: "good" } }, issuer.certificate)).toBe(false);
    expect((await status("", "ff")).json<SignedStatus>().answer.state).toBe("unknown");
    expect([(await status(when(1))).statusCode, (await status("?at=yesterday")).statusCode, (await status("", "xyz")).statusCode]).toEqual([422, 422, 422]);
    expect((await get(`/api/v1/certificates/01890000-0000-7000-8000-000000000000/status/${serial}`)).statusCode).toBe(404);
  });

  test("stands in the description of the API, with what comes back", async () => {
    const { paths } = (await get("/openapi.json")).json<{
      paths: Record<
        string,
        { get: { parameters: { name: string }[]; responses: Record<string, { content: Record<string, { schema?: { properties: object } }> }> } }
      >;
    }>();
    const { parameters, responses } = paths["/api/v1/certificates/{certificate}/status/{serial}"]!.get;
    expect(parameters.map(({ name }) => name)).toEqual(["certificate", "serial", "at"]);
    expect(Object.keys(responses["2XX"]!.content["application/json"]!.schema!.properties)).toEqual(["answer", "signer", "signature"]);
  });
});
