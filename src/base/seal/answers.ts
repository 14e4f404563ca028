import { readTimeStamp, type SignatureData, timeStampHolds } from "#base/signature";
import { judgeCertificate, OIDS, readCertificate, type ChainReport } from "#base/certificate";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#kernel/errors";
import { verifySignature } from "#kernel/keys";

/** Whether something holds (undefined: nobody here can tell), and a sentence that says what was found. */
export type Answer = [boolean | undefined, string];

/** A moment as people here read it. */
export const inChina = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");

// SM2 with SM3, and two names of SM2 that some makers write in its place.
const ALGORITHMS: readonly string[] = [OIDS.signature, OIDS.curve, `${OIDS.curve}.1`];

/** Whether a certificate's key made a signature, by an algorithm that is SM2. */
export function holdsBy(certificate: Buffer, { signed, signature, algorithm }: { signed: Buffer; signature: Buffer; algorithm: string }): boolean {
  try {
    return ALGORITHMS.includes(algorithm) && verifySignature("SM2", readCertificate(certificate).publicKey, signed, signature);
  } catch {
    return false;
  }
}

/** The judgement of a certificate that seals, or undefined when it cannot be read. */
export async function chainOf(ctx: Ctx, der: Buffer, at: Date): Promise<ChainReport | undefined> {
  try {
    return await judgeCertificate(ctx, der, { at, usage: ["digitalSignature", "nonRepudiation"] });
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

const TIMELY = ["validity", "revocation"];

/** Of a chain's findings some are about the certificate itself and some about the moment: the first that does not hold of the one or the other. */
export function answerOf(report: ChainReport | undefined, timely: boolean, well: string): Answer {
  if (!report) return [false, "证书读不懂，或者不是 SM2 证书。"];
  const findings = report.findings.filter(({ rule }) => TIMELY.includes(rule) === timely);
  const wrong = findings.find(({ holds }) => holds === false) ?? findings.find(({ holds }) => holds === undefined);
  return wrong ? [wrong.holds, wrong.says] : [true, well];
}

/** What a time stamp proves, and when; undefined without one. */
export async function judgeStamp(
  ctx: Ctx,
  { timeStamp, signatureBytes, signedAt, format, signed }: SignatureData,
): Promise<{ answer: Answer; at: Date } | undefined> {
  if (!timeStamp) return undefined;
  try {
    const stamp = readTimeStamp(timeStamp);
    const report = await judgeCertificate(ctx, stamp.token.signer.der, { at: stamp.at, purpose: "1.3.6.1.5.5.7.3.8", others: stamp.token.certificates });
    const [holds, says] = answerOf(report, false, "");
    const [timely, why] = answerOf(report, true, "");
    if (!timeStampHolds(stamp, format === 1 ? signed : signatureBytes)) return { answer: [false, "时间戳不是给这个签名的，或者被改动过。"], at: stamp.at };
    if (holds !== true || timely !== true) return { answer: [holds === false || timely === false ? false : undefined, `时间戳：${says || why}`], at: stamp.at };
    const apart = signedAt ? stamp.at.getTime() - signedAt.getTime() : 0;
    if (Math.abs(apart) > 86_400_000) return { answer: [false, "时间戳与签章时间相差超过一天。"], at: stamp.at };
    return { answer: [true, `时间戳证明签名在 ${inChina(stamp.at)} 之前已经存在。`], at: stamp.at };
  } catch (error) {
    if (error instanceof Refusal) return { answer: [false, "时间戳的格式不对。"], at: signedAt ?? ctx.now };
    throw error;
  }
}

/**
 * Whether the certificate could be used when it was. A time that only the sealer names proves nothing once the certificate is revoked: whoever has the
 * key could write any earlier time.
 */
export async function timeAnswer(
  ctx: Ctx,
  data: Pick<SignatureData, "signer">,
  signedAt: Date,
  at: Date,
  report: ChainReport | undefined,
  proven: boolean,
): Promise<Answer> {
  if (signedAt > at) return [false, `签章时间是 ${inChina(signedAt)}，比现在还晚。`];
  const answer = answerOf(report, true, `签章时间是 ${inChina(signedAt)}，当时证书有效，没有被吊销。`);
  if (answer[0] !== true || proven) return answer;
  const now = (await chainOf(ctx, data.signer, at))?.findings.find(({ rule }) => rule === "revocation");
  return now?.holds === false ? [undefined, `${now.says}签章写的时间更早，但没有时间戳或登记能够证明。`] : answer;
}

/** Signatures tell whole seconds. Where our log of uses has the moment, that counts: a seal thawed and used within one second was in use. */
export function exactTime(told: Date, logged: Date | undefined): Date {
  return logged && Math.abs(logged.getTime() - told.getTime()) < 1000 ? logged : told;
}
