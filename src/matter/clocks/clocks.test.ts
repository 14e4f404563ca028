import { expect, test } from "vitest";
import { kindsOf, readPack } from "#content/pack";
import { announcedDays, calendarOf, endOf, startOf } from "#kernel/clock";
import { timerOf } from "./clock.ts";
import { calendar, matter, on, task, type Lived } from "./moving.fixture.ts";
import { clockKindOf, declaredBy, stopKindOf, type Declared } from "./declared.ts";
import {
  clearTimer,
  clockOf,
  end,
  endAll,
  extend,
  lightOf,
  mainClock,
  nameOf,
  passingsOf,
  recount,
  resume,
  setTimer,
  standsStill,
  start,
  statutoryDay,
  stop,
  suspendedSince,
} from "./index.ts";

const at = (text: string): Date => new Date(`${text}:00+08:00`);

/** A kind of another sort: a call that is answered within hours, handled within working hours, and may be hung up. */
const ORDER: Declared = {
  clocks: [
    {
      id: "handle",
      word: "答复",
      within: "P5WD",
      shown: true,
      extends: { most: "P5WD", times: 1, by: "flow" },
      marks: [
        { at: "-P1WD", light: "yellow", tells: ["holder"] },
        { at: "P0D", light: "red", tells: ["supervisor"] },
        { at: "+P2WD", begins: "supervision" },
      ],
    },
    { id: "dispatch", word: "派单", within: "PT2H", shown: false, marks: [] },
    { id: "check", word: "核查", within: "PT8WH", shown: false, marks: [] },
    { id: "decide", word: "作出决定", within: "P90D", shown: false, marks: [] },
  ],
  stops: [
    { id: "pause", word: "中止", by: "flow", clocks: "all", works: false },
    { id: "hearing", word: "听证", by: "flow", clocks: ["decide"], works: true },
    { id: "hold", word: "挂起", by: "direct", clocks: "none", works: false },
  ],
};

const due = (moving: Lived, name: string): Date => clockOf(moving.matter, name)!.dueAt;

test("clocks of four paces begin together, each due in its own", () => {
  const moving = matter();
  for (const kind of ORDER.clocks) start(on(at("2026-11-23T16:00"), ORDER), moving, kind);
  expect(ORDER.clocks.map(({ id }) => due(moving, id))).toEqual([endOf("2026-11-30"), at("2026-11-23T18:00"), at("2026-11-25T09:30"), endOf("2027-02-22")]);
  expect(statutoryDay(moving.matter)).toBeNull();
  expect(mainClock(moving.matter, ORDER)?.clockId).toBe("handle");
});

test("a clock is met when it ends before it is due; started again it is a second one; what its matter takes along is neither", () => {
  const moving = matter();
  const kind = clockKindOf(ORDER, "dispatch");
  start(on(at("2026-11-23T10:00"), ORDER), moving, kind);
  end(on(at("2026-11-23T11:59"), ORDER), moving, "dispatch");
  start(on(at("2026-11-23T14:00"), ORDER), moving, kind);
  end(on(at("2026-11-23T16:00"), ORDER), moving, "dispatch");
  start(on(at("2026-11-24T10:00"), ORDER), moving, kind, { within: "PT1H", from: at("2026-11-24T08:00") });
  endAll(at("2026-11-24T10:00"), moving, "结束");
  expect(moving.matter.clocks.map(({ clockId, met, endedAt }) => [clockId, met, endedAt])).toEqual([
    ["dispatch", true, at("2026-11-23T11:59")],
    ["dispatch#2", false, at("2026-11-23T16:00")],
    ["dispatch#3", null, at("2026-11-24T10:00")],
  ]);
  expect([clockOf(moving.matter, "dispatch")?.clockId, nameOf({ clockId: "dispatch#3" }), nameOf({ clockId: "timer:a" })]).toEqual([
    "dispatch#3",
    "dispatch",
    undefined,
  ]);
});

test("one that is started while it runs ends the one before", () => {
  const moving = matter();
  const kind = clockKindOf(ORDER, "handle");
  start(on(at("2026-11-23T10:00"), ORDER), moving, kind);
  start(on(at("2026-11-25T10:00"), ORDER), moving, kind);
  expect(moving.matter.clocks.map(({ clockId, endedAt }) => [clockId, endedAt === null])).toEqual([
    ["handle", false],
    ["handle#2", true],
  ]);
});

test("a clock until a day is later by just what it stood", () => {
  const moving = matter();
  const goal = { id: "goal", word: "目标", within: "P90D", shown: false, marks: [] };
  start(on(at("2026-11-23T10:00"), ORDER), moving, goal, { until: endOf("2026-12-31") });
  const { stopId } = stop(on(at("2026-11-24T10:00"), ORDER), moving, [], stopKindOf(ORDER, "pause"), { by: "x" });
  resume(on(at("2026-11-25T11:00"), ORDER), moving, [], { stopId, result: null, past: [] });
  expect(moving.matter.clocks).toMatchObject([{ pace: "H", within: null, dueAt: at("2027-01-02T01:00"), nextAt: at("2027-01-02T00:00") }]);
});

test("a stop holds what it names: a hearing the decision alone, a pause everything, being set aside nothing but the work", () => {
  const begun = at("2026-11-23T10:00");
  const moving = matter();
  for (const kind of ORDER.clocks) start(on(begun, ORDER), moving, kind);
  const timing = on(at("2026-11-23T11:00"), ORDER);
  moving.opened.push(task(timing, moving, "P3WD"), task(timing, moving, "P15WD", "caller"));
  const standing = (): string[] => moving.matter.clocks.filter(({ stoppedAt }) => stoppedAt).map(({ clockId }) => clockId);
  const hearing = stop(timing, moving, moving.open, stopKindOf(ORDER, "hearing"), { by: "x", reason: "要求听证" });
  expect([standing(), standsStill(moving.matter), moving.opened.map(({ stoppedAt }) => stoppedAt)]).toEqual([["decide"], false, [null, null]]);
  stop(timing, moving, moving.open, stopKindOf(ORDER, "hold"), { by: "x" });
  expect([standing(), standsStill(moving.matter), suspendedSince(moving.matter)]).toEqual([["decide"], true, timing.now]);
  stop(timing, moving, moving.open, stopKindOf(ORDER, "pause"), { by: "x" });
  // What a party is asked to do goes on: it is what is waited for.
  expect([standing().length, moving.opened.map(({ stoppedAt }) => stoppedAt)]).toEqual([4, [timing.now, null]]);
  resume(on(at("2026-11-24T11:00"), ORDER), moving, moving.open, { stopId: hearing.stopId, result: "听证结束", past: [] });
  expect(standing().length).toBe(4); // the pause holds all still
  expect(clockOf(moving.matter, "decide")?.nextAt).toBeNull();
});

test("what begins while a stop runs stands from the beginning, and counts none of it", () => {
  const moving = matter();
  const pause = stop(on(at("2026-11-23T10:00"), ORDER), moving, moving.open, stopKindOf(ORDER, "pause"), { by: "x" });
  const timing = on(at("2026-11-24T10:00"), ORDER);
  start(timing, moving, clockKindOf(ORDER, "handle"));
  setTimer(timing, moving, { timerId: "late", node: "late", within: "P1D" });
  setTimer(timing, moving, { timerId: "fixed", node: "fixed", at: at("2026-11-30T10:00") });
  moving.opened.push(task(timing, moving, "P3WD"));
  expect(moving.matter.clocks.map(({ stoppedAt, nextAt }) => [stoppedAt, nextAt])).toEqual([
    [timing.now, null],
    [timing.now, null],
    [timing.now, null],
  ]);
  resume(on(at("2026-11-26T12:00"), ORDER), moving, moving.open, { stopId: pause.stopId, result: null, past: [] });
  expect(moving.matter.clocks.map(({ dueAt, stoppedAt }) => [dueAt, stoppedAt])).toEqual([
    [endOf("2026-12-03"), null], // five working days after Tuesday, and two that it stood
    [at("2026-11-27T12:00"), null],
    [at("2026-12-02T12:00"), null],
  ]);
  expect(moving.opened[0]).toMatchObject({ dueAt: endOf("2026-12-01"), stoppedAt: null });
});

test("a timer ends when it fired or is not waited for; set again it runs again", () => {
  const moving = matter();
  const timing = on(at("2026-11-23T10:00"), ORDER);
  setTimer(timing, moving, { timerId: "late", node: "late", within: "P5WD" });
  expect(moving.matter.clocks).toMatchObject([{ clockId: "timer:late", pace: "WD", dueAt: endOf("2026-11-30"), nextAt: endOf("2026-11-30"), node: "late" }]);
  clearTimer(timing, moving, "late");
  expect(moving.matter.clocks).toMatchObject([{ endedAt: timing.now, nextAt: null, met: null }]);
  setTimer(timing, moving, { timerId: "late", node: "late", within: "PT90M" });
  expect(moving.matter.clocks).toMatchObject([{ endedAt: null, pace: "H", dueAt: at("2026-11-23T11:30") }]);
  expect([timerOf(moving.matter.clocks[0]!), passingsOf(calendar, ORDER, moving.matter.clocks[0]!)]).toEqual(["late", []]);
});

test("marks are the declared ones, else near and due; they are looked at when they pass", () => {
  const moving = matter();
  const timing = on(at("2026-11-23T10:00"), ORDER);
  for (const kind of ORDER.clocks) start(timing, moving, kind);
  const marks = (name: string): unknown[] => passingsOf(calendar, ORDER, clockOf(moving.matter, name)!).map((each) => [each.mark.at, each.at]);
  expect(marks("handle")).toEqual([
    ["-P1WD", startOf("2026-11-27")],
    ["P0D", endOf("2026-11-30")],
    ["+P2WD", endOf("2026-12-02")],
  ]);
  expect(marks("dispatch")).toEqual([
    ["-PT30M", at("2026-11-23T11:30")],
    ["P0D", at("2026-11-23T12:00")],
  ]);
  expect(marks("check")[0]).toEqual(["-PT2WH", at("2026-11-24T09:30")]);
  expect(clockOf(moving.matter, "handle")?.nextAt).toEqual(startOf("2026-11-27"));
});

test("a light that passed goes out when the clock moves, a mark that is past anyway is not told twice", () => {
  const moving = matter();
  start(on(at("2026-11-23T10:00"), ORDER), moving, clockKindOf(ORDER, "handle"));
  const lit = { ...clockOf(moving.matter, "handle")!, mark: "P0D", nextAt: endOf("2026-12-02") };
  moving.matter.clocks = [lit];
  expect(lightOf(calendar, ORDER, lit)).toBe("red");
  extend(on(at("2026-12-01T10:00"), ORDER), moving, "handle", "P1WD", []);
  const once = clockOf(moving.matter, "handle")!;
  expect([once.mark, once.nextAt, lightOf(calendar, ORDER, once), once.within]).toEqual(["-P1WD", endOf("2026-12-01"), "yellow", "P6WD"]);
  extend(on(at("2026-12-01T10:00"), ORDER), moving, "handle", "P4WD", []);
  expect(clockOf(moving.matter, "handle")).toMatchObject({ mark: null, nextAt: startOf("2026-12-04"), dueAt: endOf("2026-12-07") });
});

test("a holiday moves what is counted by the calendar, by what it was counted from; hours of the clock and instants stay", () => {
  const moving = matter();
  const timing = on(at("2026-11-23T10:00"), ORDER);
  for (const kind of ORDER.clocks) start(timing, moving, kind);
  setTimer(timing, moving, { timerId: "a", node: "催办", within: "P5WD" });
  setTimer(timing, moving, { timerId: "b", node: "等待", within: "P5D" });
  moving.opened.push(task(timing, moving, "P3WD"));
  const again = on(at("2026-11-23T12:00"), ORDER, calendarOf(new Map([...announcedDays(), ["2026-11-24", false], ["2027-02-22", false]])));
  const names = { past: [], nodeName: (node: string): string => node };
  expect(recount(again, moving, [], names)).toEqual([
    { what: "答复", from: "2026-11-30", to: "2026-12-01" },
    { what: "核查", from: "2026-11-24", to: "2026-11-25" },
    { what: "作出决定", from: "2027-02-22", to: "2027-02-23" },
    { what: "「办理」的期限", from: "2026-11-26", to: "2026-11-27" },
    { what: "「催办」的期限", from: "2026-11-30", to: "2026-12-01" },
  ]);
  expect(recount(again, moving, [], names)).toEqual([]);
});

test("an application promises and has a law behind it; its procedures are those of 第四十五条", () => {
  const { kind } = kindsOf([readPack("packs/common").pack!, readPack("packs/application").pack!]).get("application")!;
  const application = declaredBy(kind);
  expect(application.clocks.map(({ id }) => id)).toEqual(["promised", "statutory"]);
  expect(application.stops.filter(({ by }) => by === "works").map(({ word }) => word)).toEqual("听证 招标 拍卖 检验 检测 检疫 鉴定 专家评审".split(" "));
  expect(() => stopKindOf(application, "tea")).toThrow("no stop tea");
});

test("a timer that fires with a named clock is due, stands, moves and ends with it, and waits for one that has not begun", () => {
  const [began, later] = [at("2026-11-23T10:00"), at("2026-11-25T10:00")];
  const moving = matter();
  const timer = () => moving.matter.clocks.find((clock) => timerOf(clock) === "t.1")!;
  setTimer(on(began, ORDER), moving, { timerId: "t.1", node: "late", clock: "decide" });
  expect(timer().nextAt).toBeNull();
  start(on(began, ORDER), moving, clockKindOf(ORDER, "decide"));
  expect([timer().dueAt, timer().nextAt]).toEqual([due(moving, "decide"), due(moving, "decide")]);
  const { stopId } = stop(on(began, ORDER), moving, [], stopKindOf(ORDER, "hearing"), { by: "x" });
  expect([timer().stoppedAt, timer().nextAt]).toEqual([began, null]);
  resume(on(later, ORDER), moving, [], { stopId, result: null, past: [] });
  expect([timer().dueAt, timer().nextAt]).toEqual([endOf("2027-02-23"), endOf("2027-02-23")]); // two days longer, 21 February is a Sunday
  extend(on(later, ORDER), moving, "decide", "P30D", []);
  expect(timer().nextAt).toEqual(due(moving, "decide"));
  end(on(later, ORDER), moving, "decide");
  expect([timer().nextAt, timer().endedAt]).toEqual([null, null]);
  clearTimer(on(later, ORDER), moving, "t.1");
  expect(timer().endedAt).toEqual(later);
});
