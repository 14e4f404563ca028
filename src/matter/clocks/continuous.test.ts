import fc from "fast-check";
import { test } from "vitest";
import { dueAt, lastDay, passedBetween, startOf, type Pace } from "#kernel/clock";
import { covers, runningStops, type Clock, type Stop } from "./clock.ts";
import { stopKindOf, type Declared } from "./declared.ts";
import { extend, resume, start, stop } from "./index.ts";
import { calendar, matter, on, task, written } from "./moving.fixture.ts";

// Any order of stops and extensions leaves every clock where one continuous count would.
const LENGTHS: Record<Pace, { within: string; by: string }> = {
  WD: { within: "P20WD", by: "P3WD" },
  D: { within: "P60D", by: "P7D" },
  H: { within: "PT300H", by: "PT24H" },
  WH: { within: "PT60WH", by: "PT8WH" },
};
const KINDS: Declared = {
  clocks: Object.entries(LENGTHS).map(([id, { within }]) => ({ id, word: id, within, shown: true, marks: [] })),
  stops: [
    { id: "all", word: "中止", by: "flow", clocks: "all", works: false },
    { id: "some", word: "听证", by: "flow", clocks: ["D", "WH"], works: true },
    { id: "none", word: "挂起", by: "direct", clocks: "none", works: false },
  ],
};
const step = fc.record({
  after: fc.integer({ min: 1, max: 3 * 24 * 60 }),
  act: fc.constantFrom("all", "some", "none", "end", "end", "extend"),
  which: fc.nat(5),
});

/** What one continuous count says: the limit with its extensions, less every minute during which one of the stops held it. */
function continuous(clock: Clock, stops: readonly Stop[], extended: number): Date {
  const pace = clock.clockId as Pace;
  const holding = stops.filter((each) => covers(each, clock) && each.endedAt);
  const edges = [...new Set(holding.flatMap(({ startedAt, endedAt }) => [startedAt.getTime(), endedAt!.getTime()]))].toSorted((a, b) => a - b);
  let stood = 0;
  for (const [i, edge] of edges.entries()) {
    const until = edges[i + 1];
    if (until !== undefined && holding.some(({ startedAt, endedAt }) => startedAt.getTime() <= edge && endedAt!.getTime() >= until))
      stood += passedBetween(calendar, pace, new Date(edge), new Date(until));
  }
  const digits = (text: string): number => Number(/\d+/.exec(text)![0]);
  const total = digits(LENGTHS[pace].within) + extended * digits(LENGTHS[pace].by);
  return dueAt(calendar, clock.startedAt, LENGTHS[pace].within.replace(/\d+/, String(total)), { stood });
}

test("any order of stops and extensions leaves every clock where one continuous count would", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 * 24 * 60 }), fc.array(step, { maxLength: 14 }), (minute, steps) => {
      const begun = new Date(startOf("2025-01-01").getTime() + minute * 60_000);
      const moving = matter();
      for (const kind of KINDS.clocks) start(on(begun, KINDS), moving, kind);
      moving.opened.push(task(on(begun, KINDS), moving, "P9WD"));
      let now = begun;
      let extended = 0;
      const all = (): Stop[] => [...moving.past, ...moving.matter.stops];
      const finish = (stopId: string): void => resume(on(now, KINDS), moving, moving.open, { stopId, result: null, past: moving.past });
      for (const { after, act, which } of steps) {
        now = new Date(now.getTime() + after * 60_000);
        const running = runningStops(moving.matter);
        if (act === "extend") {
          extended += 1;
          for (const [id, { by }] of Object.entries(LENGTHS)) extend(on(now, KINDS), moving, id, by, moving.past);
        } else if (act === "end") {
          if (running.length > 0) finish(running[which % running.length]!.stopId);
        } else stop(on(now, KINDS), moving, moving.open, stopKindOf(KINDS, act), { by: "x" });
        for (const clock of moving.matter.clocks) {
          const held = runningStops(moving.matter).some((each) => covers(each, clock));
          if ((clock.stoppedAt !== null) !== held || (clock.nextAt === null) !== held) return false;
        }
        written(moving);
      }
      now = new Date(now.getTime() + 60_000);
      for (const { stopId } of runningStops(moving.matter)) finish(stopId);
      const clocks = moving.matter.clocks.every((clock) => clock.dueAt.getTime() === continuous(clock, all(), extended).getTime());
      written(moving);
      const asIfClock: Clock = { ...moving.matter.clocks[0]!, clockId: "WD", within: "P9WD", startedAt: begun, countedFrom: begun };
      const stood = continuous(asIfClock, all(), 0);
      const later = calendar.workdaysBetween(lastDay(dueAt(calendar, begun, "P20WD")), lastDay(stood));
      return clocks && lastDay(moving.open[0]!.dueAt!) === calendar.addWorkdays(lastDay(dueAt(calendar, begun, "P9WD")), later);
    }),
    { numRuns: 300 },
  );
});
