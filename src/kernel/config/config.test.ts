import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { readConfig, version, type Config } from "./index.ts";

const HOME = resolve("./.data");

test("with nothing set, a city works on this machine alone, with its own database", () => {
  expect(readConfig({})).toEqual({
    port: 8080,
    host: "127.0.0.1",
    dataDir: HOME,
    cityDir: undefined,
    fontsDir: join(HOME, "fonts"),
    databaseUrl: undefined,
    masterKeyFile: join(HOME, "secrets", "master.key"),
    backupKeyFile: join(HOME, "secrets", "backup.key"),
    suite: "sm",
    publicUrl: "http://localhost:8080",
    witnessFile: undefined,
    scanner: undefined,
    trustedProxies: [],
    partyDrafts: 100,
    partyMegabytes: 500,
    draftDays: 90,
    secureCookies: false,
  } satisfies Config);
});

const NAMES = ["PORT", "HOST", "DATA_DIR", "FONTS_DIR", "DATABASE_URL", "MASTER_KEY_FILE", "CRYPTO_SUITE", "WITNESS_FILE", "TRUSTED_PROXIES", "YIWANG_SCANNER"];

test("a variable set to nothing is not set, as a compose file leaves it", () => {
  const nothing = [...NAMES, "PARTY_DRAFTS", "PARTY_UPLOAD_MB", "DRAFT_DAYS", "PUBLIC_URL"].map((name) => [name, ""]);
  expect(readConfig(Object.fromEntries(nothing))).toEqual(readConfig({}));
});

test.each<[NodeJS.ProcessEnv, Partial<Config>]>([
  [{ PORT: "0" }, { port: 0, publicUrl: "http://localhost:0" }],
  [{ PORT: "65535" }, { port: 65535, publicUrl: "http://localhost:65535" }],
  [{ HOST: "0.0.0.0" }, { host: "0.0.0.0" }],
  [{ DATA_DIR: "/srv/city" }, { dataDir: "/srv/city", fontsDir: "/srv/city/fonts", masterKeyFile: "/srv/city/secrets/master.key" }],
  [
    { DATA_DIR: "/srv/city", FONTS_DIR: "/f", MASTER_KEY_FILE: "/k" },
    { fontsDir: "/f", masterKeyFile: "/k" },
  ],
  [{ DATABASE_URL: "postgres://owner@db/city" }, { databaseUrl: "postgres://owner@db/city" }],
  [{ CRYPTO_SUITE: "international" }, { suite: "international" }],
  [{ YIWANG_SCANNER: "127.0.0.1:3310" }, { scanner: "127.0.0.1:3310" }],
  [{ YIWANG_SCANNER: "/run/clamd.sock" }, { scanner: "/run/clamd.sock" }],
  [{ WITNESS_FILE: "roots.log" }, { witnessFile: resolve("roots.log") }],
  [{ TRUSTED_PROXIES: "10.0.0.1, 10.1.0.0/16,," }, { trustedProxies: ["10.0.0.1", "10.1.0.0/16"] }],
  [{ PUBLIC_URL: "https://yunzhou.example/" }, { publicUrl: "https://yunzhou.example", secureCookies: true }],
  [{ PUBLIC_URL: "http://yunzhou.example/a/https:" }, { publicUrl: "http://yunzhou.example/a/https:", secureCookies: false }],
  [
    { PARTY_DRAFTS: "1", PARTY_UPLOAD_MB: "10", DRAFT_DAYS: "10" },
    { partyDrafts: 1, partyMegabytes: 10, draftDays: 10 },
  ],
])("%j is taken", (env, says) => expect(readConfig(env)).toMatchObject(says));

test.each([
  ["YIWANG_SCANNER", "clamd"],
  ["PORT", "-1"],
  ["PORT", "65536"],
  ["PORT", "80.5"],
  ["PORT", "http"],
  ["CRYPTO_SUITE", "SM"],
  ["PARTY_DRAFTS", "0"],
  ["PARTY_UPLOAD_MB", "9"],
  ["PARTY_UPLOAD_MB", "10.5"],
  ["DRAFT_DAYS", "9"],
  ["DRAFT_DAYS", "many"],
])("%s=%s is refused, named, with what was found", (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} must .*not ${value.replace(".", "\\.")}$`));
});

test("the version is that of package.json", () => {
  expect(version()).toBe((JSON.parse(readFileSync("package.json", "utf8")) as { version: string }).version);
});
