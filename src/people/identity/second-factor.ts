import { generateSecret, generateSync, verifySync } from "otplib";
import type { Ctx } from "#kernel/ctx";

const STEP = 30; // seconds a code lasts (RFC 6238)

/** The step a code belongs to: the present one, the one before or the one after; undefined of a code that is none of them. Pure. */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  if (secret === "" || !/^\d{6}$/.test(code)) return undefined;
  const epoch = Math.floor(now.getTime() / 1000);
  const answer = verifySync({ secret, token: code, epoch, epochTolerance: STEP });
  return answer.valid ? Math.floor(epoch / STEP) + answer.delta : undefined;
}

// The step of the code, not that of the clock: the same code is not good again half a minute later. A step further ahead than any code can be was
// written by a clock that ran ahead, and is no reason to wait for it.
const USE = `
  update identity.staff set last_totp_step = $2 where staff_id = $1 and disabled_at is null and (last_totp_step < $2 or last_totp_step > $3) returning staff_id`;

/** Uses a code up: true once for each step. */
export async function useStep(ctx: Ctx, staffId: string, step: number): Promise<boolean> {
  const ahead = Math.floor(ctx.now.getTime() / 1000 / STEP) + 1;
  return (await ctx.db.query(USE, [staffId, step, ahead])).length === 1;
}

/** A new secret for a code generator. */
export function newSecret(): string {
  return generateSecret();
}

/** The code a generator with this secret shows now; the demo city shows it on the sign-in page. */
export function codeNow(ctx: Ctx, secret: string): string {
  return generateSync({ secret, epoch: Math.floor(ctx.now.getTime() / 1000) });
}
