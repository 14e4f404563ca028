import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FastifyInstance } from "fastify";
import { begin } from "#matter/begin";
import { getMatter, listDocuments } from "#matter/matter";
import { listBegun } from "#matter/link";
import { sweepClocks } from "#matter/timing";
import { importRecords } from "#register/register";
import { listToldStaff } from "#matter/notice";
import { listOnDuty, rosterNow } from "#matter/roster";
import { at, testCity, type TestCity } from "../city.ts";
import { serve, signedIn } from "../console-browser.ts";
import { work } from "./city.ts";

// Duty, urgent reports and incidents of the pack that ships, in the demo city.

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
describe("duty", () => {
  test("has a page: who is on duty, what is to be handed over, what is open with its clocks; for whom it is a duty", async () => {
    at(city, "2026-11-23T09:30:00+08:00");
    await begin(await city.staff("fengping"), {
      item: "incident",
      channel: "console",
      form: { headline: "城区大面积停水", event: "12", occurred: "2026-11-23T09:00:00+08:00", where: { address: "书院街" }, summary: "主管爆裂" },
    });
    const { html: body, status } = await (await signedIn(city, app, "fengping")).get("/console/duty");
    expect(status).toBe(200);
    for (const word of ["云州市应急管理局", "白班", "写交接班", "突发事件处置（", "城区大面积停水", "研判"]) expect(body).toContain(word);
    expect((await (await signedIn(city, app, "linjing")).get("/console/duty")).status).toBe(403);
  });

  test("says who is on duty now and next, at any moment of four weeks, and keeps telephones to itself", async () => {
    const { roster } = (await rosterNow(city.ctx()))!;
    for (const instant of ["2026-11-23T09:30:00+08:00", "2026-11-23T17:30:00+08:00"]) {
      at(city, instant);
      const units = await listOnDuty(city.ctx(), roster);
      expect(units.map(({ unit }) => unit).toSorted()).toEqual(["11990100MB0000010Q", "11990100MB0000041Y", "11990100MB00000448"]);
      for (const { now: on, next } of units) {
        for (const { from, until } of on) expect(from <= city.now && until > city.now).toBe(true);
        for (const { from } of next) expect(from > city.now).toBe(true);
        expect(JSON.stringify([on, next])).not.toContain("199000");
      }
    }
    const [emergency] = (await listOnDuty(city.ctx(), roster)).filter(({ unit }) => unit === "11990100MB00000448");
    expect([emergency?.now.map(({ shift }) => shift), emergency?.next.map(({ shift }) => shift)]).toEqual([["夜班"], ["白班"]]);
  });

  test("is planned in a list as people keep it, by words and Beijing time", async () => {
    at(city, "2026-11-23T09:30:00+08:00");
    const list = [
      "编号,日期,班次,上班时间,下班时间,单位,岗位,值班人,电话,带班领导",
      "节前-1,2027年1月1日,白班,2027-01-01 08:30,2027-01-01 17:30,11990100MB00000448,值班员,冯平,19900004999,田静",
    ].join("\n");
    expect(await importRecords(await city.staff("admin"), "duty-roster", list)).toMatchObject({ accepted: 1, errors: [] });
    at(city, "2027-01-01T09:00:00+08:00");
    const [emergency] = await listOnDuty(city.ctx(), (await rosterNow(city.ctx()))!.roster);
    expect(emergency?.now).toMatchObject([{ staff: "冯平", shift: "白班", post: "值班员", leader: "田静", until: new Date("2027-01-01T17:30:00+08:00") }]);
  });

  test("is handed over by the signature of a second person", async () => {
    at(city, "2026-11-23T17:20:00+08:00");
    const form = {
      day: "2026-11-23",
      shift: "day",
      unit: "11990100MB00000448",
      notes: "无事。",
      points: [{ what: "荷塘桥下积水，等回音", until: "2026-11-24" }],
    };
    const { matterId } = await begin(await city.staff("fengping"), { item: "handover", channel: "console", form });
    await expect(work(city, "fengping", matterId, "shift-change", { outcome: "taken", companion: "fengping" })).rejects.toMatchObject({ status: 422 });
    await work(city, "fengping", matterId, "shift-change", { outcome: "taken", companion: "luhan" });
    expect((await now(matterId)).state).toBe("to-hand-over");
    const { open } = await getMatter(city.ctx(), matterId);
    const sign = open.find(({ signOf }) => signOf !== null)!;
    await expect(work(city, "tianjing", matterId, sign.kind, { outcome: "agree" })).rejects.toMatchObject({ status: 403 });
    await work(city, "luhan", matterId, sign.kind, { outcome: "agree" });
    expect((await now(matterId)).state).toBe("taken-over");
    expect((await listDocuments(city.ctx(), matterId)).map(({ kind }) => kind)).toEqual(["handover"]);
  });
});

describe("an incident", () => {
  const flood = {
    headline: "南湖区荷塘桥一带内涝",
    event: "11A",
    occurred: "2026-11-23T09:00:00+08:00",
    where: { address: "荷塘桥" },
    summary: "水深四十厘米",
  };
  const tasks = async (matterId: string) => listBegun(await city.staff("duanyue"), await now(matterId));

  test("begins a task for each row of its plan and level; one that nobody takes is red and tells the commander; it ends when all have", async () => {
    at(city, "2026-11-27T09:30:00+08:00");
    const { matterId } = await begin(await city.staff("fengping"), { item: "incident", channel: "console", form: flood });
    await work(city, "duanyue", matterId, "assess", { outcome: "activate", plan: "flood", response: "3" });
    await city.drain();
    expect((await tasks(matterId)).map(({ matter }) => [matter.title, matter.unit]).toSorted()).toEqual(
      [
        ["加密河道和排水泵站巡查", "11990100MB0000041Y"],
        ["封闭积水路段，引导车辆绕行", "11990100MB0000007D"],
        ["排查城区易涝点，架好移动泵", "11990100MB00000057-05"],
      ].toSorted(),
    );
    const told = async () => (await listToldStaff(await city.staff("duanyue"))).filter(({ title, body }) => /领受/.test(`${title}${body}`)).length;
    expect(await told()).toBe(0);
    at(city, "2026-11-27T10:45:00+08:00");
    await sweepClocks(city.ctx());
    await city.drain();
    expect(await told()).toBe(3);
    await expect(work(city, "duanyue", matterId, "command", { outcome: "stand-down", reason: "退水" })).rejects.toMatchObject({ code: "CHILDREN_OPEN" });
    await work(city, "duanyue", matterId, "command", { outcome: "bulletin", situation: "水深降到三十厘米，无人员伤亡。" });
    await work(city, "duanyue", matterId, "command", { outcome: "relevel", response: "2", reason: "上游来水加大" });
    await city.drain();
    const all = await tasks(matterId);
    expect(all.length).toBe(7);
    for (const { matter } of all) {
      const staff = (
        await city
          .ctx()
          .db.query<{ username: string }>(
            "select s.username from identity.staff s join duty.appointments p on p.staff_id = s.staff_id where p.role = 'responder' and p.unit = $1",
            [matter.unit],
          )
      )[0]!.username;
      await work(city, staff, matter.matterId, "accept-task", { outcome: "accept" });
      await work(city, staff, matter.matterId, "carry-out", { outcome: "complete", note: "已经做完" });
    }
    expect((await tasks(matterId))[0]?.last).toMatchObject({ kind: "task-completed", data: { note: "已经做完" } });
    await work(city, "duanyue", matterId, "command", { outcome: "bulletin", situation: "积水已经退去。" });
    await work(city, "duanyue", matterId, "command", { outcome: "stand-down", reason: "积水已经退去" });
    expect((await now(matterId)).state).toBe("stood-down");
    const papers = await listDocuments(city.ctx(), matterId);
    const bulletins = papers.filter(({ kind }) => kind === "situation").map(({ number }) => number);
    expect(bulletins.map((number) => /第(\d+)期$/.exec(number ?? "")?.[1])).toEqual(["1", "2"]);
  });

  test("is commanded from its page: each task with who has it, its light and its last word", async () => {
    at(city, "2026-11-28T09:30:00+08:00");
    const { matterId } = await begin(await city.staff("fengping"), { item: "incident", channel: "console", form: flood });
    await work(city, "duanyue", matterId, "assess", { outcome: "activate", plan: "gas", response: "3" });
    await city.drain();
    const desk = await signedIn(city, app, "duanyue");
    const page = await desk.get(`/console/matters/${matterId}`);
    for (const word of ["下达的件（2，没办完 2）", "到场检测处置漏点", "云州市住房和城乡建设局", "外围警戒"]) expect(JSON.stringify(page)).toContain(word);
  });
});

describe("an urgent report", () => {
  const form = {
    headline: "南湖区荷塘街道一仓库起火",
    event: "12",
    sort: "accident",
    reporter: "消防支队电话",
    county: "11990102MB0000641X",
    occurred: "2026-11-23T09:00:00+08:00",
    learned: "2026-11-23T09:10:00+08:00",
    where: { address: "荷塘街道菱角路" },
    deaths: 0,
    injured: 0,
    loss: 0,
    nature: "在查",
    impact: "两栋楼",
    taken: "六车到场",
  };
  const begun = async (more: object, instant = "2026-11-23T09:30:00+08:00") => {
    at(city, instant);
    return (await begin(await city.staff("fengping"), { item: "urgent-report", channel: "console", form: { ...form, ...more } })).matterId;
  };
  const gradeOf = async (matterId: string) => ((await now(matterId)).flow as { vars: { grade: { level: string; reach: string } } }).vars.grade;

  // 国令第493号 第三条: 以上 includes the number itself.
  test.each([
    [{ deaths: 30 }, "extraordinary"],
    [{ injured: 100 }, "extraordinary"],
    [{ loss: 10_000_000_000 }, "extraordinary"],
    [{ deaths: 29 }, "major"],
    [{ deaths: 10 }, "major"],
    [{ injured: 50 }, "major"],
    [{ loss: 5_000_000_000 }, "major"],
    [{ loss: 4_999_999_999 }, "larger"],
    [{ deaths: 3 }, "larger"],
    [{ injured: 10 }, "larger"],
    [{ loss: 1_000_000_000 }, "larger"],
    [{ deaths: 2, injured: 9, loss: 999_999_999 }, "ordinary"],
    [{ deaths: 2, injured: 100 }, "extraordinary"],
  ])("of %o is %s", async (figures, level) => expect((await gradeOf(await begun(figures))).level).toBe(level));

  test("that is no accident is of the level that the plan gives it", async () => {
    expect(await gradeOf(await begun({ sort: "other", stated: "larger", event: "11D" }))).toMatchObject({ level: "larger", reach: "province" });
  });

  test("counts from when the unit learned of it: an hour and a quarter later the first hour is missed; reports are numbered", async () => {
    const late = await begun({}, "2026-11-23T10:30:00+08:00");
    const first = (await now(late)).clocks.find(({ clockId }) => clockId.startsWith("first"))!;
    expect(first.met).toBe(false);
    const matterId = await begun({});
    expect((await now(matterId)).clocks.find(({ clockId }) => clockId.startsWith("first"))?.met).toBe(true);
    await work(city, "guanlan", matterId, "report-check", { outcome: "up" });
    await work(city, "tianjing", matterId, "report-sign", { outcome: "up" });
    const more = { deaths: 3, injured: 0, loss: 0, impact: "已经扑灭", taken: "搜救" };
    for (const outcome of ["more", "more"]) await work(city, "tianjing", matterId, "report-follow", { ...more, outcome });
    await work(city, "tianjing", matterId, "report-follow", { ...more, outcome: "last", handling: "处置完毕" });
    const { number, outcome } = await now(matterId);
    expect(outcome).toBe("finished-report");
    expect((await listDocuments(city.ctx(), matterId)).map((paper) => paper.number)).toEqual([
      `${number}号首报`,
      `${number}号续报1`,
      `${number}号续报2`,
      `${number}号终报`,
    ]);
  });
});
