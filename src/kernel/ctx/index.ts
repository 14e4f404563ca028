import type { PersonalCodec } from "#crypto/crypto";
import type { Sql } from "#kernel/db";
import type { Files } from "#kernel/files";
import type { Keys } from "#crypto/keys";
import type { Memory } from "./memory.ts";
import type { Ports } from "./ports.ts";

export { openMemory, type Memory } from "./memory.ts";
export { openPorts, port, type Port, type Ports } from "./ports.ts";

/** A post somebody holds: a role, for a unit and an area, over a scope. Dates are checked before it gets here. */
export interface Duty {
  role: string;
  unit: string;
  area: string;
  scope: "own" | "unit" | "area";
  post: string;
  /** Of a role that a pack declares: what it is called, what it grants, and on matters of which kinds. */
  word?: string;
  grants?: readonly string[];
  may?: Readonly<Record<string, readonly string[]>>;
  /** Whose duty it is, when the actor stands in for an absent colleague. */
  insteadOf?: { id: string; name: string };
}

/** Who acts. `onBehalf` is set when a person acts for an organisation under an agency that is in force; `items` are those it names, "*" is every one. */
export interface Actor {
  kind: "anonymous" | "system" | "person" | "staff";
  id: string;
  name: string;
  onBehalf?: { organisationId: string; name: string; agencyId: string; items: readonly string[] };
  duties?: Duty[];
  sessionId?: string;
  /** Real-name level of a person, 1–5 (standards §15.1). */
  level?: number;
  /** An account of staff that a program uses, by the API. */
  program?: true;
  /** The part in a matter of somebody who is not signed in and has shown its number and code. */
  follows?: { matterId: string; partyNo: number };
}

/** Where a fault or a fact worth keeping is written. */
export interface Log {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The first parameter of every act and query: the connection, who acts, what time it is. */
export interface Ctx {
  db: Sql;
  actor: Actor;
  now: Date;
  log: Log;
  personal: PersonalCodec;
  files: Files;
  /** Keys to sign and to encrypt with, by id. */
  keys: Keys;
  /** What is read often and changes rarely, kept in memory per database. */
  memory: Memory;
  /** What the composition of the city gave to the blocks. */
  ports: Ports;
  /** Where the public reaches the city, without a slash at the end: what is printed and certified leads there. */
  publicUrl: string;
}

export const anonymous: Actor = { kind: "anonymous", id: "anonymous", name: "访客" };

/** The platform itself, acting by rule or by law; `name` says which part, e.g. 「期限」. */
export function system(name: string): Actor {
  return { kind: "system", id: "system", name };
}

/** A log that keeps nothing; tests and one-shot commands use it. */
export const silent: Log = { info: () => {}, error: () => {} };
