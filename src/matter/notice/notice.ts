import { findPersonByIndex, getPerson } from "#people/identity";
import { ownerDetails, openParties, partyOf, mattersKeptTo } from "#matter/party";
import { dueDay } from "#matter/clocks";
import { beginnerRole, tellsOf } from "#content/kind";
import { blueprintOf, getMatter, NOBODY, type Matter } from "#matter/matter";
import { openGrant } from "#matter/payment";
import { calendarNow } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import type { Subscriber } from "#kernel/events";
import { enqueue, type Task } from "#kernel/jobs";
import { keepNotice } from "./keep.ts";
import type { Channel } from "./channel.ts";
import { decides, leadOf } from "./leading.ts";
import { markedBy, termWords } from "./parties.ts";
import { longDayInWords, OF_PAYMENT, WORDINGS } from "./wording.ts";

/** Something a person was told. */
export interface Notice {
  noticeId: string;
  matterId: string | null;
  kind: string;
  title: string;
  body: string;
  link: string;
  createdAt: Date;
  readAt: Date | null;
}

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
    await enqueue(ctx, "notice.sms", { matterId: matter.matterId, title, body });
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
    await enqueue(ctx, "notice.sms", { personId: person.personId, title, body });
  };
}

/** The job that sends an SMS through the city's channel. */
export function smsTask(channel: Channel): Task {
  return async (ctx, payload) => {
    const { matterId, personId, partyNo, title, body } = payload as { matterId?: string; personId?: string; partyNo?: number; title: string; body: string };
    const phone =
      partyNo !== undefined
        ? await phoneOfParty(ctx, matterId!, partyNo)
        : personId
          ? (await getPerson(ctx, personId)).phone
          : phoneOf(ctx, (await getMatter(ctx, matterId!)).matter);
    await channel.send(phone, `【云州市一网通办】${title}：${body}`, ctx.now);
  };
}

async function phoneOfParty(ctx: Ctx, matterId: string, partyNo: number): Promise<string> {
  return (await openParties(ctx, matterId)).find((party) => party.partyNo === partyNo)?.phone ?? "";
}

function phoneOf(ctx: Ctx, matter: Matter): string {
  const details = ownerDetails(ctx, matter);
  return details.agent?.phone ?? details.phone;
}

// An agent who is kept to some items is told of their matters, and of nothing else.
const MINE = "party_id = $1 and ($2::uuid[] is null or matter_id = any ($2))";

async function mine(ctx: Ctx): Promise<[string, string[] | null]> {
  return [partyOf(ctx.actor).id, (await mattersKeptTo(ctx)) ?? null];
}

/** The actor's notices, newest first, at most a hundred. */
export async function listNotices(ctx: Ctx): Promise<Notice[]> {
  return ctx.db.query<Notice>(
    `select notice_id as "noticeId", matter_id as "matterId", kind, title, body, link, created_at as "createdAt", read_at as "readAt"
     from notice.notices where ${MINE} order by notice_id desc limit 100`,
    await mine(ctx),
  );
}

/** How many the actor has not read. */
export async function countUnread(ctx: Ctx): Promise<number> {
  return (await one<{ count: number }>(ctx.db, `select count(*) as count from notice.notices where ${MINE} and read_at is null`, await mine(ctx))).count;
}

/** Marks all of the actor's notices read. */
export async function markRead(ctx: Ctx): Promise<void> {
  await ctx.db.query(`update notice.notices set read_at = $3 where ${MINE} and read_at is null`, [...(await mine(ctx)), ctx.now]);
}
