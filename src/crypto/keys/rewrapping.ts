import { existsSync, readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { conflict } from "#values/errors";
import { readKept, replaceFile, unwrapped, wrapped, type KeptKey } from "./key-file.ts";
import type { Suite } from "./keys.ts";

/** What a change of the master key goes by. */
export interface Rewrapping {
  /** The folder of keys. */
  folder: string;
  /** The file of the master key in use; it holds the new one afterwards. */
  masterFile: string;
  /** Both master keys as hex. Equal when an earlier try came as far as the master key's file. */
  master: string;
  next: string;
  suite: Suite;
  /** Milliseconds to wait for keys that are being made just now. */
  settle?: number;
}

function tried(kept: KeptKey, keyId: string, master: string): Buffer | undefined {
  try {
    return unwrapped(kept, keyId, master);
  } catch {
    return undefined;
  }
}

/**
 * Changes the master key: every key file gets a second wrapping by the new one, then the new one takes the place of the old in its file, then
 * the old wrappings are dropped. Whenever it is broken off, the master key that lies in the file opens every key, and the same call goes on
 * from there. Running processes read the file again and need no restart.
 * @returns how many key files were wrapped anew
 * @throws Refusal KEY_UNREADABLE, before anything is changed, when a file opens by neither.
 */
export async function rewrap({ folder, masterFile, master, next, suite, settle = 1000 }: Rewrapping): Promise<number> {
  const keyIds = (): string[] => (existsSync(folder) ? readdirSync(folder) : []).flatMap((name) => /^([a-z0-9-]+)\.json$/.exec(name)?.slice(1) ?? []).sort();
  const secrets = new Map<string, Buffer>();
  const put = (keyId: string, kept: KeptKey): Promise<void> => replaceFile(folder, `${keyId}.json`, `${JSON.stringify(kept)}\n`);
  for (const keyId of keyIds()) secretOf(keyId);

  function secretOf(keyId: string): Buffer {
    const kept = readKept(folder, keyId)!;
    const secret = secrets.get(keyId) ?? tried(kept, keyId, master) ?? tried(kept, keyId, next);
    if (!secret) throw conflict("KEY_UNREADABLE", `密钥文件 ${keyId} 用这两把主密钥都打不开，没有改动任何文件。请核对主密钥文件。`);
    secrets.set(keyId, secret);
    return secret;
  }

  async function both(): Promise<void> {
    for (const keyId of keyIds()) {
      const { wrappedNext: _before, ...kept } = readKept(folder, keyId)!;
      const secret = secretOf(keyId);
      await put(keyId, { ...kept, wrapped: wrapped(kept, secret, master, suite), wrappedNext: wrapped(kept, secret, next, suite) });
    }
  }

  async function alone(): Promise<void> {
    for (const keyId of keyIds()) {
      const { wrappedNext: _before, ...kept } = readKept(folder, keyId)!;
      await put(keyId, { ...kept, wrapped: wrapped(kept, secretOf(keyId), next, suite) });
    }
  }

  if (master !== next) {
    await both();
    await replaceFile(dirname(masterFile), basename(masterFile), `${next}\n`);
  }
  await alone();
  // Once more for a key that somebody made in the meantime, with the old master key still in hand.
  if (master !== next) await new Promise((resume) => setTimeout(resume, settle));
  if (master !== next) await alone();
  return secrets.size;
}
