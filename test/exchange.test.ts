import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  CONTENT_TYPE,
  deliverAll,
  digestOf,
  endOutside,
  endWaiting,
  exchangesOf,
  headersOf,
  listUndelivered,
  MESSAGES,
  receiptsOf,
  sign,
  takeBack,
} from "#matter/exchange";
import { listEntries } from "#matter/intake";
import { getMatter, listActs } from "#matter/matter";
import { addPeer, endPeer, ownKey } from "#people/peer";
import { listToldStaff } from "#matter/notice";
import { verifySignature } from "#crypto/keys";
import { generateKey } from "#crypto/sm2";
import { newId } from "#values/ids";
import {
  BODY,
  city,
  closeBoth,
  deliver,
  district,
  done,
  mattersThere,
  nextDay,
  openBoth,
  passActs,
  passed,
  passMessage,
  PLACE,
  posted,
  standing,
  SUMMARY,
  takenThere,
  there,
  urlOf,
  wordsOf,
} from "./two-cities.ts";

// A matter that is another's to mend, and the messages by which it is passed on.

beforeAll(openBoth);
afterAll(closeBoth);

describe("an event that is another's to mend", () => {
  test("is passed down, worked on there, and its people see each step until it is closed here", async () => {
    const matterId = await passed({ note: "灯杆归区里管。", files: true });
    expect(await standing(city, matterId)).toMatchObject({ state: "passed", step: "" });
    expect(await deliver(city, district)).toBe(1);
    const theirs = await takenThere(matterId);
    const taken = await standing(district, theirs);
    expect(taken).toMatchObject({ itemId: "event-lamp", channel: "exchange", state: "reported", form: { summary: `${SUMMARY}\n转办意见：灯杆归区里管。` } });
    expect(taken.form["where"]).toMatchObject({ address: "书院街20号", point: PLACE.point });
    expect((await exchangesOf(district.ctx(), theirs)).from).toMatchObject({ peerId: "yunzhou", number: (await standing(city, matterId)).number, reports: 1 });
    expect((await listEntries(district.ctx(), theirs)).map(({ fileName }) => fileName)).toEqual(["照片1.jpg"]);
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
      "done-outside",
    ]);
    const { matter, open } = await getMatter(city.ctx(), matterId);
    expect([matter.state, open.map(({ name }) => name)]).toEqual(["disposed", ["核对转办结果"]]);
    await done(city, matterId, "check-outside", { outcome: "accept", answer: "区里已经修好。" });
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

describe("nothing waits for nobody", () => {
  test("a counterpart that is ended while it has a matter gives it back", async () => {
    const key = generateKey().publicKey.bytes.toString("hex");
    await addPeer(city.ctx(), { peerId: "gone", name: "东山区", standing: "lower", protocol: "signed", url: urlOf(there), key });
    const matterId = await passed({ peer: "gone" });
    await endWaiting(city.ctx());
    expect((await standing(city, matterId)).state).toBe("passed");
    await endPeer(city.ctx(), "gone");
    await endWaiting(city.ctx());
    expect((await getMatter(city.ctx(), matterId)).open.map(({ kind }) => kind)).toEqual(["dispatch"]);
    await deliverAll(city.ctx());
    expect((await listUndelivered(city.ctx())).refused[0]).toMatchObject({ matterId, refusedCode: "PEER_ENDED" });
  });

  test("a matter that ends here is taken back from whoever has it", async () => {
    const matterId = await passed();
    await deliver(city, district);
    const theirs = await takenThere(matterId);
    const { actor } = city.ctx();
    await endOutside(
      { ...city.ctx(), actor },
      { eventId: newId(), type: "matter.terminated", subject: matterId, data: { reason: "重复上报。" }, at: city.now },
    );
    await deliver(city, district);
    expect(wordsOf(await listActs(district.ctx(), theirs)).at(-1)).toBe("pass-withdrawn 云州市城市运行平台收回 重复上报。");
    expect((await exchangesOf(city.ctx(), matterId)).to[0]).toMatchObject({ outcome: "taken-back" });
  });

  test("a report that is not taken is in the history, and whoever administers the city reads of it", async () => {
    const matterId = await passed();
    await deliver(city, district);
    const theirs = await takenThere(matterId);
    await endPeer(city.ctx(), "qingxi");
    await deliver(district, city);
    await district.drain();
    await city.database.owner.query("update peer.peers set ended_at = null where peer_id = 'qingxi'");
    expect(wordsOf(await listActs(district.ctx(), theirs)).at(-1)).toMatch(/^report-refused 云州市城市运行平台没有收下进展 这里不认识您的公钥/);
    const told = await listToldStaff(await district.staff("admin"));
    expect(told[0]).toMatchObject({ title: "进展没有报到", link: "/console/exchange" });
  });
});

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

test("the format that others build by is the one of these tests", () => {
  const guide = readFileSync("docs/guides/exchange.md", "utf8");
  for (const word of [MESSAGES, CONTENT_TYPE, "Exchange-Signature", "MESSAGE_REUSED", "ITEM_UNKNOWN", "PEER_UNKNOWN", "CLOCK", "NOT_FOR_US"])
    expect(guide).toContain(word);
});
