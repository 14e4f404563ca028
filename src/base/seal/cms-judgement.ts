import { type CmsData, cmsHolds, readCms } from "#base/signature";
import { sm3 } from "#kernel/crypto";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#kernel/errors";
import { answerOf, chainOf, exactTime, timeAnswer, type Answer } from "./answers.ts";
import { STEPS, verdictOf, type JudgedStep, type Judgement } from "./judgement.ts";
import { findUse } from "./queries.ts";

/** A judgement of signed data: the steps that it has. */
export interface CmsJudgement extends Pick<Judgement, "verdict" | "steps" | "signedAt"> {
  data: CmsData | undefined;
}

/**
 * Judges SignedData of GB/T 35275 (a PDF's signature, without the zeros that pad it) at a moment: format, signature value, certificate, time,
 * content. `dataHash` is SM3 over the bytes that lie before us. Never throws for what the bytes hold.
 */
export async function judgeCms(ctx: Ctx, der: Uint8Array, { dataHash, at = ctx.now }: { dataHash: Buffer; at?: Date }): Promise<CmsJudgement> {
  const steps: JudgedStep[] = [];
  const tell = (step: keyof typeof STEPS, [holds, says]: Answer): void => void steps.push({ step, name: STEPS[step], holds, says });
  let data: CmsData;
  try {
    data = readCms(der);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    tell("format", [false, error.message]);
    return { verdict: "invalid", steps, data: undefined, signedAt: undefined };
  }
  const use = await findUse(ctx, sm3(der));
  const signedAt = exactTime(data.signedAt ?? at, use?.usedAt);
  const report = await chainOf(ctx, data.signer.der, signedAt);
  tell("format", [true, "符合 GB/T 35275-2017。"]);
  tell("signature", cmsHolds(data, data.digest) ? [true, "签名值正确，签名数据没有被改动。"] : [false, "签名值不对，签名数据被改动过。"]);
  tell("certificate", answerOf(report, false, "签名人的证书能查到受信任的根证书，可以用于签名。"));
  tell("time", await timeAnswer(ctx, { signer: data.signer.der }, signedAt, at, report, use !== undefined));
  tell("document", data.digest.equals(dataHash) ? [true, "文件与签名时一致，没有被改动。"] : [false, "文件在签名以后被改动过。"]);
  return { verdict: verdictOf(steps), steps, data, signedAt };
}
