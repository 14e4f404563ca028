import { afterAll, beforeAll, expect, test } from "vitest";
import { getKind, indicatorsNow } from "#content/catalogue";
import { measuresOf, type IndicatedBy, type Indicator } from "#content/kind";
import { countMeasures, indicatorFigures, type Share } from "#matter/indicator";
import { type TestCity } from "../city.ts";
import { serve, signedIn, type ConsoleBrowser } from "../console-browser.ts";
import { cityOfKinds } from "./city.ts";
import { LAMPS, LAW, liveNovember } from "./november.ts";

// Ten orders and six events of November, lived step by step, and what every indicator says of them, reckoned by hand.

const NOVEMBER = { from: new Date("2026-11-01T00:00:00+08:00"), until: new Date("2026-12-01T00:00:00+08:00") };

let city: TestCity;
let app: Awaited<ReturnType<typeof serve>>;
let watcher: ConsoleBrowser;
beforeAll(async () => {
  city = await cityOfKinds();
  await liveNovember(city);
  app = await serve(city);
  watcher = await signedIn(city, app, "sujin");
});
afterAll(async () => {
  await app.close();
  await city.close();
});

async function told(kindId: string, by: IndicatedBy, indicators?: Indicator[], period = NOVEMBER): Promise<Record<string, Record<string, Share>>> {
  const ctx = city.ctx();
  const { kind } = (await getKind(ctx, kindId)).definition;
  const asked = indicators ?? (await indicatorsNow(ctx)).filter(({ of }) => of === kindId);
  // A memory of its own: nothing that was said before is said again.
  const fresh = { ...ctx, memory: { ...ctx.memory, recall: (_key: string, load: () => Promise<unknown>) => load() } as typeof ctx.memory };
  return Object.fromEntries((await indicatorFigures(fresh, kind, asked, by, period)).map(({ key, shares }) => [key, shares]));
}

const written = (shares: Record<string, Share>): Record<string, string> =>
  Object.fromEntries(Object.entries(shares).map(([id, { met, of }]) => [id, `${met}/${of}`]));

test("the indicators of the hotline, of ten orders", async () => {
  const all = await told("work-order", "unit");
  expect(written(all[""]!)).toEqual({
    "order-dispatched": "7/9", // one late, one not at all; the second dispatch of the order that was sent back counts
    "order-signed": "5/6",
    "order-returned": "1/8",
    "order-closed": "7/10",
    "order-in-time": "3/4", // the order that is left out is in neither
    "order-solved": "3/4",
    "order-satisfied": "3/4",
    "order-redone": "1/4",
    "order-extended": "0/4", // the one that was given longer is not closed
    "order-excluded": "1/7",
  });
  // What was sent back counts for the unit that sent it back, though another has the order now.
  expect([all[LAW]!["order-returned"], all[LAMPS]!["order-returned"]]).toEqual([
    { met: 1, of: 3 },
    { met: 0, of: 5 },
  ]);
  expect([all[LAW]!["order-signed"], all[LAMPS]!["order-signed"]]).toEqual([
    { met: 2, of: 2 },
    { met: 3, of: 4 },
  ]);
  const byStreet = await told("work-order", "area");
  expect(byStreet["990101001000"]!["order-closed"]).toEqual({ met: 2, of: 4 });
  const byItem = await told("work-order", "item");
  expect(byItem["hotline-business"]!["order-in-time"]).toEqual({ met: 0, of: 1 });
});

test("the indicators of city events, of six events", async () => {
  const all = await told("city-event", "unit");
  expect(written(all[""]!)).toEqual({
    "event-valid": "5/6",
    "event-registered": "5/5",
    "event-verified-in-time": "1/2",
    "event-registered-in-time": "4/5",
    "event-dispatched-in-time": "6/6",
    "event-dispatched-rightly": "1/2",
    "event-disposed": "4/5",
    "event-disposed-in-time": "3/5",
    "event-overdue": "1/5",
    "event-extended": "1/5",
    "event-rework": "1/4",
    "event-checked-in-time": "3/4",
    "event-closed": "2/4",
    "event-closed-in-time": "1/4",
  });
});

test("a month without anything has no shares, and the month after begins with what stands", async () => {
  const october = { from: new Date("2026-10-01T00:00:00+08:00"), until: NOVEMBER.from };
  expect(await told("work-order", "unit", undefined, october)).toEqual({});
  const december = { from: NOVEMBER.until, until: new Date("2027-01-01T00:00:00+08:00") };
  expect(written((await told("work-order", "unit", undefined, december))[""]!)).toMatchObject({
    "order-closed": "0/3",
    "order-dispatched": "0/1",
    "order-solved": "0/0",
  });
});

/** Every measure of a kind as an indicator of its own. */
async function everything(kindId: string): Promise<Indicator[]> {
  const { kind } = (await getKind(city.ctx(), kindId)).definition;
  return [...measuresOf(kind).keys()].map((measure, n) => ({ id: `m${n}`, name: measure, of: kindId, met: [measure], of_all: ["received"], standard: "" }));
}

test("every measure of a kind says the same whether its days were counted one by one, at once, or not at all", async () => {
  const ways: IndicatedBy[] = ["unit", "item", "area"];
  for (const kindId of ["work-order", "city-event"]) {
    const indicators = await everything(kindId);
    const all = (): Promise<unknown[]> => Promise.all(ways.map((by) => told(kindId, by, indicators)));
    await city.database.owner.query("insert into catalogue.indicators (pack_id, definitions) values ($1, $2)", [`test-${kindId}`, JSON.stringify(indicators)]);
    city.ctx().memory.forget("catalogue.indicators");
    const live = await all();
    expect(JSON.stringify(live)).toMatch(/"met":[1-9]/);
    for (const now of ["2026-11-24T10:00:00+08:00", "2026-11-25T00:00:01+08:00", "2026-11-30T23:00:00+08:00"]) {
      city.now = new Date(now);
      await countMeasures(city.ctx());
      city.now = new Date("2026-12-01T12:00:00+08:00");
      expect(await all()).toEqual(live);
    }
    await countMeasures(city.ctx());
    expect(await all()).toEqual(live);
    expect(await countMeasures(city.ctx())).toBe(0);
    // One that is asked for anew is counted from the first day.
    const { rowCount } = await city.database.owner.query("delete from matter.measured where kind = $1 and measure = 'act.dispatched'", [kindId]);
    await city.database.owner.query("delete from matter.measures where kind = $1 and measure = 'act.dispatched'", [kindId]);
    expect(rowCount).toBeGreaterThan(0);
    expect(await all()).toEqual(live);
    await countMeasures(city.ctx());
    expect(await all()).toEqual(live);
  }
  await city.database.owner.query("delete from catalogue.indicators where pack_id like 'test-%'");
  city.ctx().memory.forget("catalogue.indicators");
});

test("two that count at once count each day once", async () => {
  await city.database.owner.query("truncate matter.measures, matter.measured");
  const live = await told("work-order", "unit");
  await Promise.all([countMeasures(city.ctx()), countMeasures(city.ctx())]);
  expect(await told("work-order", "unit")).toEqual(live);
});

const ORDERS_OF_NOVEMBER = "/console/figures?kind=work-order&period=month&at=2026-11-01";
const text = (html: string): string =>
  html
    .replace(/<svg[\s\S]*?<\/svg>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .replace(/ ?／ ?/g, "／");

test("whoever watches over the city reads shares with both their numbers, and a dash where there is nothing", async () => {
  const { html, status } = await watcher.get(ORDERS_OF_NOVEMBER);
  const said = text(html);
  expect(status).toBe(200);
  // With the post whose step it is; what is nobody's step in particular has a dash.
  expect(said).toContain("按时派单率 派单 77.8% 7／9");
  expect(said).toContain("剔除 — 14.3% 1／7");
  expect(said).toContain("退单率 — 12.5% 1／8");
  // In the order of the city's units: 行政执法大队 before 路灯; the centre, which answered praise, has no dispatch of its own.
  const rows = [...html.matchAll(/<tr data-row[\s\S]*?<\/tr>/g)].map(([row]) => text(row));
  const [law, lamps] = [rows.findIndex((row) => row.includes("33.3% 1／3")), rows.findIndex((row) => row.includes("0.0% 0／5"))];
  expect(law).toBeGreaterThan(0);
  expect(law).toBeLessThan(lamps);
  expect(rows.some((row) => row.includes("—"))).toBe(true);
  // A step of the centre is no figure of a unit.
  expect(html.match(/<th scope="col"[^>]*>按时派单率/g)).toBeNull();
  expect((await watcher.get(`${ORDERS_OF_NOVEMBER}&by=item`)).html).toMatch(/<th scope="col"[^>]*>按时派单率/);
  expect(said).not.toMatch(/排名第|名次|第一名/);
});

test("of the telephone is told how much was answered, of all and within fifteen seconds, beside the orders", async () => {
  const called = (id: number, waited: number | null): string =>
    `('00000000-0000-7000-8000-00000000000${id}', '${id}', 'ended', false, '2026-11-05T10:00:00+08:00', '2026-11-05T10:00:00+08:00',
      ${waited === null ? "null" : `timestamptz '2026-11-05T10:00:00+08:00' + interval '${waited} seconds'`}, now())`;
  await city.database.owner.query(
    `insert into call.calls (call_id, outside, state, outward, received_at, began_at, answered_at, changed_at) values ${[called(1, 8), called(2, 15), called(3, 40), called(4, null)].join(", ")}`,
  );
  const said = text((await watcher.get(ORDERS_OF_NOVEMBER)).html);
  expect(said).toContain("接通率 — 75.0% 3／4");
  expect(said).toContain("15 秒接通率 — 50.0% 2／4");
});

test("a number leads to the list that says the same", async () => {
  const { html } = await watcher.get(ORDERS_OF_NOVEMBER);
  const links = [...html.matchAll(/href="(\/console\/kinds\/work-order\?[^"]+)"[^>]*>([\d,]+)</g)].map(
    ([, href = "", n]) => [href.replaceAll("&amp;", "&"), Number(n)] as const,
  );
  expect(links.length).toBeGreaterThan(3);
  for (const [href, n] of links) expect(text((await watcher.get(href)).html), href).toContain(`${n} 件`);
});

test("figures by a person are refused; whoever does not watch sees none; a month without anything says so", async () => {
  const person = await watcher.get(`${ORDERS_OF_NOVEMBER}&by=person`);
  expect([person.status, text(person.html)]).toEqual([422, expect.stringContaining("不按人算，也不排名")]);
  const handler = await signedIn(city, app, "linfeng");
  expect((await handler.get(ORDERS_OF_NOVEMBER)).status).toBe(403);
  expect(text((await watcher.get("/console/figures?kind=work-order&period=month&at=2025-03-01")).html)).toContain("这一段没有可以算的");
});

test("figures are taken out with a reason, which is on record", async () => {
  const at = "/console/figures/export?kind=work-order&by=unit&period=month&at=2026-11-01";
  await watcher.get(at);
  expect((await watcher.post(at, { format: "csv", reason: "" })).status).toBe(422);
  const { html, status } = await watcher.post(at, { format: "csv", reason: "准备十一月的办理情况分析" });
  expect(status).toBe(200);
  expect(html).toMatch(/^\ufeff承办单位,按时派单率,按时派单率：分子,按时派单率：分母/);
  expect(html).toContain("全部,77.8%,7,9,83.3%,5,6");
  const { rows } = await city.database.owner.query("select fields, purpose from trace.looks where purpose = '准备十一月的办理情况分析'");
  expect(rows).toEqual([{ fields: ["工单：导出按承办单位的指标"], purpose: "准备十一月的办理情况分析" }]);
});

test("the history of an order names how a visit ended by its word alone", async () => {
  const { html } = await watcher.get("/console/kinds/work-order?f-state=closed&f-flags=redo");
  const [, href = ""] = /href="(\/console\/matters\/[^"]+)"/.exec(html)!;
  const said = text((await watcher.get(href)).html);
  expect(said).toContain("回访：办结");
  expect(said).not.toContain("；close");
});
