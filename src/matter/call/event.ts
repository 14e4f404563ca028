import { sm3 } from "#crypto/crypto";

/** What happens to a call, as any switchboard tells it (AMI, ESL); `seat` is about the seat itself: it holds a call, or takes it up again. */
export const EVENT_KINDS = ["waiting", "ringing", "answered", "transferred", "ended", "seat"] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** One event of a switchboard. */
export interface CallEvent {
  /** The switchboard's own name of the call, the same for all its channels (`Linkedid`, `CC-Member-Session-UUID`). */
  call: string;
  kind: EventKind;
  /** By the switchboard's clock. */
  at: Date;
  /** The caller's number; missing where it is withheld. */
  number?: string;
  /** The number that was called; of `transferred` the one it was handed on to. */
  called?: string;
  queue?: string;
  seat?: string;
  /** Why it ended; of `seat`: `held` or `resumed`. */
  cause?: string;
}

const PARTS = ["called", "queue", "seat", "cause"] as const;

/** What is the same event, told twice. The number is left out: a digest of it would tell it. */
export function nameOf({ kind, at, ...rest }: CallEvent): string {
  return sm3(JSON.stringify([kind, at.getTime(), ...PARTS.map((part) => rest[part] ?? null)]))
    .toString("hex")
    .slice(0, 32);
}
