// One import in a process of its own, which says the most memory that it held: node bin/ready.js bench/import-once.ts DATA_DIR FILE REGISTER
import { readFileSync } from "node:fs";
import { importRecords } from "#register/register";
import { searchItems } from "#content/search";
import { readConfig } from "#kernel/config";
import type { Actor } from "#kernel/ctx";
import { openCity } from "../src/city.ts";

/** Somebody who may import. */
export const CLERK: Actor = {
  kind: "staff",
  id: "00000000-0000-7000-8000-000000000000",
  name: "量",
  duties: [{ role: "administrator", unit: "11990100MB0000001T", area: "990100000000", scope: "area", post: "量" }],
};

const [dataDir, file, register] = process.argv.slice(2);
if (import.meta.filename === process.argv[1]) {
  const city = await openCity(readConfig({ DATA_DIR: dataDir, PORT: "0" }));
  // A city in which nobody has searched yet lacks the 45 MB of the words that search cuts by.
  await searchItems(city.ctx(), "食品经营许可");
  const before = process.memoryUsage().rss;
  const { added } = await importRecords(city.ctx(CLERK), register!, readFileSync(file!));
  console.log(JSON.stringify({ added, before, most: process.resourceUsage().maxRSS * 1024 }));
  await city.close();
}
