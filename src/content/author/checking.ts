import { readdirSync } from "node:fs";
import { join, normalize } from "node:path";
import { packFaults, packRemarks, surroundingsOf, type City, type Vocabulary } from "#content/check";
import { faultText, readPack, type Reading } from "#content/pack";
import { rehearsalFaults, type Cast } from "#content/rehearsal";

/** What packs are checked against: the folder with all packs, whose registers and licences refer to each other, and a city with its people. */
export interface Bench {
  root: string;
  vocabulary: Vocabulary;
  city: City;
  cast: Cast;
}

/** Where the schemas for editors lie beside the packs. */
const SCHEMAS = "schemas";

/** The folders of the packs below a root: all of them, so that one whose pack.yaml is misspelt is not passed over. */
export function packFolders(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== SCHEMAS)
    .map(({ name }) => join(root, name))
    .sort();
}

async function told(reading: Reading, around: ReturnType<typeof surroundingsOf>, cast: Cast): Promise<{ lines: string[]; failed: number }> {
  const started = performance.now();
  const faults = await packFaults(reading, around);
  if (faults.length === 0) faults.push(...(await rehearsalFaults(reading, around, cast)));
  const cases = reading.pack?.services.reduce((sum, service) => sum + service.cases.length, 0) ?? 0;
  const outcome = faults.length === 0 ? `通过，${reading.pack!.services.length} 个事项，${cases} 个例子` : `${faults.length} 处问题`;
  const lines = [
    ...faults.map(faultText),
    ...packRemarks(reading).map((remark) => `${faultText(remark)}（提醒）`),
    `${reading.folder}: ${outcome}（${Math.round(performance.now() - started)} 毫秒）`,
  ];
  return { lines, failed: faults.length };
}

/**
 * Checks packs and plays their example people: lines to be printed, faults as `file:line: message`, and how many faults there are.
 * Those that lie beside them are read for what they offer, and not told of.
 */
export async function checkFolders(wanted: readonly string[], { root, vocabulary, city, cast }: Bench): Promise<{ lines: string[]; failed: number }> {
  const asked = wanted.map((folder) => normalize(`${folder}/`).slice(0, -1));
  const readings = [...new Set([...packFolders(root), ...asked])].map(readPack);
  const around = surroundingsOf(
    readings.flatMap(({ pack }) => pack ?? []),
    vocabulary,
    city,
  );
  const lines: string[] = [];
  let failed = 0;
  for (const reading of readings) {
    if (!asked.includes(reading.folder)) continue;
    const found = await told(reading, around, cast);
    lines.push(...found.lines);
    failed += found.failed;
  }
  return { lines, failed };
}
