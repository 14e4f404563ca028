import pg from "pg";

// bigint arrives as a number: counts and fen stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
// date stays the text it is: a day has no time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export interface PoolOptions {
  /** Most connections at once. */
  max?: number;
  /** Shown in pg_stat_activity. */
  name?: string;
}

/** A pool of pipelined connections; idle ones that the server drops are replaced silently. */
export function openPool(connectionString: string, { max = 20, name = "yiwang" }: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    application_name: name,
    pipeline: true,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
  } as pg.PoolConfig);
  // A connection that breaks says so to whoever uses it, by the query that fails; the event on the connection itself, which would
  // end the process if nobody listened, adds nothing.
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  return pool;
}

export type Pool = pg.Pool;
export type Client = pg.Client;

/** One plain connection, for whoever streams through it. End it. */
export async function openClient(connectionString: string, name: string): Promise<Client> {
  const client = new pg.Client({ connectionString, application_name: name });
  client.on("error", () => {});
  await client.connect();
  return client;
}
