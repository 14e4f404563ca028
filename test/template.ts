import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { readConfig } from "#kernel/config";
import { openCity } from "../src/city.ts";
import { seedDemo } from "../src/seed/demo.ts";
import { TEMPLATE } from "./setup.ts";

/** The moment it is in every test unless it says otherwise: a Monday morning in November. */
export const TEST_NOW = new Date("2026-11-23T09:30:00+08:00");

/**
 * The owner's address of the template database. The first test file that asks has it made, in whichever thread it runs, and the others wait: a
 * test that needs no city starts none. Durability is off: these are tests.
 */
export async function templateOf(dataDir: string): Promise<string> {
  const made = join(dataDir, TEMPLATE);
  const first = await mkdir(`${made}.begun`).then(
    () => true,
    () => false,
  );
  if (first) {
    try {
      const city = await openCity(readConfig({ DATA_DIR: dataDir, PORT: "0" }), {
        clock: () => TEST_NOW,
        // Hundreds of databases, each for a moment: looking after all of them again and again costs more than it brings.
        settings: ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"],
      });
      await seedDemo(city);
      await city.close({ keepCluster: true });
      writeFileSync(made, city.database.cluster!.url("yiwang"));
    } catch (error) {
      writeFileSync(`${made}.failed`, String(error));
      throw error;
    }
  }
  while (!existsSync(made)) {
    if (existsSync(`${made}.failed`)) throw new Error(`the template was not made: ${readFileSync(`${made}.failed`, "utf8")}`);
    await pause(50);
  }
  return readFileSync(made, "utf8");
}
