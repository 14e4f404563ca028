// Keeps a city of today for test/upgrade.test.ts: node bin/ready.js test/upgrade/make.ts FOLDER. Matters in every state, lived through the real
// acts by the example people; its rows, its keys, its files. A folder that was made stays as it is: later versions have to take it up.
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { listDuties } from "#people/duty";
import { appendLeaves, verify } from "#proof/log";
import { withdraw } from "#matter/work";
import { suspend, terminate, urge } from "#matter/move";
import { readPack, type Service } from "#content/pack";
import { readConfig } from "#kernel/config";
import type { Ctx } from "#kernel/ctx";
import { openCity, type City } from "../../src/city.ts";
import { seedDemo } from "../../src/seed/demo.ts";
import { seedMatters } from "../../src/seed/matters.ts";
import { walkCase } from "../../src/seed/walk.ts";
import { actorOfPerson } from "../../src/seed/walked.ts";
import { dumpRows } from "./rows.ts";

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error("node bin/ready.js test/upgrade/make.ts FOLDER");
  process.exit(2);
}

const NOW = new Date("2026-11-23T09:30:00+08:00");
const packs = join(import.meta.dirname, "../../packs");
const kept = join(import.meta.dirname, folder);

const serviceIn = new Map<string, Service>();
for (const pack of ["market", "civil", "health", "urban"]) for (const each of readPack(join(packs, pack)).pack!.services) serviceIn.set(each.item.id, each);

async function as(city: City, username: string): Promise<Ctx> {
  const [row] = await city.ctx().db.query<{ staff_id: string; name: string }>("select staff_id, name from identity.staff where username = $1", [username]);
  return city.ctx({ kind: "staff", id: row!.staff_id, name: row!.name, duties: await listDuties(city.ctx(), row!.staff_id) });
}

/** One more matter, `steps` acts of staff into an example; gives it with its applicant. */
async function lived(city: City, item: string, example: number, steps?: number): Promise<{ matterId: string; applicant: Ctx }> {
  const service = serviceIn.get(item)!;
  const person = (id: string, organisation?: string) => actorOfPerson(city.ctx(), id, organisation);
  const { person: id, organisation } = service.cases[example]!;
  const matterId = await walkCase({ ctx: (actor) => city.ctx(actor), later: async () => {}, person }, service, service.cases[example]!, steps);
  return { matterId, applicant: city.ctx(await person(id, organisation)) };
}

const dataDir = mkdtempSync(join(tmpdir(), "yiwang-keep-"));
chmodSync(dataDir, 0o755); // the database runs as another user when we are root
const city = await openCity(readConfig({ DATA_DIR: dataDir, PORT: "0" }), { clock: () => NOW, own: true });
try {
  await seedDemo(city);
  await seedMatters(city, packs);
  await lived(city, "food-licence", 5);
  const withdrawn = await lived(city, "food-licence", 6, 0);
  await withdraw(withdrawn.applicant, withdrawn.matterId, "铺面没有租成");
  const halted = await lived(city, "outdoor-advertising", 2, 1);
  await suspend(await as(city, "renhong"), halted.matterId, "等规划调整公告");
  const ended = await lived(city, "outdoor-advertising", 5, 1);
  await terminate(await as(city, "renhong"), ended.matterId, { reason: "申请的位置已经拆除", basis: "行政许可法 第七十条" });
  const longer = await lived(city, "food-licence", 6, 1);
  await urge(longer.applicant, longer.matterId, "请尽快");
  await city.drain();
  for (let left = 1; left > 0; left = await appendLeaves(city.ctx())) continue;
  const verdict = await verify(city.ctx());
  if (verdict.fault || verdict.breaches.length > 0) throw new Error(JSON.stringify(verdict));
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept, { recursive: true });
  writeFileSync(join(kept, "rows.gz"), gzipSync(await dumpRows(city.database.owner), { level: 9 }));
  for (const name of ["secrets", "files"]) cpSync(join(dataDir, name), join(kept, name), { recursive: true, filter: (path) => !/database-/.test(path) });
  const states = await city.ctx().db.query<{ state: string; n: number }>("select state, count(*)::int as n from matter.matters group by 1 order by 1");
  console.log(states.map(({ state, n }) => `${state} ${n}`).join(", "), verdict);
} finally {
  await city.close();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(); // the embedded database's pipes would keep the process
