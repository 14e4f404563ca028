import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askReports, CONTENT_TYPE, deliverAll, exchangesOf, headersOf, listUndelivered, MESSAGES, queuesOf, sign } from "#matter/exchange";
import { getMatter, listActs } from "#matter/matter";
import { addPeer, nameItemFor, peersToday } from "#people/peer";
import { generateKey } from "#crypto/sm2";
import { addProgram } from "#people/identity";
import {
  city,
  closeBoth,
  deliver,
  district,
  done,
  here,
  mattersThere,
  openBoth,
  passActs,
  passed,
  standing,
  SUMMARY,
  takenThere,
  there,
  through,
  urlOf,
} from "./two-cities.ts";

// What goes wrong on the way, and cities that speak Open311.

beforeAll(openBoth);
afterAll(closeBoth);

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

  test("the other is away for a day: tried from a minute to an hour, and what is sent then is signed anew", async () => {
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

  test("one that is away holds up nobody else", async () => {
    const away = generateKey().publicKey.bytes.toString("hex");
    await addPeer(city.ctx(), { peerId: "silent", name: "西山区", standing: "lower", protocol: "signed", url: "https://silent.example", key: away });
    const [lost, reached] = [await passed({ peer: "silent" }), await passed()];
    await city.database.owner.query("update exchange.sent set made_at = $2 where matter_id = $1", [lost, city.now]);
    through((url, init) => (String(url).includes("silent") ? Promise.reject(new TypeError("fetch failed")) : globalThis.fetch(url, init)));
    expect(await deliver(city, district)).toBe(1);
    expect((await passActs(reached)).at(-1)).toMatch(/^pass-received/);
    expect((await passActs(lost)).at(-1)).toMatch(/^passed-on/);
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
    const rows = await district
      .ctx()
      .db.query<{ body: string }>("select body from exchange.sent where matter_id = $1 order by made_at desc, message_id desc", [theirs]);
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
      "done-outside",
    ]);
    expect((await getMatter(city.ctx(), matterId)).open.map(({ kind }) => kind)).toEqual(["check-outside"]);
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
    expect((await passActs(matterId)).slice(-3)).toEqual(["pass-received 东岭市给了编号 E-7", "pass-answered 修好了", "done-outside"]);
  });
});
