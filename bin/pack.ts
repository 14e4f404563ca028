// Packs: npm run pack -- check packs/market packs/civil …      checks them and plays their example people (all packs when none is named)
//        npm run pack -- install packs/market [--over]        installs one again; --over also in place of what staff have published themselves
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { cityOf, packFaults, packRemarks, surroundingsOf } from "#content/check";
import { faultText, readPack, type Fault } from "#content/pack";
import { readCast, rehearsalFaults } from "#content/rehearsal";
import { readConfig } from "#kernel/config";
import { openCity } from "../src/city.ts";
import { installPacks } from "../src/seed/packs.ts";
import { vocabulary } from "../src/vocabulary.ts";

const [act, ...rest] = process.argv.slice(2);
const named = rest.filter((word) => word !== "--over");
if (act === "install" && named.length > 0) {
  const city = await openCity(readConfig());
  const left = await installPacks(city, "packs", { again: named, over: rest.includes("--over") });
  await city.close();
  process.exit(left > 0 ? 1 : 0);
}
if (act !== "check") {
  console.error("用法：pack check [目录…] | pack install 目录… [--over]");
  process.exit(2);
}

const every = readdirSync("packs")
  .map((name) => join("packs", name))
  .filter((folder) => existsSync(join(folder, "pack.yaml")));
const wanted = named.length > 0 ? named.map((folder) => join(folder)) : every;
// Packs refer to each other's registers and licences, so all are read; only those asked for are reported.
const readings = [...new Set([...every, ...wanted])].map(readPack);
const city = cityOf(parse(readFileSync("demo/city.yaml", "utf8")));
const cast = readCast(readFileSync("demo/people.yaml", "utf8"));
const around = surroundingsOf(
  readings.flatMap(({ pack }) => pack ?? []),
  vocabulary,
  city,
);

let failed = 0;
for (const reading of readings.filter(({ folder }) => wanted.includes(folder))) {
  const started = performance.now();
  const faults: Fault[] = await packFaults(reading, around);
  if (faults.length === 0) faults.push(...(await rehearsalFaults(reading, around, cast)));
  for (const fault of faults) console.log(faultText(fault));
  for (const remark of packRemarks(reading)) console.log(`${faultText(remark)}（提醒）`);
  const cases = reading.pack?.services.reduce((sum, service) => sum + service.cases.length, 0) ?? 0;
  console.log(
    `${reading.folder}: ${faults.length === 0 ? `通过，${reading.pack!.services.length} 个事项，${cases} 个例子` : `${faults.length} 处问题`}（${Math.round(performance.now() - started)} 毫秒）`,
  );
  failed += faults.length;
}
process.exit(failed > 0 ? 1 : 0);
