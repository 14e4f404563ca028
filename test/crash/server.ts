import { spawn, type ChildProcess } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** The city as its own process, which may be killed at any moment and started again. */
export interface Server {
  url: string;
  start(): Promise<void>;
  /** kill -9 of the server's process. */
  kill(): void;
  /** kill -9 of the database's first process. */
  killDatabase(): void;
  /** Ctrl-C, and waits for the end. */
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}

/** Waits until the city answers that it is well; throws after two minutes: beside other work a start has taken over thirty seconds. */
export async function untilWell(url: string): Promise<void> {
  for (const started = Date.now(); Date.now() - started < 120_000;) {
    const well = await fetch(`${url}/healthz`).then(
      (response) => response.status === 200,
      () => false,
    );
    if (well) return;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error("the city did not become well within two minutes");
}

/** Prepares a server on a data folder; nothing runs yet. */
export async function serverOn(dataDir: string): Promise<Server> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  return {
    url,
    async start() {
      const log = openSync(join(dataDir, "city.log"), "a");
      child = spawn(process.execPath, ["--import", "tsx", "src/main.ts"], {
        cwd: root,
        stdio: ["ignore", log, log],
        env: { ...process.env, PORT: String(port), DATA_DIR: dataDir },
      });
      await untilWell(url).catch((error: Error) => {
        throw new Error(`${error.message}; its log ends with\n${readFileSync(join(dataDir, "city.log"), "utf8").slice(-2000)}`, { cause: error });
      });
    },
    kill: () => void child?.kill("SIGKILL"),
    killDatabase: () => void process.kill(Number(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]), "SIGKILL"),
    stop: () =>
      new Promise((done) => {
        if (!child || child.exitCode !== null || child.signalCode !== null) return done();
        child.once("exit", () => done());
        child.kill("SIGINT");
      }),
  };
}
