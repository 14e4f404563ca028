import type { Ctx } from "#kernel/ctx";

/** How a counterpart is today. */
export interface PeerToday {
  peerId: string;
  heardAt: Date | null;
  /** Since when it does not answer, and what came instead. */
  awaySince: Date | null;
  triedAt: Date | null;
  error: string | null;
}

const HEARD = `
  insert into peer.standings (peer_id, heard_at) values ($1, $2)
  on conflict (peer_id) do update set heard_at = excluded.heard_at, away_since = null, error = null`;
const CAME = "insert into peer.standings (peer_id, heard_at) values ($1, $2) on conflict (peer_id) do update set heard_at = excluded.heard_at";
const AWAY = `
  insert into peer.standings (peer_id, away_since, tried_at, error) values ($1, $2, $2, $3)
  on conflict (peer_id) do update set away_since = coalesce(peer.standings.away_since, excluded.away_since), tried_at = excluded.tried_at, error = excluded.error`;

/** It sent something of its own. That it can reach us does not say that we reach it. */
export async function noteCame(ctx: Ctx, peerId: string): Promise<void> {
  await ctx.db.query(CAME, [peerId, ctx.now]);
}

/** It answered. */
export async function noteHeard(ctx: Ctx, peerId: string): Promise<void> {
  await ctx.db.query(HEARD, [peerId, ctx.now]);
}

/** It did not answer, or not as itself. */
export async function noteAway(ctx: Ctx, peerId: string, error: string): Promise<void> {
  await ctx.db.query(AWAY, [peerId, ctx.now, error.slice(0, 500)]);
}

/** How each counterpart is today, by its short name; who was never tried is not there. */
export async function peersToday(ctx: Ctx): Promise<Map<string, PeerToday>> {
  const rows = await ctx.db.query<PeerToday>(
    'select peer_id as "peerId", heard_at as "heardAt", away_since as "awaySince", tried_at as "triedAt", error from peer.standings',
    [],
  );
  return new Map(rows.map((row) => [row.peerId, row]));
}
