import type { ChainReport } from "#trust/certificate";
import type { Ctx } from "#kernel/ctx";
import { answerOf, chainOf, inChina, type Answer } from "./answers.ts";

// Many programs write the time of China with the mark of Greenwich.
const APART = 8 * 3_600_000;

/** The moment itself, and those it may stand for where its zone was written wrongly. */
function meant(at: Date): Date[] {
  return [at, new Date(at.getTime() - APART), new Date(at.getTime() + APART)];
}

/** Whether a moment lies within bounds; undefined where it does but for the hours of a zone. */
export function within(at: Date, from: Date, until: Date): boolean | undefined {
  const [exactly, ...others] = meant(at).map((each) => each >= from && each <= until);
  return exactly ? true : others.includes(true) ? undefined : false;
}

/**
 * Whether the certificate could be used when it was. A time that only the sealer names proves nothing once the certificate is revoked: whoever has the
 * key could write any earlier time.
 */
export async function timeAnswer(
  ctx: Ctx,
  { signer }: { signer: Buffer },
  signedAt: Date,
  at: Date,
  report: ChainReport | undefined,
  proven: boolean,
): Promise<Answer> {
  // A clock that is wrong, or a zone: it proves nothing against the seal.
  if (signedAt > at) return [undefined, `签章时间写的是 ${inChina(signedAt)}，比现在还晚，可能是盖章的机器时间不准，这里分不清。`];
  const answer = answerOf(report, true, `签章时间是 ${inChina(signedAt)}，当时证书有效，没有被吊销。`);
  const untimely = report?.findings.some(({ rule, holds }) => rule === "validity" && holds === false);
  if (answer[0] === false && untimely && report!.path.every(({ validFrom, validUntil }) => within(signedAt, validFrom, validUntil) !== false))
    return [undefined, `${answer[1]}相差不到 8 小时，可能只是时区写错了，这里分不清。`];
  if (answer[0] !== true || proven) return answer;
  const now = (await chainOf(ctx, signer, at))?.findings.find(({ rule }) => rule === "revocation");
  return now?.holds === false ? [undefined, `${now.says}签章写的时间更早，但没有时间戳或登记能够证明。`] : answer;
}
