import { readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { begin } from "#matter/begin";
import {
  askReports,
  CONTENT_TYPE,
  deliverAll,
  digestOf,
  exchangesOf,
  FETCH,
  headersOf,
  listUndelivered,
  MESSAGES,
  queuesOf,
  receiptsOf,
  sign,
  takeBack,
} from "#matter/exchange";
import { listEntries } from "#matter/intake";
import { getMatter, listActs, type Act } from "#matter/matter";
import { addPeer, endPeer, nameItemFor, OWN_KEY, ownKey, peersToday } from "#people/peer";
import { addProgram } from "#people/identity";
import { verifySignature } from "#crypto/keys";
import { newId } from "#values/ids";
import { serve } from "../src/city.ts";
import { testCity, type TestCity } from "./city.ts";
import { work } from "./kinds/city.ts";
import { colleagueFor } from "../src/seed/walk.ts";
import { photograph } from "./photograph.ts";

// Two cities, each with a server of its own: what one cannot mend it passes to the other, and its people see what became of it.

let city: TestCity;
let district: TestCity;
let here: FastifyInstance;
let there: FastifyInstance;
const urlOf = (app: FastifyInstance): string => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;

beforeAll(async () => {
  [city, district] = await Promise.all([testCity({ apart: true }), testCity({ apart: true })]);
  // What another test had made for all is nobody's own key.
  for (const each of [city, district]) rmSync(join(each.config.dataDir, "secrets", "keys", `${OWN_KEY}.json`), { force: true });
  [here, there] = await Promise.all([serve(city), serve(district)]);
  await Promise.all([here, there].map((app) => app.listen({ host: "127.0.0.1", port: 0 })));
  const [ours, theirs] = [await ownKey(city.ctx()), await ownKey(district.ctx())];
  await addPeer(city.ctx(), { peerId: "qingxi", name: "青溪区城市运行平台", standing: "lower", protocol: "signed", url: urlOf(there), key: theirs.publicKey });
  await addPeer(district.ctx(), {
    peerId: "yunzhou",
    name: "云州市城市运行平台",
    standing: "upper",
    protocol: "signed",
    url: urlOf(here),
    key: ours.publicKey,
  });
});
afterAll(async () => {
  await Promise.all([here?.close(), there?.close()]);
  await Promise.all([city?.close(), district?.close()]);
});

let day = 1;
/** Both cities on a new day, so that no event is taken for one of before. */
function nextDay(): void {
  day += 1;
  city.now = new Date(Date.parse("2026-06-01T10:00:00+08:00") + day * 10 * 86_400_000);
  district.now = city.now;
}

const at = { address: "书院街20号", point: [118.129, 26.6555] };
const SUMMARY = "灯杆歪了，一到晚上就闪。";

/** Somebody who may does the waiting task of a work. */
async function done(where: TestCity, matterId: string, name: string, result: Record<string, unknown> & { outcome: string }): Promise<void> {
  const { open } = await getMatter(where.ctx(), matterId);
  const task = open.find(({ kind }) => kind === name)!;
  await work(where, where.ctx(await colleagueFor(where.ctx(), task)), matterId, name, result);
  await where.drain();
}

/** An event of the city that is passed on. */
async function passed({ note = "", peer = "qingxi", files = false, item = "event-lamp" } = {}): Promise<string> {
  nextDay();
  const picture = files ? [{ field: "photos", name: "现场.jpg", received: await city.ctx().files.receive(photograph({})) }] : [];
  const { matterId } = await begin(await city.staff("sangye"), {
    item,
    channel: "grid",
    form: { where: at, summary: SUMMARY },
    ...(files && { files: picture }),
  });
  await done(city, matterId, "registering", { outcome: "register" });
  await done(city, matterId, "dispatch", { outcome: "pass", peer, ...(note && { note }) });
  return matterId;
}

const deliver = async (from: TestCity, to: TestCity): Promise<number> => {
  const sent = await deliverAll(from.ctx());
  await to.drain();
  return sent;
};

/** The matter that a pass has begun in the district. */
async function takenThere(matterId: string): Promise<string> {
  const { to } = await exchangesOf(city.ctx(), matterId);
  const rows = await district.ctx().db.query<{ id: string }>("select matter_id as id from matter.matters where number = $1", [to.at(-1)!.number]);
  return rows[0]!.id;
}

const wordsOf = (acts: readonly Act[]): string[] => acts.map(({ kind, data }) => [kind, data["words"], data["reason"]].filter(Boolean).join(" "));
const passActs = async (matterId: string): Promise<string[]> =>
  wordsOf((await listActs(city.ctx(), matterId)).filter(({ kind }) => /^(passed|pass-|answered)/.test(kind)));
const standing = async (where: TestCity, matterId: string) => (await getMatter(where.ctx(), matterId)).matter;

/** What stands between the city and others for one test. */
function through(mischief: typeof fetch, where = city): void {
  const before = where.ports.get(FETCH);
  where.ports.plug(FETCH, mischief);
  onTestFinished(() => where.ports.plug(FETCH, before));
}

describe("an event that is another's to mend", () => {
  test("is passed down, worked on there, and its people see each step until it is closed here", async () => {
    const matterId = await passed({ note: "灯杆归区里管。", files: true });
    expect(await standing(city, matterId)).toMatchObject({ state: "passed", step: "" });
    expect(await deliver(city, district)).toBe(1);
    const theirs = await takenThere(matterId);
    const taken = await standing(district, theirs);
    expect(taken).toMatchObject({ itemId: "event-lamp", channel: "exchange", state: "reported", form: { summary: `${SUMMARY}\n转办意见：灯杆归区里管。` } });
    expect(taken.form["where"]).toMatchObject({ address: "书院街20号", point: at.point });
    expect((await listEntries(district.ctx(), theirs)).map(({ fileName }) => fileName)).toEqual(["现场.jpg"]);
    await done(district, theirs, "verify", { outcome: "real" });
    await done(district, theirs, "registering", { outcome: "register" });
    await done(district, theirs, "dispatch", { outcome: "dispatch", unit: "11990100MB00000057-04" });
    await done(district, theirs, "dispose", { outcome: "done", note: "扶正灯杆" });
    await done(district, theirs, "recheck", { outcome: "pass", answer: "灯杆扶正了，灯也换了。" });
    expect(await standing(district, theirs)).toMatchObject({ state: "closed" });
    while ((await deliver(district, city)) > 0);
    const number = taken.number!;
    expect(await passActs(matterId)).toEqual([
      "passed",
      "passed-on 转给青溪区城市运行平台",
      `pass-received 青溪区城市运行平台已收到，编号 ${number}`,
      "pass-reported 已收到",
      "pass-reported 核实过了",
      "pass-reported 已立案",
      "pass-reported 已派人处置",
      "pass-reported 已处置，等待核查",
      "pass-answered 已处理：灯杆扶正了，灯也换了。",
      "answered",
    ]);
    const { matter, open } = await getMatter(city.ctx(), matterId);
    expect([matter.state, open.map(({ name }) => name)]).toEqual(["disposed", ["核对转办结果"]]);
    await done(city, matterId, "confirm", { outcome: "accept", answer: "区里已经修好。" });
    expect(await standing(city, matterId)).toMatchObject({ state: "closed" });
    expect((await listUndelivered(city.ctx())).waiting).toEqual([]);
  });

  test("the receipt is kept and proves by the other's signature that these bytes arrived", async () => {
    const matterId = await passed();
    await deliver(city, district);
    const [kept] = await receiptsOf(city.ctx(), matterId);
    const { body, at: when, signature } = kept!.receipt as { body: string; at: string; signature: string };
    const { publicKey } = await ownKey(district.ctx());
    expect(JSON.parse(body)).toMatchObject({ message: kept!.messageId, digest: kept!.digest });
    expect(verifySignature("SM2", Buffer.from(publicKey, "hex"), Buffer.from(`${when}\n${body}`), Buffer.from(signature, "base64url"))).toBe(true);
    const [{ sealed }] = (await city.ctx().db.query<{ sealed: string }>("select body as sealed from exchange.sent where matter_id = $1", [matterId])) as [
      { sealed: string },
    ];
    expect(sealed).not.toContain(SUMMARY);
    expect(digestOf(Buffer.from(city.ctx().personal.decrypt(sealed)))).toBe(kept!.digest);
    expect(city.ctx().personal.decrypt(sealed)).not.toMatch(/桑|1990000/); // nobody's name, no telephone
  });

  test("comes back with the reason, goes to dispatch again, and a second time is another matter there", async () => {
    const matterId = await passed();
    await deliver(city, district);
    const first = await takenThere(matterId);
    await done(district, first, "verify", { outcome: "unreal", reason: "这一段已经移交给市里。" });
    while ((await deliver(district, city)) > 0);
    expect((await passActs(matterId)).slice(-2)).toEqual(["pass-returned 没有立案 这一段已经移交给市里。", "passed-back 这一段已经移交给市里。"]);
    const { matter, open } = await getMatter(city.ctx(), matterId);
    expect([matter.state, matter.flags, open.map(({ kind }) => kind)]).toEqual(["registered", ["passed-back"], ["dispatch"]]);
    await done(city, matterId, "dispatch", { outcome: "pass", peer: "qingxi" });
    await deliver(city, district);
    expect(await takenThere(matterId)).not.toBe(first);
  });

  test("that the other does not do is refused with what it does, and is somebody's to dispatch again at once", async () => {
    nextDay();
    const answer = await posted({ ...(await passMessage()), body: { ...BODY, item: { id: "nothing", code: "99999", name: "外星人" } } });
    expect([answer.status, answer.json.code]).toEqual([422, "ITEM_UNKNOWN"]);
    expect(answer.json.say).toMatch(/^这里不办“外星人”（99999）。可以转来的有：01037 路灯不亮、.*……共 \d+ 项。$/);
    // The same way through the queue: the other ends us, and says so.
    await endPeer(district.ctx(), "yunzhou");
    const matterId = await passed();
    await deliver(city, district);
    await district.database.owner.query("update peer.peers set ended_at = null where peer_id = 'yunzhou'");
    const { matter, open } = await getMatter(city.ctx(), matterId);
    expect([matter.state, open.map(({ kind }) => kind)]).toEqual(["registered", ["dispatch"]]);
    expect((await passActs(matterId)).slice(-2)[0]).toMatch(/^pass-refused 青溪区城市运行平台没有收下 这里不认识您的公钥/);
    expect((await listUndelivered(city.ctx())).refused[0]).toMatchObject({ matterId, refusedCode: "PEER_UNKNOWN" });
  });

  test("is taken back by whoever directs, with a reason, and the other is told", async () => {
    const matterId = await passed();
    await deliver(city, district);
    const theirs = await takenThere(matterId);
    await expect(takeBack(await city.staff("sangye"), matterId, "自己修")).rejects.toMatchObject({ status: 403 });
    await expect(takeBack(await city.staff("gaoyang"), matterId, " ")).rejects.toMatchObject({ code: "REASON" });
    await takeBack(await city.staff("gaoyang"), matterId, "本市自己修。");
    expect((await getMatter(city.ctx(), matterId)).open.map(({ kind }) => kind)).toEqual(["dispatch"]);
    await deliver(city, district);
    expect(wordsOf(await listActs(district.ctx(), theirs)).at(-1)).toBe("pass-withdrawn 云州市城市运行平台收回 本市自己修。");
    await expect(takeBack(await city.staff("gaoyang"), matterId, "再收一次")).rejects.toMatchObject({ code: "NOT_PASSED" });
    // What comes after that changes nothing.
    await done(district, theirs, "verify", { outcome: "real" });
    while ((await deliver(district, city)) > 0);
    expect((await standing(city, matterId)).state).toBe("registered");
  });
});

const BODY = {
  number: "9901002026112300001",
  title: "路灯不亮",
  item: { id: "event-lamp", code: "01037", name: "路灯不亮" },
  place: { address: "书院街20号", point: [118.129, 26.6555] },
  description: "",
  answers: {},
  note: "",
  photos: [] as unknown[],
};

/** A message of the city to the district, as another vendor would make it. */
async function passMessage() {
  const [{ keyId: from }, { keyId: to }] = [await ownKey(city.ctx()), await ownKey(district.ctx())];
  return { message: newId(), from, to, at: city.now.toISOString(), sort: "pass", about: null as string | null, body: BODY as unknown };
}

async function posted(message: unknown, { headers = {}, now = city.now }: { headers?: Record<string, string>; now?: Date } = {}) {
  const bytes = Buffer.from(typeof message === "string" ? message : JSON.stringify(message));
  const signed = headersOf(await sign({ ...city.ctx(), now }, bytes));
  const answer = await there.inject({ method: "POST", url: MESSAGES, headers: { "content-type": CONTENT_TYPE, ...signed, ...headers }, payload: bytes });
  await district.drain();
  return { status: answer.statusCode, json: answer.json<{ code: string; say: string; number: string; message: string; digest: string }>(), bytes, answer };
}

const mattersThere = async (): Promise<number> =>
  Number((await district.ctx().db.query<{ count: string }>("select count(*) from matter.matters where channel = 'exchange'"))[0]!.count);

describe("a message", () => {
  test("that comes twice, and many times at once, gets the same receipt and begins one matter; another under its id is refused", async () => {
    nextDay();
    const message = await passMessage();
    const before = await mattersThere();
    const many = await Promise.all([1, 2, 3, 4].map(() => posted(message)));
    expect(new Set(many.map(({ answer }) => answer.body)).size).toBe(1);
    expect(many[0]!.json).toMatchObject({ message: message.message, digest: digestOf(many[0]!.bytes), number: expect.stringMatching(/^\d{14,}/) });
    expect((await posted(message)).answer.body).toBe(many[0]!.answer.body);
    expect(await mattersThere()).toBe(before + 1);
    const other = await posted({ ...message, body: { ...BODY, note: "改过" } });
    expect([other.status, other.json.code]).toEqual([409, "MESSAGE_REUSED"]);
  });

  test("of nobody known, with a signature that does not hold, of another day, for somebody else: refused in words, signed, and nothing is written", async () => {
    nextDay();
    const message = await passMessage();
    const before = await mattersThere();
    const { keyId: stranger } = { keyId: "0".repeat(32) };
    const signature = headersOf(await sign(city.ctx(), Buffer.from("other bytes")));
    const tried: [string, Awaited<ReturnType<typeof posted>>][] = [
      ["SIGNATURE", await posted(message, { headers: { "exchange-signature": "x" } })],
      ["SIGNATURE", await posted(message, { headers: signature })],
      ["PEER_UNKNOWN", await posted(message, { headers: { "exchange-key": stranger } })],
      ["CLOCK", await posted(message, { now: new Date(city.now.getTime() - 86_400_001) })],
      ["CLOCK", await posted(message, { now: new Date(city.now.getTime() + 86_400_001) })],
      ["NOT_FOR_US", await posted({ ...message, to: message.from })],
      ["NOT_FOR_US", await posted({ ...message, from: message.to })],
      ["ABOUT_UNKNOWN", await posted({ ...message, sort: "report", about: newId(), body: {} })],
    ];
    for (const [code, { status, json, answer, bytes }] of tried) {
      expect([status, json.code]).toEqual([code === "SIGNATURE" || code === "PEER_UNKNOWN" ? 403 : 422, code]);
      expect(json.say).toMatch(/[一-龥].*[。）]$/);
      expect(json.digest).toBe(digestOf(bytes));
      const { publicKey } = await ownKey(district.ctx());
      const holds = verifySignature(
        "SM2",
        Buffer.from(publicKey, "hex"),
        Buffer.from(`${answer.headers["exchange-at"] as string}\n${answer.body}`),
        Buffer.from(answer.headers["exchange-signature"] as string, "base64url"),
      );
      expect(holds).toBe(true);
    }
    expect(await mattersThere()).toBe(before);
    // Half a day is within what clocks may go wrong.
    expect((await posted(message, { now: new Date(city.now.getTime() - 43_200_000) })).status).toBe(200);
  });

  test("that does not fit the form is refused by its place, whatever is wrong with it", async () => {
    nextDay();
    const message = await passMessage();
    const wrong: unknown[] = [
      "",
      "[",
      "null",
      "[]",
      `{"message":"${newId()}\u0000"}`,
      "[".repeat(200_000),
      { ...message, message: "1" },
      { ...message, sort: "other" },
      { ...message, about: newId() },
      { ...message, at: "yesterday" },
      { ...message, body: null },
      { ...message, body: { ...BODY, place: { point: [200, 0] } } },
      { ...message, body: { ...BODY, place: { point: "118,26" } } },
      { ...message, body: { ...BODY, answers: { a: { b: 1 } } } },
      { ...message, body: { ...BODY, answers: { __proto__x: 1, constructor: [1] } } },
      { ...message, body: { ...BODY, description: "\ud800" } },
      { ...message, body: { ...BODY, description: "长".repeat(5001) } },
      { ...message, body: { ...BODY, photos: [{ name: "a", type: "image/svg+xml", content: "AAAA" }] } },
      { ...message, body: { ...BODY, photos: Array.from({ length: 10 }, () => ({ name: "a", type: "image/png", content: "AAAA" })) } },
      { ...message, sort: "report", about: newId(), body: { seq: 0 } },
    ];
    for (const each of wrong) {
      const { status, json } = await posted(each);
      expect([status, json.code === "FORM" || json.code === "ABOUT_UNKNOWN"], JSON.stringify(each).slice(0, 200)).toEqual([422, true]);
    }
    // A picture that is none, and a place that lies in another country, are refused by what they are.
    const none = await posted({ ...message, message: newId(), body: { ...BODY, photos: [{ name: "a.png", type: "image/png", content: "AAAA" }] } });
    expect([none.status, none.json.say]).toEqual([422, expect.stringContaining("a.png")]);
    const far = await posted({ ...message, message: newId(), body: { ...BODY, place: { address: null, point: [2.35, 48.85] } } });
    expect(far.status).toBe(422);
    const type = await there.inject({ method: "POST", url: MESSAGES, headers: { "content-type": "application/json" }, payload: "{}" });
    expect(type.statusCode).toBe(415);
  });
});

describe("on the way", () => {
  test("the line is cut after the other has taken it: the next try gets the receipt, and there is one matter", async () => {
    const matterId = await passed();
    const before = await mattersThere();
    let tries = 0;
    through(async (...asked) => {
      const answer = await globalThis.fetch(...asked);
      tries += 1;
      if (tries > 1) return answer;
      await answer.body?.cancel();
      throw Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNRESET" } });
    });
    expect(await deliver(city, district)).toBe(0);
    expect(await mattersThere()).toBe(before + 1);
    expect((await peersToday(city.ctx())).get("qingxi")).toMatchObject({ error: "连接断了", awaySince: city.now });
    expect(await deliver(city, district)).toBe(0); // not before its time
    city.now = district.now = new Date(city.now.getTime() + 60_000);
    expect(await deliver(city, district)).toBe(1);
    expect([tries, await mattersThere()]).toEqual([2, before + 1]);
    expect((await peersToday(city.ctx())).get("qingxi")).toMatchObject({ error: null, awaySince: null });
    expect((await passActs(matterId)).filter((words) => words.startsWith("pass-received")).length).toBe(1);
  });

  test("a changed byte, an answer of somebody in between, an error, a way elsewhere: nothing counts as an answer, and it is tried again", async () => {
    const matterId = await passed();
    const before = await mattersThere();
    const mischief: [string, typeof fetch][] = [
      [
        "回答不是对方签名的（HTTP 403）", // what the other says of a changed byte is about other bytes
        async (url, init) => {
          const body = Buffer.from(init!.body as Uint8Array);
          body[body.indexOf("灯")]! ^= 1;
          return globalThis.fetch(url, { ...init, body });
        },
      ],
      ["回答不是对方签名的（HTTP 200）", async () => new Response("<html>登录</html>")],
      ["回答不是对方签名的（HTTP 500）", async () => new Response("oops", { status: 500 })],
      ["对方把请求转到别处，没有跟过去，请核对地址", async () => new Response("", { status: 302, headers: { location: "http://127.0.0.1/" } })],
      ["对方的回答太大，超过 262144 字节", async () => new Response("x".repeat(300_000))],
      [
        "回答不是对方签名的（HTTP 200）",
        async (url, init) => {
          const answer = await globalThis.fetch(url, init);
          const text = (await answer.text()).replace(/"number":"\d+"/, '"number":"1"');
          return new Response(text, { headers: answer.headers });
        },
      ],
    ];
    for (const [error, each] of mischief) {
      through(each);
      expect(await deliver(city, district), error).toBe(0);
      expect((await listUndelivered(city.ctx())).waiting.find((waiting) => waiting.matterId === matterId)).toMatchObject({ error });
      city.now = district.now = new Date(city.now.getTime() + 3_600_000);
    }
    through((...asked) => globalThis.fetch(...asked));
    expect(await deliver(city, district)).toBe(1);
    expect(await mattersThere()).toBe(before + 1);
  });

  test("the other is away for a day: tried from a minute to an hour, others are not held up, and what was sent then is signed anew", async () => {
    const matterId = await passed();
    const start = city.now.getTime();
    const tried: number[] = [];
    through(() => {
      tried.push((city.now.getTime() - start) / 60_000);
      throw Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNREFUSED" } });
    });
    for (let minute = 0; minute <= 26 * 60; minute += 1) {
      city.now = new Date(start + minute * 60_000);
      if ((await listUndelivered(city.ctx())).waiting.some(({ nextAt }) => nextAt! <= city.now)) await deliverAll(city.ctx());
    }
    expect(tried.slice(0, 8)).toEqual([0, 1, 3, 7, 15, 31, 63, 123]);
    expect((await queuesOf(city.ctx())).get("qingxi")).toMatchObject({ waiting: 1, since: new Date(start) });
    expect((await standing(city, matterId)).state).toBe("passed");
    through((...asked) => globalThis.fetch(...asked));
    city.now = district.now = new Date(start + 27 * 3_600_000);
    expect(await deliver(city, district)).toBe(1);
    expect((await passActs(matterId)).at(-1)).toMatch(/^pass-received/);
  });

  test("who is away for a week is given up, and the matter is somebody's to dispatch again", async () => {
    const matterId = await passed();
    through(() => Promise.reject(new DOMException("", "TimeoutError")));
    await deliverAll(city.ctx());
    city.now = new Date(city.now.getTime() + 8 * 86_400_000);
    await deliverAll(city.ctx());
    const { matter, open } = await getMatter(city.ctx(), matterId);
    expect([matter.state, open.map(({ kind }) => kind)]).toEqual(["registered", ["dispatch"]]);
    expect((await passActs(matterId)).at(-2)).toBe("pass-refused 青溪区城市运行平台没有收下 七天里一直没有送到青溪区城市运行平台：对方没有在时间内回答。");
  });

  test("reports that come late, in the wrong order and after the end change nothing that was known", async () => {
    while ((await deliver(district, city)) > 0);
    const matterId = await passed();
    await deliver(city, district);
    const theirs = await takenThere(matterId);
    const held: (() => Promise<Response>)[] = [];
    // The district's reports are held, answered by nothing, and arrive backwards.
    through((...asked) => {
      held.push(() => globalThis.fetch(...asked));
      return Promise.reject(new TypeError("fetch failed"));
    }, district);
    await deliverAll(district.ctx());
    for (const [step, given] of [
      ["verify", { outcome: "real" }],
      ["registering", { outcome: "register" }],
    ] as const) {
      await done(district, theirs, step, given);
      district.now = new Date(district.now.getTime() + 3_600_000);
      await deliverAll(district.ctx());
    }
    // The first is tried each time; the others wait behind it.
    expect(held.length).toBe(3);
    const rows = await district.ctx().db.query<{ body: string }>("select body from exchange.sent where matter_id = $1 order by made_at desc, message_id desc", [theirs]);
    for (const { body } of rows) {
      const bytes = Buffer.from(district.ctx().personal.decrypt(body));
      const headers = { ...headersOf(await sign(district.ctx(), bytes)), "content-type": CONTENT_TYPE };
      expect((await here.inject({ method: "POST", url: MESSAGES, headers, payload: bytes })).statusCode).toBe(200);
    }
    const acts = (await listActs(city.ctx(), matterId)).filter(({ kind }) => kind === "pass-reported");
    expect(acts.map(({ data }) => [data["words"], data["when"]])).toEqual([
      ["已立案", undefined],
      ["核实过了", "迟到的消息"],
      ["已收到", "迟到的消息"],
    ]);
    expect((await exchangesOf(city.ctx(), matterId)).to[0]).toMatchObject({ state: "已立案", heard: 3 });
  });
});

describe("by Open311", () => {
  test("a city that speaks it takes the report once, is asked for all at once, and what it says comes back the same way", async () => {
    const key = await addProgram(district.ctx(), { system: "yunzhou", name: "云州市" });
    await addPeer(city.ctx(), { peerId: "nanhu", name: "南湖市", standing: "beside", protocol: "open311", url: `${urlOf(there)}/open311/v2`, key });
    await nameItemFor(city.ctx(), "nanhu", "01037", "event-lamp");
    const matterId = await passed({ peer: "nanhu", note: "电话 13800001234" });
    const asked: string[] = [];
    let cut = true;
    through(async (url, init) => {
      asked.push(`${init?.method ?? "GET"} ${String(url).replace(/^.*\/v2/, "")}`);
      const answer = await globalThis.fetch(url, init);
      if (!cut) return answer;
      cut = false;
      throw new TypeError("fetch failed");
    });
    await deliver(city, district);
    city.now = district.now = new Date(city.now.getTime() + 60_000);
    await deliver(city, district);
    const theirs = await takenThere(matterId);
    expect(await district.ctx().db.query("select 1 from matter.matters where source = 'yunzhou'")).toHaveLength(1);
    expect((await standing(district, theirs)).form["summary"]).toBe(`${SUMMARY}\n电话 ${"*".repeat(11)}`);
    const number = (await standing(district, theirs)).number!;
    await askReports(city.ctx());
    await askReports(city.ctx()); // nothing new, nothing told
    await done(district, theirs, "verify", { outcome: "real" });
    await askReports(city.ctx());
    await done(district, theirs, "registering", { outcome: "reject", reason: "已经排进改造计划。" });
    await askReports(city.ctx());
    expect(asked).toEqual(["POST /requests.xml", "POST /requests.xml", ...Array.from({ length: 4 }, () => `GET /requests.xml?service_request_id=${number}`)]);
    expect(await passActs(matterId)).toEqual([
      "passed",
      "passed-on 转给南湖市",
      `pass-received 南湖市已收到，编号 ${number}`,
      "pass-reported 已收到",
      "pass-reported 核实过了",
      "pass-answered 没有立案",
      "answered",
    ]);
    expect((await getMatter(city.ctx(), matterId)).open.map(({ kind }) => kind)).toEqual(["confirm"]);
  });

  test("a key that is wrong is a refusal in the other's words; what is no answer of Open311 is not", async () => {
    await addPeer(city.ctx(), { peerId: "wrong", name: "北山市", standing: "beside", protocol: "open311", url: `${urlOf(there)}/open311/v2`, key: "no-key" });
    const matterId = await passed({ peer: "wrong" });
    through(async () => new Response("<html>502</html>", { status: 502 }));
    await deliver(city, district);
    for (const body of [
      "not xml",
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><service_requests><request><service_request_id>&b;</service_request_id></request></service_requests>',
      "<service_requests/>",
      `<service_requests>${"<a>".repeat(100)}`,
    ]) {
      city.now = new Date(city.now.getTime() + 3_600_000);
      through(async () => new Response(body));
      await deliver(city, district);
      expect((await standing(city, matterId)).state).toBe("passed");
    }
    through((...asked) => globalThis.fetch(...asked));
    city.now = new Date(city.now.getTime() + 3_600_000);
    await deliver(city, district);
    expect((await passActs(matterId)).at(-2)).toBe("pass-refused 北山市没有收下 这个 api_key 不对，或者已经停用，请向平台管理员核对。");
  });

  test("a token is asked for until it is a number", async () => {
    await addPeer(city.ctx(), { peerId: "slow", name: "东岭市", standing: "beside", protocol: "open311", url: "https://slow.example/v2", key: "k" });
    const matterId = await passed({ peer: "slow" });
    let number = "";
    through(async (url, init) => {
      const record = (inner: string): Response => new Response(`<service_requests><request>${inner}</request></service_requests>`);
      if (init?.method === "POST") return record("<token>t/1</token>");
      if (String(url).includes("/tokens/t%2F1.xml")) return record(`<token>t/1</token><service_request_id>${number}</service_request_id>`);
      return record(`<service_request_id>${number}</service_request_id><status>closed</status><status_notes>修好了</status_notes>`);
    });
    await deliver(city, district);
    await askReports(city.ctx());
    expect((await passActs(matterId)).at(-1)).toBe("pass-received 东岭市已收到");
    number = "E-7";
    await askReports(city.ctx());
    expect((await passActs(matterId)).slice(-3)).toEqual(["pass-received 东岭市给了编号 E-7", "pass-answered 修好了", "answered"]);
  });
});

test("the format that others build by is the one of these tests", () => {
  const guide = readFileSync("docs/guides/exchange.md", "utf8");
  for (const word of [MESSAGES, CONTENT_TYPE, "Exchange-Signature", "MESSAGE_REUSED", "ITEM_UNKNOWN", "PEER_UNKNOWN", "CLOCK", "NOT_FOR_US"])
    expect(guide).toContain(word);
});
