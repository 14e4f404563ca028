import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

// Each process that uses the embedded database says so by a file, which it touches while it lives. So the last one stops the database and nobody
// stops it under another; and who starts while it is being stopped waits until it is.

interface Said {
  host: string;
  pid: number;
  stopping: boolean;
}

/** This process among those that use the embedded database of a folder. */
export interface DatabaseUser {
  /** Whether to stop the database: nobody else uses it. Others who start from now on wait for `leave`. */
  lastOne(): boolean;
  leave(): void;
}

const BEAT = 2000;
// A process that has not touched its file for so long is gone, whoever has its number now.
const GONE = 30_000;
const WAIT = 60_000;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}

/** The others that live; the files of those that do not are removed. */
function othersIn(folder: string, own: string): Said[] {
  return readdirSync(folder).flatMap((name) => {
    if (name === own) return [];
    const path = join(folder, name);
    try {
      const said = JSON.parse(readFileSync(path, "utf8")) as Said;
      const gone = Date.now() - statSync(path).mtimeMs > GONE || (said.host === hostname() && !isAlive(said.pid));
      if (!gone) return [said];
    } catch (error) {
      // Gone meanwhile, or being written at this moment.
      if ((error as { code?: string }).code === "ENOENT" || Date.now() - statSync(path, { throwIfNoEntry: false })!.mtimeMs < GONE) return [];
    }
    rmSync(path, { force: true });
    return [];
  });
}

/**
 * Enters this process among the users of the database of a data folder, waiting while another is stopping it.
 * @throws Error that names the process, when that takes longer than a minute.
 */
export async function enterUsers(dataDir: string, tell: (words: string) => void = () => {}): Promise<DatabaseUser> {
  const folder = join(dataDir, "postgres.users");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const own = `${process.pid}-${randomUUID()}`;
  const path = join(folder, own);
  const say = (stopping: boolean): void => writeFileSync(path, JSON.stringify({ host: hostname(), pid: process.pid, stopping } satisfies Said));
  say(false);
  const beat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // the folder is gone, as in tests that remove it
    }
  }, BEAT);
  beat.unref();
  const leave = (): void => {
    clearInterval(beat);
    rmSync(path, { force: true });
  };
  for (const begun = Date.now(); ; await pause(100)) {
    const stopping = othersIn(folder, own).find((each) => each.stopping);
    if (!stopping) break;
    if (Date.now() - begun < 100) tell(`process ${stopping.pid} is stopping the database of ${dataDir}; waiting for it`);
    if (Date.now() - begun > WAIT) {
      leave();
      throw new Error(`process ${stopping.pid} has been stopping the database of ${dataDir} for a minute; end it and start again`);
    }
  }
  return {
    lastOne() {
      // Said before it is asked: of two that ask and enter at once, at least one sees the other.
      say(true);
      const last = othersIn(folder, own).length === 0;
      if (!last) say(false);
      return last;
    },
    leave,
  };
}
