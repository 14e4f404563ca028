import { join } from "node:path";
import type { Config } from "#kernel/config";
import { startCluster, type Cluster } from "./cluster.ts";
import { openPool, type Pool } from "./connect.ts";
import { ensureRoles, REENCRYPTING_ROLE, SERVER_ROLE } from "./roles.ts";
import { secretFile } from "./secrets.ts";
import { enterUsers, type DatabaseUser } from "./users.ts";

/** The ways into the database: as owner, to migrate; as server, to work; to re-encrypt what is encrypted under an older key. */
export interface Database {
  owner: Pool;
  server: Pool;
  reencryption: Pool;
  cluster: Cluster | undefined;
  close(options?: { keepCluster?: boolean }): Promise<void>;
}

export interface DatabaseOptions {
  settings?: string[];
  poolSize?: number;
  own?: boolean;
  /** Told what is waited for. */
  tell?(words: string): void;
}

const NAME = "yiwang";
/** Milliseconds that work in hand is given when the database is closed. */
const CLOSING = 5000;

async function ensureDatabase(cluster: Cluster): Promise<void> {
  const pool = openPool(cluster.url(), { max: 1 });
  try {
    const { rowCount } = await pool.query("select from pg_database where datname = $1", [NAME]);
    if (rowCount === 0) await pool.query(`create database ${NAME}`);
  } finally {
    await pool.end();
  }
}

/** Ends pools; connections that are still at work after a while are left to the end of the process, or of the database. */
async function ended(pools: Pool[]): Promise<void> {
  await Promise.race([Promise.allSettled(pools.map((pool) => pool.end())), new Promise((resume) => setTimeout(resume, CLOSING).unref())]);
}

/**
 * Opens the database that the configuration names, starting the embedded one when there is no DATABASE_URL. The last process that uses the embedded
 * one stops it; a command that found it running without anybody leaves it so, unless it is the city itself, which `own`s it. Whatever fails here, what
 * was started is stopped.
 */
export async function openDatabase(config: Config, options: DatabaseOptions = {}): Promise<Database> {
  const secrets = join(config.dataDir, "secrets");
  const passwords = { server: secretFile(join(secrets, "database-server")), reencryption: secretFile(join(secrets, "database-resealing")) };
  const pools: Pool[] = [];
  const opened = (...given: Parameters<typeof openPool>): Pool => {
    const pool = openPool(...given);
    pools.push(pool);
    return pool;
  };
  let cluster: Cluster | undefined;
  let user: DatabaseUser | undefined;
  const close = async (keepCluster: boolean): Promise<void> => {
    await ended(pools);
    if (cluster && user && !keepCluster && (options.own || !cluster.adopted) && user.lastOne()) await cluster.stop();
    user?.leave();
  };
  try {
    let ownerUrl = config.databaseUrl;
    if (!ownerUrl) {
      user = await enterUsers(config.dataDir, options.tell);
      cluster = await startCluster(config.dataDir, secretFile(join(secrets, "database-owner")), options.settings);
      await ensureDatabase(cluster);
      ownerUrl = cluster.url(NAME);
    }
    const owner = opened(ownerUrl, { max: 3, name: "yiwang-owner" });
    await ensureRoles(owner, passwords);
    const as = (role: string, password: string): string => Object.assign(new URL(ownerUrl), { username: role, password }).toString();
    const server = opened(as(SERVER_ROLE, passwords.server), { max: options.poolSize ?? 20, name: "yiwang-server" });
    const reencryption = opened(as(REENCRYPTING_ROLE, passwords.reencryption), { max: 2, name: "yiwang-resealing" });
    return { owner, server, reencryption, cluster, close: ({ keepCluster = false } = {}) => close(keepCluster) };
  } catch (error) {
    await close(false);
    throw error;
  }
}
