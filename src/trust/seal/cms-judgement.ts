import { contentFits, readCms, readValue, signatureFits, unwrapped, type CmsData, type SignedValue, type Subject } from "#trust/signature";
import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import { answerOf, chainOf, exactTime, valueAnswer, type Answer } from "./answers.ts";
import { judgeSealing, STEPS, timeRemarks, unreadJudgement, verdictOf, type JudgedStep, type Judgement } from "./judgement.ts";
import { findUse } from "./queries.ts";
import { timeAnswer } from "./time-answer.ts";

/** A judgement of signed data: the steps that it has. */
export interface CmsJudgement extends Pick<Judgement, "verdict" | "steps" | "remarks" | "signedAt"> {
  data: CmsData | undefined;
}

/** What lies before us: its SM3, and its bytes for those who hashed otherwise. */
interface Given {
  dataHash: Buffer;
  content?: () => Buffer;
  at?: Date;
}

async function judgeData(ctx: Ctx, data: CmsData, der: Buffer, { dataHash, content, at = ctx.now }: Given): Promise<CmsJudgement> {
  const steps: JudgedStep[] = [];
  const tell = (step: keyof typeof STEPS, [holds, says]: Answer): void => void steps.push({ step, name: STEPS[step], holds, says });
  const subject: Subject = { sm3: dataHash, bytes: content };
  const use = await findUse(ctx, sm3(der));
  const signedAt = exactTime(data.signedAt ?? at, use?.usedAt);
  const report = await chainOf(ctx, data.signer.der, signedAt);
  const value = signatureFits(data, subject);
  const fits = contentFits(data, subject);
  tell("format", [true, data.signer.keyKind === "SM2" ? "符合 GB/T 35275-2017。" : "是通用的签名数据（PKCS #7）。"]);
  tell("signature", valueAnswer(value, data));
  tell("certificate", answerOf(report, false, "签名人的证书能查到受信任的根证书，可以用于签名。"));
  tell("time", await timeAnswer(ctx, { signer: data.signer.der }, signedAt, at, report, use !== undefined));
  tell("document", fits ? [true, "文件与签名时一致，没有被改动。"] : [false, "文件在签名以后被改动过。"]);
  const remarks = timeRemarks(data.zoneless);
  if (!data.signedAt) remarks.push("签名数据里没有写签名时间，证书按现在核对。");
  return { verdict: verdictOf(steps), steps, remarks, data, signedAt: data.signedAt && signedAt };
}

/**
 * Judges SignedData of GB/T 35275 or PKCS #7 (a PDF's signature, without the zeros that pad it) at a moment: format, signature value, certificate, time,
 * content. Never throws for what the bytes hold.
 */
export async function judgeCms(ctx: Ctx, der: Uint8Array, given: Given): Promise<CmsJudgement> {
  try {
    return await judgeData(ctx, readCms(der), Buffer.from(der), given);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...unreadJudgement(error.message), data: undefined };
  }
}

/** A judgement of a signature value, with what it was found to be. */
export interface ValueJudgement extends Pick<Judgement, "verdict" | "steps" | "remarks" | "signedAt"> {
  value: SignedValue | undefined;
}

/** Judges the signature value of an OFD by the form that it has, a sealing or signed data, whatever the file calls it. Never throws for what it holds. */
export async function judgeValue(ctx: Ctx, bytes: Buffer, given: Given): Promise<ValueJudgement> {
  try {
    const value = readValue(bytes);
    const der = unwrapped(bytes);
    const { data: _data, ...judgement } = value.kind === "cms" ? await judgeData(ctx, value.data, der, given) : await judgeSealing(ctx, value.data, der, given);
    return { ...judgement, value };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { data: _data, ...unread } = unreadJudgement(error.message);
    return { ...unread, value: undefined };
  }
}
