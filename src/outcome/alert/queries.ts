import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { LEVELS, type Message } from "./message.ts";

const COLUMNS = `matter_id as "matterId", seq, identifier, kind, status, sender, sent_at as "sentAt", expires_at as "expiresAt", content`;

/** All messages of an alarm, the first first. */
export async function messagesOf(ctx: Ctx, matterId: string): Promise<Message[]> {
  return ctx.db.query<Message>(`select ${COLUMNS} from alert.messages where matter_id = $1 order by seq`, [matterId]);
}

/** A message that was told to everybody, by its identifier; undefined for none, and for exercises and tests. */
export async function findSent(ctx: Ctx, identifier: string): Promise<Message | undefined> {
  return first<Message>(ctx.db, `select ${COLUMNS} from alert.messages where identifier = $1 and status = 'Actual'`, [identifier]);
}

/** How an alarm stands: in force; taken back or run out within the last day. */
export type Standing = "holds" | "ended" | "expired";

/** The newest message of an alarm, and how it stands. */
export interface Shown extends Message {
  standing: Standing;
  /** When the first message was sent. */
  firstAt: Date;
}

const DAY = 86_400_000;
const CURRENT = `
  select distinct on (matter_id) ${COLUMNS}, min(sent_at) over (partition by matter_id) as "firstAt" from alert.messages
  where matter_id in (select matter_id from alert.messages where status = 'Actual' and (expires_at > $1 or sent_at > $1)) and status = 'Actual'
  order by matter_id, seq desc`;

/** Alarms in earnest that hold now, the gravest first; then those that were taken back or ran out within a day, so that nobody looks for them in vain. */
export async function listShown(ctx: Ctx): Promise<Shown[]> {
  const since = new Date(ctx.now.getTime() - DAY);
  const rows = await ctx.db.query<Omit<Shown, "standing">>(CURRENT, [since]);
  const order = Object.keys(LEVELS);
  const grave = ({ content: { level } }: Message): number => order.indexOf(level);
  const late = (a: Message, b: Message): number => b.sentAt.getTime() - a.sentAt.getTime();
  const shown = rows.flatMap((row): Shown[] => {
    if (row.kind === "Cancel") return row.sentAt > since ? [{ ...row, standing: "ended" }] : [];
    if (row.expiresAt <= ctx.now) return row.expiresAt > since ? [{ ...row, standing: "expired" }] : [];
    return [{ ...row, standing: "holds" }];
  });
  const holds = shown.filter(({ standing }) => standing === "holds").toSorted((a, b) => grave(a) - grave(b) || late(a, b));
  return [...holds, ...shown.filter(({ standing }) => standing !== "holds").toSorted(late)];
}

/** The newest messages that were told to everybody, the newest first: what a feed carries. */
export async function listSent(ctx: Ctx, most: number): Promise<Message[]> {
  return ctx.db.query<Message>(`select ${COLUMNS} from alert.messages where status = 'Actual' order by sent_at desc, number desc limit $1`, [most]);
}
