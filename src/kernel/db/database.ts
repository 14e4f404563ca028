import { join } from "node:path";
import type { Config } from "#kernel/config";
import { startCluster, type Cluster } from "./cluster.ts";
import { openPool, type Pool } from "./connect.ts";
import { ensureRoles, RESEALING_ROLE, SERVER_ROLE } from "./roles.ts";
import { secretFile } from "./secrets.ts";

/** The ways into the database: as owner, to migrate; as server, to work; to seal anew what is sealed under an older key. */
export interface Database {
  owner: Pool;
  server: Pool;
  resealing: Pool;
  cluster: Cluster | undefined;
  close(options?: { keepCluster?: boolean }): Promise<void>;
}

const NAME = "yiwang";

async function ensureDatabase(cluster: Cluster): Promise<void> {
  const pool = openPool(cluster.url(), { max: 1 });
  try {
    const { rowCount } = await pool.query("select from pg_database where datname = $1", [NAME]);
    if (rowCount === 0) await pool.query(`create database ${NAME}`);
  } finally {
    await pool.end();
  }
}

/**
 * Opens the database that the configuration names, starting the embedded one when there is no DATABASE_URL. A command that finds it
 * running leaves it running; who `own`s it (the city itself) stops it in any case, an orphan included.
 */
export async function openDatabase(config: Config, options: { settings?: string[]; poolSize?: number; own?: boolean } = {}): Promise<Database> {
  const secrets = join(config.dataDir, "secrets");
  const passwords = { server: secretFile(join(secrets, "database-server")), resealing: secretFile(join(secrets, "database-resealing")) };
  let cluster: Cluster | undefined;
  let ownerUrl = config.databaseUrl;
  if (!ownerUrl) {
    cluster = await startCluster(config.dataDir, secretFile(join(secrets, "database-owner")), options.settings);
    await ensureDatabase(cluster);
    ownerUrl = cluster.url(NAME);
  }
  const owner = openPool(ownerUrl, { max: 3, name: "yiwang-owner" });
  await ensureRoles(owner, passwords);
  const as = (role: string, password: string): string => {
    const url = new URL(ownerUrl);
    url.username = role;
    url.password = password;
    return url.toString();
  };
  const server = openPool(as(SERVER_ROLE, passwords.server), { max: options.poolSize ?? 20, name: "yiwang-server" });
  const resealing = openPool(as(RESEALING_ROLE, passwords.resealing), { max: 2, name: "yiwang-resealing" });
  return {
    owner,
    server,
    resealing,
    cluster,
    async close({ keepCluster = false } = {}) {
      await Promise.all([owner.end(), server.end(), resealing.end()]);
      if (!keepCluster && (options.own || !cluster?.adopted)) await cluster?.stop();
    },
  };
}
