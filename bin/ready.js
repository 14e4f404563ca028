#!/usr/bin/env node
// Runs a script of this project under its own Node. Plain JavaScript for any Node from 18 on: it is the first thing that runs on
// a fresh machine. Installs from the lock file when that has changed since the last install, then hands over.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lock = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");
const mark = join(root, "node_modules", ".yiwang-lock");
const node = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

if (!existsSync(mark) || readFileSync(mark, "utf8") !== lock || !existsSync(node)) {
  console.log("Installing what package-lock.json names …");
  const npm = spawnSync(process.platform === "win32" ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (npm.status !== 0) process.exit(npm.status ?? 1);
  writeFileSync(mark, lock);
}

// Node lets young objects take up hundreds of megabytes where the machine has many: a city held 300 MB that holds 170 so, and is as quick.
const child = spawn(node, ["--max-semi-space-size=4", "--import", "tsx", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
  // What threads take from the system and give back stays with as many of them as the machine allows: ten megabytes.
  env: { MALLOC_ARENA_MAX: "2", ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` },
});
// The child decides how to stop; a second signal while it does so reaches it as well.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
