import { findStrayAct, walkChains, type ChainedMatter } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import { GENESIS, link, Misfit, walkLooks, type LinkedLook } from "#kernel/trace";
import type { Leaf } from "./leaf.ts";
import { listLeavesOf, type Log, type ReadTo } from "./queries.ts";

/** A record of a chain, whichever. */
interface Chained {
  seq: number;
  hash: Buffer;
  xact: number;
  record: object;
}

/** Walks on in one chain; throws at the record that does not follow. */
class Chain {
  #before: Uint8Array = GENESIS;
  #seq = 0;
  readonly #table: string;
  readonly #name: string;

  constructor(table: string, name: string) {
    this.#table = table;
    this.#name = name;
  }

  follow({ seq, hash, record }: Chained): void {
    const due = this.#seq + 1;
    if (seq > due) throw new Misfit(this.#table, `${this.#name}第 ${due} 条不见了。`);
    if (seq < due) throw new Misfit(this.#table, `${this.#name}第 ${seq} 条是多出来的。`);
    if (!link(this.#before, record).equals(hash)) throw new Misfit(this.#table, `${this.#name}第 ${seq} 条对不上：它或者它前面的记录被改动、删除或者插入过。`);
    [this.#before, this.#seq] = [hash, seq];
  }

  get last(): { seq: number; hash: Uint8Array } {
    return { seq: this.#seq, hash: this.#before };
  }
}

function checkHead({ number, matterId, count, head, acts }: ChainedMatter): void {
  const name = `事项 ${number ?? matterId} `;
  const last = acts.at(-1);
  if (count > acts.length) throw new Misfit("matter.acts", `${name}第 ${acts.length + 1} 条不见了：它自己记着有 ${count} 条。`);
  if (count < acts.length) throw new Misfit("matter.acts", `${name}第 ${count + 1} 条是多出来的：它自己记着只有 ${count} 条。`);
  if (last ? !head?.equals(last.hash) : head !== null) throw new Misfit("matter.matters", `${name}的链头（head）与第 ${count} 条记录对不上。`);
}

// A record and its leaf: one is there when the other is, and they say the same. What was written after the last batch has no leaf yet.
function checkLeaves(table: string, name: string, records: Chained[], leaves: Leaf[], settled: number): void {
  const bySeq = new Map(leaves.map((leaf) => [leaf.seq, leaf]));
  for (const { seq, hash, xact } of records) {
    const leaf = bySeq.get(seq);
    if (!leaf && xact < settled) throw new Misfit(table, `${name}第 ${seq} 条早该在日志里，却没有它的叶。`);
    if (leaf && !leaf.link.equals(hash)) throw new Misfit(table, `${name}第 ${seq} 条与日志第 ${leaf.index} 片叶对不上：记录在进日志以后被改写过。`);
    bySeq.delete(seq);
  }
}

function checkGone(table: string, name: string, count: number, leaves: Leaf[]): void {
  const gone = leaves.find(({ seq }) => seq > count);
  if (gone) throw new Misfit(table, `${name}第 ${gone.seq} 条不见了：日志第 ${gone.index} 片叶还在。`);
}

/** What was walked. */
export interface Walked {
  chains: number;
  records: number;
  /** Leaves that belong to these chains. */
  leaves: number;
}

/** Checks every matter's chain, its head and its leaves. Throws the first `Misfit`. */
export async function checkMatters(ctx: Ctx, log: Log | undefined, readTo: ReadTo | undefined): Promise<Walked> {
  const walked = { chains: 0, records: 0, leaves: 0 };
  for await (const matters of walkChains(ctx)) {
    const leaves = log
      ? await listLeavesOf(
          ctx,
          log.logId,
          "act",
          matters.map(({ matterId }) => matterId),
        )
      : [];
    const own = Map.groupBy(leaves, ({ subjectId }) => subjectId);
    for (const matter of matters) {
      const name = `事项 ${matter.number ?? matter.matterId} `;
      const chain = new Chain("matter.acts", name);
      for (const act of matter.acts) chain.follow(act);
      checkHead(matter);
      const mine = own.get(matter.matterId) ?? [];
      checkLeaves("matter.acts", name, matter.acts, mine, readTo?.act.xact ?? 0);
      checkGone("matter.acts", name, matter.acts.length, mine);
      walked.chains += 1;
      walked.records += matter.acts.length;
    }
    walked.leaves += leaves.length;
  }
  const stray = await findStrayAct(ctx);
  if (stray) throw new Misfit("matter.matters", `事项 ${stray.matterId} 不见了：它的第 ${stray.seq} 条办理记录还在。`);
  return walked;
}

/** Checks every chain of looks and its leaves. Throws the first `Misfit`. */
export async function checkLooks(ctx: Ctx, log: Log | undefined, readTo: ReadTo | undefined): Promise<Walked> {
  const walked = { chains: 0, records: 0, leaves: 0 };
  let now: { subjectId: string; name: string; chain: Chain; leaves: Leaf[] } | undefined;
  const end = (): void => {
    if (now) checkGone("trace.looks", now.name, now.chain.last.seq, now.leaves);
  };
  const turnTo = async (subjectId: string, leaves: Leaf[]): Promise<NonNullable<typeof now>> => {
    end();
    const name = `当事人 ${subjectId} 的查看记录`;
    walked.chains += 1;
    walked.leaves += leaves.length;
    return { subjectId, name, chain: new Chain("trace.looks", name), leaves };
  };
  for await (const looks of walkLooks(ctx)) {
    const bySubject = Map.groupBy(looks, ({ subjectId }) => subjectId);
    const leaves = log
      ? Map.groupBy(await listLeavesOf(ctx, log.logId, "look", [...bySubject.keys()]), ({ subjectId }) => subjectId)
      : new Map<string, Leaf[]>();
    for (const [subjectId, own] of bySubject as Map<string, LinkedLook[]>) {
      if (now?.subjectId !== subjectId) now = await turnTo(subjectId, leaves.get(subjectId) ?? []);
      for (const look of own) now.chain.follow(look);
      checkLeaves("trace.looks", now.name, own, now.leaves, readTo?.look.xact ?? 0);
      walked.records += own.length;
    }
  }
  end();
  return walked;
}
