import { setTimeout as wait } from "node:timers/promises";
import type { Ctx } from "#kernel/ctx";
import { unavailable } from "#values/errors";
import { appendLeaves } from "./append.ts";
import { proveFirst, type MatterProof, type ProvenAct } from "./proving.ts";

const PAUSE = 150;

/**
 * The proof of some acts at once: what is not in the log yet is appended then and there, instead of within a minute. Whoever is writing just now, or appending
 * already, is waited for. Not to be called inside a transaction: the log would wait for its end.
 * @throws Refusal LOG_BEHIND (503) when they are not in the log after `patience` milliseconds.
 */
export async function proveNow(ctx: Ctx, matter: { matterId: string; number: string }, acts: readonly ProvenAct[], patience = 5_000): Promise<MatterProof> {
  const until = performance.now() + patience;
  for (;;) {
    const proof = await proveFirst(ctx, matter, acts);
    if (proof) return proof;
    if (performance.now() > until) break;
    try {
      if ((await appendLeaves(ctx)) === 0) await wait(PAUSE);
    } catch (error) {
      ctx.log.error({ err: error }, "log.append");
      break;
    }
  }
  throw unavailable("办理记录正在写进全市的日志，这份带凭证的文书还不能生成。您的申请没有丢，请过一分钟再来下载。");
}
