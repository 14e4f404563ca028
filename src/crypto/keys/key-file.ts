import { readFileSync } from "node:fs";
import { link, mkdir, open, rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import { wrappingOf } from "#crypto/crypto";
import { newId } from "#values/ids";
import type { Algorithm, Suite } from "./keys.ts";

/** A key as it lies in its file: JSON, all but the secret to be read by whoever may read the folder. */
export interface KeptKey {
  format: 1;
  keyId: string;
  algorithm: Algorithm;
  madeAt: string;
  /** Encrypted by the master key: id, algorithm and secret, so that no file stands in for another. */
  wrapped: string;
  /** The same by the master key that is to come, while it is being changed. */
  wrappedNext?: string;
}

/** The master key as hex; asked for again whenever it is needed where it may be changed meanwhile. */
export type MasterKey = string | (() => string);

interface Inside {
  keyId: string;
  algorithm: Algorithm;
  secret: string;
}

/** Reads a kept key; undefined when there is none. */
export function readKept(folder: string, keyId: string): KeptKey | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, `${keyId}.json`), "utf8")) as KeptKey;
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Opens the secret of a kept key by the master key, whichever of its wrappings is that one's; throws when neither is. */
export function unwrapped(kept: KeptKey, keyId: string, master: MasterKey): Buffer {
  const { unwrap } = wrappingOf(typeof master === "string" ? master : master());
  let text: string;
  try {
    text = unwrap(kept.wrapped);
  } catch (error) {
    if (kept.wrappedNext === undefined) throw error;
    text = unwrap(kept.wrappedNext);
  }
  const inside = JSON.parse(text) as Inside;
  if (inside.keyId !== keyId || inside.algorithm !== kept.algorithm) throw new Error(`key file ${keyId} holds another key`);
  return Buffer.from(inside.secret, "base64");
}

/** Wraps a secret together with what it is. */
export function wrapped({ keyId, algorithm }: Pick<KeptKey, "keyId" | "algorithm">, secret: Buffer, master: MasterKey, suite: Suite): string {
  const inside: Inside = { keyId, algorithm, secret: secret.toString("base64") };
  return wrappingOf(typeof master === "string" ? master : master(), suite).wrap(JSON.stringify(inside));
}

async function written(folder: string, text: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const partial = join(folder, `${newId()}.partial`);
  const handle = await open(partial, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return partial;
}

async function synced(folder: string): Promise<void> {
  const opened = await open(folder, "r");
  await opened.sync().finally(() => opened.close());
}

/** Keeps a new key. Whole or not at all, and never over a key that is there: the name is given once the bytes are on the disk. */
export async function keepOnce(folder: string, kept: KeptKey): Promise<boolean> {
  const partial = await written(folder, `${JSON.stringify(kept)}\n`);
  try {
    await link(partial, join(folder, `${kept.keyId}.json`));
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "EEXIST") return false;
    throw error;
  } finally {
    await unlink(partial);
    await synced(folder);
  }
}

/** Puts a text in the place of a file, whole or not at all. */
export async function replaceFile(folder: string, name: string, text: string): Promise<void> {
  await rename(await written(folder, text), join(folder, name));
  await synced(folder);
}
