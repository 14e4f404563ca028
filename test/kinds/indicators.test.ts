import { afterAll, beforeAll, expect, test } from "vitest";
import { getKind, indicatorsNow } from "#content/catalogue";
import { measuresOf, type IndicatedBy, type Indicator } from "#content/kind";
import { begin } from "#matter/begin";
import { countMeasures, indicatorFigures, type Share } from "#matter/indicator";
import { getMatter } from "#matter/matter";
import { completeTask, type TaskResult } from "#matter/work";
import { system } from "#kernel/ctx";
import { colleagueFor } from "../../src/seed/walk.ts";
import { type TestCity } from "../city.ts";
import { cityOfKinds } from "./city.ts";

// Ten orders and six events of November, lived step by step, and what every indicator says of them, reckoned by hand.

const LAMPS = "11990100MB00000057-04";
const LAW = "11990100MB00000057-02";
const CLEAN = "11990100MB00000057-06";
const NOVEMBER = { from: new Date("2026-11-01T00:00:00+08:00"), until: new Date("2026-12-01T00:00:00+08:00") };

let city: TestCity;
beforeAll(async () => {
  city = await cityOfKinds();
  for (const [item, channel, form, ...steps] of ORDERS) await live(item, channel, { summary: "这里有点问题", ...form }, steps);
  for (const [item, channel, form, ...steps] of EVENTS) await live(item, channel, form, steps);
  city.now = new Date("2026-12-01T12:00:00+08:00");
});
afterAll(() => city.close());

/** Day and hour in November · work · result. */
type Step = [when: string, work: string, result: TaskResult];
type Story = [item: string, channel: string, form: Record<string, unknown>, begun: string, ...steps: Step[]];

const BOOKS = { where: { address: "书院街20号", area: "990101002001" } };
const PINES = { where: { address: "松林里8号", area: "990101001002" } };
const dispatch = (unit: string): TaskResult => ({ outcome: "dispatch", unit });
const sign: TaskResult = { outcome: "sign" };
const done: TaskResult = { outcome: "done", answer: "已经办好。" };
const visit = (outcome: string, solved: string, satisfied: string, more = {}): TaskResult => ({ outcome, reached: true, solved, satisfied, ...more });

// 受理后两小时派单，一个工作日签收，投诉五个工作日、涉企二十四小时答复.
const ORDERS: Story[] = [
  // Everything in time; content.
  [
    "hotline-complaint",
    "online",
    BOOKS,
    "23T09:00",
    ["23T09:30", "dispatch", dispatch(LAMPS)],
    ["23T10:00", "sign", sign],
    ["24T10:00", "handle", done],
    ["24T15:00", "visit", visit("close", "yes", "1")],
  ],
  // A firm's: dispatched after three hours, signed for after two days, answered after two days; half solved, not content.
  [
    "hotline-business",
    "online",
    BOOKS,
    "23T09:00",
    ["23T12:00", "dispatch", dispatch(LAMPS)],
    ["25T13:00", "sign", sign],
    ["25T16:00", "handle", done],
    ["26T10:00", "visit", visit("close", "partly", "4")],
  ],
  // Sent back by the wrong unit, dispatched again.
  [
    "hotline-complaint",
    "online",
    PINES,
    "23T09:00",
    ["23T09:30", "dispatch", dispatch(LAW)],
    ["23T10:00", "sign", { outcome: "return", reason: "路灯不归执法大队管", basis: "三定规定" }],
    ["23T11:00", "review-return", { outcome: "agree" }],
    ["23T11:30", "dispatch", dispatch(LAMPS)],
    ["23T14:00", "sign", sign],
    ["24T10:00", "handle", done],
    ["24T15:00", "visit", visit("close", "yes", "2")],
  ],
  // Done again.
  [
    "hotline-complaint",
    "online",
    PINES,
    "23T09:00",
    ["23T09:30", "dispatch", dispatch(LAMPS)],
    ["23T10:00", "sign", sign],
    ["24T10:00", "handle", done],
    ["24T15:00", "visit", visit("redo", "no", "4", { reason: "只修好一盏" })],
    ["25T10:00", "handle", done],
    ["25T15:00", "visit", visit("close", "yes", "3")],
  ],
  // Given longer; still being handled.
  [
    "hotline-complaint",
    "online",
    PINES,
    "23T09:00",
    ["23T09:30", "dispatch", dispatch(LAW)],
    ["23T10:00", "sign", sign],
    ["24T10:00", "handle", { outcome: "extend", days: 5, reason: "要等检测" }],
    ["24T11:00", "review", { outcome: "agree" }],
  ],
  // Left out: a demand without ground.
  [
    "hotline-complaint",
    "online",
    BOOKS,
    "23T09:00",
    ["23T09:30", "dispatch", dispatch(LAW)],
    ["23T10:00", "sign", sign],
    ["24T10:00", "handle", done],
    ["24T15:00", "visit", visit("exclude", "unreasonable", "5", { exclude_ground: "unreasonable", reason: "规划许可齐全" })],
    ["25T10:00", "judge-exclusion", { outcome: "agree" }],
  ],
  // Praise: answered at once, nobody is visited.
  ["hotline-praise", "online", {}, "23T09:00", ["23T09:20", "dispatch", { outcome: "answer", answer: "谢谢您。" }]],
  // At court.
  ["hotline-complaint", "online", {}, "23T09:00", ["23T09:10", "dispatch", { outcome: "decline", not_accepted: "lawsuit", reason: "本案正在二审。" }]],
  // Forgotten: nobody dispatched it.
  ["hotline-complaint", "online", BOOKS, "24T09:00"],
  // The last day: not signed for yet, and not late.
  ["hotline-complaint", "online", PINES, "30T09:00", ["30T09:30", "dispatch", dispatch(LAMPS)]],
];

// 暴露垃圾: two working hours to register and to dispatch, four to dispose, eight to check.
const EVENTS: Story[] = [
  [
    "event-garbage",
    "grid",
    BOOKS,
    "23T09:00",
    ["23T09:30", "registering", { outcome: "register" }],
    ["23T10:00", "dispatch", dispatch(CLEAN)],
    ["23T11:00", "dispose", { outcome: "done" }],
    ["23T15:00", "recheck", { outcome: "pass" }],
  ],
  // Verified, sent back by the wrong unit, disposed late, done again.
  [
    "event-garbage",
    "online",
    BOOKS,
    "23T09:00",
    ["23T10:00", "verify", { outcome: "real" }],
    ["23T14:30", "registering", { outcome: "register" }],
    ["23T15:00", "dispatch", dispatch(LAW)],
    ["23T16:00", "dispose", { outcome: "back", reason: "不归我们管" }],
    ["23T16:30", "dispatch", dispatch(CLEAN)],
    ["25T10:00", "dispose", { outcome: "done" }],
    ["25T11:00", "recheck", { outcome: "fail", reason: "还有一堆" }],
    ["25T14:00", "dispose", { outcome: "done" }],
    ["25T15:00", "recheck", { outcome: "pass" }],
  ],
  // Not true, and found so a day late.
  ["event-garbage", "online", PINES, "23T09:00", ["24T10:00", "verify", { outcome: "unreal", reason: "已经清走" }]],
  // Given longer, still to be disposed of, not late.
  [
    "event-garbage",
    "grid",
    PINES,
    "30T09:00",
    ["30T09:30", "registering", { outcome: "register" }],
    ["30T10:00", "dispatch", dispatch(CLEAN)],
    ["30T11:00", "dispose", { outcome: "postpone", days: 3, reason: "要调车" }],
    ["30T11:30", "approve", { outcome: "agree" }],
  ],
  // Late, and not disposed of.
  ["event-garbage", "grid", PINES, "24T09:00", ["24T09:30", "registering", { outcome: "register" }], ["24T10:00", "dispatch", dispatch(CLEAN)]],
  // Disposed of, the check is late.
  [
    "event-garbage",
    "grid",
    BOOKS,
    "24T09:00",
    ["24T09:30", "registering", { outcome: "register" }],
    ["24T10:00", "dispatch", dispatch(CLEAN)],
    ["24T11:00", "dispose", { outcome: "done" }],
  ],
];

const moment = (when: string): string => `2026-11-${when}:00+08:00`;

async function live(item: string, channel: string, form: Record<string, unknown>, [begun, ...steps]: [string, ...Step[]] | (string | Step)[]): Promise<void> {
  city.now = new Date(moment(begun as string));
  const ctx = channel === "grid" ? await city.staff("sangye") : city.ctx({ kind: "anonymous", id: "", name: "" });
  const { matterId } = await begin(ctx, { item, channel, form, ...(channel === "online" && { party: { kind: "anonymous" as const } }) });
  for (const [when, work, result] of steps as Step[]) {
    city.now = new Date(moment(when));
    const { open } = await getMatter(city.ctx(), matterId);
    const task = open.find(({ kind }) => kind === work);
    if (!task) throw new Error(`${item}: no ${work} waits at ${when}: ${open.map(({ kind }) => kind).join()}`);
    await completeTask(city.ctx(await colleagueFor(city.ctx(system("示例")), task)), matterId, task.taskId, result);
  }
}

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
});

test("two that count at once count each day once", async () => {
  await city.database.owner.query("truncate matter.measures, matter.measured");
  const live = await told("work-order", "unit");
  await Promise.all([countMeasures(city.ctx()), countMeasures(city.ctx())]);
  expect(await told("work-order", "unit")).toEqual(live);
});
