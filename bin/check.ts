// Everything that must hold: npm test. One line a step; the first that fails is shown whole and ends the run. The same here and
// on the server that builds. `npm test -- PATH` runs the tests of a file or folder instead, and shows what they say.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const root = join(import.meta.dirname, "..");
const program = (name: string): string => join(root, "node_modules", ".bin", name);
const script = (...words: string[]): string[] => [process.execPath, "--import", "tsx", ...words];

const paths = process.argv.slice(2);
if (paths.length > 0) {
  const { status } = spawnSync(program("vitest"), ["run", ...paths], { cwd: root, stdio: "inherit" });
  process.exit(status ?? 1);
}

// Whatever the steps leave behind lies here, so that it can be found and stopped however they end.
const room = mkdtempSync(join(tmpdir(), "yiwang-check-"));
chmodSync(room, 0o755); // the database runs as another user when we are root
const report = join(room, "tests.json");

const STEPS: { name: string; says: string; command: string[] }[] = [
  { name: "lint", says: "rules of the code", command: [program("oxlint")] },
  { name: "format", says: "how the code is laid out", command: [program("oxfmt"), "--check", "src", "test", "bin", "bench", "conformance"] },
  { name: "types", says: "types of the code", command: [program("tsc"), "--noEmit"] },
  { name: "schema", says: "db/schema.sql against the migrations", command: script("bin/schema.ts", "--check") },
  { name: "packs", says: "packs and their example people", command: script("bin/pack.ts", "check") },
  { name: "tests", says: "walls, blocks, pages, API", command: [program("vitest"), "run", "--reporter=default", "--reporter=json", `--outputFile=${report}`] },
];

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;
let running: ChildProcess | undefined;

function signalGroup(signal: NodeJS.Signals): void {
  try {
    if (running?.pid) process.kill(-running.pid, signal);
  } catch {
    // it has ended already
  }
}

/** Folders of databases that steps made and did not remove. */
function clusters(): string[] {
  const noted = (dataDir: string): string => join(dataDir, "postgres.elsewhere");
  return readdirSync(room)
    .map((name) => join(room, name))
    .map((dataDir) => (existsSync(noted(dataDir)) ? readFileSync(noted(dataDir), "utf8") : join(dataDir, "postgres")));
}

/** Stops the database of a folder, if it still runs, and removes it. */
async function removeCluster(folder: string): Promise<void> {
  const lock = join(folder, "postmaster.pid");
  for (let tries = 0; tries < 100 && existsSync(lock); tries += 1) {
    try {
      process.kill(Number(readFileSync(lock, "utf8").split("\n")[0]), "SIGINT"); // PostgreSQL's fast shutdown
    } catch {
      break; // it has ended, and left its lock
    }
    await pause(100);
  }
  rmSync(folder, { recursive: true, force: true });
}

async function clear(): Promise<void> {
  for (const folder of clusters()) await removeCluster(folder);
  rmSync(room, { recursive: true, force: true });
}

function run(command: string[]): Promise<{ code: number; output: string }> {
  const [file, ...words] = command as [string, ...string[]];
  return new Promise((done) => {
    let output = "";
    const child = spawn(file, words, { cwd: root, detached: true, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, TMPDIR: room, NO_COLOR: "1" } });
    running = child;
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", (error) => done({ code: 1, output: `${output}${error.message}\n` }));
    child.on("close", (code) => done({ code: code ?? 1, output }));
  });
}

interface TestFile {
  name: string;
  startTime: number;
  endTime: number;
}

/** Where the time of the tests went: seconds by part of the tree (two files run at once, so they add up to more than the wall saw), and the slowest. */
function timesOf(files: TestFile[]): string {
  const taken = files.map(({ name, startTime, endTime }) => ({ name: name.slice(root.length + 1), seconds: (endTime - startTime) / 1000 }));
  const parts = new Map<string, number>();
  for (const file of taken) {
    const part = file.name.split("/").slice(0, 2).join("/");
    parts.set(part, (parts.get(part) ?? 0) + file.seconds);
  }
  const told = (name: string, time: number): string => `  ${time.toFixed(1).padStart(6)} s  ${name}`;
  const byTime = [...parts].toSorted((a, b) => b[1] - a[1]).map(([name, time]) => told(name, time));
  const slowest = taken.toSorted((a, b) => b.seconds - a.seconds).slice(0, 10);
  return ["Time of the tests, by part:", ...byTime, "The slowest files:", ...slowest.map((file) => told(file.name, file.seconds))].join("\n");
}

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    signalGroup("SIGTERM");
    setTimeout(() => signalGroup("SIGKILL"), 5000).unref();
    console.log("\nStopped before the end.");
  });
}

const begun = performance.now();
let tests = 0;
const told: string[] = [];
for (const { name, says, command } of STEPS) {
  process.stdout.write(`${name.padEnd(8)}${says} … `);
  const started = performance.now();
  const { code, output } = await run(command);
  if (stopping) break;
  if (code !== 0) {
    console.log(`FAILED after ${seconds(started)}\n\n${output.trimEnd()}\n\nnpm test failed at "${name}" (${says}). What comes after it was not run.`);
    process.exitCode = 1;
    break;
  }
  const count = /Tests\s+(\d+) passed/.exec(output)?.[1];
  tests += Number(count ?? 0);
  told.push(count ? `${count} tests` : name);
  console.log(`ok ${count ? `(${count} tests) ` : ""}${seconds(started)}`);
}
const times =
  process.exitCode !== 1 && existsSync(report) ? timesOf((JSON.parse(readFileSync(report, "utf8")) as { testResults: TestFile[] }).testResults) : "";
await clear();
if (stopping) process.exitCode = 1;
else if (process.exitCode !== 1) console.log(`\n${times}\n\nAll checks passed in ${seconds(begun)}: ${told.join(", ")}.\n\n${tests} passed, 0 failed`);
