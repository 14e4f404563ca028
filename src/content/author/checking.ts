import { readdirSync } from "node:fs";
import { join, normalize } from "node:path";
import { bringersOf, packFaults, packRemarks, surroundingsOf, type City, type Surroundings, type Vocabulary } from "#content/check";
import { faultText, readPack, type Pack, type Reading } from "#content/pack";
import { rehearsalFaults, type Cast } from "#content/rehearsal";

/** The folders of packs that are looked at together, since they refer to each other, and the city that uses them. */
export interface PacksOfCity {
  folders: readonly string[];
  city: City;
  /** Invented people whom examples are played by. */
  cast: Cast;
  /** For codes of units and areas that packs were written with, those of the city. */
  replace?: ReadonlyMap<string, string>;
}

/** What packs are checked against. */
export interface Bench extends PacksOfCity {
  vocabulary: Vocabulary;
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

async function told(reading: Reading, around: Surroundings, cast: Cast): Promise<{ lines: string[]; failed: number }> {
  const started = performance.now();
  const faults = await packFaults(reading, around);
  if (faults.length === 0) faults.push(...(await rehearsalFaults(reading, around, cast)));
  const kinds = reading.pack?.kinds.length ?? 0;
  const items = reading.pack?.services.filter(({ folder }) => !folder.startsWith("kinds/")) ?? [];
  const cases = [...items, ...(reading.pack?.kinds ?? [])].reduce((sum, each) => sum + each.cases.length, 0);
  const outcome =
    faults.length === 0 ? `通过，${kinds > 0 ? `${kinds} 个件类，` : ""}${reading.pack!.services.length} 个事项，${cases} 个例子` : `${faults.length} 处问题`;
  const lines = [
    ...faults.map(faultText),
    ...packRemarks(reading, around).map((remark) => `${faultText(remark)}（提醒）`),
    `${reading.folder}: ${outcome}（${Math.round(performance.now() - started)} 毫秒）`,
  ];
  return { lines, failed: faults.length };
}

/**
 * Checks packs and plays their example people: lines to be printed, faults as `file:line: message`, and how many faults there are.
 * Those that lie beside them are read for what they offer, and not told of.
 */
export async function checkFolders(
  wanted: readonly string[],
  { folders, vocabulary, city, cast, replace }: Bench,
): Promise<{ lines: string[]; failed: number }> {
  const asked = wanted.map((folder) => normalize(`${folder}/`).slice(0, -1));
  const inside = folders.map((folder) => normalize(folder));
  const readings = [...new Set([...inside, ...asked])].map((folder) => readPack(folder, replace));
  const packsOf = (some: readonly Reading[]): Pack[] => some.flatMap(({ pack }) => pack ?? []);
  const around = surroundingsOf(packsOf(readings), vocabulary, city);
  // A pack that lies elsewhere may be a copy of one that lies here: it would take its place.
  const bringers = bringersOf(packsOf(readings.filter(({ folder }) => inside.includes(folder))));
  const lines: string[] = [];
  let failed = 0;
  for (const reading of readings) {
    if (!asked.includes(reading.folder)) continue;
    const found = await told(reading, inside.includes(reading.folder) ? { ...around, bringers } : around, cast);
    lines.push(...found.lines);
    failed += found.failed;
  }
  return { lines, failed };
}
