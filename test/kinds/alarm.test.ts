import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FastifyInstance } from "fastify";
import { begin } from "#matter/begin";
import { getMatter, listActs } from "#matter/matter";
import { sweepClocks } from "#matter/timing";
import { messagesOf } from "#outcome/alert";
import { at, testCity, type TestCity } from "../city.ts";
import { openDoors, type Credentials } from "../callers.ts";
import { serve } from "../console-browser.ts";
import { appointed, work } from "./city.ts";

// Alarms of the pack that ships, from composing to lifting, and what everybody reads of them.

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

const now = async (matterId: string) => (await getMatter(city.ctx(), matterId)).matter;
const ALARM = {
  status: "actual",
  event: "11B03",
  level: "yellow",
  certainty: "likely",
  issuer: "11990100MB0000625B",
  headline: "云州市气象局发布暴雨黄色预警",
  effective: "2026-11-23T10:00:00+08:00",
  expires: "2026-11-23T18:00:00+08:00",
  scope: "全市",
  areas: [{ area: "990100000000" }],
  cautions: "低洼处会积水。",
  measures: "不要涉水行走。",
};

describe("an alarm", () => {
  const composed = async (form: object = {}, who = "qiyun") =>
    (await begin(await city.staff(who), { item: "alarm", channel: "console", form: { ...ALARM, ...form } })).matterId;
  const feed = async () => (await app.inject({ url: "/alerts/feed.atom" })).body;

  test("is approved by another than composed it; it stands in page, feed, CAP and program, and runs out by itself", async () => {
    at(city, "2026-11-23T09:50:00+08:00");
    const matterId = await composed();
    await expect(work(city, "qiyun", matterId, "alarm-review", { outcome: "approve" })).rejects.toMatchObject({ status: 403 });
    expect(await feed()).not.toContain("<entry>");
    await work(city, "lanyu", matterId, "alarm-review", { outcome: "approve" });
    const [alert] = (await app.inject({ url: "/api/v1/alerts" })).json<{ alerts: { identifier: string; cap: string; standing: string; level: string }[] }>()
      .alerts;
    expect([alert?.identifier, alert?.standing, alert?.level]).toEqual(["99010041600000_20261123095000_0", "holds", "yellow"]);
    const cap = await app.inject({ url: new URL(alert!.cap).pathname });
    expect([cap.statusCode, cap.headers["content-type"]]).toEqual([200, "application/cap+xml; charset=utf-8"]);
    expect(cap.body).toContain("<msgType>Alert</msgType>");
    expect(await feed()).toContain(`${alert!.identifier}.cap`);
    at(city, "2026-11-23T18:01:00+08:00");
    await sweepClocks(city.ctx());
    const over = await now(matterId);
    expect([over.state, over.outcome]).toEqual(["ran-out", "ran-out"]);
    expect((await app.inject({ url: "/api/v1/alerts" })).json<{ alerts: { standing: string }[] }>().alerts[0]?.standing).toBe("expired");
  });

  test("an update moves its end; lifted it names both messages before, and nothing follows", async () => {
    at(city, "2026-11-24T09:50:00+08:00");
    const on = { effective: "2026-11-24T10:00:00+08:00", expires: "2026-11-24T12:00:00+08:00" };
    const matterId = await composed(on);
    await work(city, "lanyu", matterId, "alarm-review", { outcome: "approve" });
    const { status: _s, event: _e, issuer: _i, ...says } = ALARM;
    for (const expires of [on.effective, "2026-11-24T01:00:00Z"])
      await expect(work(city, "qiyun", matterId, "alarm-watch", { ...says, ...on, expires, outcome: "update", reason: "写错了" })).rejects.toMatchObject({
        status: 422,
      });
    await work(city, "qiyun", matterId, "alarm-watch", {
      ...says,
      ...on,
      expires: "2026-11-24T20:00:00+08:00",
      level: "red",
      outcome: "update",
      reason: "雨势加强",
    });
    await work(city, "lanyu", matterId, "alarm-change", { outcome: "agree" });
    expect([(await now(matterId)).state, (await now(matterId)).flags]).toEqual(["renewed", ["green"]]);
    at(city, "2026-11-24T12:30:00+08:00");
    await sweepClocks(city.ctx());
    expect((await now(matterId)).state).toBe("renewed");
    await work(city, "qiyun", matterId, "alarm-watch", { outcome: "lift", reason: "雨停了" });
    await work(city, "lanyu", matterId, "alarm-change", { outcome: "agree" });
    expect((await now(matterId)).state).toBe("recalled");
    const identifiers = (await listActs(city.ctx(), matterId)).flatMap(({ data }) => (typeof data["identifier"] === "string" ? [data["identifier"]] : []));
    expect(new Set(identifiers).size).toBe(3);
    const cap = (await app.inject({ url: `/alerts/${identifiers[2]}.cap` })).body;
    expect(cap).toContain("<msgType>Cancel</msgType>");
    expect(
      /<references>([^<]+)</
        .exec(cap)![1]!
        .split(" ")
        .map((each) => each.split(",")[1]),
    ).toEqual(identifiers.slice(0, 2));
    expect((await getMatter(city.ctx(), matterId)).open).toEqual([]);
  });

  test("is told once, however many approve it at once; several in a second have identifiers of their own", async () => {
    at(city, "2026-11-28T09:50:00+08:00");
    const on = { effective: "2026-11-28T10:00:00+08:00", expires: "2026-11-28T12:00:00+08:00" };
    await appointed(city, "linjing", "alarm-approver", "11990100MB0000625B");
    const matters = await Promise.all([composed(on), composed(on), composed(on)]);
    const approve = (who: string, matterId: string) => work(city, who, matterId, "alarm-review", { outcome: "approve" });
    const met = await Promise.allSettled(matters.flatMap((matterId) => [approve("lanyu", matterId), approve("linjing", matterId)]));
    expect(met.filter(({ status }) => status === "fulfilled").length).toBe(3);
    const sent = (await Promise.all(matters.map((matterId) => messagesOf(city.ctx(), matterId)))).flat();
    expect(sent.map(({ identifier }) => identifier).toSorted()).toEqual([0, 1, 2].map((n) => `99010041600000_20261128095000_${n}`));
  });

  test("that is an exercise never leaves the house, and says so on its page", async () => {
    at(city, "2026-11-25T09:50:00+08:00");
    const form = {
      status: "exercise",
      issuer: "11990100MB00000448",
      effective: "2026-11-25T10:00:00+08:00",
      expires: "2026-11-25T12:00:00+08:00",
      headline: "燃气泄漏演练预警",
    };
    const matterId = await composed(form, "fengping");
    await work(city, "tianjing", matterId, "alarm-review", { outcome: "approve" });
    const [identifier] = (await listActs(city.ctx(), matterId)).flatMap(({ data }) => (data["identifier"] as string | undefined) ?? []);
    expect((await app.inject({ url: `/alerts/${identifier}.cap` })).statusCode).toBe(404);
    for (const url of ["/alerts", "/", "/alerts/feed.atom", "/api/v1/alerts"]) expect((await app.inject({ url })).body).not.toContain("演练预警");
    expect((await now(matterId)).title).toBe("【演练】燃气泄漏演练预警");
  });

  test("is published and taken back by programs alone: one composes, the other approves", async () => {
    at(city, "2026-11-27T09:50:00+08:00");
    const doors = await openDoors(city);
    const [composer, approver] = [await doors.credentials({ staff: "qiyun" }), await doors.credentials({ staff: "lanyu" })];
    const call = async (who: Credentials, method: "GET" | "POST", path: string, payload?: object) => {
      const answer = await doors.app.inject({ method, url: `/api/v1${path}`, headers: { authorization: `Bearer ${who.bearer}` }, ...(payload && { payload }) });
      return { status: answer.statusCode, data: answer.json<{ id: string; mine: string[]; fields: Record<string, string> }>() };
    };
    const does = async (who: Credentials, id: string, result: object) => {
      const [task] = (await call(who, "GET", `/matters/${id}`)).data.mine;
      return (await call(who, "POST", `/matters/${id}/tasks/${task}/completion`, result)).status;
    };
    const form = { ...ALARM, effective: "2026-11-27T10:00:00+08:00", expires: "2026-11-27T12:00:00+08:00" };
    const early = await call(composer, "POST", "/matters", { item: "alarm", channel: "console", form: { ...form, expires: form.effective } });
    expect([early.status, Object.keys(early.data.fields)]).toEqual([422, ["expires"]]);
    const { data } = await call(composer, "POST", "/matters", { item: "alarm", channel: "console", form });
    const standing = async () =>
      (await app.inject({ url: "/api/v1/alerts" }))
        .json<{ alerts: { standing: string; sent: string }[] }>()
        .alerts.find(({ sent }) => sent.startsWith("2026-11-27"))?.standing;
    expect([await does(approver, data.id, { outcome: "approve" }), await standing()]).toEqual([201, "holds"]);
    expect(await does(composer, data.id, { outcome: "lift", reason: "过了" })).toBe(201);
    expect([await does(approver, data.id, { outcome: "agree" }), await standing()]).toEqual([201, "ended"]);
    await doors.app.close();
  });

  test("of a unit that may not issue any is not approved", async () => {
    at(city, "2026-11-26T09:50:00+08:00");
    const matterId = await composed({ issuer: "11990100MB00000057", effective: "2026-11-26T10:00:00+08:00", expires: "2026-11-26T12:00:00+08:00" });
    await appointed(city, "lanyu", "alarm-approver", "11990100MB00000057");
    await expect(work(city, "lanyu", matterId, "alarm-review", { outcome: "approve" })).rejects.toMatchObject({ status: 422 });
  });
});
