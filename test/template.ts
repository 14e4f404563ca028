import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { readConfig } from "#kernel/config";
import { openCity } from "../src/city.ts";
import { seedDemo } from "../src/seed/demo.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Data folder and owner URL of the cluster whose database `yiwang` is the template. */
    template: { dataDir: string; ownerUrl: string };
  }
}

/** The moment it is in every test unless it says otherwise: a Monday morning in November. */
export const TEST_NOW = new Date("2026-11-23T09:30:00+08:00");

/** Starts one cluster for the whole run and seeds one database; each test file clones it. Durability is off: these are tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "yiwang-test-"));
  const config = readConfig({ DATA_DIR: dataDir, PORT: "0" });
  const city = await openCity(config, { clock: () => TEST_NOW, settings: ["fsync=off", "synchronous_commit=off", "full_page_writes=off"] });
  await seedDemo(city);
  const cluster = city.database.cluster!;
  await city.close({ keepCluster: true });
  project.provide("template", { dataDir, ownerUrl: cluster.url("yiwang") });
  return async () => {
    await cluster.stop();
    rmSync(cluster.folder, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  };
}
