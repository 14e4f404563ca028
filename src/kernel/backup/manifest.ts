import { createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BackupSuite } from "./cipher.ts";
import type { KeptSequence, KeptTable } from "./tables.ts";

/** What a backup is: everything that whoever restores it has to know before they write. */
export interface Manifest {
  format: 1;
  /** Version of the program that made it. */
  version: string;
  /** What the city is called. */
  city: string;
  madeAt: string;
  seconds: number;
  suite: BackupSuite;
  /** Fingerprints of the keys that what it holds was encrypted with, by their name; "" of those whose file alone is looked for. The keys themselves are kept elsewhere. */
  keys: Record<string, string>;
  /** Migrations that had been applied: block/name → hash. */
  migrations: Record<string, string>;
  /** Definitions of registers, whose tables are made before they are filled. */
  registers: unknown[];
  tables: (KeptTable & { rows: number; bytes: number; tag: string })[];
  sequences: KeptSequence[];
  files: { count: number; bytes: number };
}

const NAME = "manifest.json";

const macOf = (key: Buffer, text: string): Buffer => createHmac("sha256", key).update("yiwang backup manifest\n").update(text).digest();

/** The manifest as it is written: its text, then its proof by the key of the backups. */
export function manifestText(key: Buffer, manifest: Manifest): string {
  const text = JSON.stringify(manifest, null, 1);
  return `${text}\n${macOf(key, text).toString("hex")}\n`;
}

/**
 * Reads the manifest of a backup.
 * @throws Error where there is none, or it was altered, or made with another key
 */
export function readManifest(folder: string, key: Buffer): Manifest {
  const whole = readFileSync(join(folder, NAME), "utf8");
  const at = whole.lastIndexOf("\n", whole.length - 2);
  const [text, mac] = [whole.slice(0, at), Buffer.from(whole.slice(at + 1).trim(), "hex")];
  const right = macOf(key, text);
  if (mac.length !== right.length || !timingSafeEqual(mac, right)) throw new Error(`${join(folder, NAME)} was altered, or made with another backup key`);
  return JSON.parse(text) as Manifest;
}

export const MANIFEST = NAME;
