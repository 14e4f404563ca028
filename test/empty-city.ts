import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { readConfig, type Config } from "#kernel/config";
import { openPool } from "#kernel/db";
import { TEST_NOW, templateOf } from "./template.ts";
import { openCity, type City } from "../src/city.ts";

/** A data folder and a database of its own in the cluster of the tests, opened as a start opens them. */
export interface Place {
  config: Config;
  open(): Promise<City>;
  remove(): void;
}

const PASSWORDS = ["database-server", "database-resealing", "database-owner"];

async function placeOf(template: string, secrets: readonly string[]): Promise<Place> {
  const folder = inject("dataDir");
  const ownerUrl = await templateOf(folder);
  const name = `e_${randomBytes(6).toString("hex")}`;
  const admin = openPool(ownerUrl.replace(/\/yiwang$/, "/postgres"), { max: 1 });
  await admin.query(`create database ${name} template ${template}`);
  await admin.end();
  const dataDir = mkdtempSync(join(tmpdir(), "yiwang-place-"));
  // Passwords are the cluster's.
  for (const secret of secrets) cpSync(join(folder, "secrets", secret), join(dataDir, "secrets", secret), { recursive: true });
  const config = readConfig({ DATA_DIR: dataDir, PORT: "0", DATABASE_URL: ownerUrl.replace(/\/yiwang$/, `/${name}`) });
  return { config, open: () => openCity(config, { clock: () => TEST_NOW }), remove: () => rmSync(dataDir, { recursive: true, force: true }) };
}

/** A place in which nothing has begun, with keys of its own. */
export function emptyPlace(): Promise<Place> {
  return placeOf("template0", PASSWORDS);
}

/** A place that holds the demo city of the tests. */
export function demoPlace(): Promise<Place> {
  return placeOf("yiwang", [...PASSWORDS, "keys", "master.key"]);
}
