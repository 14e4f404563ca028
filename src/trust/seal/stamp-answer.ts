import { bits } from "#crypto/der";
import { readTimeStamp, timeStampFits, timeStampSigned, type SignatureData, type TimeStamp } from "#trust/signature";
import { judgeCertificate } from "#trust/certificate";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import { answerOf, inChina, type Answer } from "./answers.ts";

const STAMPING = "1.3.6.1.5.5.7.3.8";
const DAY = 86_400_000;

/** What of a signature is handed in for a stamp: by GB/T 38540 its bytes, by GM/T 0031-2014 what was signed; r ‖ s or the whole BIT STRING by some. */
function forms({ signatureBytes, signature, signed }: SignatureData): Buffer[] {
  return [signatureBytes, signed, signature, bits(signatureBytes)];
}

async function answerFor(ctx: Ctx, stamp: TimeStamp, data: SignatureData): Promise<Answer> {
  if (!timeStampFits(stamp, forms(data))) return [false, "时间戳不是给这个签名的，或者被改动过。"];
  const signed = timeStampSigned(stamp);
  if (signed === false) return [false, "时间戳上的签名不对，时间戳被改动过。"];
  if (signed === undefined) return [undefined, "时间戳的签名办法这里不认识，不能证明签章时间。"];
  const report = await judgeCertificate(ctx, stamp.token.signer.der, { at: stamp.at, purpose: STAMPING, others: stamp.token.certificates });
  const [holds, says] = answerOf(report, false, "");
  const [timely, why] = answerOf(report, true, "");
  if (holds !== true || timely !== true) {
    // That a certificate is not marked for stamping departs from the standard; it proves nothing against the time.
    const marked = report.findings.some(({ rule, holds }) => holds === false && rule !== "usage");
    return [marked ? false : undefined, `时间戳：${holds === true ? why : says}`];
  }
  const apart = data.signedAt ? stamp.at.getTime() - data.signedAt.getTime() : 0;
  if (Math.abs(apart) > DAY) return [undefined, `时间戳的时间是 ${inChina(stamp.at)}，与签章写的时间相差超过一天，这里分不清哪个对。`];
  return [true, `时间戳证明签名在 ${inChina(stamp.at)} 之前已经存在。`];
}

/** What a time stamp proves, and when; undefined without one. */
export async function judgeStamp(ctx: Ctx, data: SignatureData): Promise<{ answer: Answer; at: Date } | undefined> {
  if (!data.timeStamp) return undefined;
  try {
    const stamp = readTimeStamp(data.timeStamp);
    return { answer: await answerFor(ctx, stamp, data), at: stamp.at };
  } catch (error) {
    if (error instanceof Refusal) return { answer: [undefined, "时间戳读不懂，不能证明签章时间。"], at: data.signedAt ?? ctx.now };
    throw error;
  }
}
