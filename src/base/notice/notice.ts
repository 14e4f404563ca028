import { applicantDetails, getMatter, partyOf, type Matter } from "#base/matter";
import { calendarNow } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import type { Subscriber } from "#kernel/events";
import { enqueue, type Task } from "#kernel/jobs";
import type { Channel } from "./channel.ts";
import { WORDINGS } from "./wording.ts";

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

const INSERT = `
  insert into notice.notices (party_id, notice_id, matter_id, kind, title, body, link, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict do nothing`;

async function dueInWords(ctx: Ctx, day: string | null): Promise<string | null> {
  if (!day) return null;
  const words = `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
  return (await calendarNow(ctx)).isUncertain(day) ? `${words}（以国务院放假通知为准）` : words;
}

/** Tells the applicant about an act of their matter, in the platform and by SMS. Subscribed to every event of `WORDINGS`. */
export function tellApplicant(kind: string): Subscriber {
  return async (ctx, event) => {
    const { matter } = await getMatter(ctx, event.subject);
    const told = WORDINGS[kind]!({ item: matter.itemName, due: await dueInWords(ctx, matter.dueDay), data: event.data });
    if (!told) return;
    const { title, body } = told;
    await ctx.db.query(INSERT, [matter.applicant.id, event.eventId, matter.matterId, kind, title, body, `/my/matters/${matter.matterId}`, event.at]);
    await enqueue(ctx, "notice.sms", { matterId: matter.matterId, title, body });
  };
}

/** The job that sends an SMS through the city's channel. */
export function smsTask(channel: Channel): Task {
  return async (ctx, payload) => {
    const { matterId, title, body } = payload as { matterId: string; title: string; body: string };
    const { matter } = await getMatter(ctx, matterId);
    await channel.send(phoneOf(ctx, matter), `【云州市一网通办】${title}：${body}`, ctx.now);
  };
}

function phoneOf(ctx: Ctx, matter: Matter): string {
  const details = applicantDetails(ctx, matter);
  return details.agent?.phone ?? details.phone;
}

/** The actor's notices, newest first, at most a hundred. */
export function listNotices(ctx: Ctx): Promise<Notice[]> {
  return ctx.db.query<Notice>(
    `select notice_id as "noticeId", matter_id as "matterId", kind, title, body, link, created_at as "createdAt", read_at as "readAt"
     from notice.notices where party_id = $1 order by notice_id desc limit 100`,
    [partyOf(ctx.actor).id],
  );
}

/** How many the actor has not read. */
export async function countUnread(ctx: Ctx): Promise<number> {
  return (await one<{ count: number }>(ctx.db, "select count(*) as count from notice.notices where party_id = $1 and read_at is null", [partyOf(ctx.actor).id]))
    .count;
}

/** Marks all of the actor's notices read. */
export async function markRead(ctx: Ctx): Promise<void> {
  await ctx.db.query("update notice.notices set read_at = $2 where party_id = $1 and read_at is null", [partyOf(ctx.actor).id, ctx.now]);
}
