import { afterAll, beforeAll, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { clockOf, dueDayOf } from "#matter/clocks";
import { listTies } from "#matter/link";
import { getMatter, listActs, listBreaches, listDocuments } from "#matter/matter";
import { listNotices } from "#matter/notice";
import { listRatings, rate } from "#matter/rating";
import { sweepClocks } from "#matter/timing";
import { serve, signedIn, type ConsoleBrowser } from "../console-browser.ts";
import { at, type TestCity } from "../city.ts";
import { appointed, cityOfKinds, work } from "./city.ts";

// A street lamp is dark, and four people say so. By the people who hold these posts in the demo city.

const LAMPS = "11990100MB00000057-04";
const STREET = "11990101MB0000022E";

let city: TestCity;
let app: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  city = await cityOfKinds();
  app = await serve(city);
});
afterAll(async () => {
  await app.close();
  await city.close();
});

const nobody = () => city.ctx({ kind: "anonymous", id: "", name: "" });
const where = (metres: number) => ({ address: "书院街20号", area: "990101002001", point: [118.12 + metres / 99_380, 26.65] });
const dark = (metres = 0) => ({ summary: "书院街路灯不亮", category: "lamp", where: where(metres) });
const now = async (matterId: string) => (await getMatter(city.ctx(), matterId)).matter;
const waiting = async (matterId: string) => (await getMatter(city.ctx(), matterId)).open.map(({ kind }) => kind).toSorted();
const complaint = (metres = 0) => begin(nobody(), { item: "hotline-complaint", channel: "online", form: dark(metres), party: { kind: "anonymous" } });

/** The number that the dispatcher finds in the field of the order to join, and what is said above. */
async function offered(
  dispatcher: ConsoleBrowser,
  matterId: string,
): Promise<{ number: string | undefined; said: string | undefined; unit: string | undefined }> {
  const { html } = await dispatcher.get(`/console/matters/${matterId}`);
  return {
    number: /<input class="input input-30" value="(\d+)"[^>]*-merge-matter"/.exec(html)?.[1],
    said: /可能和[^<]*是同一件事/.exec(html)?.[0],
    unit: /<option value="([^"]+)" selected[^>]*>[^<]*路灯/.exec(html)?.[1],
  };
}

test("four people report one lamp; each keeps number, answer, visit and rating, and who is not content has it done again", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const seat = await city.staff("sunli");
  const caller = { kind: "person" as const, name: "林秀英", phone: "19900000001" };
  const first = await begin(seat, { item: "hotline-help", channel: "phone", form: { ...dark(), recording: "20261123-17" }, party: caller });
  const second = await complaint(30);
  const gateway = await city.staff(await appointed(city, "xiaoyu", "channel-program", "12990100MB0000002T-01"));
  const third = await begin(gateway, {
    item: "hotline-complaint",
    channel: "partner",
    form: dark(60),
    party: { kind: "anonymous" },
    source: { system: "neighbour", number: "N-88" },
  });
  const far = await complaint(900);
  const dispatcher = await signedIn(city, app, "zhaoyun");
  expect(await offered(dispatcher, first.matterId)).toMatchObject({ unit: LAMPS });

  // The dispatcher sees what says the same, near and lately; not what is far, and not what was joined already.
  for (const [each, count] of [
    [second, "这2件"],
    [third, "这件"],
  ] as const) {
    const { number, said } = await offered(dispatcher, each.matterId);
    expect([number, said]).toEqual([each === second ? expect.any(String) : first.number, `可能和${count}是同一件事`]);
    await work(city, "zhaoyun", each.matterId, "dispatch", { outcome: "merge", matter: first.number });
  }
  expect((await offered(dispatcher, far.matterId)).said).toBeUndefined();
  await expect(work(city, "zhaoyun", first.matterId, "dispatch", { outcome: "merge", matter: second.number })).rejects.toMatchObject({
    fields: { matter: expect.stringContaining(first.number) },
  });

  // It becomes an event of the city; the grid worker has noted the same lamp.
  await work(city, "zhaoyun", first.matterId, "dispatch", { outcome: "raise", event: "event-lamp" });
  await city.drain();
  const event = (await listTies(city.ctx(), await now(first.matterId))).find(({ otherKind }) => otherKind === "city-event")!.otherId;
  const noted = await begin(await city.staff("sangye"), { item: "event-lamp", channel: "grid", form: { where: where(10), summary: "两盏不亮" } });
  await work(city, "sangye", event, "verify", { outcome: "real" });
  await work(city, "weilan", event, "registering", { outcome: "register" });
  await work(city, "weilan", noted.matterId, "registering", { outcome: "join", matter: (await now(event)).number! });
  await work(city, "gaoyang", event, "dispatch", { outcome: "dispatch", unit: LAMPS });
  await work(city, "linfeng", event, "dispose", { outcome: "done", note: "更换两个灯头" });
  await work(city, "sangye", event, "recheck", { outcome: "pass", answer: "两个灯头坏了，今天已经换好。" });
  await city.drain();
  expect([(await now(event)).state, (await now(noted.matterId)).state]).toEqual(["closed", "closed"]);
  expect(await waiting(far.matterId)).toEqual(["dispatch"]);

  for (const { matterId } of [first, second, third]) {
    expect([(await now(matterId)).state, await waiting(matterId)]).toEqual(["answered", ["visit"]]);
    expect((await listDocuments(city.ctx(), matterId)).map(({ data }) => JSON.stringify(data))).toEqual([expect.stringContaining("两个灯头坏了")]);
  }
  // Whoever calls back reads out what was said and answered, in each of their ways.
  const visitor = await signedIn(city, app, "xumin");
  for (const { matterId } of [first, second, third])
    expect((await visitor.get(`/console/matters/${matterId}`)).html).toContain("您11月23日反映的“书院街路灯不亮”，12345热线中心答复说：两个灯头坏了");
  const content = { outcome: "close", reached: true, solved: "yes", satisfied: "1" };
  await work(city, "xumin", first.matterId, "visit", content);
  await work(city, "xumin", third.matterId, "visit", content);
  await work(city, "xumin", second.matterId, "visit", { outcome: "redo", reached: true, solved: "partly", satisfied: "4", reason: "旁边一盏还不亮" });
  expect([(await now(second.matterId)).flags, await waiting(second.matterId)]).toEqual([["redo"], ["dispatch"]]);
  await work(city, "zhaoyun", second.matterId, "dispatch", { outcome: "dispatch", unit: LAMPS });
  await work(city, "linfeng", second.matterId, "sign", { outcome: "sign" });
  await work(city, "linfeng", second.matterId, "handle", { outcome: "done", answer: "旁边一盏也换好了。" });
  await work(city, "xumin", second.matterId, "visit", content);
  const all = [first, second, third, far, noted].map(({ matterId }) => matterId);
  expect(await Promise.all(all.map(async (id) => (await now(id)).state))).toEqual(["closed", "closed", "closed", "received", "closed"]);
  expect(await listBreaches(city.ctx(), [...all, event])).toEqual([]);
});

test("the lead returns it with a ground, the dispatcher decides; nobody agrees, so it is ruled, and then not returned again", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const { matterId } = await complaint();
  await work(city, "zhaoyun", matterId, "dispatch", { outcome: "dispatch", unit: STREET });
  await expect(work(city, "gulan", matterId, "sign", { outcome: "return", reason: "不归街道管" })).rejects.toMatchObject({
    fields: { basis: expect.any(String) },
  });
  const ground = { reason: "不归街道管", basis: "街道履职事项清单", proposed: LAMPS };
  await work(city, "gulan", matterId, "sign", { outcome: "return", ...ground });
  await work(city, "zhaoyun", matterId, "review-return", { outcome: "refuse", reason: "先到现场看" });
  await work(city, "gulan", matterId, "sign", { outcome: "return", ...ground });
  await work(city, "zhaoyun", matterId, "review-return", { outcome: "dispute", reason: "路灯所也说不归它" });
  expect((await now(matterId)).state).toBe("disputed");
  await work(city, "wangyi", matterId, "adjudicate", { outcome: "decide", unit: LAMPS, reason: "路灯由路灯所养护", basis: "城管局三定规定第五条" });
  expect([(await now(matterId)).unit, (await now(matterId)).flags]).toEqual([LAMPS, ["returned"]]);
  await expect(work(city, "linfeng", matterId, "sign", { outcome: "return", ...ground })).rejects.toMatchObject({ status: 422 });
  await work(city, "linfeng", matterId, "sign", { outcome: "sign" });
});

test("it is longer once, with a reason; yellow, red, and a supervision begins by itself", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const { matterId } = await complaint();
  await work(city, "zhaoyun", matterId, "dispatch", { outcome: "dispatch", unit: LAMPS });
  await work(city, "linfeng", matterId, "sign", { outcome: "sign" });
  await work(city, "linfeng", matterId, "handle", { outcome: "extend", days: 3, reason: "等灯具" });
  await work(city, "zhaoyun", matterId, "review", { outcome: "agree" });
  expect(dueDayOf(clockOf(await now(matterId), "handle"))).toBe("2026-12-03");
  await expect(work(city, "linfeng", matterId, "handle", { outcome: "extend", days: 1, reason: "还等" })).rejects.toMatchObject({
    fields: { outcome: expect.stringContaining("延期只能申请一次") },
  });
  const lights: (string | null)[] = [];
  for (const instant of ["2026-12-02T08:00:00+08:00", "2026-12-03T10:00:00+08:00", "2026-12-04T10:00:00+08:00", "2026-12-08T10:00:00+08:00"]) {
    at(city, instant);
    await sweepClocks(city.ctx());
    await city.drain();
    lights.push((await listTies(city.ctx(), await now(matterId))).map(({ otherKind }) => otherKind).join() || null);
  }
  expect(lights).toEqual([null, null, null, "supervision"]);
  expect((await now(matterId)).flags).toContain("supervised");
});

test("what the law takes elsewhere is not accepted, and told where to go; a firm is answered within a day", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const { matterId } = await begin(await city.person("lin-xiuying"), { item: "hotline-complaint", channel: "online", form: { summary: "法院判的我不服" } });
  await work(city, "zhaoyun", matterId, "dispatch", { outcome: "decline", not_accepted: "lawsuit", reason: "本案正在二审" });
  await city.drain();
  const [notice] = await listNotices(await city.person("lin-xiuying"));
  expect([(await now(matterId)).outcome, notice!.body]).toEqual(["declined", expect.stringContaining("12348")]);

  const firm = await begin(await city.person("chen-xiaoman", "xiaoman-catering"), { item: "hotline-business", channel: "online", form: { summary: "办证慢" } });
  await work(city, "zhaoyun", firm.matterId, "dispatch", { outcome: "dispatch", unit: "12990100MB0000002T" });
  expect(clockOf(await now(firm.matterId), "handle")!.dueAt).toEqual(new Date("2026-11-24T09:30:00+08:00"));
});

test("who reports an offence is nobody's to see but whose work it is", async () => {
  at(city, "2026-11-23T10:30:00+08:00");
  const caller = { kind: "person" as const, name: "吴守昌", phone: "19900000123" };
  const { matterId } = await begin(await city.staff("sunli"), {
    item: "hotline-report",
    channel: "phone",
    form: { summary: "有人卖假酒", against: "某某烟酒店" },
    party: caller,
  });
  const page = async (who: string): Promise<string> => (await (await signedIn(city, app, who)).get(`/console/matters/${matterId}`)).html;
  const [dispatcher, visitor] = [await page("zhaoyun"), await page("xumin")];
  expect([dispatcher.includes("吴*昌"), visitor.includes("吴*昌"), visitor.includes("只有承办")]).toEqual([true, false, true]);
});

test("each rates for themselves", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const she = await city.person("lin-xiuying");
  const { matterId } = await begin(she, { item: "hotline-help", channel: "online", form: dark() });
  await work(city, "zhaoyun", matterId, "dispatch", { outcome: "answer", answer: "已经派人去修。" });
  await work(city, "xumin", matterId, "visit", { outcome: "close", reached: true, solved: "yes", satisfied: "2" });
  await rate(she, matterId, { serviceNumber: 1, level: 2, tags: [], comment: "", named: false });
  expect(await listRatings(city.ctx(), matterId)).toMatchObject([{ level: 2 }]);
  expect((await listActs(city.ctx(), matterId)).map(({ kind }) => kind)).toContain("closed");
});

test("the unit that has it is merged on the way: its heir finds it, and nobody can choose the old one any more", async () => {
  at(city, "2026-11-23T11:30:00+08:00");
  const [running, waits] = [await complaint(), await complaint(30)];
  await work(city, "zhaoyun", running.matterId, "dispatch", { outcome: "dispatch", unit: LAMPS });
  const admin = await signedIn(city, app, "admin");
  const page = `/console/organisation/${LAMPS}/merger`;
  await admin.get(page);
  const merger = { heir: STREET, fromDay: "2026-11-23", reason: "云办发〔2026〕12号" };
  // The street's people do this in their street alone: that is said before, and decided by a person.
  const { html } = await admin.post(page, { ...merger, heir: "11990100MB0000011U" });
  expect(html).toContain("还没有人能办");
  expect((await admin.post(page, merger)).status).toBe(303);
  expect((await admin.get("/console/organisation")).html).toContain("云办发〔2026〕12号");

  const dispatcher = await signedIn(city, app, "zhaoyun");
  expect((await offered(dispatcher, waits.matterId)).unit).toBeUndefined();
  expect((await dispatcher.get(`/console/matters/${waits.matterId}`)).html).toMatch(new RegExp(`<option value="${STREET}" selected`));
  await expect(work(city, "zhaoyun", waits.matterId, "dispatch", { outcome: "dispatch", unit: LAMPS })).rejects.toMatchObject({
    fields: { unit: expect.stringContaining("已经撤并，现在由云门街道办事处接手") },
  });
  await work(city, "gulan", running.matterId, "sign", { outcome: "sign" });
  expect((await now(running.matterId)).unit).toBe(LAMPS);
});
