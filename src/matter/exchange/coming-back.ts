import { system, type Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { actOn, advance, findMatter, isClosed, record, type Occasion } from "#matter/matter";
import type { Peer } from "#people/peer";

/** A matter that was passed on, as it stands here. */
export interface Pass {
  matterId: string;
  messageId: string;
  peerId: string;
  callId: string;
  reference: string;
  number: string | null;
  token: string | null;
  heard: number;
  state: string | null;
  heardAt: Date | null;
  at: Date;
  endedAt: Date | null;
  outcome: "answered" | "returned" | "refused" | "taken-back" | null;
}

export const PASS_COLUMNS = `p.matter_id as "matterId", p.message_id as "messageId", p.peer_id as "peerId", p.call_id as "callId", p.reference, p.number, p.token, p.heard,
  p.state, p.heard_at as "heardAt", p.at, p.ended_at as "endedAt", p.outcome`;

/** What was passed on by a message; undefined for none of that counterpart. */
export function findPass(ctx: Ctx, peerId: string, messageId: string): Promise<Pass | undefined> {
  return first<Pass>(ctx.db, `select ${PASS_COLUMNS} from exchange.passes p where message_id = $1 and peer_id = $2`, [messageId, peerId]);
}

/** The counterpart as it stands in the history of what it was passed. */
export function actingAs(ctx: Ctx, peer: Peer): Ctx {
  return { ...ctx, actor: { ...system(peer.name), id: `peer:${peer.peerId}` } };
}

/** How something that was passed on ends here: what the flow is told. */
export interface End {
  outcome: "answered" | "returned" | "refused" | "taken-back";
  answer?: string;
  reason?: string;
}

const LOCKED = `select ${PASS_COLUMNS} from exchange.passes p where matter_id = $1 and message_id = $2 for update`;
const HEARD = `
  update exchange.passes set heard = greatest(heard, $3), state = $4, heard_at = $5, number = coalesce($6, number), ended_at = $7, outcome = $8
  where matter_id = $1 and message_id = $2`;

/** What came back of what was passed on. */
export interface Heard {
  act: "pass-received" | "pass-refused" | "pass-reported" | "pass-answered" | "pass-returned" | "pass-taken-back";
  data: Record<string, unknown>;
  /** The number of the report; 0 of what has none. */
  seq?: number;
  state?: string;
  number?: string | null;
  end?: End;
}

async function goOn(ctx: Ctx, { matter, change, blueprint }: Occasion, pass: Pass, state: string | null, number: string | null, end: End): Promise<void> {
  const waits = (matter.flow as { active?: { id: string }[] } | null)?.active?.some(({ id }) => id === pass.callId);
  if (!waits) return;
  const { outcome, answer = null, reason = null } = end;
  await advance(ctx, change, blueprint, { type: "service.done", call: pass.callId, result: { outcome, answer, reason, number, state } });
}

/**
 * Writes into the history of a matter what came back, and lets its flow go on when that is the end. What comes late, after a later report, is told and changes
 * nothing; what comes after the end is not told any more. Gives whether it was taken in.
 */
export async function hear(ctx: Ctx, pass: Pick<Pass, "matterId" | "messageId">, { act, data, seq = 0, state, number, end }: Heard): Promise<boolean> {
  const there = await findMatter(ctx, pass.matterId);
  if (!there || isClosed(there)) return false;
  let taken = false;
  await actOn(ctx, pass.matterId, async (inner, occasion) => {
    // The matter is locked first, everywhere.
    const now = (await first<Pass>(inner.db, LOCKED, [pass.matterId, pass.messageId]))!;
    if (now.endedAt || isClosed(occasion.matter)) return;
    const late = seq !== 0 && seq < now.heard;
    const stands = late ? now.state : (state ?? now.state);
    record(inner, occasion.change, act, { ...data, ...(late && { when: "迟到的消息" }) });
    const called = number ?? now.number;
    const values = [seq, stands, inner.now, number ?? null, end ? inner.now : null, end?.outcome ?? null];
    await inner.db.query(HEARD, [pass.matterId, pass.messageId, ...values]);
    if (end) await goOn(inner, occasion, now, stands, called, end);
    taken = true;
  });
  return taken;
}
