import type { Ctx } from "#kernel/ctx";

let code: ((ctx: Ctx) => string) | undefined;

/** In a demo city the sign-in page shows the one-time code; `fn` makes it. Never called where the accounts are real. */
export function setDemoCode(fn: ((ctx: Ctx) => string) | undefined): void {
  code = fn;
}

/** The code to show now; undefined outside a demo city. */
export function demoCode(ctx: Ctx): string | undefined {
  return code?.(ctx);
}
