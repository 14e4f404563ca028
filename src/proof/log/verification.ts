import { checkDigests, checkEncrypted, type LoggedLinks, type EncryptedChecked } from "#proof/digest";
import { ACT_CHAINS, listBreaches, type Breach } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { treeHash } from "#crypto/merkle";
import { chainsAmong, LOOKS, Misfit, type Fault } from "#kernel/trace";
import { checkLooks, checkMatters } from "./check-chains.ts";
import { checkTree } from "./check-tree.ts";
import { leafMisfit } from "./fault.ts";
import { findLog, lastBatch, listKeys, listLeaves, type Log } from "./queries.ts";
import { checkWitness, type Witness } from "./witness.ts";

/** What was checked, and the first record that does not fit. */
export interface Verdict {
  matters: number;
  acts: number;
  looks: number;
  /** Rows of all other tables that have a digest. */
  rows: number;
  /** Encrypted values, wherever they lie. */
  encrypted: EncryptedChecked;
  leaves: number;
  checkpoints: number;
  /** Records that wait for the next batch. */
  waiting: number;
  fault?: Fault;
  /** Matters that contradict themselves: nothing was altered, but two acts at once have left two truths. */
  breaches: Breach[];
}

const PAGE = 1000;

// Leaves of chains of which nothing is left at all: looked for only when the numbers say that there are some.
async function strayLeaf(ctx: Ctx, log: Log, total: number): Promise<Misfit> {
  for (let from = 0; from < total; from += PAGE) {
    const leaves = await listLeaves(ctx, log.logId, from, PAGE);
    const ids = leaves.map(({ subjectId }) => subjectId);
    const [acts, looks] = [await chainsAmong(ctx.db, ACT_CHAINS, ids), await chainsAmong(ctx.db, LOOKS, ids)];
    const stray = leaves.find(({ kind, subjectId }) => kind !== "digest" && !(kind === "act" ? acts : looks).has(subjectId));
    if (!stray) continue;
    const [table, name] = stray.kind === "act" ? ["matter.acts", "事项"] : ["trace.looks", "当事人"];
    return new Misfit(table!, `${name} ${stray.subjectId} 的记录全不见了：日志第 ${stray.index} 片叶还在（第 ${stray.seq} 条）。`);
  }
  return leafMisfit("有的叶找不到对应的记录。");
}

async function linksOfDigests(ctx: Ctx, { logId }: Log): Promise<LoggedLinks> {
  const rows = await ctx.db.query<{ id: string; link: Buffer }>("select subject_id as id, link from log.leaves where log_id = $1 and kind = 'digest'", [logId]);
  return new Map(rows.map(({ id, link }) => [id, link]));
}

async function checkAll(ctx: Ctx, { witness, atRest }: Against, verdict: Verdict): Promise<void> {
  const log = await findLog(ctx);
  if (witness) checkWitness(witness, log, log ? await listKeys(ctx, log.logId) : []);
  const readTo = log && (await lastBatch(ctx, log.logId))?.readTo;
  if (log) {
    const own = log && (await ctx.keys.find("log-checkpoints"));
    const entered = (await listKeys(ctx, log.logId)).find(({ keyId }) => keyId === own?.keyId);
    if (own?.publicKey && entered && !entered.publicKey.equals(own.publicKey)) throw new Misfit("log.keys", `密钥 ${own.keyId} 不是本市密钥文件里的那一把。`);
    Object.assign(verdict, await checkTree(ctx, log, witness?.checkpoints ?? []));
  }
  const matters = await checkMatters(ctx, log, readTo);
  verdict.matters = matters.chains;
  verdict.acts = matters.records;
  const looks = await checkLooks(ctx, log, readTo);
  verdict.looks = looks.records;
  const links: LoggedLinks = log ? await linksOfDigests(ctx, log) : new Map();
  if (log && matters.leaves + looks.leaves + links.size !== verdict.leaves) throw await strayLeaf(ctx, log, verdict.leaves);
  const digests = await checkDigests(ctx, { hash: treeHash(log?.hash ?? "SM3"), settled: readTo?.digest ?? 0, links });
  verdict.rows = digests.rows;
  verdict.encrypted = await checkEncrypted(ctx);
  verdict.waiting = matters.records + looks.records - matters.leaves - looks.leaves + digests.waiting;
  if (atRest && verdict.waiting > 0) throw new Misfit("log.batches", `有 ${verdict.waiting} 行是最后一批以后写的，不在日志里：静止的副本里不该有。`);
}

/** What the database is held against. */
export interface Against {
  witness?: Witness;
  /** Nobody works in this database: a copy, in which nothing may wait for the log. */
  atRest?: boolean;
}

/**
 * Checks everything from the database alone: the log and its signatures, against a witness when there is one; every matter's chain and head;
 * every chain of looks; every record against its leaf; every row of all other tables against its digest; every encrypted value by its own MAC; every matter against what holds of all (`INVARIANTS`). One snapshot, page by page: the city may work meanwhile.
 */
export async function verify(ctx: Ctx, against: Against = {}): Promise<Verdict> {
  const verdict: Verdict = { matters: 0, acts: 0, looks: 0, rows: 0, encrypted: { opened: 0, closed: 0 }, leaves: 0, checkpoints: 0, waiting: 0, breaches: [] };
  return transaction(ctx, async (inner) => {
    await inner.db.query("set transaction isolation level repeatable read, read only");
    try {
      await checkAll(inner, against, verdict);
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      verdict.fault = error.fault;
    }
    verdict.breaches = await listBreaches(inner);
    return verdict;
  });
}
