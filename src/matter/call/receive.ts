import { foldPhone } from "#values/codes";
import { firstGraphemes } from "#values/graphemes";
import { newId } from "#values/ids";
import type { Ctx } from "#kernel/ctx";
import { one, transaction } from "#kernel/db";
import { EVENT_KINDS, nameOf, type CallEvent } from "./event.ts";
import { staffAt } from "./shift.ts";
import { standingOf } from "./standing.ts";
import { callsWhere } from "./call.ts";
import { SWITCHBOARD } from "./switchboard.ts";

const NEW = `
  insert into call.calls (call_id, outside, state, began_at, received_at, changed_at) values ($1, $2, 'waiting', $3, $4, $4) on conflict (outside) do nothing`;
const LOCK = 'select call_id as "callId", state, staff_id as "staffId" from call.calls where outside = $1 for update';
const KEEP = `
  insert into call.events (call_id, event, kind, at, number, called, queue, seat, cause, received_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict do nothing returning event`;
const ALL = "select kind, at, number, called, queue, seat, cause from call.events where call_id = $1";
const STANDS = `
  update call.calls set state = $2, number = $3, number_index = $4, called = $5, queue = $6, seat = $7, handed_to = $8, cause = $9, began_at = $10,
    answered_at = $11, ended_at = $12, staff_id = $13, changed_at = case when state = $2 then changed_at else $14 end
  where call_id = $1`;

type Kept = Pick<CallEvent, "kind" | "at"> & Record<"number" | "called" | "queue" | "seat" | "cause", string | null>;

function told(ctx: Ctx, call: string, { number, ...kept }: Kept): CallEvent {
  const parts = Object.entries({ ...kept, number: number === null ? null : ctx.personal.decrypt(number) }).filter(([, value]) => value !== null);
  return { call, ...Object.fromEntries(parts) } as CallEvent;
}

const LONGEST = 120;
const plain = (text: string | undefined): string | null => (text === undefined || text.trim() === "" ? null : firstGraphemes(text.trim(), LONGEST));

/** Whether an event can be one: a switchboard's adapter is a program as any other. */
function isEvent({ call, kind, at }: CallEvent): boolean {
  return plain(call) === call && EVENT_KINDS.includes(kind) && !Number.isNaN(at.getTime());
}

/**
 * Keeps an event of the switchboard, once, and writes how its call stands by all of them. Safe in any order and as often as it is told. Gives the call's
 * id; undefined for what is no event of a call, which is logged and left.
 */
export function receiveEvent(ctx: Ctx, event: CallEvent): Promise<string | undefined> {
  return transaction(ctx, async (inner) => {
    const { personal, db, now } = inner;
    if (!isEvent(event)) {
      ctx.log.error({ kind: event.kind }, "the switchboard told what is no event of a call");
      return undefined;
    }
    await db.query(NEW, [newId(), event.call, event.at, now]);
    const { callId, staffId } = await one<{ callId: string; staffId: string | null }>(db, LOCK, [event.call]);
    const number = plain(event.number);
    const parts = [plain(event.called), plain(event.queue), plain(event.seat), plain(event.cause)];
    const fresh = await db.query(KEEP, [callId, nameOf(event), event.kind, event.at, number === null ? null : personal.encrypt(number), ...parts, now]);
    if (fresh.length === 0) return callId;
    const stands = standingOf((await db.query<Kept>(ALL, [callId])).map((kept) => told(inner, event.call, kept)));
    // Whoever sat there when it was answered; what comes later of the call does not make it another's.
    const fits = event.kind === "answered" && event.seat === stands.handledBy;
    const sits = stands.handledBy !== undefined && (fits || staffId === null) ? await staffAt(inner, stands.handledBy) : undefined;
    const answering = sits ?? staffId;
    await db.query(STANDS, [
      callId,
      stands.state,
      stands.number === undefined ? null : personal.encrypt(stands.number),
      stands.number === undefined ? null : personal.index(foldPhone(stands.number)),
      stands.called ?? null,
      stands.queue ?? null,
      stands.seat ?? null,
      stands.handedTo ?? null,
      stands.cause ?? null,
      stands.beganAt,
      stands.answeredAt ?? null,
      stands.endedAt ?? null,
      answering,
      now,
    ]);
    return callId;
  });
}

/** Why a call ended whose end nobody told: the line to the switchboard was cut meanwhile. */
export const UNSEEN = "unseen";

/**
 * After the line was cut: what the switchboard knows is taken as it tells it, and a call that it knows no more has ended, nobody knows when. Nothing is
 * guessed. Gives how many of ours had ended.
 */
export async function askAgain(ctx: Ctx): Promise<number> {
  const switchboard = ctx.ports.find(SWITCHBOARD);
  if (!switchboard?.connected()) return 0;
  const running = await switchboard.running();
  for (const event of running) await receiveEvent(ctx, event);
  const known = new Set(running.map(({ call }) => call));
  const gone = (await callsWhere(ctx, "state not in ('ended') and received_at > $1", [new Date(ctx.now.getTime() - 86_400_000)])).filter(
    ({ outside }) => !known.has(outside),
  );
  for (const { outside } of gone) await receiveEvent(ctx, { call: outside, kind: "ended", at: ctx.now, cause: UNSEEN });
  return gone.length;
}
