// Breaks a block on purpose, one small change after another, and sees which of them its tests notice: npm run mutate -- clock. Tells the share
// found and every survivor with its place. Outside the build: a block with a city in its tests takes minutes.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import base from "../vitest.config.ts";

const root = join(import.meta.dirname, "..");
const [named = "", ...beside] = process.argv.slice(2);
const folder = ["src/kernel", "src/base"].map((ring) => join(ring, named)).find((path) => named !== "" && existsSync(join(root, path, "index.ts")));
if (!folder) {
  console.error("用法：npm run mutate -- 模块 [测试文件或文件夹…]，例如 npm run mutate -- clock。模块是 src/kernel 或 src/base 下的一个文件夹。");
  process.exit(2);
}

interface Mutant {
  status: string;
  mutatorName: string;
  replacement?: string;
  location: { start: { line: number; column: number } };
}

const room = mkdtempSync(join(tmpdir(), "yiwang-mutate-"));
const vitestConfig = join(root, "vitest.mutate.config.cjs");
const report = join(room, "report.json");
const include = [`${folder}/**/*.test.ts`, ...beside.map((path) => (/\.test\.tsx?$/.test(path) ? path : `${path}/**/*.test.ts`))];
const settings = { ...base, test: { ...base.test, include } };
writeFileSync(vitestConfig, `module.exports = ${JSON.stringify(settings)};\n`);
const config = {
  mutate: [`${folder}/**/*.ts`, `!${folder}/**/*.test.ts`, `!${folder}/**/*.fixture.ts`],
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "vitest.mutate.config.cjs", related: false },
  // TypeScript 7 has not got what Stryker reads a tsconfig with: it is pointed at one that is not there.
  tsconfigFile: "no-tsconfig.json",
  coverageAnalysis: "perTest",
  concurrency: 2,
  timeoutMS: 20_000,
  tempDirName: join(room, "sandbox"),
  ignorePatterns: [".data", "shots", "docs"],
  reporters: ["json", "progress-append-only"],
  jsonReporter: { fileName: report },
  // Words for people are not held by tests to the letter, nor are the names of statements.
  mutator: { excludedMutations: ["StringLiteral"] },
  allowEmpty: false,
  disableTypeChecks: false,
};
const configFile = join(room, "stryker.config.json");
writeFileSync(configFile, JSON.stringify(config));
try {
  const { status } = spawnSync(join(root, "node_modules/.bin/stryker"), ["run", configFile], { cwd: root, stdio: "inherit" });
  if (!existsSync(report)) process.exit(status ?? 1);
  const { files } = JSON.parse(readFileSync(report, "utf8")) as { files: Record<string, { source: string; mutants: Mutant[] }> };
  const judged = Object.entries(files).flatMap(([file, { source, mutants }]) => mutants.map((mutant) => ({ file, source, ...mutant })));
  const counted = judged.filter(({ status: end }) => ["Killed", "Timeout", "Survived", "NoCoverage"].includes(end));
  const found = counted.filter(({ status: end }) => end === "Killed" || end === "Timeout");
  for (const { file, source, status: end, mutatorName, replacement = "", location } of counted) {
    if (end !== "Survived" && end !== "NoCoverage") continue;
    const line = source.split("\n")[location.start.line - 1]!.trim();
    console.log(
      `${file}:${location.start.line}:${location.start.column} ${end === "NoCoverage" ? "not run" : "survived"} ${mutatorName}\n  ${line}\n  → ${replacement.replaceAll("\n", " ").slice(0, 120)}`,
    );
  }
  console.log(`\n${named}: ${found.length} of ${counted.length} found, ${((100 * found.length) / Math.max(1, counted.length)).toFixed(1)} %`);
} finally {
  rmSync(vitestConfig, { force: true });
  rmSync(room, { recursive: true, force: true });
}
