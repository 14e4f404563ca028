import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import type { KeyFacts } from "#crypto/keys";
import type { LogKey } from "./checkpoint.ts";
import { listKeys } from "./queries.ts";

/** The key that signs checkpoints. */
const KEY_ID = "log-checkpoints";

async function held(ctx: Ctx): Promise<KeyFacts> {
  const known = await ctx.keys.find(KEY_ID);
  if (known) return known;
  try {
    return await ctx.keys.make(KEY_ID, "signature");
  } catch (error) {
    // Another process was faster.
    const made = error instanceof Refusal && error.code === "KEY_EXISTS" ? await ctx.keys.find(KEY_ID) : undefined;
    if (!made) throw error;
    return made;
  }
}

/** The city's key for checkpoints, made when there is none; with a log, its public half is entered there. */
export async function signingKey(ctx: Ctx, logId?: string): Promise<LogKey> {
  const { algorithm, publicKey } = await held(ctx);
  if (!publicKey || (algorithm !== "SM2" && algorithm !== "P-256")) throw new Error(`${KEY_ID} does not sign`);
  const key: LogKey = { keyId: KEY_ID, algorithm, publicKey };
  if (!logId) return key;
  const entered = (await listKeys(ctx, logId)).find(({ keyId }) => keyId === KEY_ID);
  if (entered && !entered.publicKey.equals(publicKey)) throw new Error(`the log was signed by another key of the name ${KEY_ID}`);
  if (!entered) {
    await ctx.db.query("insert into log.keys (log_id, key_id, algorithm, public_key, since) values ($1, $2, $3, $4, $5)", [
      logId,
      KEY_ID,
      algorithm,
      publicKey,
      ctx.now,
    ]);
  }
  return key;
}
