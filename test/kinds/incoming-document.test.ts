import { afterAll, beforeAll, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { clockOf, dueDayOf } from "#matter/clocks";
import { getKind } from "#content/catalogue";
import { listOfKind, searchMatters } from "#matter/lists";
import { getMatter, listActs, listBreaches, listDocuments } from "#matter/matter";
import { listParties } from "#matter/party";
import { viewMatter } from "#matter/view";
import { at, type TestCity } from "../city.ts";
import { appointed, cityOfKinds, work } from "./city.ts";

// A document from another office: no person outside has a part in it, and a work secret is read by those alone who have a task of it.

const GOVERNMENT = "11990100MB0000010Q";
const URBAN = "11990100MB00000057";
const PLANNING = "11990100MB0000006A";

let city: TestCity;
beforeAll(async () => {
  city = await cityOfKinds("office");
  await appointed(city, "zhuangyan", "registrar", GOVERNMENT);
  await appointed(city, "xuran", "office-head", GOVERNMENT);
  await appointed(city, "pengyi", "leader", GOVERNMENT);
  await appointed(city, "jiangnan", "handler", PLANNING);
  await appointed(city, "renhong", "reader", URBAN);
  await appointed(city, "zhuangyan", "archivist", GOVERNMENT);
});
afterAll(() => city.close());

const arrived = async (level: string, more: Record<string, unknown> = {}, priority = 0) =>
  begin(await city.staff("zhuangyan"), {
    item: "incoming-request",
    channel: "paper",
    form: { title: "关于荷塘桥下积水整治的请示", sender: URBAN, mark: "云城管〔2026〕12号", level, ...more },
    priority,
  });
const now = async (matterId: string) => (await getMatter(city.ctx(), matterId)).matter;

test("a document is signed for, put forward, assigned, handled, filed; its slip is printed, and nobody outside has a part in it", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const { matterId, number } = await arrived("internal");
  expect(number).toMatch(/^SW20261123\d{5}$/);
  expect(await listParties(city.ctx(), matterId)).toMatchObject([{ role: "sender", kind: "unit", label: "云州市城市管理局", follows: false }]);
  expect(clockOf(await now(matterId), "receive")!.dueAt).toEqual(new Date("2026-11-23T15:00:00+08:00"));
  await work(city, "zhuangyan", matterId, "receive", { outcome: "sign" });
  expect(dueDayOf(clockOf(await now(matterId), "handle"))).toBe("2026-12-07");
  await work(city, "xuran", matterId, "propose", { outcome: "done", opinion: "拟请批示" });
  await expect(work(city, "pengyi", matterId, "assign", { outcome: "assign", unit: "没有的单位" })).rejects.toMatchObject({
    fields: { unit: expect.any(String) },
  });
  await work(city, "pengyi", matterId, "assign", { outcome: "assign", unit: PLANNING });
  await work(city, "jiangnan", matterId, "undertake", { outcome: "done", answer: "已经会办" });
  await work(city, "zhuangyan", matterId, "file", { outcome: "file" });
  expect([(await now(matterId)).phase, (await now(matterId)).outcome]).toEqual(["closed", "filed"]);
  expect((await listActs(city.ctx(), matterId)).map(({ kind }) => kind)).toEqual(["submitted", "signed-for", "assigned", "handled", "filed"]);
  expect(await listDocuments(city.ctx(), matterId)).toMatchObject([
    {
      kind: "slip",
      data: {
        name: "收文处理单",
        blocks: [
          {
            rows: [
              ["来文单位", "云州市城市管理局"],
              ["来文字号", "云城管〔2026〕12号"],
              ["标题", "关于荷塘桥下积水整治的请示"],
              ["承办期限", "12月7日"],
            ],
          },
        ],
      },
    },
  ]);
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("the most urgent is due in a day, another when the sender asks", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const urgent = await arrived("internal", {}, 2);
  await work(city, "zhuangyan", urgent.matterId, "receive", { outcome: "sign" });
  expect(dueDayOf(clockOf(await now(urgent.matterId), "handle"))).toBe("2026-11-24");
  const asked = await arrived("internal", { until: "2026-11-27" });
  await work(city, "zhuangyan", asked.matterId, "receive", { outcome: "sign" });
  expect(dueDayOf(clockOf(await now(asked.matterId), "handle"))).toBe("2026-11-27");
});

test("a work secret is read, found and listed by those alone who have or had a task of it", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const { matterId, number } = await arrived("work-secret");
  expect((await now(matterId)).confidentiality).toBe("work-secret");
  const found = async (username: string) => (await searchMatters(await city.staff(username), { text: number })).rows.map((row) => row.number);
  await work(city, "zhuangyan", matterId, "receive", { outcome: "sign" });
  expect([await found("zhuangyan"), await found("sujin"), await found("pengyi")]).toEqual([[number], [], []]);
  const { kind } = (await getKind(city.ctx(), "incoming-document")).definition;
  const listed = async (username: string) =>
    (await listOfKind(await city.staff(username), { kind, columns: [], conditions: [] })).rows.map((row) => row.number);
  expect([(await listed("zhuangyan")).includes(number), await listed("sujin")]).toEqual([true, expect.not.arrayContaining([number])]);
  for (const username of ["sujin", "renhong", "jiangnan", "pengyi"])
    await expect(viewMatter(await city.staff(username), matterId), username).rejects.toMatchObject({ status: 403 });
  await work(city, "xuran", matterId, "propose", { outcome: "done" });
  expect((await viewMatter(await city.staff("pengyi"), matterId)).matter.number).toBe(number);
});

test("a document to be read goes to each unit at once, and is filed when all have read it", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const { matterId } = await arrived("internal");
  await work(city, "zhuangyan", matterId, "receive", { outcome: "sign" });
  await work(city, "xuran", matterId, "propose", { outcome: "read", readers: [{ unit: URBAN }] });
  await work(city, "renhong", matterId, "read", { outcome: "read", note: "已阅" });
  expect((await getMatter(city.ctx(), matterId)).open.map(({ kind }) => kind)).toEqual(["file"]);
});
