import type { Ctx } from "#kernel/ctx";

/** What a rule has begun. */
export interface Raised {
  matterId: string;
  number: string;
  title: string;
  kind: string;
  state: string;
  closedAt: Date | null;
  at: Date;
  /** How many stand behind it. */
  behind: number;
}

const RAISED = `
  select r.matter_id as "matterId", m.number, m.title, m.kind, m.state, m.closed_at as "closedAt", r.at,
    (select count(*)::int from watch.behind b where b.raised_id = r.matter_id) as behind
  from watch.raised r join matter.matters m using (matter_id) where r.watch_id = $1 order by r.at desc, r.matter_id desc limit $2 offset $3`;

/** What a rule has begun, the newest first, a page at a time. */
export async function listRaised(
  ctx: Ctx,
  watchId: string,
  { page = 1, size = 20 }: { page?: number; size?: number } = {},
): Promise<{ rows: Raised[]; more: boolean }> {
  const rows = await ctx.db.query<Raised>(RAISED, [watchId, size + 1, (page - 1) * size]);
  return { rows: rows.slice(0, size), more: rows.length > size };
}

/** How much every rule has begun, and how much of it runs. */
export async function countRaised(ctx: Ctx): Promise<Map<string, { all: number; open: number }>> {
  const rows = await ctx.db.query<{ id: string; all: number; open: number }>(
    `select r.watch_id as id, count(*)::int as "all", count(*) filter (where m.closed_at is null)::int as open
     from watch.raised r join matter.matters m using (matter_id) group by r.watch_id`,
    [],
  );
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** The matters behind what a rule has begun. */
export async function listBehind(ctx: Ctx, raisedId: string): Promise<string[]> {
  const rows = await ctx.db.query<{ id: string }>("select matter_id as id from watch.behind where raised_id = $1 order by at, matter_id", [raisedId]);
  return rows.map(({ id }) => id);
}
