import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { parse } from "yaml";
import { cityOf, packFaults, surroundingsOf, type Surroundings } from "#content/check";
import { readPack, type Reading } from "#content/pack";
import { vocabulary } from "../src/vocabulary.ts";

// The packs of this repository, as authors change them: a copy with one slip, and what the check says of it.

export { vocabulary };

export const NAMES = ["civil", "health", "market", "urban"];
const FOUNDATIONS = ["common", "application"];
const KINDS = "test/kinds/packs";

/** The demo city, which packs are checked against. */
export const city = cityOf(parse(readFileSync("demo/city.yaml", "utf8")));

export const readings: Reading[] = NAMES.map((name) => readPack(join("packs", name)));
const foundations: Reading[] = FOUNDATIONS.map((name) => readPack(join("packs", name)));

const read = new Map<string, Reading>();

/** A pack that no test changes: read once. */
function standing(folder: string): Reading {
  const reading = read.get(folder) ?? readPack(folder);
  read.set(folder, reading);
  return reading;
}

/** What all packs and the city offer, those given last. */
export function aroundWith(...more: Reading[]): Surroundings {
  const changed = more.flatMap(({ pack }) => pack ?? []);
  // What a pack of another kind needs lies beside it.
  const needed = changed.flatMap(({ manifest }) => manifest.needs ?? []).filter((name) => !FOUNDATIONS.includes(name) && !NAMES.includes(name));
  const beside = [...new Set(needed)].flatMap((name) => ["packs", KINDS].map((root) => join(root, name)).filter((folder) => existsSync(folder))).map(standing);
  const others = [...foundations, ...readings, ...beside].flatMap(({ pack }) =>
    pack && !changed.some(({ manifest }) => manifest.id === pack.manifest.id) ? [pack] : [],
  );
  return surroundingsOf([...others, ...changed], vocabulary, city);
}

/** A copy of a pack, by its name or its folder, in a folder of its own, thrown away after the test. */
export function copyOf(pack: string): string {
  const folder = mkdtempSync(join(tmpdir(), "pack-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(pack.includes("/") ? pack : join("packs", pack), folder, { recursive: true });
  return folder;
}

/** Faults of a pack in a folder, as "file:line message". */
export async function faultsIn(folder: string): Promise<string[]> {
  const reading = readPack(folder);
  const faults = await packFaults(reading, aroundWith(reading));
  return faults.map(({ file, line, message }) => `${file.split("/").at(-1)}:${line} ${message}`);
}

/** Faults of a pack in one file of which a text was replaced. */
export async function faultsWith(pack: string, file: string, from: string, to: string): Promise<string[]> {
  const folder = copyOf(pack);
  const text = readFileSync(join(folder, file), "utf8");
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(
    join(folder, file),
    text.replace(from, () => to),
  );
  return faultsIn(folder);
}

/** The line of a file of a pack on which a text stands first. */
export function lineOf(pack: string, file: string, text: string): number {
  return readFileSync(join("packs", pack, file), "utf8")
    .split(text)[0]!
    .split("\n").length;
}
