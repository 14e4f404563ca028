import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "#kernel/config";
import { openCity, type City, type CityOptions } from "../src/city.ts";
import { seedDemo } from "../src/seed/demo.ts";

/** A demo city of its own in a temporary folder, durable as in production; gone when the work is done. */
export async function inCity<Result>(work: (city: City, dataDir: string) => Promise<Result>, options: CityOptions = {}): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), "yiwang-bench-"));
  const city = await openCity(readConfig({ DATA_DIR: dataDir, PORT: "0" }), options);
  try {
    await seedDemo(city);
    return await work(city, dataDir);
  } finally {
    await city.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
