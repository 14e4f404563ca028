import { randomPiece } from "./random.ts";

export { randomPiece } from "./random.ts";

let lastMillisecond = 0;
let sequence = 0;

/**
 * A UUID version 7 (RFC 9562 §5.7): 48 bits of milliseconds, 12 bits of sequence inside the millisecond, 62 random bits.
 * Ordered by time within a process, so that an index on it grows at its end.
 */
export function newId(): string {
  const bytes = randomPiece(16);
  let now = Date.now();
  if (now <= lastMillisecond) {
    now = lastMillisecond;
    sequence += 1;
    if (sequence > 0xfff) {
      now += 1;
      sequence = 0;
    }
  } else {
    sequence = 0;
  }
  lastMillisecond = now;
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = 0x70 | (sequence >> 8);
  bytes[7] = sequence & 0xff;
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text has the form of an id of ours; checked before it reaches the database. */
export function isId(text: unknown): text is string {
  return typeof text === "string" && UUID.test(text);
}
