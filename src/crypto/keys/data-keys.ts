import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { unlink } from "node:fs/promises";
import { join } from "node:path";
import type { DataKeys } from "#crypto/crypto";
import { keepOnce, readKept, unwrapped, wrapped, type KeptKey, type MasterKey } from "./key-file.ts";
import { ALGORITHMS, type Suite } from "./keys.ts";
import { SECRET_SIZE } from "./secret.ts";

// How old what is known of the folder may be when something is encrypted, in milliseconds.
const KNOWN_FOR = 10_000;

const INDEX = "personal-index";
const nameOf = (version: number): string => `personal-${version}`;

/** A version of the data key, as everybody may know it. */
export interface DataKeyFacts {
  version: number;
  madeAt: Date;
}

/** The data keys of a folder, and what may be done about them. */
export interface KeptDataKeys extends DataKeys {
  /** The versions there are, oldest first, read from the folder now: from here on the newest of them encrypts. */
  list(): DataKeyFacts[];
  /** Whether the newest version has been there so long that every process encrypts by it. */
  takenUp(): boolean;
  /** Makes the next version; whoever encrypts takes it up within `knownFor`. Gives its number. */
  add(): Promise<number>;
  /** Removes a version for ever. Asks nothing: the caller has made sure that it is not needed. */
  remove(version: number): Promise<void>;
}

async function makeKey(folder: string, keyId: string, master: MasterKey, suite: Suite): Promise<boolean> {
  const algorithm = ALGORITHMS[suite].secret;
  const madeAt = new Date().toISOString();
  const kept: KeptKey = { format: 1, keyId, algorithm, madeAt, wrapped: wrapped({ keyId, algorithm }, randomBytes(SECRET_SIZE), master, suite) };
  return keepOnce(folder, kept);
}

/**
 * Opens the data keys of a folder of keys, making the first of them when there is none. They are random, wrapped by the master key in the same
 * files as all other keys, and opened here because a field is encrypted in microseconds, without asking anybody.
 *
 * The key of the blind index has no versions: with two, every look-up would have to ask for both indexes until the last row is written
 * anew, and a unique index would not hold across them. To change it, a second index column is filled beside the first, look-ups ask by it
 * once it is full, and the first is dropped.
 */
export async function openDataKeys(folder: string, master: MasterKey, suite: Suite = "sm", knownFor = KNOWN_FOR): Promise<KeptDataKeys> {
  if (!readKept(folder, INDEX)) await makeKey(folder, INDEX, master, suite);
  if (versionsThere().length === 0) await makeKey(folder, nameOf(1), master, suite);

  const secrets = new Map<number, Buffer>();
  let newest = 0;
  let lookedAt = -Infinity;

  function versionsThere(): number[] {
    return readdirSync(folder)
      .flatMap((name) => /^personal-([1-9][0-9]{0,5})\.json$/.exec(name)?.slice(1).map(Number) ?? [])
      .sort((a, b) => a - b);
  }

  function secretOf(keyId: string): Buffer | undefined {
    const kept = readKept(folder, keyId);
    return kept && unwrapped(kept, keyId, master);
  }

  function find(version: number): Buffer | undefined {
    const held = secrets.get(version) ?? secretOf(nameOf(version));
    if (held) secrets.set(version, held);
    return held;
  }

  // Asked for at each encryption, so that no timer can be late: what is encrypted is encrypted by what the folder said `knownFor` ago at most.
  function look(): void {
    newest = versionsThere().at(-1) ?? newest;
    lookedAt = performance.now();
  }

  const facts = (): DataKeyFacts[] => versionsThere().map((version) => ({ version, madeAt: new Date(readKept(folder, nameOf(version))!.madeAt) }));

  return {
    index: secretOf(INDEX)!,
    find,
    newest() {
      if (performance.now() - lookedAt > knownFor) look();
      return newest;
    },
    list() {
      look();
      return facts();
    },
    // Twice: clocks of machines differ, and what was just encrypted has to reach the database.
    takenUp: () => Date.now() - facts().at(-1)!.madeAt.getTime() > 2 * knownFor,
    async add() {
      for (;;) {
        const next = (versionsThere().at(-1) ?? 0) + 1;
        if (await makeKey(folder, nameOf(next), master, suite)) {
          look();
          return next;
        }
      }
    },
    async remove(version) {
      await unlink(join(folder, `${nameOf(version)}.json`));
      secrets.delete(version);
    },
  };
}
