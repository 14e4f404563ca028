import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** Who runs the database. PostgreSQL refuses to run as root, so root lends it to an unprivileged user. */
export interface ClusterUser {
  uid?: number;
  gid?: number;
}

/** The unprivileged user when we are root, nothing otherwise. Prefers `postgres`, falls back to `nobody`. */
export function clusterUser(): ClusterUser {
  if (process.getuid?.() !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    try {
      const id = (flag: string): number => Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
      return { uid: id("-u"), gid: id("-g") };
    } catch {
      // this name does not exist here; try the next
    }
  }
  throw new Error("running as root, and no user postgres or nobody exists to run the database; create one or set DATABASE_URL");
}

/** Whether every folder above `path` lets other users pass: a clone inside /root or a private temporary folder does not. */
function reachable(path: string): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * Where the programs of the database are: in node_modules, or, when its user cannot pass through the folders above that,
 * in a copy below the system's temporary folder.
 */
export function reachablePrograms(bin: string, version: string, user: ClusterUser): string {
  if (user.uid === undefined || reachable(join(bin, "postgres"))) return bin;
  const copy = join(tmpdir(), `yiwang-postgres-${version}`);
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`;
    cpSync(dirname(bin), partial, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(partial, copy);
    } catch (error) {
      if (!existsSync(copy)) throw error; // another process was faster; its copy serves
    }
  }
  return join(copy, "bin");
}

// Where a cluster lies that could not lie in its data folder. The note lies there instead, so that a new data folder of the same
// name never meets the database of an old one.
function elsewhere(dataDir: string): string {
  const note = join(dataDir, "postgres.elsewhere");
  if (!existsSync(note)) writeFileSync(note, join("/var/lib/yiwang", randomUUID(), "postgres"));
  return readFileSync(note, "utf8");
}

/** The folder of the cluster, created and owned by its user; outside `dataDir` only when the user could not reach it there. */
export function clusterFolder(dataDir: string, user: ClusterUser): string {
  mkdirSync(dataDir, { recursive: true });
  // The data folder is ours: others may pass through it, not look into it. What is secret lies in closed folders below.
  if (user.uid !== undefined) chmodSync(dataDir, 0o711);
  const inside = join(resolve(dataDir), "postgres");
  const folder = user.uid === undefined || reachable(inside) ? inside : elsewhere(dataDir);
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    if (user.uid !== undefined) chownSync(folder, user.uid, user.gid!);
  }
  return folder;
}
