import type { Config } from "#kernel/config";

interface Failure {
  code?: string;
  message: string;
  address?: string;
  port?: number;
  path?: string;
  syscall?: string;
}

type Words = (failure: Failure, config: Config) => string;

const databaseOf = ({ databaseUrl }: Config): string => (databaseUrl ? `the database of DATABASE_URL (${new URL(databaseUrl).host})` : "the embedded database");

/** Why a city did not start, by the code of what was thrown. */
const BY_CODE: Record<string, Words> = {
  EADDRINUSE: (_failure, { port, host }) => `port ${port} of ${host} is taken by another program: stop it, or set PORT to another`,
  EADDRNOTAVAIL: (_failure, { host }) => `this machine has no address ${host}: set HOST to one of its own`,
  EACCES: ({ syscall, path }, { port, dataDir }) =>
    syscall === "listen"
      ? `port ${port} needs rights that this user has not: set PORT to 1024 or more`
      : `this user may not write ${path ?? dataDir}: give it the rights, or set DATA_DIR`,
  EROFS: ({ path }, { dataDir }) => `${path ?? dataDir} lies on a disk that is read-only: set DATA_DIR to one that is not`,
  ENOSPC: (_failure, { dataDir }) => `the disk of ${dataDir} is full: make room and start again`,
  ECONNREFUSED: (_failure, config) => `${databaseOf(config)} does not answer: start it, or check the address`,
  ETIMEDOUT: (_failure, config) => `${databaseOf(config)} does not answer: start it, or check the address`,
  EHOSTUNREACH: (_failure, config) => `${databaseOf(config)} cannot be reached: check the address and the network`,
  ENOTFOUND: (_failure, config) => `${databaseOf(config)} cannot be found: check the name of the machine`,
  EAI_AGAIN: (_failure, config) => `${databaseOf(config)} cannot be found: check the name of the machine`,
  ECONNRESET: (_failure, config) => `${databaseOf(config)} broke the connection off: look into its log`,
  "28P01": (_failure, config) => `${databaseOf(config)} does not know this user with this password: check DATABASE_URL`,
  "28000": (_failure, config) => `${databaseOf(config)} lets this user not in from here: check DATABASE_URL and pg_hba.conf`,
  "3D000": (_failure, config) => `${databaseOf(config)} has no database of this name: create it, or check DATABASE_URL`,
  "42501": ({ message }, config) => `the user of ${databaseOf(config)} lacks a right (${message})`,
  "53300": (_failure, config) => `${databaseOf(config)} has no connection left: raise max_connections`,
  "53100": (_failure, config) => `the disk of ${databaseOf(config)} is full: make room and start again`,
  "57P03": (_failure, config) => `${databaseOf(config)} is starting or stopping: try again in a minute`,
  "25006": (_failure, config) => `${databaseOf(config)} is a standby and may not be written: give the address of the primary`,
};

/** The same by its words, where there is no code. */
const BY_WORDS: [RegExp, Words][] = [
  [
    /sealed value was altered or belongs to another key/,
    (_failure, { masterKeyFile, dataDir }) => `the master key in ${masterKeyFile} is not that of ${dataDir}/secrets/keys: put back the one that belongs to it`,
  ],
  [/was changed after it was applied/, ({ message }, { dataDir }) => `${dataDir} was made by another version of the program (${message})`],
  [
    /timeout exceeded when trying to connect|Connection terminated/,
    (_failure, config) => `${databaseOf(config)} does not answer: start it, or check the address`,
  ],
];

/** Why a city did not start, in one sentence: the cause, and what to do. What is not known by its code is told in its own words. */
export function failedStart(error: unknown, config: Config): string {
  const chain: Failure[] = [];
  for (let each: unknown = error; each instanceof Error && chain.length < 6; each = each.cause ?? (each instanceof AggregateError ? each.errors[0] : undefined))
    chain.push(each);
  for (const failure of chain) {
    const words = BY_CODE[failure.code ?? ""] ?? BY_WORDS.find(([pattern]) => pattern.test(failure.message))?.[1];
    if (words) return words(failure, config);
  }
  return chain[0]?.message.split("\n", 1)[0] ?? String(error);
}
