// Breaks a block on purpose, one small change after another, and sees which of them its tests notice: npm run mutate -- clock. Takes 120 changes
// evenly over the block's files, the same each time (--take N: so many; --seed N: others; --all: every one); tells the share found and every
// survivor with its place; --at FILE:LINE or FILE:LINE:COLUMN takes those there, as often as wanted. Blocks that are tested through one another
// are broken as one: matter,work,intake. Test files or folders elsewhere may be named behind the block. Outside the build: a block with a city
// in its tests takes minutes, with --workers 1 twice as many and one processor.
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { Instrumenter } from "@stryker-mutator/instrumenter";
import base from "../vitest.config.ts";
import { setup } from "../test/setup.ts";
import { templateOf } from "../test/template.ts";

const root = join(import.meta.dirname, "..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: "boolean" },
    take: { type: "string", default: "120" },
    seed: { type: "string", default: "1" },
    at: { type: "string", multiple: true },
    workers: { type: "string", default: "2" },
  },
});
const [named = "", ...beside] = positionals;
const folders = named.split(",").map((block) => globSync(`src/*/${block}/index.ts`, { cwd: root }).map(dirname)[0]);
const [take, workers] = [Number(values.take), Number(values.workers)];
if (!named || folders.includes(undefined) || !(take > 0) || !(workers > 0)) {
  console.error(
    "用法：npm run mutate -- 模块[,模块…] [--take 个数 | --all] [--seed 数字] [--at 文件:行:列] [--workers 个数] [测试文件或文件夹…]，" +
      "例如 npm run mutate -- clock。模块是 src/区/模块 里的后一个名字。",
  );
  process.exit(2);
}

type Mutant = Awaited<ReturnType<Instrumenter["instrument"]>>["mutants"][number];
let there = 0;

/** Leaves as many as wanted, of each file its share and at least one; which of a file depends on the seed and the change itself alone. */
function thin(mutants: readonly Mutant[]): void {
  const counted = mutants.filter(({ status }) => !status);
  there = counted.length;
  const leave = (mutants: Mutant[]): void => {
    for (const mutant of mutants) Object.assign(mutant, { status: "Ignored", statusReason: "not taken" });
  };
  const places = ({ fileName, location: { start } }: Mutant): string[] => {
    const line = `${relative(root, fileName)}:${start.line + 1}`;
    return [line, `${line}:${start.column + 1}`];
  };
  if (values.at) leave(counted.filter((mutant) => !places(mutant).some((place) => values.at!.includes(place))));
  if (values.all || values.at) return;
  const digest = ({ fileName, location: { start, end }, replacement }: Mutant): string =>
    createHash("sha256")
      .update(JSON.stringify([values.seed, relative(root, fileName), start, end, replacement]))
      .digest("hex");
  const ranked = [...Map.groupBy(counted, ({ fileName }) => fileName).values()].flatMap((ofFile) =>
    ofFile
      .map((mutant) => ({ mutant, digest: digest(mutant) }))
      .sort((a, b) => (a.digest < b.digest ? -1 : 1))
      .map((one, n) => ({ ...one, rank: n / ofFile.length })),
  );
  ranked.sort((a, b) => a.rank - b.rank || (a.digest < b.digest ? -1 : 1));
  leave(ranked.slice(take).map(({ mutant }) => mutant));
}

// Stryker chooses by ranges of a file, and a range takes along all that lies within it: half the file with one function body.
const instrument = Instrumenter.prototype.instrument;
Instrumenter.prototype.instrument = async function (...given) {
  const result = await instrument.apply(this, given);
  thin(result.mutants);
  return result;
};

const room = mkdtempSync(join(tmpdir(), "yiwang-mutate-"));
let dataDir = "";
const removeCity = setup({ provide: (_key: string, made: string) => (dataDir = made) } as unknown as Parameters<typeof setup>[0]);
const include = [...folders.map((folder) => `${folder}/**/*.test.ts`), ...beside.map((path) => (/\.test\.tsx?$/.test(path) ? path : `${path}/**/*.test.ts`))];
const settings = { ...base.test, include, globalSetup: [], setupFiles: ["test/mutation.ts"], provide: { dataDir } };
const vitestConfig = join(room, "vitest.config.cjs");
// The first test that fails ends a mutant's run: what takes least goes first, where Vitest begins with what takes longest.
const order = `class {
  constructor({ cache }) { this.took = (file) => cache.getTestSpecificationResult(file)?.duration ?? 0; }
  shard(files) { return files; }
  sort(files) { return files.toSorted((a, b) => this.took(a) - this.took(b)); }
}`;
writeFileSync(vitestConfig, `const test = ${JSON.stringify(settings)};\nmodule.exports = { test: { ...test, sequence: { sequencer: ${order} } } };\n`);
mkdirSync(join(room, "sandbox"));
async function remove(): Promise<void> {
  await removeCity();
  rmSync(room, { recursive: true, force: true });
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.prependOnceListener(signal, () => void remove().finally(() => process.exit(1)));
try {
  // The city is made here, once and whole: else what seeds it counts as run by a test, and a mutant may be at work meanwhile.
  const open = (path: string): boolean => /"[./]+\/test\/(city|application)\.ts"|"\.\/city\.ts"/.test(readFileSync(join(root, path), "utf8"));
  if (globSync(include, { cwd: root }).some(open)) await templateOf(dataDir);
  const results = await new Stryker({
    mutate: [...folders.map((folder) => `${folder}/**/*.ts`), "!src/**/*.test.ts", "!src/**/*.fixture.ts"],
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: vitestConfig, related: false },
    // TypeScript 7 has not got what Stryker reads a tsconfig with: it is pointed at one that is not there.
    tsconfigFile: "no-tsconfig.json",
    coverageAnalysis: "perTest",
    concurrency: workers,
    timeoutMS: 20_000,
    // What is named beside a block may take its time; five minutes are Stryker's own.
    dryRunTimeoutMinutes: 30,
    tempDirName: join(room, "sandbox"),
    ignorePatterns: [".data", "shots", "docs/images"],
    reporters: ["progress-append-only"],
    // Words for people are not held by tests to the letter, nor are the names of statements.
    mutator: { excludedMutations: ["StringLiteral"] },
    allowEmpty: false,
    disableTypeChecks: false,
  }).runMutationTest();
  // A file whose tests could not even begin is red as well: RuntimeError.
  const counted = results.filter(({ status }) => status !== "Ignored");
  const found = counted.filter(({ status }) => ["Killed", "Timeout", "RuntimeError", "CompileError"].includes(status));
  for (const { fileName, status, mutatorName, replacement, location } of counted.filter((mutant) => !found.includes(mutant))) {
    const { start, end } = location;
    const place = `${relative(root, fileName)}:${start.line}:${start.column}`;
    const lines = readFileSync(fileName, "utf8")
      .split("\n")
      .slice(start.line - 1, end.line);
    const was = [...lines.slice(0, -1), lines.at(-1)!.slice(0, end.column - 1)].join(" ").slice(start.column - 1);
    const short = (text: string): string => text.replaceAll(/\s+/g, " ").slice(0, 140);
    console.log(`${place} ${status === "NoCoverage" ? "not run" : "survived"} ${mutatorName}\n  ${short(was)}\n  → ${short(replacement)}`);
  }
  const share = ((100 * found.length) / Math.max(1, counted.length)).toFixed(1);
  const ended = [...Map.groupBy(counted, ({ status }) => status)].map(([status, some]) => `${status} ${some.length}`).join(", ");
  console.log(`\n${named}: ${there} there, ${counted.length} taken, ${found.length} found, ${share} % (${ended})`);
} finally {
  await remove();
}
