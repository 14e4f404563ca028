import type { Ctx } from "#kernel/ctx";
import { encryptWords, openWords, type Encrypted } from "./words.ts";

/** What somebody is told: of which event, about which matter, and where it leads. */
export interface Told {
  eventId: string;
  matterId: string | null;
  kind: string;
  title: string;
  body: string;
  link: string;
  at: Date;
}

const INSERT = `
  insert into notice.notices (party_id, notice_id, matter_id, kind, said, link, created_at) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict do nothing`;

/** Keeps what a person, a firm or a member of staff is told; of one event once, however often it comes. */
export async function keepNotice(ctx: Ctx, to: string, { eventId, matterId, kind, title, body, link, at }: Told): Promise<void> {
  await ctx.db.query(INSERT, [to, eventId, matterId, kind, encryptWords(ctx, { title, body }), link, at]);
}

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

const KEPT = `
  select notice_id as "noticeId", matter_id as "matterId", kind, title, body, said, link, created_at as "createdAt", read_at as "readAt" from notice.notices`;

/** Notices by a condition, newest first, at most a hundred. */
export async function keptNotices(ctx: Ctx, where: string, values: readonly unknown[]): Promise<Notice[]> {
  const rows = await ctx.db.query<Omit<Notice, "title" | "body"> & Encrypted>(`${KEPT} where ${where} order by notice_id desc limit 100`, [...values]);
  return rows.map(({ title, body, said, ...row }) => ({ ...row, ...openWords(ctx, { title, body, said }) }));
}

const IN_CLEAR = "select party_id as to, notice_id as id, title, body from notice.notices where body is not null order by notice_id limit 500";
const ENCRYPT = `
  update notice.notices n set said = r.said, title = null, body = null from jsonb_to_recordset($1) as r("to" uuid, id uuid, said text)
  where n.party_id = r.to and n.notice_id = r.id and n.body is not null`;

/** Encrypts what people were told before it was kept encrypted, five hundred at a time, until none is left. A job. */
export async function encryptNoticesOfBefore(ctx: Ctx): Promise<void> {
  for (;;) {
    const rows = await ctx.db.query<{ to: string; id: string; title: string | null; body: string }>(IN_CLEAR, []);
    if (rows.length === 0) return;
    const anew = rows.map(({ to, id, title, body }) => ({ to, id, said: encryptWords(ctx, { title: title ?? "", body }) }));
    await ctx.db.query(ENCRYPT, [JSON.stringify(anew)]);
  }
}
