import { findPersonByIndex } from "#people/identity";
import { partyOf, mattersKeptTo } from "#matter/party";
import { dueDay } from "#matter/clocks";
import { beginnerRole, tellsOf } from "#content/kind";
import { blueprintOf, getMatter, NOBODY } from "#matter/matter";
import { openGrant } from "#matter/payment";
import { calendarNow } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import type { Subscriber } from "#kernel/events";
import { keepNotice, keptNotices, type Notice } from "./keep.ts";
import { decides, leadOf } from "./leading.ts";
import { markedBy, termWords } from "./parties.ts";
import { sendSms } from "./sms.ts";
import { longDayInWords, OF_PAYMENT, WORDINGS } from "./wording.ts";

/**
 * Tells whoever began a matter about an act of code where its kind says nothing of it, in the platform and by SMS. Subscribed to every event of
 * `WORDINGS`. Of a step in which several things happened one is told.
 */
export function tellBeginner(act: string): Subscriber {
  return async (ctx, event) => {
    const { step = [act], ...data } = event.data as { step?: string[] };
    const { matter } = await getMatter(ctx, event.subject);
    const { kind } = await blueprintOf(ctx, matter);
    const terms = step.some((each) => decides(kind, each)) ? await termWords(ctx, matter.matterId) : "";
    const dayWords = markedBy(await calendarNow(ctx));
    const due = dueDay(matter);
    const told = { item: matter.itemName, due: due && dayWords(due), data, terms, dayWords };
    const role = beginnerRole(kind, matter.channel) ?? "";
    const byKind = Object.hasOwn(tellsOf(kind, act), role);
    const wording = !byKind && leadOf(kind, step, role, true) === act ? WORDINGS[act]?.(told) : undefined;
    if (!wording || matter.owner.id === NOBODY) return;
    const { title, body } = wording;
    const { matterId } = matter;
    await keepNotice(ctx, matter.owner.id, { eventId: event.eventId, matterId, kind: act, title, body, link: `/my/matters/${matterId}`, at: event.at });
    await sendSms(ctx, { matterId }, { title, body });
  };
}

/** Tells whoever draws money about a change of it. Subscribed to `payment.<change>`, whose subject is the grant. */
export function tellPaid(kind: string): Subscriber {
  return async (ctx, { subject, eventId, data, at }) => {
    const grant = await openGrant(ctx, subject);
    const person = await findPersonByIndex(ctx, grant.index);
    if (!person) return;
    const fen = Number(data["amount"] ?? grant.amount);
    const yuan = fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2);
    const { title, body } = OF_PAYMENT[kind]!({
      name: grant.name,
      day: longDayInWords(data["fromDay"]),
      yuan,
      months: Number(data["months"] ?? 0),
    });
    const link = `/my/payments/${grant.grantId}`;
    await keepNotice(ctx, person.personId, { eventId, matterId: grant.matterId, kind: `payment-${kind}`, title, body, link, at });
    await sendSms(ctx, { personId: person.personId }, { title, body });
  };
}

// An agent who is kept to some items is told of their matters, and of nothing else.
const MINE = "party_id = $1 and ($2::uuid[] is null or matter_id = any ($2))";

async function mine(ctx: Ctx): Promise<[string, string[] | null]> {
  return [partyOf(ctx.actor).id, (await mattersKeptTo(ctx)) ?? null];
}

/** The actor's notices, newest first, at most a hundred. */
export async function listNotices(ctx: Ctx): Promise<Notice[]> {
  return keptNotices(ctx, MINE, await mine(ctx));
}

/** How many the actor has not read. */
export async function countUnread(ctx: Ctx): Promise<number> {
  return (await one<{ count: number }>(ctx.db, `select count(*) as count from notice.notices where ${MINE} and read_at is null`, await mine(ctx))).count;
}

/** Marks all of the actor's notices read. */
export async function markRead(ctx: Ctx): Promise<void> {
  await ctx.db.query(`update notice.notices set read_at = $3 where ${MINE} and read_at is null`, [...(await mine(ctx)), ctx.now]);
}
