import type { Subject } from "#trust/signature";
import { hashOfWay, judgeCertificate, madeBy, readCertificate, type Certificate, type ChainReport } from "#trust/certificate";
import { hashed, isWeak } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";

/** Whether something holds (undefined: nobody here can tell), and a sentence that says what was found. */
export type Answer = [boolean | undefined, string];

/** A moment as people here read it. */
export const inChina = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");

/** A certificate of anybody, or undefined where it cannot be read. */
export function certificateOf(der: Buffer): Certificate | undefined {
  try {
    return readCertificate(der);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** A name of a hash as people may have heard it. */
const called = (hash: string): string => hash.toUpperCase().replace(/^SHA(?=\d)/, "SHA-");

/**
 * What is to be said of a signature value. `holds` undefined: it could not be reckoned. A value by a hash to which anybody can make a second file proves
 * nothing though it fits.
 */
export function valueAnswer(holds: boolean | undefined, { algorithm, hash = hashOfWay(algorithm) }: { algorithm: string; hash?: string | undefined }): Answer {
  if (holds === undefined) return [undefined, `签名的办法（${algorithm}）这里不认识，或者和证书对不上，签名值没法核对。`];
  if (!holds) return [false, "签名值不对，签章数据被改动过。"];
  if (hash && isWeak(hash)) return [undefined, `签名值对得上，但用的 ${called(hash)} 太旧，已经能伪造，不能证明没有改动。`];
  return [true, "签名值正确，签章数据没有被改动。"];
}

/** Whether a certificate's key made a signature: over the bytes, or over their hash, which some makers hand in; undefined where nobody here can tell. */
export function holdsBy(certificate: Buffer, { signed, signature, algorithm }: { signed: Buffer; signature: Buffer; algorithm: string }): boolean | undefined {
  const by = certificateOf(certificate);
  if (!by) return undefined;
  const answers = [signed, hashed(hashOfWay(algorithm) ?? "sm3", signed)].map((message) => madeBy(by, { algorithm, hash: "sm3" }, message, signature));
  return answers.includes(true) ? true : answers.includes(false) ? false : undefined;
}

// How long hashes are, and by which they may have been made.
const LENGTHS: Readonly<Record<number, readonly string[]>> = { 16: ["md5"], 20: ["sha1"], 32: ["sm3", "sha256"], 48: ["sha384"], 64: ["sha512"] };

/** Whether the hash in a sealing is of the document that lies before us. Pure. */
export function documentAnswer(told: Buffer, document: Subject | undefined): Answer {
  if (!document) return [undefined, "没有拿到文件原文，不能比对。"];
  const good: Answer = [true, "文件与签章时一致，没有被改动。"];
  // The noughts at its end were cut off with the unused bits by who took it for a list of names.
  const value = told.length === 31 ? Buffer.concat([told, Buffer.alloc(1)]) : told;
  if (value.equals(document.sm3)) return good;
  const bytes = document.bytes?.();
  const fitting = bytes && (LENGTHS[value.length] ?? []).find((hash) => value.equals(hashed(hash, bytes)));
  if (fitting && isWeak(fitting)) return [undefined, `文件与签章时的摘要对得上，但用的 ${called(fitting)} 太旧，已经能伪造，不能证明没有改动。`];
  if (fitting) return good;
  if (!Object.hasOwn(LENGTHS, value.length)) return [undefined, "签章里文件摘要的写法不认识，不能比对。"];
  return [false, "文件在签章以后被改动过。"];
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
  if (!report) return [undefined, "证书读不懂，这里分不清真假。"];
  const findings = report.findings.filter(({ rule }) => TIMELY.includes(rule) === timely);
  const wrong = findings.find(({ holds }) => holds === false) ?? findings.find(({ holds }) => holds === undefined);
  return wrong ? [wrong.holds, wrong.says] : [true, well];
}

/** Signatures tell whole seconds. Where our log of uses has the moment, that counts: a seal thawed and used within one second was in use. */
export function exactTime(told: Date, logged: Date | undefined): Date {
  return logged && Math.abs(logged.getTime() - told.getTime()) < 1000 ? logged : told;
}
