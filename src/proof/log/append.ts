import { randomBytes } from "node:crypto";
import { takeDigests } from "#proof/digest";
import { ACT_CHAINS } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import { one, transaction } from "#kernel/db";
import { newId } from "#values/ids";
import { edgeOf, GrowingTree, treeHash } from "#crypto/merkle";
import { BEGINNING, LOOKS, settledLinks, type ChainTable, type Link } from "#kernel/trace";
import { signedText } from "./checkpoint.ts";
import { signingKey } from "./key.ts";
import { leafHash, type Leaf, type LeafKind } from "./leaf.ts";
import { findCheckpoint, findLog, lastBatch, listKnown, type Log, type ReadTo } from "./queries.ts";
import { rootsOf } from "./subtree.ts";
import { writeBatch } from "./write.ts";

/** Records of each kind that one batch takes. */
const BATCH = 4096;

const SOURCES = [
  ["act", ACT_CHAINS],
  ["look", LOOKS],
] as const satisfies [LeafKind, ChainTable][];

type Waiting = { kind: LeafKind; link: Link };

const BEGUN: ReadTo = { act: BEGINNING, look: BEGINNING, digest: 0 };

async function unknown(ctx: Ctx, { logId }: Log, kind: LeafKind, links: Link[]): Promise<Waiting[]> {
  const known = await listKnown(ctx, logId, kind, links);
  return links.filter(({ subjectId, seq }) => !known.has(`${subjectId} ${seq}`)).map((link) => ({ kind, link }));
}

/**
 * What waits since the last batch, in the order of transactions, up to the horizon of this very moment: all transactions below it have ended,
 * so every row they will ever have is seen from now on, and none of them can commit later and be passed over.
 */
async function since(ctx: Ctx, log: Log, readTo: ReadTo): Promise<{ waiting: Waiting[]; readTo: ReadTo; more: boolean }> {
  const { horizon } = await one<{ horizon: number }>(ctx.db, "select kernel.horizon() as horizon");
  const { taken, to } = await takeDigests(ctx, treeHash(log.hash), readTo.digest, horizon);
  const waiting: Waiting[] = taken.map(({ digestId, link }) => ({ kind: "digest", link: { subjectId: digestId, seq: 1, hash: link } }));
  const result = { waiting, readTo: { ...readTo, digest: to }, more: to < horizon };
  for (const [kind, chains] of SOURCES) {
    const { links, mark, more } = await settledLinks(ctx.db, chains, readTo[kind], horizon, BATCH);
    result.waiting.push(...(await unknown(ctx, log, kind, links)));
    result.readTo[kind] = mark;
    result.more ||= more;
  }
  return result;
}

async function theLog(ctx: Ctx): Promise<Log> {
  const known = await findLog(ctx);
  if (known) return known;
  const { algorithm } = await signingKey(ctx);
  const log: Log = { logId: newId(), hash: algorithm === "SM2" ? "SM3" : "SHA-256" };
  await ctx.db.query("insert into log.logs (log_id, hash, made_at) values ($1, $2, $3)", [log.logId, log.hash, ctx.now]);
  return log;
}

/** The tree as it stands, from its right edge; a plain Error when that is not the tree that was signed last. */
async function standing(ctx: Ctx, log: Log, size: number): Promise<GrowingTree> {
  const tree = GrowingTree.from(treeHash(log.hash), size, await rootsOf(ctx, log, edgeOf(size)));
  if (size > 0 && !(await findCheckpoint(ctx, size))?.root.equals(tree.root())) {
    throw new Error(`the log is not what was signed at size ${size}; nothing is added to it. Run: npm run trace -- verify`);
  }
  return tree;
}

async function appendBatch(ctx: Ctx): Promise<{ added: number; more: boolean }> {
  return transaction(ctx, async (inner) => {
    const { mine } = await one<{ mine: boolean }>(inner.db, "select pg_try_advisory_xact_lock(hashtextextended('log.append', 7)) as mine");
    if (!mine) return { added: 0, more: false };
    const log = await theLog(inner);
    const last = await lastBatch(inner, log.logId);
    const { waiting, readTo, more } = await since(inner, log, last?.readTo ?? BEGUN);
    if (waiting.length === 0 && !more) return { added: 0, more };
    const size = last?.size ?? 0;
    const tree = await standing(inner, log, size);
    const nodes: Parameters<typeof writeBatch>[2]["nodes"] = [];
    const leaves = waiting.map(({ kind, link }, i): Leaf => {
      const leaf = { index: size + i, kind, subjectId: link.subjectId, seq: link.seq, link: link.hash, salt: randomBytes(16) };
      const hash = leafHash(treeHash(log.hash), leaf);
      nodes.push(...tree.add(hash));
      return { ...leaf, hash };
    });
    const unsigned = { ...log, size: tree.size, root: tree.root(), at: inner.now };
    const key = await signingKey(inner, log.logId);
    const signature = await inner.keys.sign(key.keyId, Buffer.from(signedText(unsigned)));
    await writeBatch(inner, log, {
      leaves,
      nodes,
      ...(leaves.length > 0 && { checkpoint: { ...unsigned, keyId: key.keyId, signature } }),
      batch: { number: (last?.number ?? 0) + 1, size: tree.size, readTo },
    });
    return { added: leaves.length, more };
  });
}

/**
 * Adds every act and look that is not in the log yet and whose transaction has certainly ended, and digests of all other rows, in batches, each with a signed
 * checkpoint. Writers never wait for it: it takes no lock of theirs. Only one process at a time adds; another gives up at once.
 * Gives how many leaves were added.
 */
export async function appendLeaves(ctx: Ctx): Promise<number> {
  let total = 0;
  for (;;) {
    const { added, more } = await appendBatch(ctx);
    total += added;
    if (!more) return total;
  }
}
