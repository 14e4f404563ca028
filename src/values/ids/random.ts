import { randomFillSync } from "node:crypto";

const POOL = 16 * 1024;
let pool = Buffer.alloc(0);
let used = 0;

/**
 * Random bytes of the system, each given out once. Drawn in thousands: asking for sixteen at a time costs more than sealing a name. The piece is the
 * caller's own.
 */
export function randomPiece(length: number): Buffer {
  if (used + length > pool.length) {
    pool = randomFillSync(Buffer.allocUnsafeSlow(Math.max(POOL, length)));
    used = 0;
  }
  used += length;
  return pool.subarray(used - length, used);
}
