import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { readConfig, type Config } from "#kernel/config";
import { openPool } from "#kernel/db";
import { TEST_NOW, templateOf } from "./template.ts";
import { openCity, type City } from "../src/city.ts";

/** A data folder and a database in which nothing has begun. */
export interface EmptyPlace {
  config: Config;
  /** Opens what is there, as a start does. */
  open(): Promise<City>;
  remove(): void;
}

/** Makes a place in the cluster of the tests; its passwords are the cluster's, its keys its own. */
export async function emptyPlace(): Promise<EmptyPlace> {
  const template = inject("dataDir");
  const ownerUrl = await templateOf(template);
  const name = `e_${randomBytes(6).toString("hex")}`;
  const admin = openPool(ownerUrl.replace(/\/yiwang$/, "/postgres"), { max: 1 });
  await admin.query(`create database ${name} template template0`);
  await admin.end();
  const dataDir = mkdtempSync(join(tmpdir(), "yiwang-empty-"));
  for (const secret of ["database-server", "database-resealing", "database-owner"]) cpSync(join(template, "secrets", secret), join(dataDir, "secrets", secret));
  const config = readConfig({ DATA_DIR: dataDir, PORT: "0", DATABASE_URL: ownerUrl.replace(/\/yiwang$/, `/${name}`) });
  return { config, open: () => openCity(config, { clock: () => TEST_NOW }), remove: () => rmSync(dataDir, { recursive: true, force: true }) };
}
