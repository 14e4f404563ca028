import { partByCode } from "#matter/party";
import { anonymous, type Ctx } from "#kernel/ctx";
import type { Incoming, SetCookie } from "#kernel/http";

// Number and code of a matter, sealed in the browser for a while: each page opens the matter by them anew, so that nothing stays open that was closed.

const COOKIE = "yw_follow";
const MINUTES = 30;

interface Kept {
  number: string;
  code: string;
  /** They were given out just now, and have not been shown yet. */
  fresh?: boolean;
  until: number;
}

/** Keeps number and code in the browser. */
export function followCookie(ctx: Ctx, kept: Pick<Kept, "number" | "code" | "fresh">): SetCookie {
  const value: Kept = { ...kept, until: ctx.now.getTime() + MINUTES * 60_000 };
  return { name: COOKIE, value: Buffer.from(ctx.personal.encrypt(JSON.stringify(value))).toString("base64url"), maxAge: MINUTES * 60 };
}

/** Forgets them. */
export const noFollowCookie: SetCookie = { name: COOKIE, value: "" };

/** What the browser keeps of them; undefined when nothing, or nothing of ours, or for too long. */
export function keptIn({ cookies }: Pick<Incoming, "cookies">, ctx: Ctx): Kept | undefined {
  const sealed = cookies[COOKIE];
  if (!sealed) return undefined;
  try {
    const kept = JSON.parse(ctx.personal.decrypt(Buffer.from(sealed, "base64url").toString())) as Kept;
    return kept.until >= ctx.now.getTime() ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** The ctx of whoever shows number and code, as the party that they are; undefined where these do not belong together. */
export async function followingBy(ctx: Ctx, { number, code }: Pick<Kept, "number" | "code">): Promise<{ ctx: Ctx; matterId: string } | undefined> {
  const part = await partByCode(ctx, number, code);
  return part && { ctx: { ...ctx, actor: { ...anonymous, follows: part } }, matterId: part.matterId };
}
