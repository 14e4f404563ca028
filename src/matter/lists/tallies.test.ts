import { afterAll, beforeAll, expect, test } from "vitest";
import { kindsNow } from "#content/catalogue";
import { submit } from "#matter/intake";
import { accepted, allowance, draftCase, submitted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { figures } from "./figures.ts";
import { kindFigures } from "./kind-figures.ts";
import { tallyDays } from "./tallies.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
  await accepted(city);
  const elder = await city.person("lin-xiuying");
  await submit(elder, await draftCase(elder, allowance, allowance.cases[0]!));
});
afterAll(() => city.close());

const NEAR = "2026-12-01";
const PERIOD = { from: new Date("2026-11-20T00:00:00+08:00"), until: new Date("2026-11-26T00:00:00+08:00") };

/** What boards say, asked anew. */
async function told(): Promise<unknown> {
  const ctx = city.ctx();
  const kinds = [...(await kindsNow(ctx)).values()].map(({ kind }) => kind);
  const keys = [
    `matter.figures.unit.${NEAR}.`,
    `matter.figures.item.${NEAR}.`,
    `matter.kind-figures.${PERIOD.from.toISOString()}.${PERIOD.until.toISOString()}.${kinds.map(({ id }) => id).join()}`,
  ];
  for (const key of keys) ctx.memory.forget(key);
  return [await figures(ctx, "unit", NEAR), await figures(ctx, "item", NEAR), await kindFigures(ctx, kinds, PERIOD)];
}

test("days that are over are counted once, and boards say the same as when everything was counted live", async () => {
  expect(await tallyDays(city.ctx())).toBe(0);
  city.now = new Date("2026-11-25T10:00:00+08:00");
  await submitted(city);
  const live = await told();
  expect(await tallyDays(city.ctx())).toBe(2);
  expect(await told()).toEqual(live);
  expect(await tallyDays(city.ctx())).toBe(0);
  const { rows } = await city.database.owner.query(
    "select sum(received)::int as received, sum(closed)::int as closed, sum(good)::int as good from matter.tallies",
  );
  expect(rows).toEqual([{ received: 2, closed: 1, good: 1 }]);
});

test("two that count at once count each day once", async () => {
  city.now = new Date("2026-11-27T10:00:00+08:00");
  expect((await Promise.all([tallyDays(city.ctx()), tallyDays(city.ctx())])).toSorted()).toEqual([0, 2]);
});
