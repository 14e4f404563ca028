import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/** Everything the environment may set. This file is the only reader of `process.env`. */
export interface Config {
  /** TCP port of portal, console and API. */
  port: number;
  /** Address to listen on. */
  host: string;
  /** Folder of the embedded database, uploaded files and keys. */
  dataDir: string;
  /** Folder that says what a city in earnest begins with; undefined means the demo city, or the one that the data folder holds already. */
  cityDir: string | undefined;
  /** Folder of fonts with characters that the house's own have not: rare names. */
  fontsDir: string;
  /** Owner connection of an external PostgreSQL ≥ 16; undefined means the embedded one. */
  databaseUrl: string | undefined;
  /** File with the 32-byte master key, hex. */
  masterKeyFile: string;
  /** File with the 32-byte key of backups, hex. */
  backupKeyFile: string;
  /** Which algorithms protect personal fields: 国密 (SM4-CTR + HMAC-SM3) or international (AES-256-GCM). */
  suite: "sm" | "international";
  /** Public address that QR codes point to. */
  publicUrl: string;
  /** File, best on another machine's disk, that the log's newest signed root is added to each hour; undefined means that nobody keeps one from here. */
  witnessFile: string | undefined;
  /** Addresses or networks of proxies in front, whose word for the caller's address (X-Forwarded-For) is taken; nobody else's is. */
  trustedProxies: string[];
  /** Drafts that one party may have at a time. */
  partyDrafts: number;
  /** Megabytes of files that one party may have in drafts and hand in within a day. */
  partyMegabytes: number;
  /** Days after which a draft that nobody touched is removed. */
  draftDays: number;
  /** Where a scanner for malicious files listens (clamd): host:port, or the path of its socket; undefined means that nothing is scanned. */
  scanner: string | undefined;
  /** Cookies are sent over https only. */
  secureCookies: boolean;
}

function whole(env: NodeJS.ProcessEnv, name: string, usual: number, least: number): number {
  const value = Number(env[name] || usual);
  if (!Number.isInteger(value) || value < least) throw new Error(`${name} must be a whole number of at least ${least}, not ${env[name]}`);
  return value;
}

function scannerIn({ YIWANG_SCANNER: address }: NodeJS.ProcessEnv): string | undefined {
  if (!address) return undefined;
  if (!/^\/.|^(\[[0-9a-fA-F:.]+\]|[^\s:/@]+):\d{1,5}$/.test(address))
    throw new Error(`YIWANG_SCANNER must be host:port or the path of a socket, not ${address}`);
  return address;
}

/** Reads the configuration; a variable that is set to nothing is not set. `address` is where the public reaches the city unless PUBLIC_URL says so. Throws an Error that names the variable when a value is unusable. */
export function readConfig(env: NodeJS.ProcessEnv = process.env, address = ""): Config {
  const port = Number(env["PORT"] || 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`PORT must be 0–65535, not ${env["PORT"]}`);
  const dataDir = resolve(env["DATA_DIR"] || "./.data");
  const suite = env["CRYPTO_SUITE"] || "sm";
  if (suite !== "sm" && suite !== "international") throw new Error(`CRYPTO_SUITE must be sm or international, not ${suite}`);
  const publicUrl = (env["PUBLIC_URL"] || address || `http://localhost:${port}`).replace(/\/$/, "");
  return {
    port,
    host: env["HOST"] || "127.0.0.1",
    dataDir,
    cityDir: env["YIWANG_CITY"] ? resolve(env["YIWANG_CITY"]) : undefined,
    fontsDir: resolve(env["FONTS_DIR"] || `${dataDir}/fonts`),
    databaseUrl: env["DATABASE_URL"] || undefined,
    masterKeyFile: resolve(env["MASTER_KEY_FILE"] || `${dataDir}/secrets/master.key`),
    backupKeyFile: resolve(env["BACKUP_KEY_FILE"] || `${dataDir}/secrets/backup.key`),
    suite,
    publicUrl,
    witnessFile: env["WITNESS_FILE"] ? resolve(env["WITNESS_FILE"]) : undefined,
    trustedProxies: (env["TRUSTED_PROXIES"] ?? "").split(",").flatMap((each) => each.trim() || []),
    partyDrafts: whole(env, "PARTY_DRAFTS", 100, 1),
    partyMegabytes: whole(env, "PARTY_UPLOAD_MB", 500, 10),
    scanner: scannerIn(env),
    draftDays: whole(env, "DRAFT_DAYS", 90, 10),
    secureCookies: publicUrl.startsWith("https:"),
  };
}

/** The version that package.json names. */
export function version(): string {
  const path = resolve(import.meta.dirname, "../../../package.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as { version: string }).version : "0";
}
