import { readSignature, type SealData, type SignatureData } from "#trust/signature";
import type { Certificate, ChainReport } from "#trust/certificate";
import { hashed, hashNamed, sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import { answerOf, certificateOf, chainOf, documentAnswer, exactTime, holdsBy, inChina, valueAnswer, type Answer } from "./answers.ts";
import { findSeal, findUse, isNamedHere } from "./queries.ts";
import { stateAt, STATES } from "./seal.ts";
import { judgeStamp } from "./stamp-answer.ts";
import { timeAnswer, within } from "./time-answer.ts";

/** The steps of a judgement, in the order of GB/T 38540-2020 §7 with the register's word at the end; before them who signed, where several did. */
export const STEPS = {
  signers: "签名的人",
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
  /** Departures from the standard that decide nothing, each as a sentence that says what it means. */
  remarks: string[];
  /** What was read; undefined when the format is broken. */
  data: SignatureData | undefined;
  signedAt: Date | undefined;
}

/** All steps together: one that fails decides, one that nobody can tell leaves it open. Pure. */
export function verdictOf(steps: readonly JudgedStep[]): Judgement["verdict"] {
  return steps.some(({ holds }) => holds === false) ? "invalid" : steps.every(({ holds }) => holds === true) ? "valid" : "unclear";
}

function dayIn(at: Date): string {
  return inChina(at).slice(0, 10);
}

/** The maker's certificate at the moment of making. That its time does not cover the making may be how the makers did it: GB/T 38540 does not decide. */
function makerAnswer(report: ChainReport | undefined, { createdAt }: SealData): Answer | undefined {
  const [holds, says] = answerOf(report, false, "");
  if (!report || holds === false) return [holds, `制章者的证书：${says}`];
  const failing = new Set(report.findings.filter((finding) => finding.holds === false).map(({ rule }) => rule));
  const [timely, why] = answerOf(report, true, "");
  if (!failing.has("validity") || failing.has("revocation")) {
    if (timely === false) return [false, `制章者的证书：${why}`];
    return holds === true && timely === true ? undefined : [undefined, `制章者的证书：${holds === true ? why : says}`];
  }
  const [{ validFrom, validUntil }] = report.path as [Certificate];
  const dates = `制章者的证书从 ${dayIn(validFrom)} 起到 ${dayIn(validUntil)} 有效，印章写的制作日期是 ${dayIn(createdAt)}`;
  return [undefined, `${dates}，不在这段时间里；印章上的签名是对的。有的制章单位换证书时会这样，这里分不清。${holds === undefined ? says : ""}`];
}

async function sealAnswer(ctx: Ctx, seal: SealData, signedAt: Date): Promise<Answer> {
  const value = holdsBy(seal.maker, seal);
  if (value === false) return [false, "印章上制章者的签名不对，印章可能是伪造的或者被改动过。"];
  if (value === undefined) return [undefined, "印章上制章者的签名或者证书读不懂，没法核对印章是谁做的。"];
  const timely = within(signedAt, seal.validFrom, seal.validUntil);
  if (timely !== true) {
    const says = `印章的有效期是 ${inChina(seal.validFrom)} 至 ${inChina(seal.validUntil)}，签章时不在有效期内。`;
    return [timely, timely === undefined ? `${says}相差不到 8 小时，可能只是时区写错了，这里分不清。` : says];
  }
  const maker = makerAnswer(await chainOf(ctx, seal.maker, seal.createdAt), seal);
  return maker ?? [true, `印章“${seal.name}”是制章者制作的原样，签章时在有效期内。`];
}

function listedAnswer({ signer, seal }: SignatureData): Answer {
  const own = certificateOf(signer);
  // The same certificate may stand there with other bytes around what its issuer signed.
  const same = (each: Buffer): boolean => each.equals(signer) || (own !== undefined && certificateOf(each)?.tbs.equals(own.tbs) === true);
  const hashes = seal.certificateHashes.map(({ algorithm, value }) => ({ hash: hashNamed(algorithm), value }));
  if (seal.certificates.some(same) || hashes.some(({ hash, value }) => hash && value.equals(hashed(hash, signer))))
    return [true, "签章人的证书在这枚印章的名单里。"];
  if (hashes.some(({ hash }) => !hash)) return [undefined, "印章的名单是用这里不认识的办法写的，查不出签章人的证书在不在里面。"];
  if (seal.certificates.length + hashes.length === 0) return [undefined, "印章里没有写谁可以用它，查不出签章人能不能用。"];
  return [false, "签章人的证书不在这枚印章的名单里，无权使用这枚印章。"];
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

const FORMATS: Readonly<Record<number, string>> = { 1: "GM/T 0031-2014", 4: "GB/T 38540-2020", 5: "GM/T 0031-2025" };

/** What departs from the standard in how a time is written, and what it was read as. */
export function timeRemarks(zoneless: boolean): string[] {
  return zoneless ? ["签章数据里的时间没有写时区，这里按北京时间读。"] : [];
}

/** A judgement of what cannot be read: that proves nothing, neither way. */
export function unreadJudgement(says: string): Judgement {
  return {
    verdict: "unclear",
    steps: [{ step: "format", name: STEPS.format, holds: undefined, says: `${says}读不懂的签章不能证明真，也不能证明假。` }],
    remarks: [],
    data: undefined,
    signedAt: undefined,
  };
}

/**
 * Judges a sealing (SES_Signature, DER) of GB/T 38540-2020, GM/T 0031-2014 or GM/T 0031-2025 at a moment: every step with its answer. `dataHash` is
 * the SM3 of what lies before us, `content` its bytes for those who hashed otherwise; without either the document step stays open. Never throws for what
 * the bytes hold; what cannot be read is unclear: invalid is only what a value proves that was reckoned and does not fit.
 */
export async function judgeSignature(ctx: Ctx, der: Uint8Array, wish: { dataHash?: Buffer; content?: () => Buffer; at?: Date }): Promise<Judgement> {
  try {
    return await judgeSealing(ctx, readSignature(der), Buffer.from(der), wish);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return unreadJudgement(error.message);
  }
}

/** The same of a sealing that was read already; `der` is how it stands in the file. */
export async function judgeSealing(
  ctx: Ctx,
  data: SignatureData,
  der: Buffer,
  { dataHash, content, at = ctx.now }: { dataHash?: Buffer; content?: () => Buffer; at?: Date },
): Promise<Judgement> {
  const steps: JudgedStep[] = [];
  const tell = (step: keyof typeof STEPS, [holds, says]: Answer): void => void steps.push({ step, name: STEPS[step], holds, says });
  const stamp = await judgeStamp(ctx, data);
  const use = await findUse(ctx, sm3(der));
  const signedAt = exactTime(data.signedAt ?? stamp?.at ?? at, use?.usedAt);
  const report = await chainOf(ctx, data.signer, signedAt);
  tell("format", [true, `符合 ${FORMATS[data.format]}。`]);
  tell("signature", certificateOf(data.signer) ? valueAnswer(holdsBy(data.signer, data), data) : [undefined, "签章人的证书读不懂，签名值没法核对。"]);
  tell("certificate", answerOf(report, false, "签章人的证书能查到受信任的根证书，可以用于签章。"));
  tell("time", await timeAnswer(ctx, data, signedAt, at, report, stamp?.answer[0] === true || use !== undefined));
  tell("document", documentAnswer(data.dataHash, dataHash && { sm3: dataHash, bytes: content }));
  tell("seal", await sealAnswer(ctx, data.seal, signedAt));
  tell("listed", listedAnswer(data));
  if (stamp) tell("stamp", stamp.answer);
  const registered = await registerAnswer(ctx, data, signedAt);
  if (registered) tell("register", registered);
  return { verdict: verdictOf(steps), steps, remarks: timeRemarks(data.zoneless || data.seal.zoneless), data, signedAt };
}
