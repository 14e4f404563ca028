import type { Ctx } from "#kernel/ctx";

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
  insert into notice.notices (party_id, notice_id, matter_id, kind, title, body, link, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict do nothing`;

/** Keeps what a person, a firm or a member of staff is told; of one event once, however often it comes. */
export async function keepNotice(ctx: Ctx, to: string, { eventId, matterId, kind, title, body, link, at }: Told): Promise<void> {
  await ctx.db.query(INSERT, [to, eventId, matterId, kind, title, body, link, at]);
}
