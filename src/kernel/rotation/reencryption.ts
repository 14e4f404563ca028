import type { Ctx } from "#kernel/ctx";
import { sqlOf, type Pool, type Sql } from "#kernel/db";
import type { KeptDataKeys } from "#crypto/keys";
import { encryptedTables } from "./columns.ts";
import { filesPlace } from "./files.ts";
import { endPass, keepPart, listPasses, passOf, type Pass } from "./passes.ts";
import type { Part, Place } from "./place.ts";
import { tablePlace } from "./table.ts";

/** What re-encrypting works with. */
export interface Reencryption {
  /** The server's own ctx: writes down how far it has come. */
  ctx: Ctx;
  /** Connections of the role that may update encrypted columns and nothing else. */
  pool: Pool;
  keys: KeptDataKeys;
  /** Asked between parts. */
  halted?: () => boolean;
  /** Rest after each part, as a share of the time it took; 1 leaves half of a core to the city. */
  rest?: number;
}

// One at a time in the whole city, however many processes it has; let go by the database itself when the process dies.
const LOCK = "select pg_try_advisory_lock(hashtextextended('rotation.resealing', 9)) as mine";
const UNLOCK = "select pg_advisory_unlock(hashtextextended('rotation.resealing', 9))";

// How often progress is written down; what was done since is found done when it is gone through again.
const KEPT_EVERY = 250;

const sleep = (milliseconds: number): Promise<void> => (milliseconds < 1 ? Promise.resolve() : new Promise((resume) => setTimeout(resume, milliseconds)));

/** Everywhere encrypted things lie. */
export async function places(ctx: Ctx, sql: Sql, version: number): Promise<Place[]> {
  const tables = await encryptedTables(sql);
  return [...tables.map((table) => tablePlace(sql, ctx.personal, table, version)), filesPlace(ctx.files, version)];
}

/** Goes through one place once, from where it was broken off. Undefined when it was halted; else what the whole pass found. */
async function once({ ctx, halted, rest = 1 }: Reencryption, place: Place, version: number, pass: Pass): Promise<number | undefined> {
  let kept = performance.now();
  let since: Part = { next: pass.partsDone, all: 1, found: 0, reencrypted: 0, unreadable: 0 };
  let found = pass.found;
  while (since.next < since.all && !halted?.()) {
    const started = performance.now();
    const part = await place.reencrypt(since.next);
    found += part.found;
    const { next, all } = part;
    since = { next, all, found: since.found + part.found, reencrypted: since.reencrypted + part.reencrypted, unreadable: since.unreadable + part.unreadable };
    if (next >= all || performance.now() - kept > KEPT_EVERY) {
      await keepPart(ctx, version, place.name, since);
      kept = performance.now();
      since = { next, all, found: 0, reencrypted: 0, unreadable: 0 };
    }
    await sleep((performance.now() - started) * rest);
  }
  return since.next < since.all ? undefined : found;
}

/** Goes through one place until a whole pass finds nothing under another version. False when it was halted. */
async function through(reencryption: Reencryption, place: Place, version: number): Promise<boolean> {
  for (;;) {
    const pass = await passOf(reencryption.ctx, version, place.name);
    // A pass that began before every process encrypted by the new version proves nothing, however clean it is.
    const proves = reencryption.keys.takenUp() && pass.partsDone === 0;
    const found = await once(reencryption, place, version, pass);
    if (found === undefined) return false;
    await endPass(reencryption.ctx, version, place.name, found === 0 && proves);
    if (found === 0) return true;
    await sleep(100);
  }
}

/**
 * Re-encrypts everything that lies under an older version of the data key, and goes on where it was when it was broken off. Does nothing
 * when there is one version only, when all is clean, or when another process is at it. Places that could not yet be proved clean, because
 * processes may still encrypt by the older version, are for the next call.
 * @returns whether it is all clean
 */
export async function reencrypt(reencryption: Reencryption): Promise<boolean> {
  const { ctx, pool, keys, halted } = reencryption;
  const versions = keys.list();
  if (versions.length < 2) return true;
  const { version } = versions.at(-1)!;
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    if (!(await client.query<{ mine: boolean }>(LOCK)).rows[0]!.mine) return false;
    const clean = new Set((await listPasses(ctx, version)).filter(({ cleanAt }) => cleanAt).map(({ place }) => place));
    for (const place of await places(ctx, sqlOf(pool), version)) if (!clean.has(place.name) && !(await through(reencryption, place, version))) return false;
    return !halted?.() && (await listPasses(ctx, version)).every(({ cleanAt }) => cleanAt !== null);
  } finally {
    await client.query(UNLOCK).catch((error: Error) => (broken = error));
    client.release(broken);
  }
}
