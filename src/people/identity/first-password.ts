import { randomInt } from "node:crypto";
import { hashPassword } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { forbidden } from "#values/errors";

// Letters and figures that are not mistaken for each other.
const SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password for one sign-in: sixteen signs in groups of four. */
export function firstPassword(): string {
  return Array.from({ length: 20 }, (_, i) => (i % 5 === 4 ? "-" : SIGNS[randomInt(SIGNS.length)]))
    .join("")
    .slice(0, 19);
}

/**
 * A first password for somebody who has never set their own, in place of the one before; undefined where they have. For the platform itself alone: whoever
 * begins a city reads it in the terminal.
 */
export async function renewFirstPassword(ctx: Ctx, username: string): Promise<string | undefined> {
  if (ctx.actor.kind !== "system") throw forbidden();
  const password = firstPassword();
  const rows = await ctx.db.query(
    "update identity.staff set password_hash = $2 where username = $1 and must_change and totp_enrolled_at is null and disabled_at is null returning 1 as one",
    [username, await hashPassword(password)],
  );
  return rows.length > 0 ? password : undefined;
}
