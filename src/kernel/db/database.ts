import { join } from "node:path";
import type { Config } from "#kernel/config";
import { startCluster, type Cluster } from "./cluster.ts";
import { openPool, type Pool } from "./connect.ts";
import { ensureServerRole, SERVER_ROLE } from "./roles.ts";
import { secretFile } from "./secrets.ts";

/** The two ways into the database: as owner, to migrate; as server, to work. */
export interface Database {
  owner: Pool;
  server: Pool;
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
  const serverPassword = secretFile(join(secrets, "database-server"));
  let cluster: Cluster | undefined;
  let ownerUrl = config.databaseUrl;
  if (!ownerUrl) {
    cluster = await startCluster(config.dataDir, secretFile(join(secrets, "database-owner")), options.settings);
    await ensureDatabase(cluster);
    ownerUrl = cluster.url(NAME);
  }
  const owner = openPool(ownerUrl, { max: 3, name: "yiwang-owner" });
  await ensureServerRole(owner, serverPassword);
  const serverUrl = new URL(ownerUrl);
  serverUrl.username = SERVER_ROLE;
  serverUrl.password = serverPassword;
  const server = openPool(serverUrl.toString(), { max: options.poolSize ?? 20, name: "yiwang-server" });
  return {
    owner,
    server,
    cluster,
    async close({ keepCluster = false } = {}) {
      await Promise.all([owner.end(), server.end()]);
      if (!keepCluster && (options.own || !cluster?.adopted)) await cluster?.stop();
    },
  };
}
