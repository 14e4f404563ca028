// Cuts the line of a phone at random while a worker reports and checks, two hundred times, and compares what she handed in with what is there:
// npm run cuts   (npm run cuts -- 20 for fewer; a second number is another seed)
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const [cuts = "200", seed = "20261130"] = process.argv.slice(2);
const vitest = join(import.meta.dirname, "../node_modules/.bin/vitest");
const env = { ...process.env, CUTS: cuts, CUTS_SEED: seed };
const { status } = spawnSync(vitest, ["run", "test/cuts"], { stdio: "inherit", env, shell: process.platform === "win32" });
process.exit(status ?? 1);
