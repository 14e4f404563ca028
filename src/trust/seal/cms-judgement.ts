import { contentFits, readSigners, readValue, signatureFits, unwrapped, type CmsData, type ReadSigner, type SignedValue, type Subject } from "#trust/signature";
import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import { answerOf, chainOf, exactTime, valueAnswer, type Answer } from "./answers.ts";
import { judgeSealing, STEPS, timeRemarks, unreadJudgement, verdictOf, type JudgedStep, type Judgement } from "./judgement.ts";
import { findUse } from "./queries.ts";
import { timeAnswer } from "./time-answer.ts";

type Judged = Pick<Judgement, "verdict" | "steps" | "remarks" | "signedAt">;

/** A judgement of signed data: the steps that it has, of each signer. */
export interface CmsJudgement extends Judged {
  /** Those of whom more can be read than that they are there. */
  signers: readonly CmsData[];
}

/** What lies before us: its SM3, and its bytes for those who hashed otherwise. */
interface Given {
  dataHash: Buffer;
  content?: () => Buffer;
  at?: Date;
}

async function judgeSigner(ctx: Ctx, data: CmsData, der: Buffer, { dataHash, content, at = ctx.now }: Given): Promise<Judged> {
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
  return { verdict: verdictOf(steps), steps, remarks, signedAt: data.signedAt && signedAt };
}

/** Who signed, as the certificate has it. */
export function signerName({ signer: { subject } }: Pick<CmsData, "signer">): string | undefined {
  return subject.commonName ?? subject.organisation;
}

function isRead(signer: ReadSigner): signer is CmsData {
  return !("unread" in signer);
}

/** How many signed and who, once each. */
function signersStep(signers: readonly ReadSigner[]): JudgedStep {
  const read = signers.filter(isRead);
  const names = [...new Set(read.map((signer) => signerName(signer) ?? "没有写名字的人"))].join("、");
  const lost = signers.length - read.length;
  const who = `${names && `签名的是：${names}`}${names && lost > 0 ? "；" : ""}${lost > 0 ? `有 ${lost} 个读不出是谁签的` : ""}`;
  const says = `里面有 ${signers.length} 个签名，${who}。每一个都成立才算有效。`;
  return { step: "signers", name: STEPS.signers, holds: true, says };
}

/**
 * Judges every signer of a message by themselves: one of whom it is proven that they did not sign this makes the whole invalid, and it is valid when all did.
 * Of several, each sentence says whose signature it is about.
 */
async function judgeSigners(ctx: Ctx, signers: readonly ReadSigner[], der: Buffer, given: Given): Promise<CmsJudgement> {
  const read = signers.filter(isRead);
  const judged: Judged[] = [];
  for (const signer of signers) judged.push(isRead(signer) ? await judgeSigner(ctx, signer, der, given) : unreadJudgement(signer.unread));
  const [only, second] = judged;
  if (only && !second) return { ...only, signers: read };
  const called = signers.map((signer, at) => `第 ${at + 1} 个签名${isRead(signer) ? `（${signerName(signer) ?? "没有写名字"}）` : ""}：`);
  const steps = judged.flatMap((each, at) => each.steps.map((step) => ({ ...step, says: `${called[at]}${step.says}` })));
  const times = judged.flatMap(({ signedAt }) => signedAt ?? []);
  return {
    verdict: verdictOf(steps),
    steps: [signersStep(signers), ...steps],
    remarks: judged.flatMap((each, at) => each.remarks.map((remark) => `${called[at]}${remark}`)),
    // By then all of them had signed.
    signedAt: times.length === judged.length ? times.reduce((a, b) => (a > b ? a : b)) : undefined,
    signers: read,
  };
}

/**
 * Judges SignedData of GB/T 35275 or PKCS #7 (a PDF's signature, without the zeros that pad it) at a moment: format, signature value, certificate, time,
 * content, of each signer. Never throws for what the bytes hold.
 */
export async function judgeCms(ctx: Ctx, der: Uint8Array, given: Given): Promise<CmsJudgement> {
  try {
    return await judgeSigners(ctx, readSigners(der), Buffer.from(der), given);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...unreadJudgement(error.message), signers: [] };
  }
}

/** A judgement of a signature value, with what it was found to be. */
export interface ValueJudgement extends Judged {
  value: SignedValue | undefined;
}

/** Judges the signature value of an OFD by the form that it has, a sealing or signed data, whatever the file calls it. Never throws for what it holds. */
export async function judgeValue(ctx: Ctx, bytes: Buffer, given: Given): Promise<ValueJudgement> {
  try {
    const value = readValue(bytes);
    const der = unwrapped(bytes);
    const { verdict, steps, remarks, signedAt } =
      value.kind === "cms" ? await judgeSigners(ctx, value.signers, der, given) : await judgeSealing(ctx, value.data, der, given);
    return { verdict, steps, remarks, signedAt, value };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { data: _data, ...unread } = unreadJudgement(error.message);
    return { ...unread, value: undefined };
  }
}
