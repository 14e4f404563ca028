import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authorityOf, issueBelow, judgeCertificate, listRevocations } from "#trust/certificate";
import { getSeal, searchSeals, signWithSeal } from "#trust/seal";
import { sm3 } from "#crypto/crypto";
import { submitted } from "../../../../test/application.ts";
import { at, testCity, type TestCity } from "../../../../test/city.ts";
import { serve, signedIn, type ConsoleBrowser } from "../../../../test/console-browser.ts";
import { seenMatters } from "./seen-matters.ts";

const MARKET = "11990100MB0000001T";
const HEALTH = "11990100MB00000031";
const APPLICATION = { kind: "finance", unit: MARKET, purposes: "finance", reason: "财务票据改为电子票据" };

let city: TestCity;
let app: FastifyInstance;
let yinhe: ConsoleBrowser;
let zhuangyan: ConsoleBrowser;
beforeAll(async () => {
  city = await testCity();
  app = await serve(city);
  yinhe = await signedIn(city, app, "yinhe");
  zhuangyan = await signedIn(city, app, "zhuangyan");
});
afterAll(async () => {
  await app.close();
  await city.close();
});

async function unitSeal(unit: string): Promise<string> {
  return (await searchSeals(city.ctx(), { unit, kind: "unit", state: "active" })).rows[0]!.sealId;
}

/** Applies as 尹荷; gives the page of the seal. */
async function applied(more: Record<string, string> = {}): Promise<string> {
  await yinhe.get("/console/seals/new");
  return (await yinhe.post("/console/seals/new", { ...APPLICATION, ...more })).location.replace(/\?.*/, "");
}

async function step(browser: ConsoleBrowser, seal: string, name: string, body: Record<string, string> = {}): Promise<string> {
  await browser.get(`${seal}/steps/${name}`);
  const { location, html } = await browser.post(`${seal}/steps/${name}`, body);
  return location || html;
}

async function activated(more: Record<string, string> = {}): Promise<string> {
  const seal = await applied(more);
  await step(zhuangyan, seal, "approved", { reason: "同意" });
  await step(zhuangyan, seal, "made");
  await step(yinhe, seal, "activated");
  return seal;
}

const idOf = (page: string): string => page.slice("/console/seals/".length);
const stepsIn = (html: string): string[] => [...html.matchAll(/\/steps\/(\w+)"/g)].map(([, name]) => name!);

describe("the register", () => {
  test("is read by keepers for their bodies and by the auditor for all; nobody else comes in", async () => {
    const [market, health] = [await unitSeal(MARKET), await unitSeal(HEALTH)];
    const own = await yinhe.get("/console/seals");
    expect(own.html).toContain(market);
    expect(own.html).not.toContain(health);
    const shenji = await signedIn(city, app, "shenji");
    const all = await shenji.get("/console/seals");
    expect(all.html).toContain(market);
    expect(all.html).toContain(health);
    expect(all.html).not.toContain("申请印章");
    expect((await zhuangyan.get(`/console/seals?unit=${HEALTH}`)).html).not.toContain(market);
    for (const part of ["", "/picture.svg", "/picture.png"]) {
      const path = `/console/seals/${health}${part}`;
      expect([(await yinhe.get(path)).status, (await shenji.get(path)).status, (await zhuangyan.get(path)).status], path).toEqual([403, 200, 200]);
    }
    expect((await yinhe.get(`/console/seals/uses?seal=${health}`)).status).toBe(403);
    expect((await yinhe.get(`/console/seals/${health}/steps/frozen`)).status).toBe(403);
    await yinhe.get("/console/seals");
    expect((await yinhe.post(`/console/seals/${health}/steps/frozen`, { reason: "试试" })).status).toBe(403);
    expect((await getSeal(city.ctx(), health)).state).toBe("active");
    expect(stepsIn((await shenji.get(`/console/seals/${market}`)).html)).toEqual([]);
    expect((await app.inject({ url: `/console/seals/${market}/picture.png` })).statusCode).toBe(303);
  });

  test("is narrowed by words, kind and state, and says what ends soon", async () => {
    const market = await unitSeal(MARKET);
    const { code, making } = await getSeal(city.ctx(), market);
    expect((await yinhe.get(`/console/seals?q=${code}&kind=unit&state=active`)).html).toContain(market);
    expect((await yinhe.get("/console/seals?state=revoked")).html).toContain("没有符合条件的印章");
    expect((await yinhe.get("/console/seals?state=ending")).html).not.toContain(market);
    at(city, new Date(making!.validUntil.getTime() - 20 * 86_400_000).toISOString());
    const browser = await signedIn(city, app, "yinhe");
    const { html } = await browser.get("/console/seals");
    expect(html).toContain("30 天内到期");
    expect((await browser.get("/console/seals?state=ending")).html).toMatch(/还剩 (19|20) 天/);
  });
});

describe("a seal's life in the console", () => {
  test("each sees exactly the steps they may take, and every step is told with who and why", async () => {
    const seal = await applied();
    const open = async (browser: ConsoleBrowser): Promise<string[]> => stepsIn((await browser.get(seal)).html);
    expect([await open(yinhe), await open(zhuangyan)]).toEqual([[], ["approved", "refused"]]);
    const told = await yinhe.get(seal);
    for (const words of ["等批准", "<dd>尹荷、庄严</dd>"]) expect(told.html).toContain(words);
    expect((await yinhe.get(`${seal}/steps/approved`)).html).toContain("要由另一位印章管理员办理");
    await yinhe.get(seal);
    expect((await yinhe.post(`${seal}/steps/approved`, { reason: "自己批" })).status).toBe(403);
    expect(await step(zhuangyan, seal, "approved", { reason: " " })).toContain("请写明原因。");
    expect(await step(zhuangyan, seal, "approved", { reason: "经核对批文" })).toBe(`${seal}?done=seal-approved`);
    expect(await open(yinhe)).toEqual(["made", "revoked"]);
    expect((await yinhe.get(`${seal}/steps/revoked`)).html).toContain("还没有制作");
    await step(zhuangyan, seal, "made");
    expect(await step(zhuangyan, seal, "made")).toContain("不能制作");
    expect(await open(yinhe)).toEqual(["activated", "revoked"]);
    await step(yinhe, seal, "activated");
    expect(await open(yinhe)).toEqual(["frozen", "revoked"]);
    await step(yinhe, seal, "frozen", { reason: "保管人外出" });
    const { html } = await yinhe.get(seal);
    expect(stepsIn(html)).toEqual(["thawed", "revoked"]);
    for (const words of ["已冻结", "暂停使用", "经核对批文", "庄严", "保管人外出"]) expect(html).toContain(words);
    await step(yinhe, seal, "thawed", { reason: "回来了" });
    expect(await step(yinhe, seal, "revoked", { reason: "换发" })).toContain("请选择一种情况");
    await step(yinhe, seal, "revoked", { reason: "换发新章", why: "superseded" });
    expect(await open(yinhe)).toEqual([]);
    const { making } = await getSeal(city.ctx(), idOf(seal));
    expect((await listRevocations(city.ctx(), [making!.certificateId])).at(-1)).toMatchObject({ kind: "revoked", reason: "superseded", actorName: "尹荷" });
  });

  test("an application shows the picture it leads to, names are those of the registers, and a foreign body is refused", async () => {
    const { html } = await yinhe.get("/console/seals/new");
    expect(html).not.toContain(HEALTH);
    const looked = await yinhe.post("/console/seals/new", { ...APPLICATION, _look: "1" });
    expect(looked.status).toBe(200);
    const picture = /src="([^"]*\/new\/picture[^"]*)"/.exec(looked.html)![1]!.replaceAll("&amp;", "&");
    expect((await yinhe.get(picture)).html).toMatch(/^<svg.*云州市市场监督管理局财务专用章（图样/);
    expect((await yinhe.get("/console/seals/new/picture?kind=personal")).status).toBe(422);
    await yinhe.get("/console/seals/new");
    expect((await yinhe.post("/console/seals/new", { ...APPLICATION, unit: HEALTH })).status).toBe(403);
    const faults = await yinhe.post("/console/seals/new", { kind: "personal", unit: MARKET, purposes: "contract", reason: "签合同" });
    expect([faults.status, faults.html.includes("请选择印章属于谁")]).toEqual([422, true]);
    const stranger = (await city.staff("pengyi")).actor.id;
    const foreign = await yinhe.post("/console/seals/new", { kind: "personal", unit: MARKET, purposes: "contract", reason: "签合同", holder: stranger });
    expect(foreign.html).toContain("没有任职");
    const seal = await applied({ kind: "personal", purposes: "contract", holder: (await city.staff("gaojian")).actor.id });
    expect(await getSeal(city.ctx(), idOf(seal))).toMatchObject({ name: "高健", kind: "personal" });
    expect((await yinhe.get(seal)).html).toContain("只有高健本人");
    const second = await applied({ kind: "unit", purposes: "decision" });
    expect((await yinhe.get(second)).html).toContain("<dd>尹荷、庄严；平台制发文书和证照时</dd>");
    expect((await zhuangyan.get(`${second}/steps/approved`)).html).toContain("已有 1 枚单位法定名称章在用");
    expect((await yinhe.post("/console/seals/new", { ...APPLICATION, note: "\u{323AF}章" })).html).toContain("字库里没有");
  });

  test("a picture is marked as one, in both formats", async () => {
    const seal = `/console/seals/${await unitSeal(MARKET)}`;
    const cookie = [...yinhe.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const svg = await app.inject({ url: `${seal}/picture.svg`, headers: { cookie } });
    const png = await app.inject({ url: `${seal}/picture.png?keep=1`, headers: { cookie } });
    expect([svg.headers["content-type"], png.headers["content-type"]]).toEqual(["image/svg+xml", "image/png"]);
    const outlines = (picture: string): number => picture.split("M").length;
    const { making } = await getSeal(city.ctx(), idOf(seal));
    expect(outlines(svg.payload), "the mark is drawn, not only named").toBeGreaterThan(outlines(making!.svg));
    expect(svg.payload).toContain("图样，不作用印");
    expect(png.rawPayload.subarray(1, 4).toString()).toBe("PNG");
    expect(png.headers["content-disposition"]).toMatch(/^attachment.*png/);
    expect(png.rawPayload.equals(making!.png)).toBe(false);
  });
});

describe("the log of uses", () => {
  test("is found by day, matter, person and document, and leads to a matter only for who may see it", async () => {
    const seal = await activated({ kind: "unit", purposes: "decision" });
    const matterId = await submitted(city);
    const { rows } = await city.database.owner.query<{ number: string }>("select number from matter.matters where matter_id = $1", [matterId]);
    const wish = { dataHash: sm3("决定书"), propertyInfo: "/a", purpose: "decision", document: "准予行政许可决定书 云市监许〔2026〕9号", matterId } as const;
    await signWithSeal(await city.staff("yinhe"), idOf(seal), wish);
    await signWithSeal(await city.staff("zhuangyan"), idOf(seal), { ...wish, matterId: "01890000-0000-7000-8000-00000000000a", document: "另一份决定书" });
    const uses = async (browser: ConsoleBrowser, query: string): Promise<string[]> => {
      const { html } = await browser.get(`/console/seals/uses?seal=${idOf(seal)}&${query}`);
      return [...html.matchAll(/准予行政许可决定书|另一份决定书/g)].map(([name]) => name).sort();
    };
    const [mine, other] = ["准予行政许可决定书", "另一份决定书"];
    const day = new Date(city.now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    expect(await uses(yinhe, "")).toEqual([mine, other].sort());
    expect(await uses(yinhe, `from=${day}&until=${day}`)).toHaveLength(2);
    expect(await uses(yinhe, "until=2026-01-01")).toEqual([]);
    expect(await uses(yinhe, "by=庄")).toEqual([other]);
    expect(await uses(yinhe, "q=9号")).toEqual([mine]);
    expect(await uses(yinhe, `number=${rows[0]!.number}`)).toEqual([mine]);
    expect(await uses(yinhe, "number=000")).toEqual([]);
    const link = `/console/matters/${matterId}`;
    expect((await yinhe.get(seal)).html).not.toContain(link);
    const shenji = await signedIn(city, app, "shenji");
    const { html } = await shenji.get("/console/seals/uses");
    expect(html).toContain(link);
    expect(html).not.toContain("/console/matters/01890000-0000-7000-8000-00000000000a");
    const duty = { role: "auditor", unit: HEALTH, area: "990100000000", scope: "unit", post: "审计员" } as const;
    const elsewhere = city.ctx({ kind: "staff", id: "01890000-0000-7000-8000-00000000000b", name: "尚远", duties: [duty] });
    expect([...(await seenMatters(elsewhere, [{ matterId }]))]).toEqual([]);
    expect([...(await seenMatters(await city.staff("shenji"), [{ matterId }]))]).toEqual([matterId]);
  });
});

describe("certificates in the console", () => {
  const SERVER = { kind: "server", subject: { country: "CN", commonName: "www.yunzhou.example" }, hosts: ["www.yunzhou.example"] } as const;

  test("of a server are held, released and revoked by who keeps its body's seals", async () => {
    const { certificateId, certificate } = await issueBelow(city.ctx(), MARKET, { ...SERVER, hosts: [...SERVER.hosts] });
    const page = `/console/certificates/${certificateId}`;
    expect(stepsIn((await yinhe.get(page)).html)).toEqual(["held", "revoked"]);
    expect(await step(yinhe, page, "held", { explanation: "" })).toContain("请写明原因。");
    expect(await step(yinhe, page, "held", { explanation: "换机房" })).toBe(`${page}?done=certificate-held`);
    expect((await judgeCertificate(city.ctx(), certificate.der, { at: city.now })).holds).toBe(false);
    await step(yinhe, page, "released", { explanation: "换好了" });
    await step(yinhe, page, "revoked", { explanation: "私钥备份丢失", why: "key-compromise" });
    const { html } = await yinhe.get(page);
    for (const words of ["已吊销", "私钥可能泄露：私钥备份丢失", "尹荷", "云州市电子政务根证书"]) expect(html).toContain(words);
    expect(stepsIn(html)).toEqual([]);
  });

  test("of another body are not shown; those of seals go with their seals, those of authorities with the platform", async () => {
    const other = await issueBelow(city.ctx(), HEALTH, { ...SERVER, hosts: [...SERVER.hosts] });
    expect((await yinhe.get(`/console/certificates/${other.certificateId}`)).status).toBe(403);
    expect((await yinhe.get(`/console/certificates/${other.certificateId}/steps/held`)).status).toBe(403);
    expect((await yinhe.get("/console/certificates")).html).not.toContain(other.certificateId);
    const authority = await authorityOf(city.ctx(), MARKET);
    const seen = await yinhe.get(`/console/certificates/${authority.certificateId}`);
    expect([seen.status, stepsIn(seen.html)]).toEqual([200, []]);
    await yinhe.get("/console/certificates");
    expect((await yinhe.post(`/console/certificates/${authority.certificateId}/steps/revoked`, { explanation: "试试", why: "superseded" })).status).toBe(403);
    const { making } = await getSeal(city.ctx(), await unitSeal(MARKET));
    const ofSeal = `/console/certificates/${making!.certificateId}`;
    expect((await yinhe.get(ofSeal)).html).toContain("看这枚印章");
    expect((await yinhe.get(`${ofSeal}/steps/held`)).status).toBe(409);
  });
});
