import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addDays,
  announcedDays,
  areOfficeHours,
  besideDue,
  calendarOf,
  dayOf,
  dueAt,
  endOf,
  isDuration,
  isOffset,
  lastDay,
  longer,
  paceOf,
  passedBetween,
  startOf,
  type Pace,
} from "./index.ts";

const calendar = calendarOf(announcedDays());
const at = (text: string): Date => new Date(`${text}:00+08:00`);

// By hand: 9:00–12:00 and 13:30–17:00 are 6½ hours a day.
test.each([
  ["2026-11-23T10:00", "PT4WH", "2026-11-23T15:30", "over lunch"],
  ["2026-11-23T11:30", "PT1WH", "2026-11-23T14:00", "half before lunch, half after"],
  ["2026-11-23T09:00", "PT3WH", "2026-11-23T12:00", "up to lunch, not to its end"],
  ["2026-11-23T12:40", "PT1WH", "2026-11-23T14:30", "arrived at lunch"],
  ["2026-11-23T20:00", "PT2WH", "2026-11-24T11:00", "arrived at night"],
  ["2026-11-23T07:00", "PT2WH", "2026-11-23T11:00", "arrived early"],
  ["2026-11-27T16:00", "PT4WH", "2026-11-30T12:00", "over a weekend"],
  ["2026-11-28T10:00", "PT1WH", "2026-11-30T10:00", "arrived on a Saturday"],
  ["2026-02-13T16:30", "PT8WH", "2026-02-24T10:00", "Friday, the worked Saturday of 14 February, nine days of Spring Festival"],
  ["2026-02-27T17:30", "PT1WH", "2026-02-28T10:00", "a make-up Saturday is worked"],
  ["2026-09-30T16:00", "PT2WH", "2026-10-08T10:00", "over National Day"],
  ["2026-11-23T09:00", "PT24WH", "2026-11-26T15:00", "three days and 4½ hours"],
])("%s and %s end at %s: %s", (from, within, due) => {
  expect(dueAt(calendar, at(from), within)).toEqual(at(due));
  expect(passedBetween(calendar, "WH", at(from), at(due))).toBe(Number(/\d+/.exec(within)![0]) * 3_600_000);
});

test.each([
  ["2026-11-23T10:00", "P5WD", "2026-12-01T00:00"],
  ["2026-09-21T10:00", "P10D", "2026-10-09T00:00"], // 1 October and what follows is off: 8 October, until 24:00
  ["2026-11-23T10:00", "P1M", "2026-12-24T00:00"],
  ["2026-11-23T10:00", "PT2H", "2026-11-23T12:00"],
  ["2026-11-23T10:00", "P1DT12H", "2026-11-24T22:00"],
  ["2026-11-23T10:00", "P30D+P10WD", "2027-01-08T00:00"],
])("a limit from %s within %s is due at %s", (from, within, due) => expect(dueAt(calendar, at(from), within)).toEqual(at(due)));

test("days that are meant as hours keep the time of day", () => {
  expect(dueAt(calendar, at("2026-11-25T10:00"), "P3D", { pace: "H", stood: 3_600_000 })).toEqual(at("2026-11-28T11:00"));
});

test("a city has hours of its own", () => {
  const through = calendarOf(announcedDays(), undefined, [{ begins: 8 * 60, ends: 16 * 60 }]);
  expect(dueAt(through, at("2026-11-23T15:00"), "PT2WH")).toEqual(at("2026-11-24T09:00"));
  expect(
    [
      [],
      [{ begins: 600, ends: 600 }],
      [
        { begins: 540, ends: 720 },
        { begins: 700, ends: 800 },
      ],
      [{ begins: 0, ends: 1441 }],
    ].map(areOfficeHours),
  ).toEqual([false, false, false, false]);
  expect(() => calendarOf(new Map(), undefined, [])).toThrow(RangeError);
});

test("what a limit is in is read off it", () => {
  expect(["P5WD", "P90D", "P2M", "P1Y", "PT2H", "PT90M", "P1DT2H", "PT4WH", "P30D+P10WD"].map(paceOf)).toEqual(["WD", "D", "D", "D", "H", "H", "H", "WH", "D"]);
  for (const text of ["", "5WD", "PWD", "PT4W", "soon"]) expect(() => paceOf(text)).toThrow(RangeError);
  expect(["PT4WH", "PT12345WH", "P4WH"].map(isDuration)).toEqual([true, false, false]);
});

test("a limit is longer by another: of the same days one, else one after the other", () => {
  expect([longer("P6WD", "P3WD"), longer("P30D", "P30D"), longer("P30D", "P10WD"), longer("PT2H", "PT1H"), longer("P30D+P10WD", "P5WD")]).toEqual([
    "P9WD",
    "P60D",
    "P30D+P10WD",
    "PT2H+PT1H",
    "P30D+P15WD",
  ]);
});

test("before and after what is due: days from their beginning, days to their end, hours by the minute", () => {
  const due = endOf("2026-12-01"); // a Tuesday
  expect(["-P2WD", "P0D", "P0WD", "+P2WD", "-P7D", "P1D", "-PT2H", "PT90M", "-PT1WH"].map((offset) => besideDue(calendar, due, offset))).toEqual([
    startOf("2026-11-27"),
    due,
    due,
    endOf("2026-12-03"),
    startOf("2026-11-24"),
    endOf("2026-12-02"),
    at("2026-12-01T22:00"),
    at("2026-12-02T01:30"),
    at("2026-12-01T16:00"),
  ]);
  expect(["-P2WD", "P0D", "+PT4WH", "2 days", "", "--P1D"].map(isOffset)).toEqual([true, true, true, false, false, false]);
});

const instants = fc.integer({ min: 0, max: 700 * 24 * 60 }).map((minute) => new Date(startOf("2025-01-01").getTime() + minute * 60_000));

test("office hours are counted back as they were counted forth", () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 200 }), (from, hours) => {
      const due = dueAt(calendar, from, `PT${hours}WH`);
      const back = besideDue(calendar, due, `-PT${hours}WH`);
      return passedBetween(calendar, "WH", from, due) === hours * 3_600_000 && passedBetween(calendar, "WH", back, due) === hours * 3_600_000 && back >= from;
    }),
  );
});

test("working days are counted back as forth", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 40 }), (offset, n) => {
      const day = calendar.nextWorkday(addDays("2025-01-01", offset));
      return calendar.addWorkdays(calendar.addWorkdays(day, n), -n) === day;
    }),
  );
});

// What the clock does, told tick by tick: of a day whether the clock stood when it began, of a minute whether it stands.
function walked(pace: Pace, from: Date, length: number, stops: readonly (readonly [Date, Date])[]): Date {
  const stands = (instant: Date): boolean => stops.some(([begins, ends]) => begins < instant && instant <= ends);
  if (pace === "WD" || pace === "D") {
    let day = dayOf(from);
    for (let left = length; left > 0;) {
      day = addDays(day, 1);
      if ((pace === "D" || calendar.isWorkday(day)) && !stands(startOf(day))) left -= 1;
    }
    return endOf(calendar.nextWorkday(day));
  }
  let time = from.getTime();
  for (let left = length * 60; left > 0; time += 60_000) {
    const [begins, ends] = [new Date(time), new Date(time + 60_000)];
    if (!stands(ends) && (pace === "H" || passedBetween(calendar, "WH", begins, ends) === 60_000)) left -= 1;
  }
  return new Date(time);
}

const WITHIN: Record<Pace, (n: number) => string> = { WD: (n) => `P${n}WD`, D: (n) => `P${n}D`, H: (n) => `PT${n}H`, WH: (n) => `PT${n}WH` };

test.each(["WD", "D", "H", "WH"] as const)("a count in %s that was held up twice ends where it would by counting on", (pace) => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 8, max: 30 }), fc.array(fc.integer({ min: 1, max: 240 }), { minLength: 4, maxLength: 4 }), (from, n, minutes) => {
      // Both stops lie before the end of what is counted.
      const [a, b, c, d] = minutes.map((_each, i) => new Date(from.getTime() + minutes.slice(0, i + 1).reduce((sum, each) => sum + each, 0) * 60_000)) as [
        Date,
        Date,
        Date,
        Date,
      ];
      const stood = passedBetween(calendar, pace, a, b) + passedBetween(calendar, pace, c, d);
      const due = dueAt(calendar, from, WITHIN[pace](n), { stood });
      return (
        due.getTime() ===
        walked(pace, from, n, [
          [a, b],
          [c, d],
        ]).getTime()
      );
    }),
    { numRuns: 25 },
  );
});

test("due at 24:00 belongs to the day that ends", () => {
  expect([lastDay(endOf("2026-12-01")), lastDay(at("2026-12-01T10:00"))]).toEqual(["2026-12-01", "2026-12-01"]);
});
