import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";

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
    await mkdir(join(into, part), { recursive: true, mode: 0o700 });
    for (const name of await readdir(join(from, part))) {
      if (!/^[0-9a-f]{62}$/.test(name)) continue;
      const [source, target] = [join(from, part, name), join(into, part, name)];
      const [is, was] = await Promise.all([stat(source).catch(() => undefined), stat(target).catch(() => undefined)]);
      if (!is) continue; // removed meanwhile: nothing names it
      found.there.push(`${part}/${name}`);
      found.bytes += is.size;
      if (was && was.size === is.size && Math.abs(was.mtimeMs - is.mtimeMs) < 1) continue;
      const half = `${target}.half`;
      await copyFile(source, half);
      await utimes(half, is.atime, is.mtime);
      await rename(half, target);
      found.copied += 1;
    }
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
