// Has every two acts meet fifty times, on a matter, a licence, a seal, a draft, a rating: npm run races   (npm run races -- 200 for more)
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const rounds = process.argv[2] ?? "50";
const vitest = join(import.meta.dirname, "../node_modules/.bin/vitest");
const { status } = spawnSync(vitest, ["run", "test/races"], { stdio: "inherit", env: { ...process.env, RACES: rounds }, shell: process.platform === "win32" });
process.exit(status ?? 1);
