import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { exportedPack } from "#content/author";
import { getItem, packInUse, publishItem } from "#content/catalogue";
import { packFaults } from "#content/check";
import { definitionOf, readPack, type Reading } from "#content/pack";
import type { TestCity } from "./city.ts";
import { cityOfKinds } from "./kinds/city.ts";
import { aroundWith } from "./packs.ts";

// What is installed is taken out again as files: whoever loses the folder, or takes over what staff have changed in the console.

let city: TestCity;
beforeAll(async () => {
  city = await cityOfKinds("site-hazards", "openness");
});
afterAll(() => city.close());

/** An installed pack, written to a folder and read again. */
async function takenOut(id: string): Promise<Reading> {
  const folder = mkdtempSync(join(tmpdir(), "export-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(await exportedPack(city.ctx(), id, folder, "packs/schemas"))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return readPack(folder);
}

test.each(["application", "hotline", "city", "supervision", "mediation", "site-hazards", "openness", "market", "health", "civil", "urban"])(
  "%s reads to what is in use",
  async (id) => {
    const reading = await takenOut(id);
    expect(reading.faults).toEqual([]);
    const inUse = await packInUse(city.ctx(), id);
    const { manifest, kinds, services, roles, watches } = reading.pack!;
    expect(manifest).toMatchObject({ id, name: inUse.manifest.name, version: inUse.manifest.version, owner: inUse.manifest.owner });
    expect(roles).toEqual(inUse.roles);
    expect(watches.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual(inUse.watches.toSorted((a, b) => a.name.localeCompare(b.name)));
    expect(kinds.map((kind) => definitionOf(kind, {}).definition)).toEqual(inUse.kinds);
    const definitions = services.map(({ cases: _cases, folder: _folder, ...definition }) => definition);
    const byId = <T extends { item: { id: string } }>(all: readonly T[]): T[] => all.toSorted((a, b) => a.item.id.localeCompare(b.item.id));
    expect(byId(definitions)).toEqual(byId(inUse.items));
    expect(kinds.length + services.length).toBeGreaterThan(0);
  },
);

test("the examples come along, and what is taken out passes the check", async () => {
  const reading = await takenOut("hotline");
  // Registers stay where they are: they come from the pack that brings them.
  reading.pack!.registers.push(...readPack("packs/hotline").pack!.registers);
  expect(reading.pack!.kinds.flatMap(({ cases }) => cases.map(({ item }) => item))).toContain("hotline-complaint");
  expect(await packFaults(reading, aroundWith(reading))).toEqual([]);
});

test("what staff have published since comes along", async () => {
  const { definition } = await getItem(city.ctx(), "food-licence");
  await publishItem(city.ctx(), { ...definition, item: { ...definition.item, short: "工作人员改过的一句话。" } }, "staff:linjing");
  const reading = await takenOut("market");
  expect(reading.pack!.services[0]!.item.short).toBe("工作人员改过的一句话。");
});

test("a pack that is not installed is told", async () => {
  await expect(takenOut("nothing")).rejects.toMatchObject({ status: 404 });
});
