import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getItem, publishItem } from "#content/catalogue";
import { demoPacks, installPacks } from "../src/seed/packs.ts";
import { testCity, type TestCity } from "./city.ts";

const packs = join(import.meta.dirname, "../packs");
let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

test("a pack that is installed again does not write over what staff have published, unless it is told to", async () => {
  const xuran = await city.staff("xuran");
  const { definition } = await getItem(xuran, "food-licence");
  await publishItem(xuran, { ...definition, item: { ...definition.item, short: "开饭店先办这个证" } }, `staff:${xuran.actor.id}`);
  await installPacks(city, demoPacks(packs), { again: [join(packs, "market")] });
  expect(await getItem(xuran, "food-licence")).toMatchObject({ version: 2, definition: { item: { short: "开饭店先办这个证" } } });
  await installPacks(city, demoPacks(packs), { again: [join(packs, "market")], over: true });
  expect(await getItem(xuran, "food-licence")).toMatchObject({ version: 3, definition: { item: { short: definition.item.short } } });
});
