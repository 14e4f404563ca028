import type { Ctx } from "#kernel/ctx";

/** What somebody is told. */
export interface Words {
  title: string;
  body: string;
}

/** The same as it lies in a row: encrypted, or in clear as before. */
export interface Encrypted {
  title: string | null;
  body: string | null;
  said: string | null;
}

/** Words as they are kept: they may name people and what they typed. */
export function encryptWords(ctx: Ctx, { title, body }: Words): string {
  return ctx.personal.encrypt(JSON.stringify({ title, body }));
}

/** Words of a row, whenever it was written. */
export function openWords(ctx: Ctx, { title, body, said }: Encrypted): Words {
  return said === null ? { title: title ?? "", body: body ?? "" } : (JSON.parse(ctx.personal.decrypt(said)) as Words);
}
