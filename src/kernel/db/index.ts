export { openPool, type Pool, type PoolOptions } from "./connect.ts";
export { openDatabase, type Database } from "./database.ts";
export { migrate } from "./migrate.ts";
export { GRANT_RESEALING, RESEALING_ROLE, SERVER_ROLE } from "./roles.ts";
export { dumpSchema } from "./schema-dump.ts";
export { first, one, sqlOf, transaction, type Sql } from "./sql.ts";
export { secretFile } from "./secrets.ts";
export { COVER } from "./xact.ts";
export { startCluster, type Cluster } from "./cluster.ts";
