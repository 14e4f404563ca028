import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayOf, endOf } from "#kernel/clock";
import { submitted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { blueprintOf, factsOf, getMatter, type Blueprint, type Matter } from "./index.ts";

// What formulas see of a matter.

let city: TestCity;
let matter: Matter;
let blueprint: Blueprint;
beforeAll(async () => {
  city = await testCity();
  ({ matter } = await getMatter(city.ctx(), await submitted(city)));
  blueprint = await blueprintOf(city.ctx(), matter);
});
afterAll(() => city.close());

type Told = Record<string, { due: string; late: boolean }>;
const CLOCK = { node: null, pace: "WD", within: null, countedFrom: null, mark: null, nextAt: null } as const;
const hours = (n: number): Date => new Date(city.now.getTime() + n * 3_600_000);

function clockWith(given: { dueAt: Date; stoppedAt?: Date; endedAt?: Date; met?: boolean }): Told[string] | undefined {
  const clock = { ...CLOCK, clockId: "promised", startedAt: hours(-90), stoppedAt: null, endedAt: null, met: null, ...given };
  return (factsOf(city.ctx(), { ...matter, clocks: [clock] }, blueprint)["clock"] as Told)["promised"];
}

describe("a clock", () => {
  test("that runs is late once it is due, and not before", () => {
    expect(clockWith({ dueAt: hours(-1) })?.late).toBe(true);
    expect(clockWith({ dueAt: hours(1) })?.late).toBe(false);
  });

  test("that stands is late if it was when it was stopped", () => {
    expect(clockWith({ dueAt: hours(-1), stoppedAt: hours(-2) })?.late).toBe(false);
    expect(clockWith({ dueAt: hours(-2), stoppedAt: hours(-1) })?.late).toBe(true);
  });

  test("that has ended is late if it was missed, whatever time it is now", () => {
    expect(clockWith({ dueAt: hours(-2), endedAt: hours(-3), met: true })?.late).toBe(false);
    expect(clockWith({ dueAt: hours(2), endedAt: hours(3), met: false })?.late).toBe(true);
  });

  test("is due on a day where it ends with it, else at its instant", () => {
    const today = dayOf(city.now);
    expect(clockWith({ dueAt: endOf(today) })?.due).toBe(today);
    expect(clockWith({ dueAt: hours(1) })?.due).toBe(hours(1).toISOString());
  });
});

test("a material may come later only while the situation asks for it; what came is open no longer", () => {
  const { item } = blueprint.version.definition;
  const deferred = item.materials.find(({ need }) => need === "deferred")!;
  const promise = (materialId: string, brought: boolean) => ({ materialId, brought, dueDay: "2026-12-31" }) as unknown as Matter["promised"][number];
  const told = (promised: Matter["promised"]): unknown => factsOf(city.ctx(), { ...matter, promised }, blueprint)["materials"];
  expect(told([])).toEqual({ deferred: 0, open: 0 });
  expect(told([promise("nobody-asks", false)])).toEqual({ deferred: 0, open: 0 });
  expect(told([promise(deferred.id, false)])).toEqual({ deferred: 1, open: 1 });
  expect(told([promise(deferred.id, true)])).toEqual({ deferred: 1, open: 0 });
});
