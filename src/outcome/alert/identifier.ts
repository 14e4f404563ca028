import type { Ctx } from "#kernel/ctx";

const HOURS_OF_BEIJING = 8 * 3_600_000;

/** 31 characters: `ZZZZZZDDDUUUXX_YYYYMMDDhhmmss_N`, the sender, the second by Beijing time, and the number of the message in it (GB/T 35965.1). Pure. */
export function identifierOf(sender: string, sentAt: Date, number: number): string {
  if (!isSender(sender)) throw new Error(`no sender of 14 characters: ${sender}`);
  if (!Number.isInteger(number) || number < 0 || number > 9) throw new Error(`a second has ten numbers: ${number}`);
  const second = new Date(sentAt.getTime() + HOURS_OF_BEIJING).toISOString().slice(0, 19).replaceAll(/[-T:]/g, "");
  return `${sender}_${second}_${number}`;
}

/** 14 characters: 区划 6, 机构行业 3, 内部机构 3, 扩展 2. */
export function isSender(text: string): boolean {
  return /^\d{6}[0-9A-Z]{8}$/.test(text);
}

/** Whether a text has the shape of an identifier. */
export function isIdentifier(text: string): boolean {
  return /^\d{6}[0-9A-Z]{8}_\d{14}_\d$/.test(text);
}

const LOCK = "select pg_advisory_xact_lock(hashtextextended($1, 35965))";
const TAKEN = `select sent_at as "sentAt", max(number) as last from alert.messages where sender = $1 and sent_at >= $2 group by sent_at`;
const SECOND = 1000;

/**
 * The next second and number that a sender has free, from now on; senders wait for each other until the running transaction ends. Ten messages fit in
 * a second: the eleventh is of the next one.
 */
export async function nextSlot(ctx: Ctx, sender: string): Promise<{ sentAt: Date; number: number }> {
  await ctx.db.query(LOCK, [sender]);
  const from = Math.floor(ctx.now.getTime() / SECOND) * SECOND;
  const taken = new Map((await ctx.db.query<{ sentAt: Date; last: number }>(TAKEN, [sender, new Date(from)])).map((row) => [row.sentAt.getTime(), row.last]));
  let second = from;
  while ((taken.get(second) ?? -1) >= 9) second += SECOND;
  return { sentAt: new Date(second), number: (taken.get(second) ?? -1) + 1 };
}
