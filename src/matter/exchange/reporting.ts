import { stateOf, stateSaid } from "#content/kind";
import { system, type Ctx } from "#kernel/ctx";
import { first, one } from "#kernel/db";
import type { Subscriber } from "#kernel/events";
import { blueprintOf, findMatter, isClosed } from "#matter/matter";
import { outcomeOf } from "#matter/link";
import { findPeer } from "#people/peer";
import type { ReportBody, ReturnBody } from "./message.ts";
import { queue } from "./queue.ts";

const PASSED = `select peer_id as "peerId", message_id as "messageId" from exchange.received where matter_id = $1 and sort = 'pass'`;
const NEXT = "update exchange.received set reports = reports + 1 where peer_id = $1 and message_id = $2 returning reports";

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

/**
 * Reports to whom a matter came from how it stands now: in words for everybody. What has ended well is a report that closes; what has ended otherwise goes back,
 * with the reason. States without words for parties stay inside, as they do for everybody.
 */
export async function reportOn(ctx: Ctx, matterId: string): Promise<void> {
  const passed = await first<{ peerId: string; messageId: string }>(ctx.db, PASSED, [matterId]);
  const matter = passed && (await findMatter(ctx, matterId));
  if (!passed || !matter) return;
  const peer = await findPeer(ctx, passed.peerId);
  if (!peer || peer.endedAt) return;
  const { kind } = await blueprintOf(ctx, matter);
  const state = stateOf(kind, matter.state);
  const closed = isClosed(matter);
  if (!closed && state.said === undefined) return;
  const { reports: seq } = await one<{ reports: number }>(ctx.db, NEXT, [passed.peerId, passed.messageId]);
  const { answer, reason } = outcomeOf(matter);
  const said = { number: matter.number!, seq, at: ctx.now.toISOString(), state: stateSaid(kind, matter.state) };
  const back = closed && state.tone !== "good";
  const body: ReportBody | ReturnBody = back ? { ...said, reason: text(reason) || said.state } : { ...said, closed, words: (closed && text(answer)) || null };
  await queue(ctx, peer, { matterId, sort: back ? "return" : "report", about: passed.messageId, body });
}

/** A matter has come to another state: whoever passed it here is told. Subscribed to `matter.entered`. */
export const reportEntered: Subscriber = (ctx, { subject }) => reportOn({ ...ctx, actor: system("协同") }, subject);
