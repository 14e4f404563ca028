import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { untilWell } from "./crash/server.ts";

const dataDir = mkdtempSync(join(tmpdir(), "yiwang-stopping-"));
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  const lock = join(dataDir, "postgres", "postmaster.pid");
  if (existsSync(lock)) process.kill(Number(readFileSync(lock, "utf8").split("\n")[0]), "SIGINT");
  rmSync(dataDir, { recursive: true, force: true });
});

interface Started {
  child: ChildProcess;
  ended: Promise<number | null>;
  said(): string;
}

function begin(port: number, more: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, ["--import", "tsx", "src/main.ts"], {
    cwd: join(import.meta.dirname, ".."),
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, ...more },
  });
  running.add(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream!.on("data", (data: Buffer) => (said += data.toString()));
  const ended = new Promise<number | null>((done) => child.once("exit", (code) => (running.delete(child), done(code))));
  return { child, ended, said: () => said };
}

const databaseRuns = (): boolean => existsSync(join(dataDir, "postgres", "postmaster.pid"));
const HERE = 20_000 + (process.pid % 5000) * 3;
const [THERE, AWAY] = [HERE + 1, HERE + 2];
const at = (port: number): string => `http://127.0.0.1:${port}`;

test("a city stops in its own time, hands its database over, and leaves nothing running whatever has failed", { timeout: 180_000 }, async () => {
  const first = begin(HERE);
  await untilWell(at(HERE));

  // A start that fails beside it says why in one line, and leaves the database to whoever uses it. Two more begin meanwhile, which are looked at below.
  const [failed, second] = [begin(HERE), begin(THERE)];
  const away = begin(AWAY, { DATABASE_URL: "postgres://u:secret@127.0.0.1:9/y", DATA_DIR: join(dataDir, "away") });
  expect(await failed.ended).toBe(1);
  expect(failed.said()).toContain(`did not start: port ${HERE} of 127.0.0.1 is taken`);
  expect(failed.said()).not.toMatch(/\n\s+at /);
  expect((await fetch(`${at(HERE)}/healthz`)).status).toBe(200);

  // The second one takes the database over; half a request keeps the first from nothing.
  await untilWell(at(THERE));
  const sender = connect(HERE, "127.0.0.1", () => sender.write("POST /sign-in HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\nabc"));
  sender.on("error", () => {});
  await once(sender, "connect");
  // What was sent is read by the time that what was asked after it is answered.
  await fetch(`${at(HERE)}/healthz`);
  const begun = performance.now();
  first.child.kill("SIGTERM");
  const answers: number[] = [];
  let going = true;
  const asking = (async () => {
    while (going) {
      answers.push((await fetch(`${at(THERE)}/healthz`)).status);
      await new Promise((resume) => setTimeout(resume, 20));
    }
  })();
  expect(await first.ended).toBe(0);
  expect(performance.now() - begun).toBeLessThan(15_000);
  going = false;
  await asking;
  expect(new Set(answers)).toEqual(new Set([200]));

  // A terminal that is closed.
  second.child.kill("SIGHUP");
  expect(await second.ended).toBe(0);
  expect(databaseRuns()).toBe(false);

  // A database that does not answer is named as that.
  expect(await away.ended).toBe(1);
  expect(away.said()).toMatch(/DATABASE_URL \(127\.0\.0\.1:9\) does not answer/);
  expect(away.said()).not.toContain("secret");

  // A signal in the middle of a start.
  const hasty = begin(HERE);
  await expect.poll(databaseRuns, { timeout: 30_000, interval: 10 }).toBe(true);
  hasty.child.kill("SIGTERM");
  await hasty.ended;
  await expect.poll(databaseRuns, { timeout: 10_000 }).toBe(false);
});
