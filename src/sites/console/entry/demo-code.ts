import { port, type Ctx } from "#kernel/ctx";

/** Makes the one-time code that the sign-in page of a demo city shows. Never plugged in where the accounts are real. */
export const DEMO_CODE = port<(ctx: Ctx) => string>("console.demo-code");
