import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "#kernel/config";
import { openCity, type City, type CityOptions } from "../src/city.ts";
import { seedDemo } from "../src/seed/demo.ts";

// One applicant lives all that is measured: more than anybody has lying here.
const ONE_FOR_ALL = { PARTY_DRAFTS: "1000000", PARTY_UPLOAD_MB: "1000000" };

/** A demo city of its own in a temporary folder, durable as in production; gone when the work is done. */
export async function inCity<Result>(
  work: (city: City, dataDir: string) => Promise<Result>,
  options: CityOptions = {},
  demo: { map?: "small" | "whole" } = {},
): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), "yiwang-bench-"));
  const city = await openCity(readConfig({ DATA_DIR: dataDir, PORT: "0", ...ONE_FOR_ALL }), options);
  try {
    await seedDemo(city, demo);
    return await work(city, dataDir);
  } finally {
    await city.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
