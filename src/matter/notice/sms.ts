import { getPerson } from "#people/identity";
import { ownerDetails, openParties } from "#matter/party";
import { getMatter, type Matter } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { enqueue, type Task } from "#kernel/jobs";
import { newId } from "#values/ids";
import type { Channel } from "./channel.ts";
import { encryptWords, openWords, type Words } from "./words.ts";

/** To whom an SMS goes: a party of a matter, whose a matter is, or a person. */
export type To = { matterId: string; partyNo?: number } | { personId: string };

const INSERT = "insert into notice.messages (message_id, said, created_at) values ($1, $2, $3)";
const FIND = "select said from notice.messages where message_id = $1";
const SENT = "delete from notice.messages where message_id = $1";

/** Sends an SMS by a job, in the running transaction. The queue keeps what it is given in clear, so it is given where the words lie. */
export async function sendSms(ctx: Ctx, to: To, words: Words): Promise<void> {
  const message = newId();
  await ctx.db.query(INSERT, [message, encryptWords(ctx, words), ctx.now]);
  await enqueue(ctx, "notice.sms", { ...to, message });
}

/** The words of a job; of one of before they are in it. Undefined when they have been sent. */
async function wordsOf(ctx: Ctx, payload: { message?: string } & Partial<Words>): Promise<Words | undefined> {
  const { message, title = "", body } = payload;
  if (message === undefined) return body === undefined ? undefined : { title, body };
  const row = await first<{ said: string }>(ctx.db, FIND, [message]);
  return row && openWords(ctx, { title: null, body: null, said: row.said });
}

/** The job that sends an SMS through the city's channel. */
export function smsTask(channel: Channel): Task {
  return async (ctx, payload) => {
    const given = payload as { matterId?: string; personId?: string; partyNo?: number; message?: string } & Partial<Words>;
    const words = await wordsOf(ctx, given);
    if (!words) return;
    await channel.send(await phoneOf(ctx, given), `【云州市一网通办】${words.title}：${words.body}`, ctx.now);
    if (given.message !== undefined) await ctx.db.query(SENT, [given.message]);
  };
}

async function phoneOf(ctx: Ctx, { matterId, personId, partyNo }: { matterId?: string; personId?: string; partyNo?: number }): Promise<string> {
  if (partyNo !== undefined) return (await openParties(ctx, matterId!)).find((party) => party.partyNo === partyNo)?.phone ?? "";
  if (personId !== undefined) return (await getPerson(ctx, personId)).phone;
  return phoneOfOwner(ctx, (await getMatter(ctx, matterId!)).matter);
}

function phoneOfOwner(ctx: Ctx, matter: Matter): string {
  const details = ownerDetails(ctx, matter);
  return details.agent?.phone ?? details.phone;
}

/** Days after which what no channel took is forgotten: the queue has long given up. */
const KEPT_DAYS = 30;

/** Forgets what was never sent. A daily job. */
export async function forgetMessages(ctx: Ctx): Promise<void> {
  await ctx.db.query("delete from notice.messages where created_at < $1", [new Date(ctx.now.getTime() - KEPT_DAYS * 86_400_000)]);
}
