// The picture of the database: npm run schema   writes db/schema.sql;   npm run schema -- --check   fails when it has drifted
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "#kernel/config";
import { dumpSchema, migrate, openDatabase } from "#kernel/db";
import { blocks } from "../src/blocks.ts";

const file = join(import.meta.dirname, "../db/schema.sql");

/** What every migration together makes of an empty database. */
async function freshSchema(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), "yiwang-schema-"));
  const database = await openDatabase(readConfig({ DATA_DIR: dataDir, PORT: "0" }), { settings: ["fsync=off"] });
  try {
    await migrate(database.owner, blocks());
    return await dumpSchema(database.owner);
  } finally {
    await database.close();
    rmSync(database.cluster!.folder, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The first line in which two texts differ, as both have it. */
function firstDifference(held: string, fresh: string): string {
  const [left, right] = [held.split("\n"), fresh.split("\n")];
  const line = right.findIndex((text, i) => text !== left[i]);
  const at = line < 0 ? right.length : line;
  return `db/schema.sql:${at + 1}\n  held   ${left[at] ?? "(nothing)"}\n  fresh  ${right[at] ?? "(nothing)"}`;
}

const fresh = await freshSchema();
if (process.argv.includes("--check")) {
  const held = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (held !== fresh) {
    console.error(`db/schema.sql is not what the migrations make. Run \`npm run schema\` and commit it.\n${firstDifference(held, fresh)}`);
    process.exit(1);
  }
  console.log("db/schema.sql is what the migrations make.");
} else {
  mkdirSync(join(import.meta.dirname, "../db"), { recursive: true });
  writeFileSync(file, fresh);
  console.log("db/schema.sql written.");
}
