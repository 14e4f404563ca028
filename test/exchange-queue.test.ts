import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askReports, deliverAll, endOutside, headersOf, listUndelivered, receive, sign, takeBack } from "#matter/exchange";
import { listToldStaff } from "#matter/notice";
import { listActs } from "#matter/matter";
import { addPeer, nameItemFor, peersToday } from "#people/peer";
import { appendLeaves, verify } from "#proof/log";
import { generateKey } from "#crypto/sm2";
import { conflict } from "#values/errors";
import { newId } from "#values/ids";
import { colleagueFor } from "../src/seed/walk.ts";
import { getMatter } from "#matter/matter";
import {
  city,
  closeBoth,
  deliver,
  district,
  done,
  mattersThere,
  openBoth,
  passActs,
  passed,
  passMessage,
  posted,
  nextDay,
  BODY,
  standing,
  takenThere,
  there,
  through,
  urlOf,
  wordsOf,
} from "./two-cities.ts";

// What stands in the queue: its order, what nobody waits for any more, and counterparts that hold up others.

beforeAll(openBoth);
afterAll(closeBoth);

const minutes = (many: number): void => void (city.now = district.now = new Date(city.now.getTime() + many * 60_000));
const away: typeof fetch = () => Promise.reject(new TypeError("fetch failed"));

describe("what is taken back", () => {
  test("before it was ever sent leaves the house no more, nor does the word that it is taken back", async () => {
    const before = await mattersThere();
    const matterId = await passed();
    await takeBack(await city.staff("gaoyang"), matterId, "本市自己修。");
    const other = await passed();
    await endOutside({ ...city.ctx() }, { eventId: newId(), type: "matter.withdrawn", subject: other, data: {}, at: city.now });
    expect(await deliver(city, district)).toBe(0);
    expect(await mattersThere()).toBe(before);
    expect(await listUndelivered(city.ctx())).toMatchObject({ waiting: [], refused: [] });
  });

  test("after a try that nobody answered waits behind it: the other hears of the matter first, and who works on it there is told", async () => {
    const matterId = await passed();
    through(away);
    await deliver(city, district);
    await takeBack(await city.staff("gaoyang"), matterId, "本市自己修。");
    through((...asked) => globalThis.fetch(...asked));
    expect(await deliver(city, district)).toBe(0);
    minutes(1);
    expect(await deliver(city, district)).toBe(2);
    const [{ id }] = (await district
      .ctx()
      .db.query<{ id: string }>("select matter_id as id from matter.matters where channel = 'exchange' order by created_at desc limit 1", [])) as [
      { id: string },
    ];
    expect(wordsOf(await listActs(district.ctx(), id)).at(-1)).toBe("pass-withdrawn 云州市城市运行平台收回 本市自己修。");
    const { open } = await getMatter(district.ctx(), id);
    const told = await listToldStaff(district.ctx(await colleagueFor(district.ctx(), open[0]!)));
    expect(told[0]).toMatchObject({ title: "转来的单位收回", link: `/console/matters/${id}` });
    expect((await listUndelivered(city.ctx())).refused).toEqual([]);
  });

  test("from who speaks Open311 is not sent again, since it could not be taken back there", async () => {
    await addPeer(city.ctx(), { peerId: "far", name: "远山市", standing: "beside", protocol: "open311", url: "https://far.example/v2", key: "k" });
    const matterId = await passed({ peer: "far" });
    let asked = 0;
    through(() => ((asked += 1), away("")));
    await deliver(city, district);
    await takeBack(await city.staff("gaoyang"), matterId, "本市自己修。");
    minutes(61);
    await deliver(city, district);
    expect(asked).toBe(1);
  });
});

test("a message that meets another act is not refused for good: it is no answer, and comes again", async () => {
  const bytes = Buffer.from(JSON.stringify(await passMessage()));
  const headers = headersOf(await sign(city.ctx(), bytes));
  const ctx = district.ctx();
  for (const code of ["CHANGED_MEANWHILE", "MATTER_CHANGED"]) {
    const db = { ...ctx.db, transaction: () => Promise.reject(conflict(code, "刚才有人同时办理了同一件事。")) };
    await expect(receive({ ...ctx, db }, { bytes, header: (name) => headers[name] })).rejects.toMatchObject({ code });
  }
});

test("one number under two messages at once is two matters, each with its own reports", async () => {
  nextDay();
  const [one, other] = [await passMessage(), await passMessage()];
  const body = { ...BODY, number: "9901002026112300077" };
  const came = await Promise.all([posted({ ...one, body }), posted({ ...other, body })]);
  expect(new Set(came.map(({ json }) => json.number)).size).toBe(2);
});

test("two processes that send at once send each message once", async () => {
  const matterId = await passed();
  let asked = 0;
  through((...each) => ((asked += 1), globalThis.fetch(...each)));
  const sent = await Promise.all([1, 2, 3].map(() => deliverAll(city.ctx())));
  await district.drain();
  expect([sent.toSorted(), asked]).toEqual([[0, 0, 1], 1]);
  expect((await passActs(matterId)).at(-1)).toMatch(/^pass-received/);
});

test("an answer and a taking back that meet: one of them stands, and the matter is somebody's", async () => {
  const matterId = await passed();
  await deliver(city, district);
  const theirs = await takenThere(matterId);
  await done(district, theirs, "verify", { outcome: "unreal", reason: "不归我们管。" });
  const [taken] = await Promise.allSettled([takeBack(await city.staff("gaoyang"), matterId, "本市自己修。"), deliver(district, city)]);
  while ((await deliver(district, city)) > 0);
  const ends = (await passActs(matterId)).filter((words) => /^pass-(taken-back|returned)/.test(words));
  expect(ends).toEqual([taken.status === "fulfilled" ? "pass-taken-back 从青溪区城市运行平台收回 本市自己修。" : "pass-returned 没有立案 不归我们管。"]);
  expect((await getMatter(city.ctx(), matterId)).open.map(({ kind }) => kind)).toEqual(["dispatch"]);
});

test("a form here that has less room, or other choices, turns nobody away: what it does not take is told in words", async () => {
  nextDay();
  const message = await passMessage();
  const description = `${"水".repeat(3999)}深`;
  const item = { id: "event-flood", code: null, name: "道路积水" };
  const { status, json } = await posted({
    ...message,
    body: { ...BODY, item, description, answers: { depth_class: "to-the-neck", depth: "很深" }, note: "请当天办，电话13800138000。" },
  });
  expect([status, json.code]).toEqual([200, undefined]);
  const [{ id }] = (await district.ctx().db.query<{ id: string }>("select matter_id as id from matter.matters where number = $1", [json.number])) as [
    { id: string },
  ];
  expect((await standing(district, id)).form).toMatchObject({ summary: description });
  expect(wordsOf(await listActs(district.ctx(), id))).toContain("pass-noted 转办意见：请当天办，电话138****8000。\n积水程度：to-the-neck\n水深（厘米）：很深");
});

describe("a counterpart", () => {
  test("with more that waits than is sent at once holds up nobody", async () => {
    const key = generateKey().publicKey.bytes.toString("hex");
    await addPeer(city.ctx(), { peerId: "silent", name: "西山区", standing: "lower", protocol: "signed", url: "https://silent.example", key });
    const lost = await passed({ peer: "silent" });
    await city.database.owner.query(
      `insert into exchange.sent (matter_id, message_id, peer_id, sort, body, digest, made_at, next_at)
       select matter_id, gen_random_uuid(), peer_id, 'report', body, digest, made_at, made_at from exchange.sent, generate_series(1, 120) where matter_id = $1`,
      [lost],
    );
    while ((await deliver(district, city)) + (await deliver(city, district)) > 0);
    const reached = await passed();
    through((url, init) => (String(url).includes("silent") ? away("") : globalThis.fetch(url, init)));
    expect(await deliver(city, district)).toBe(1);
    expect((await passActs(reached)).at(-1)).toMatch(/^pass-received/);
    await city.database.owner.query("delete from exchange.sent where matter_id = $1", [lost]);
  });

  test("that reaches us while we do not reach it is still away", async () => {
    const matterId = await passed();
    await deliver(city, district);
    const theirs = await takenThere(matterId);
    through(away);
    await passed();
    await deliverAll(city.ctx());
    const since = city.now;
    await done(district, theirs, "verify", { outcome: "real" });
    minutes(2);
    expect(await deliver(district, city)).toBeGreaterThan(0);
    expect((await peersToday(city.ctx())).get("qingxi")).toMatchObject({ awaySince: since, heardAt: city.now, error: expect.stringContaining("没有连上") });
  });

  test("whose clock is days off is away for that reason, and not for a signature", async () => {
    while ((await deliver(city, district)) > 0);
    const matterId = await passed();
    district.now = new Date(city.now.getTime() + 3 * 86_400_000);
    await deliverAll(city.ctx());
    const waiting = (await listUndelivered(city.ctx())).waiting.find((each) => each.matterId === matterId);
    expect(waiting!.error).toBe(`对方的时间是 ${district.now.toISOString()}，与本市相差一天以上，请两边核对时钟`);
    district.now = city.now;
    minutes(1);
    expect(await deliver(city, district)).toBe(1);
  });

  test("that calls an item otherwise is passed it by its own code, whichever way one speaks with it", async () => {
    await nameItemFor(city.ctx(), "qingxi", "01037", "no-such-item");
    const matterId = await passed();
    await deliver(city, district);
    expect(wordsOf(await listActs(district.ctx(), await takenThere(matterId)))).not.toEqual([]); // found by its id
    const [{ body }] = (await city.ctx().db.query<{ body: string }>("select body from exchange.sent where matter_id = $1", [matterId])) as [{ body: string }];
    expect(JSON.parse(city.ctx().personal.decrypt(body))).toMatchObject({ body: { item: { id: "event-lamp", code: "no-such-item" } } });
  });

  test("of Open311 that answers oddly keeps nobody from being heard, whatever letters are in it", async () => {
    await addPeer(city.ctx(), { peerId: "odd", name: "南岭市", standing: "beside", protocol: "open311", url: `${urlOf(there)}/odd`, key: "k" });
    const [token, one, other] = [await passed({ peer: "odd" }), await passed({ peer: "odd" }), await passed({ peer: "odd" })];
    const answers = ["<token>bad</token>", "<service_request_id>7</service_request_id>", "<service_request_id>7</service_request_id>"];
    const long = `电话13800138000，${"长".repeat(1985)}😀末`;
    const record = (inner: string): Response => new Response(`<service_requests><request>${inner}</request></service_requests>`);
    through(async (url, init) => {
      if (init?.method === "POST") return record(answers.shift()!);
      if (String(url).includes("/tokens/")) return new Response("oops", { status: 500 });
      return record(`<service_request_id>7</service_request_id><status>closed</status><status_notes>${long}</status_notes>`);
    });
    await deliver(city, district);
    await askReports(city.ctx());
    for (const each of [one, other]) {
      expect((await standing(city, each)).state).toBe("disposed");
      expect((await passActs(each)).at(-2)).toBe(`pass-answered 电话138****8000，${"长".repeat(1985)}😀`);
    }
    expect((await standing(city, token)).state).toBe("passed");
    expect((await peersToday(city.ctx())).get("odd")).toMatchObject({ error: "对方现在不答（HTTP 500）" });
  });
});

test("what was exchanged is in the log of either city, and a row that its owner changes afterwards is named", async () => {
  for (const each of [city, district]) {
    await appendLeaves(each.ctx());
    expect(await verify(each.ctx(), { atRest: true })).not.toHaveProperty("fault");
  }
  await district.database.owner.query("alter table exchange.received disable trigger user; update exchange.received set number = 'forged'");
  expect((await verify(district.ctx())).fault).toMatchObject({ table: "exchange.received" });
});
