import { relative, resolve } from "node:path";
import { packFolders, type Bench, type PacksOfCity } from "#content/author";
import { installPack, listPacks } from "#content/catalogue";
import { keepExamples } from "#content/draft";
import { bringersOf, cityOf, packFaults, surroundingsOf, type Surroundings } from "#content/check";
import { faultText, readPack, type Reading } from "#content/pack";
import { changedTypes, fillBlindIndexes, placeRegisters } from "#register/register";
import { rehearsalFaults, type Cast } from "#content/rehearsal";
import { indexItems, isIndexed } from "#content/search";
import { sm3 } from "#crypto/crypto";
import { sqlOf } from "#kernel/db";
import type { City } from "../city.ts";
import { vocabulary } from "../vocabulary.ts";
import { demoCast, demoCity } from "./people.ts";

/** The packs of a folder in the demo city. */
export function demoPacks(root: string): PacksOfCity {
  return { folders: packFolders(root), city: cityOf(demoCity()), cast: demoCast() };
}

/** What packs are checked against here: the demo city and its people. */
export function demoBench(root: string): Bench {
  return { ...demoPacks(root), vocabulary };
}

/** Hash of a pack's files: what is installed is compared with what lies in the folder. */
function hashOf(reading: Reading): string {
  const files = [...reading.sources].map(([path, source]) => `${path}\n${source.text}`).sort();
  return sm3(files.join("\n")).toString("hex");
}

/** Checks a pack as deployment does: shape, references, and every example person walked through. */
async function passes(reading: Reading, around: Surroundings, cast: Cast): Promise<boolean> {
  const faults = reading.pack ? await packFaults(reading, around) : reading.faults;
  if (faults.length === 0) faults.push(...(await rehearsalFaults(reading, around, cast)));
  for (const fault of faults) console.error(faultText(fault));
  return faults.length === 0;
}

/** Which packs to install, and how. */
export interface Installing {
  /** Folders of packs to be installed though nothing in them changed; the others are only read, for what is referred to. */
  again?: string[];
  /** Also in place of what staff have published themselves. */
  over?: boolean;
}

/**
 * Installs the packs whose files have changed. A pack with a fault is told with file and line and left out: the version
 * that is installed stays; so does a version that staff have published themselves. Gives how many packs were left out.
 */
export async function installPacks(
  city: City,
  { folders, city: units, cast, replace }: PacksOfCity,
  { again = [], over = false }: Installing = {},
): Promise<number> {
  const ctx = city.ctx();
  const installed = new Map((await listPacks(ctx)).map((pack) => [pack.packId, pack.hash]));
  const readings = folders.map((folder) => readPack(folder, replace));
  const packs = readings.flatMap(({ pack }) => pack ?? []);
  const around = { ...surroundingsOf(packs, vocabulary, units), bringers: bringersOf(packs) };
  let changed = false;
  let left = 0;
  for (const reading of readings) {
    const hash = hashOf(reading);
    for (const { item, cases } of reading.pack?.services ?? []) if (cases.length > 0) await keepExamples(ctx, item.id, cases, cast);
    if (again.length > 0 ? !again.some((each) => resolve(each) === resolve(reading.folder)) : reading.pack && installed.get(reading.pack.manifest.id) === hash)
      continue;
    if (!(await passes(reading, around, cast))) {
      left += 1;
      continue;
    }
    const misfits = await changedTypes(sqlOf(city.database.owner), reading.pack!.registers);
    for (const sentence of misfits) console.error(`${relative(process.cwd(), reading.folder)}：${sentence}。`);
    if (misfits.length > 0) {
      left += 1;
      continue;
    }
    await placeRegisters(sqlOf(city.database.owner), reading.pack!.registers);
    for (const register of reading.pack!.registers) await fillBlindIndexes(ctx, register);
    const { kept } = await installPack(ctx, reading.pack!, hash, { over, kinds: around.kinds });
    for (const id of kept)
      console.error(
        `${id}：正在用的是工作人员发布的版本，业务包的改动没有盖过它。要改用业务包的内容：npm run pack -- install ${relative(process.cwd(), reading.folder)} --over`,
      );
    changed = true;
  }
  for (const key of ["register.registers", "catalogue.licence-types", "catalogue.items"]) ctx.memory.forget(key);
  if (changed || !(await isIndexed(ctx))) await indexItems(ctx);
  return left;
}
