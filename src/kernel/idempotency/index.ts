import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { one, transaction } from "#kernel/db";
import { badInput } from "#values/errors";
import { canonical } from "#kernel/trace";

/**
 * Does `work` once for a key of the actor and of whom they act for, in one transaction with the record of its answer. The same key again gives
 * the same answer without doing anything; two at once wait for each other; the same key for something else is refused.
 * @param sees asked before an answer is given again: throws when the actor may not see it now
 */
export async function once<Answer>(
  ctx: Ctx,
  key: string | undefined,
  request: unknown,
  work: (ctx: Ctx) => Promise<Answer>,
  sees: (ctx: Ctx, answer: Answer) => Promise<void> = async () => {},
): Promise<Answer> {
  if (key === undefined) return transaction(ctx, work);
  if (!/^[\w.:-]{8,100}$/.test(key)) throw badInput("IDEMPOTENCY_KEY", "Idempotency-Key 要用 8 到 100 位字母、数字或 . : - _。");
  const asked = sm3(canonical(request)).toString("base64url");
  const place = [ctx.actor.id, ctx.actor.onBehalf?.organisationId ?? "", key];
  return transaction(ctx, async (inner) => {
    const fresh = await inner.db.query(
      "insert into idempotency.answers (actor_id, party, key, request, at) values ($1, $2, $3, $4, $5) on conflict do nothing returning key",
      [...place, asked, ctx.now],
    );
    if (fresh.length === 0) {
      const held = await one<{ request: string; answer: string }>(
        inner.db,
        "select request, answer from idempotency.answers where actor_id = $1 and party = $2 and key = $3",
        place,
      );
      if (held.request !== asked) throw badInput("IDEMPOTENCY_KEY", "这个 Idempotency-Key 已经用于另一个请求，请换一个。");
      const answer = JSON.parse(ctx.personal.decrypt(held.answer)) as Answer;
      await sees(inner, answer);
      return answer;
    }
    const answer = await work(inner);
    await inner.db.query("update idempotency.answers set answer = $4 where actor_id = $1 and party = $2 and key = $3", [
      ...place,
      ctx.personal.encrypt(JSON.stringify(answer ?? null)),
    ]);
    return answer;
  });
}

/** Forgets answers older than a week. */
export async function forgetAnswers(ctx: Ctx): Promise<void> {
  await ctx.db.query("delete from idempotency.answers where at < $1", [new Date(ctx.now.getTime() - 7 * 86_400_000)]);
}
