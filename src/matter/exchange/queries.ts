import type { Ctx } from "#kernel/ctx";
import { PASS_COLUMNS, type Pass } from "./coming-back.ts";
import type { Sort } from "./message.ts";

/** What waits for a counterpart, and what it took lately. */
export interface PeerQueue {
  waiting: number;
  since: Date | null;
  out: number;
  in: number;
}

const QUEUES = `
  select peer_id as "peerId", count(*)::int as waiting, min(made_at) as since, 0 as out, 0 as "in" from exchange.sent where next_at is not null group by peer_id
  union all
  select peer_id, 0, null, count(*)::int, 0 from exchange.passes group by peer_id
  union all
  select peer_id, 0, null, 0, count(*)::int from exchange.received where sort = 'pass' group by peer_id`;

/** How much waits for each counterpart, and how many matters went out and came in. */
export async function queuesOf(ctx: Ctx): Promise<Map<string, PeerQueue>> {
  const found = new Map<string, PeerQueue>();
  for (const { peerId, ...row } of await ctx.db.query<PeerQueue & { peerId: string }>(QUEUES, [])) {
    const before = found.get(peerId);
    found.set(
      peerId,
      before ? { waiting: before.waiting + row.waiting, since: before.since ?? row.since, out: before.out + row.out, in: before.in + row.in } : row,
    );
  }
  return found;
}

/** A message that waits, or that was not taken. */
export interface Undelivered {
  matterId: string;
  messageId: string;
  peerId: string;
  sort: Sort;
  number: string | null;
  title: string;
  madeAt: Date;
  tries: number;
  nextAt: Date | null;
  error: string | null;
  refusedCode: string | null;
  refused: string | null;
  refusedAt: Date | null;
}

const UNDELIVERED = `
  select s.matter_id as "matterId", s.message_id as "messageId", s.peer_id as "peerId", s.sort, m.number, m.title, s.made_at as "madeAt", s.tries,
    s.next_at as "nextAt", s.error, s.refused_code as "refusedCode", s.refused, s.refused_at as "refusedAt"
  from exchange.sent s join matter.matters m using (matter_id)`;

/** What waits, the oldest first, and what was not taken, the newest first. */
export async function listUndelivered(ctx: Ctx, most = 50): Promise<{ waiting: Undelivered[]; refused: Undelivered[] }> {
  const [waiting, refused] = await Promise.all([
    ctx.db.query<Undelivered>(`${UNDELIVERED} where s.next_at is not null order by s.made_at limit $1`, [most]),
    ctx.db.query<Undelivered>(`${UNDELIVERED} where s.refused_at is not null order by s.refused_at desc limit $1`, [most]),
  ]);
  return { waiting, refused };
}

/** Where a matter came from: whose it was, its number there, when it came, how many reports went back. */
export interface CameFrom {
  peerId: string;
  number: string;
  at: Date;
  reports: number;
}

/** To whom a matter was passed: how it stands, and when the receipt came. */
export interface WentTo extends Pass {
  receiptedAt: Date | null;
  nextAt: Date | null;
}

const WENT = `
  select ${PASS_COLUMNS}, s.receipted_at as "receiptedAt", s.next_at as "nextAt"
  from exchange.passes p join exchange.sent s using (matter_id, message_id) where p.matter_id = $1 order by p.at`;

/** From whom a matter came, and to whom it went. */
export async function exchangesOf(ctx: Ctx, matterId: string): Promise<{ from: CameFrom | undefined; to: WentTo[] }> {
  const [[from], to] = await Promise.all([
    ctx.db.query<CameFrom>(`select peer_id as "peerId", number, at, reports from exchange.received where matter_id = $1 and sort = 'pass'`, [matterId]),
    ctx.db.query<WentTo>(WENT, [matterId]),
  ]);
  return { from, to };
}

/** The proof that a message arrived, as it is kept. */
export async function receiptsOf(ctx: Ctx, matterId: string): Promise<{ messageId: string; sort: Sort; digest: string; receipt: Record<string, unknown> }[]> {
  return ctx.db.query(
    `select message_id as "messageId", sort, digest, receipt from exchange.sent where matter_id = $1 and receipt is not null order by made_at`,
    [matterId],
  );
}
