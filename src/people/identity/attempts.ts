import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { Refusal } from "#values/errors";
import { networkOf } from "#kernel/http";

// Nobody is locked out: who tries wrong is slowed down, by address and account together; an account that is tried from everywhere only for addresses
// it was never signed in from; an address that tries everybody, for all.
const PACES = {
  pair: { free: 5, first: 15, longest: 900 },
  account: { free: 20, first: 5, longest: 120 },
  address: { free: 60, first: 5, longest: 300 },
} as const;
type Pace = keyof typeof PACES;

const LONGEST = 900;
const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** Seconds to wait after the n-th wrong try. Pure. */
export function pause(pace: Pace, failures: number): number {
  const { free, first: begin, longest } = PACES[pace];
  return failures < free ? 0 : Math.min(longest, begin * 2 ** Math.min(20, failures - free));
}

// Counted as wrong before anything is looked at. No row comes back while it has to wait. What lies further ahead than any pause was written by a clock that ran ahead.
const COUNT = `
  insert into identity.attempts as a (attempt_key, failures, free_at, at) values ($1, 1, $2, $2)
  on conflict (attempt_key) do update set failures = case when a.at < $3 or a.at > $4 then 1 else a.failures + 1 end, at = $2, free_at = $2
  where a.free_at <= $2 or a.free_at > $4 returning failures`;
const SLOW = "update identity.attempts set free_at = $2 where attempt_key = $1";
const KNOWN = `
  select 1 as one from identity.sessions s join identity.staff f on f.staff_id = s.subject_id
  where s.kind = 'staff' and f.username = $1 and s.address = $2 and not s.enrols and s.created_at > $3 limit 1`;

/** A try that was let through, counted as wrong until it turns out right. */
export interface Attempt {
  right(): Promise<void>;
}

const busy = (): Refusal => new Refusal(429, "SIGN_IN_OFTEN", "试的次数太多了，请过一会儿再试，最长等 15 分钟。忘了密码或者换了手机的，请联系管理员重置。");

/**
 * Lets a try to sign in through, or refuses it (429), the same for accounts that exist and those that do not. In a transaction of its own: of tries that are
 * sent together no more are judged than of tries one by one.
 */
export async function admitAttempt(ctx: Ctx, account: string, address: string): Promise<Attempt> {
  const network = networkOf(address);
  const name = account.replace(/^\w+:/, "");
  const known = await first(ctx.db, KNOWN, [name, address, new Date(ctx.now.getTime() - 30 * 24 * HOUR)]);
  const index = (pace: Pace, ...parts: string[]): { pace: Pace; key: string } => ({ pace, key: ctx.personal.index(["sign-in", pace, ...parts].join("\n")) });
  const keys = [index("pair", account, network), ...(known ? [] : [index("account", account)]), index("address", network)];
  // Rows are always taken in one order.
  const ordered = keys.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  await ctx.db.transaction(async (db) => {
    for (const { pace, key } of ordered) {
      const at = ctx.now.getTime();
      const row = await first<{ failures: number }>(db, COUNT, [key, ctx.now, new Date(at - HOUR), new Date(at + LONGEST * SECOND)]);
      if (!row) throw busy();
      const seconds = pause(pace, row.failures);
      if (seconds > 0) await db.query(SLOW, [key, new Date(at + seconds * SECOND)]);
    }
  });
  return {
    async right() {
      for (const { pace, key } of ordered) {
        await (pace === "pair"
          ? ctx.db.query("delete from identity.attempts where attempt_key = $1", [key])
          : ctx.db.query("update identity.attempts set failures = greatest(0, failures - 1), free_at = $2 where attempt_key = $1", [key, ctx.now]));
      }
    },
  };
}

/** Forgets an account's wrong tries, wherever they came from. The addresses stay slow. */
export async function forgetAttempts(ctx: Ctx, account: string): Promise<void> {
  await ctx.db.query("delete from identity.attempts where attempt_key = $1", [ctx.personal.index(["sign-in", "account", account].join("\n"))]);
}

/** Forgets what is older than a day. A job does it. */
export async function sweepAttempts(ctx: Ctx): Promise<void> {
  await ctx.db.query("delete from identity.attempts where at < $1", [new Date(ctx.now.getTime() - 24 * HOUR)]);
}
