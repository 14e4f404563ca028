import { readSignature, type SealData, type SignatureData } from "#base/signature";
import { sm3 } from "#kernel/crypto";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#kernel/errors";
import { answerOf, chainOf, exactTime, holdsBy, inChina, judgeStamp, timeAnswer, type Answer } from "./answers.ts";
import { findSeal, findUse, isNamedHere } from "./queries.ts";
import { stateAt, STATES } from "./seal.ts";

/** The steps of a judgement, in the order of GB/T 38540-2020 §7 with the register's word at the end. */
export const STEPS = {
  format: "签章数据的格式",
  signature: "签名值",
  certificate: "签章人的证书",
  time: "签章时间与证书的有效期、吊销",
  document: "文件原文",
  seal: "印章本身",
  listed: "签章人是否可以用这枚印章",
  stamp: "时间戳",
  register: "印章登记",
} as const;

/** One step: it holds, it does not, or nobody here can tell. */
export interface JudgedStep {
  step: keyof typeof STEPS;
  name: string;
  holds: boolean | undefined;
  says: string;
}

/** A judgement of a sealing. */
export interface Judgement {
  verdict: "valid" | "invalid" | "unclear";
  steps: JudgedStep[];
  /** What was read; undefined when the format is broken. */
  data: SignatureData | undefined;
  signedAt: Date | undefined;
}

/** All steps together: one that fails decides, one that nobody can tell leaves it open. Pure. */
export function verdictOf(steps: readonly JudgedStep[]): Judgement["verdict"] {
  return steps.some(({ holds }) => holds === false) ? "invalid" : steps.every(({ holds }) => holds === true) ? "valid" : "unclear";
}

async function sealAnswer(ctx: Ctx, seal: SealData, signedAt: Date): Promise<Answer> {
  if (!holdsBy(seal.maker, seal)) return [false, "印章上制章者的签名不对，印章可能是伪造的或者被改动过。"];
  if (signedAt < seal.validFrom || signedAt > seal.validUntil)
    return [false, `印章的有效期是 ${inChina(seal.validFrom)} 至 ${inChina(seal.validUntil)}，签章时不在有效期内。`];
  // The maker's certificate counts at the moment of making.
  const report = await chainOf(ctx, seal.maker, seal.createdAt);
  const [holds, says] = answerOf(report, false, "");
  const [timely, why] = answerOf(report, true, "");
  if (holds !== true || timely !== true) return [holds === false || timely === false ? false : undefined, `制章者的证书：${says || why}`];
  return [true, `印章“${seal.name}”是制章者制作的原样，签章时在有效期内。`];
}

function listedAnswer({ signer, seal }: SignatureData): Answer {
  const listed =
    seal.certificates.some((each) => each.equals(signer)) ||
    seal.certificateHashes.some(({ algorithm, value }) => /sm3|1\.2\.156\.10197\.1\.401/i.test(algorithm) && value.equals(sm3(signer)));
  return listed ? [true, "签章人的证书在这枚印章的名单里。"] : [false, "签章人的证书不在这枚印章的名单里，无权使用这枚印章。"];
}

async function registerAnswer(ctx: Ctx, { seal }: SignatureData, signedAt: Date): Promise<Answer | undefined> {
  const kept = await findSeal(ctx, seal.esId);
  if (!kept?.making?.data.equals(seal.bytes)) {
    if (!(await isNamedHere(ctx, seal.name))) return undefined;
    return [false, `印章上是本市单位“${seal.name}”的名称，本市的印章登记里却没有这枚印章，可能是伪造的。`];
  }
  const state = stateAt(kept.steps, kept.making.validUntil, signedAt);
  if (state !== "active") return [false, `印章登记里，这枚印章签章时是“${state ? STATES[state] : "尚未登记"}”，不能使用。`];
  return [true, `这枚印章登记在${kept.name}名下，签章时在用。`];
}

/**
 * Judges a sealing (SES_Signature, DER) of GB/T 38540-2020, GM/T 0031-2014 or GM/T 0031-2025 at a moment: every step with its answer. `dataHash` is
 * the SM3 of what lies before us; without it the document step stays open. Never throws for what the bytes hold.
 */
export async function judgeSignature(ctx: Ctx, der: Uint8Array, { dataHash, at = ctx.now }: { dataHash?: Buffer; at?: Date }): Promise<Judgement> {
  const steps: JudgedStep[] = [];
  const tell = (step: keyof typeof STEPS, [holds, says]: Answer): void => void steps.push({ step, name: STEPS[step], holds, says });
  let data: SignatureData;
  try {
    data = readSignature(der);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    tell("format", [false, error.message]);
    return { verdict: "invalid", steps, data: undefined, signedAt: undefined };
  }
  const stamp = await judgeStamp(ctx, data);
  const use = await findUse(ctx, sm3(der));
  const signedAt = exactTime(data.signedAt ?? stamp?.at ?? at, use?.usedAt);
  const report = await chainOf(ctx, data.signer, signedAt);
  tell("format", [true, data.format === 1 ? "符合 GM/T 0031-2014。" : data.format === 5 ? "符合 GM/T 0031-2025。" : "符合 GB/T 38540-2020。"]);
  tell("signature", holdsBy(data.signer, data) ? [true, "签名值正确，签章数据没有被改动。"] : [false, "签名值不对，签章数据被改动过。"]);
  tell("certificate", answerOf(report, false, "签章人的证书能查到受信任的根证书，可以用于签章。"));
  tell("time", await timeAnswer(ctx, data, signedAt, at, report, stamp?.answer[0] === true || use !== undefined));
  if (!dataHash) tell("document", [undefined, "没有拿到文件原文，不能比对。"]);
  else tell("document", data.dataHash.equals(dataHash) ? [true, "文件与签章时一致，没有被改动。"] : [false, "文件在签章以后被改动过。"]);
  tell("seal", await sealAnswer(ctx, data.seal, signedAt));
  tell("listed", listedAnswer(data));
  if (stamp) tell("stamp", stamp.answer);
  const registered = await registerAnswer(ctx, data, signedAt);
  if (registered) tell("register", registered);
  return { verdict: verdictOf(steps), steps, data, signedAt };
}
