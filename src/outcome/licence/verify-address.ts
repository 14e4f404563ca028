import type { Ctx } from "#kernel/ctx";

/** Where a printed code leads: the public page, asked for this identifier or number. */
export function verifyAddress({ publicUrl }: Ctx, code: string): string {
  return `${publicUrl}/verify?code=${encodeURIComponent(code)}`;
}
