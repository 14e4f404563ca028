import { hmacSm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import type { CopyStanding } from "./annotated-copy.ts";
import { copyNumber } from "./copy-queries.ts";
import { checkCopy } from "./copy-use.ts";
import { findLicence, getLicence } from "./queries.ts";
import type { Licence } from "./licence.ts";

/** How long a code for 亮证 may be scanned, seconds. */
export const SHOWN_FOR = 120;

function sign(ctx: Ctx, licenceId: string, until: number): string {
  // The blind-index key is secret to this city; the purpose is in the text, so the code is good for nothing else.
  return hmacSm3(Buffer.from(ctx.personal.index("licence.showing")), `${licenceId}.${until}`)
    .subarray(0, 12)
    .toString("base64url");
}

/** A code by which the holder shows a licence: it says which one and until when, and cannot be made by others. */
export function showingCode(ctx: Ctx, licenceId: string): { code: string; until: Date } {
  const until = Math.floor(ctx.now.getTime() / 1000) + SHOWN_FOR;
  return { code: `${licenceId}.${until}.${sign(ctx, licenceId, until)}`, until: new Date(until * 1000) };
}

/** What a scanned or typed text leads to. */
export interface Verified {
  licence: Licence | undefined;
  /** When the text is the number of a 加注件: what holds is what the copy says, not the licence alone. */
  copy?: CopyStanding;
  /** Whether it was a code that a holder showed, and whether that has run out. */
  shown: boolean;
  late: boolean;
}

/**
 * What a scanned text leads to: a licence by its shown code (if it has not run out), its number or its identifier; or a copy by its number,
 * and then its holder reads that somebody asked.
 */
export async function verify(ctx: Ctx, text: string): Promise<Verified> {
  if (copyNumber(text)) {
    const copy = await checkCopy(ctx, text);
    return { licence: copy?.licence, ...(copy && { copy }), shown: false, late: false };
  }
  const match = /^([0-9a-f-]{36})\.(\d{10})\.([\w-]{16})$/.exec(text.trim());
  if (!match) return { licence: await findLicence(ctx, text), shown: false, late: false };
  const [, licenceId, until, signature] = match as unknown as [string, string, string, string];
  if (sign(ctx, licenceId, Number(until)) !== signature) return { licence: undefined, shown: true, late: false };
  if (Number(until) * 1000 < ctx.now.getTime()) return { licence: undefined, shown: true, late: true };
  return { licence: await getLicence(ctx, licenceId), shown: true, late: false };
}
