// Packs: npm run pack -- new ID [folder]                       writes a pack to begin with, in packs/ID unless told
//        npm run pack -- new ID --item                         the same with an item that is applied for, without a kind of its own
//        npm run pack -- check packs/market packs/civil …      checks them and plays their example people (all packs when none is named)
//        npm run pack -- check --watch [packs/market …]        and again whenever a file changes
//        npm run pack -- schemas [--check]                     writes the JSON Schemas that editors read to packs/schemas
//        npm run pack -- install packs/market [--over]         installs one again; --over also in place of what staff have published
//        YIWANG_CITY=DIR npm run pack -- check | install …    the same for the packs of a city in earnest
//        npm run pack -- export market DIR                     writes the kinds and items of an installed pack as files, as they are in use
//        npm run pack -- upgrade packs/market …                writes packs of format 1 as format 2, in place
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { checkFolders, editorSchemas, exportedPack, startFor, starterPack, upgradedPack, watchFolders, type PacksOfCity } from "#content/author";
import { findCity } from "#people/city";
import { readConfig } from "#kernel/config";
import { badInput, Refusal } from "#values/errors";
import { packsOf, readCityFolder } from "../src/founding/index.ts";
import { demoBench, demoPacks } from "../src/seed/packs.ts";
import { vocabulary } from "../src/vocabulary.ts";

const ROOT = "packs";
const SCHEMAS = join(ROOT, "schemas");
const [act = "", ...rest] = process.argv.slice(2);
const named = rest.filter((word) => !word.startsWith("--"));

/** The packs that are meant: those of the city in YIWANG_CITY, else those that come with the program, in the demo city. */
async function ours(): Promise<PacksOfCity> {
  const { cityDir } = readConfig();
  if (cityDir === undefined) return demoPacks(ROOT);
  const { city, faults } = await readCityFolder(cityDir);
  if (!city) throw badInput("CITY", faults.join("\n"));
  return packsOf(city);
}

async function install(): Promise<number> {
  const [{ openCity }, { installPacks }] = await Promise.all([import("../src/city.ts"), import("../src/seed/packs.ts")]);
  const packs = await ours();
  const city = await openCity(readConfig());
  try {
    if ((await findCity(city.ctx()))?.standing === "earnest" && readConfig().cityDir === undefined)
      throw badInput("CITY", "这是正式的城市，请用 YIWANG_CITY 指明它的文件夹再安装业务包。");
    return (await installPacks(city, packs, { again: named, over: rest.includes("--over") })) > 0 ? 1 : 0;
  } finally {
    await city.close();
  }
}

async function check(): Promise<number> {
  const once = async (): Promise<number> => {
    const packs = await ours();
    const { lines, failed } = await checkFolders(named.length > 0 ? named : packs.folders, { ...packs, vocabulary });
    console.log(lines.join("\n"));
    return failed;
  };
  if (!rest.includes("--watch")) return (await once()) > 0 ? 1 : 0;
  const stop = watchFolders(
    [...new Set([ROOT, "demo", readConfig().cityDir ?? ROOT, ...named])].filter((folder) => existsSync(folder)),
    async () => {
      console.log(`── ${new Date().toLocaleTimeString("zh-CN")}`);
      await once();
    },
    (error) => console.error(`检查没有做完：${(error as Error).message}`),
  );
  return new Promise((ended) => process.once("SIGINT", () => (stop(), ended(0))));
}

async function begin(): Promise<number> {
  const [id = "", folder = join(ROOT, id)] = named;
  const { city, cast } = demoBench(ROOT);
  const files = await starterPack(startFor(id, city, cast), folder, SCHEMAS, rest.includes("--item") ? "item" : "kind", ROOT);
  if (write(folder, files) > 0) return 1;
  console.log(`写好了。接着：npm run pack -- check --watch ${folder}`);
  return 0;
}

/** Writes files by path into a folder that is empty or not there; gives 1 where it is neither. */
function write(folder: string, files: Record<string, string>): number {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    console.error(`${folder} 里已经有文件，没有写入。请换一个名字或者文件夹。`);
    return 1;
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    console.log(join(folder, path));
  }
  return 0;
}

async function takeOut(): Promise<number> {
  const [id = "", folder = id] = named;
  const { openCity } = await import("../src/city.ts");
  const city = await openCity(readConfig());
  try {
    return write(folder, await exportedPack(city.ctx(), id, folder, SCHEMAS));
  } finally {
    await city.close();
  }
}

/** The texts below a folder by their path in it; hidden ones are those of editors and version control. */
function textsIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split("/").some((part) => part.startsWith(".")));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

async function upgrade(): Promise<number> {
  for (const folder of named) {
    const files = upgradedPack(textsIn(folder));
    if (existsSync(join(folder, "services"))) renameSync(join(folder, "services"), join(folder, "items"));
    for (const [path, text] of Object.entries(files)) {
      if (readFileSync(join(folder, path), "utf8") === text) continue;
      writeFileSync(join(folder, path), text);
      console.log(join(folder, path));
    }
    console.log(`${folder} 现在是格式 2。接着：npm run pack -- check ${folder}`);
  }
  return 0;
}

async function schemas(): Promise<number> {
  mkdirSync(SCHEMAS, { recursive: true });
  let stale = 0;
  for (const [name, text] of Object.entries(editorSchemas())) {
    const file = join(SCHEMAS, name);
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    stale += 1;
    if (!rest.includes("--check")) writeFileSync(file, text);
    console.log(file);
  }
  return rest.includes("--check") && stale > 0 ? 1 : 0;
}

const ACTS: Record<string, (() => Promise<number>) | undefined> = {
  check,
  schemas,
  ...(named.length > 0 && { install, new: begin, export: takeOut, upgrade }),
};

async function perform(): Promise<number> {
  const asked = Object.hasOwn(ACTS, act) ? ACTS[act] : undefined;
  if (asked) return asked();
  console.error(
    "用法：pack new 名字 [目录] [--item] | pack check [--watch] [目录…] | pack schemas [--check] | pack install 目录… [--over] | pack export 业务包 [目录] | pack upgrade 目录…",
  );
  return 2;
}

try {
  process.exit(await perform());
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exit(1);
}
