export { encryptedTables, type EncryptedTable } from "./columns.ts";
export { listPasses, type Pass } from "./passes.ts";
export { reencrypt, type Reencryption } from "./reencryption.ts";
export { retire } from "./retirement.ts";
