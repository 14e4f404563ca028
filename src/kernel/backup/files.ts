import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";

/** What copying came to. */
export interface CopiedFiles {
  /** Files that were new or had been encrypted anew. */
  copied: number;
  /** Files that are in the source now, by their place in it, and their bytes. */
  there: string[];
  bytes: number;
}

// The 256 folders of kept files; what is being received is nobody's yet.
const PART = /^[0-9a-f]{2}$/;

const AT_ONCE = 8;

/** Copies a file that is not there, or has another size or time; gives whether it did, and what the source is. A copy that is cut off has another name. */
async function bring(source: string, target: string): Promise<{ copied: boolean; size: number } | undefined> {
  const [is, was] = await Promise.all([stat(source).catch(() => undefined), stat(target).catch(() => undefined)]);
  if (!is) return undefined;
  if (was && was.size === is.size && Math.abs(was.mtimeMs - is.mtimeMs) < 1) return { copied: false, size: is.size };
  const half = `${target}.half`;
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await copyFile(source, half);
  await utimes(half, is.atime, is.mtime);
  await rename(half, target);
  return { copied: true, size: is.size };
}

/** Brings files, by their place in both folders, some at once. Those that are gone are passed over. */
export async function bringFiles(
  from: string,
  into: string,
  names: readonly string[],
  found: CopiedFiles = { copied: 0, there: [], bytes: 0 },
): Promise<CopiedFiles> {
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const some = names.slice(at, at + AT_ONCE);
    const brought = await Promise.all(some.map((name) => bring(join(from, name), join(into, name))));
    for (const [i, one] of brought.entries()) {
      if (!one) continue;
      found.there.push(some[i]!);
      found.bytes += one.size;
      found.copied += one.copied ? 1 : 0;
    }
  }
  return found;
}

/**
 * Brings a folder up to date with another: a file is copied when it is not there, or has another size or time (re-encrypting writes it anew). Nothing is removed: a
 * backup of before may name it.
 */
export async function copyFiles(from: string, into: string, halted?: () => boolean): Promise<CopiedFiles> {
  const found: CopiedFiles = { copied: 0, there: [], bytes: 0 };
  await mkdir(into, { recursive: true, mode: 0o700 });
  if (!existsSync(from)) return found;
  for (const part of (await readdir(from)).filter((name) => PART.test(name)).sort()) {
    if (halted?.()) throw new Error("copying files was halted");
    const names = (await readdir(join(from, part))).filter((name) => /^[0-9a-f]{62}$/.test(name));
    await bringFiles(
      from,
      into,
      names.map((name) => `${part}/${name}`),
      found,
    );
  }
  return found;
}

/** Removes from a place the files that none of its backups names. Gives how many. */
export async function pruneFiles(place: string, named: ReadonlySet<string>): Promise<number> {
  let removed = 0;
  for (const part of (await readdir(place)).filter((name) => PART.test(name)))
    for (const name of await readdir(join(place, part)))
      if (!named.has(`${part}/${name}`)) {
        await rm(join(place, part, name));
        removed += 1;
      }
  return removed;
}
