import { additionBehind, embeddedFiles, pdfSignatures, readPdfSelf, spoiltSignatures, type PdfSignature } from "#drawing/pdf";
import { judgeCms } from "#trust/seal";
import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { badInput } from "#values/errors";
import type { CheckStep } from "./check-steps.ts";
import { decidedBy, ofFile, together, type CheckedFile, type CheckedSignature, type ProofJudge } from "./checked.ts";
import { asKept, keptHash } from "./kept.ts";
import { ofCoverage, ofRegister } from "./pdf-steps.ts";

// Each is hashed over nearly all of the file.
const SIGNATURES = 16;

async function checked(ctx: Ctx, file: Buffer, all: readonly PdfSignature[], index: number): Promise<CheckedSignature> {
  const { cms, hash, content, range } = all[index]!;
  const { signers, steps: judged, signedAt, remarks } = await judgeCms(ctx, cms, { dataHash: hash, content });
  const kept = await keptHash(ctx, cms);
  const { steps: registered, seal, local } = await ofRegister(ctx, cms, signers);
  const later = all.findLastIndex(({ whole }) => whole);
  const addition = additionBehind(file, range[2] + range[3]);
  const steps: CheckStep[] = [...judged, ofCoverage({ addition, coveredBy: later > index ? later + 1 : undefined, ours: local }), ...registered];
  // Another file may be one that lies within the noughts that fill a signature's room, or in the letters of its hex.
  if (kept && all.length === 1) steps.push(asKept(kept.equals(sm3(file)), false));
  return { verdict: together(steps.map(({ holds }) => holds)), seal, signedAt, steps, remarks };
}

/** What looks like a signature and cannot be read: the only one is spoilt, a further one may be anything. */
function spoilt(others: number): CheckedSignature {
  const says =
    others === 0
      ? "文件里有签名的痕迹，但是读不出一个完整的签名：签名的数据坏了，或者没有从文件的第一个字节盖起。文件可能被改动过。"
      : "文件里还有像签名的数据，没有从文件的第一个字节盖起，或者不完整，这里读不出来。";
  const step: CheckStep = { step: "format", name: "签章数据的格式", holds: others === 0 ? false : undefined, says };
  return { verdict: others === 0 ? "invalid" : "unclear", seal: undefined, signedAt: undefined, steps: [step], remarks: [] };
}

// ISO 32000-1, annex H: programs look for the end in the last 1024 bytes.
const TAIL = 1024;

/** Judges a PDF: each signature, what it covers, whether what it covers is as it was, whose it is. Refused when its end is missing. */
export async function checkPdf(ctx: Ctx, file: Buffer, judgeProof?: ProofJudge): Promise<CheckedFile> {
  if (!file.subarray(-TAIL).includes("%%EOF"))
    throw badInput("PDF_UNREADABLE", "这个 PDF 不完整，找不到结尾，可能没有下载完。请重新下载，或者向对方再要一份。");
  const all = pdfSignatures(file);
  if (all.length > SIGNATURES) throw badInput("TOO_MUCH", `这个文件里的签名太多，这里最多核验 ${SIGNATURES} 个。请向出具单位核实。`);
  const signatures: CheckedSignature[] = [];
  for (const index of all.keys()) signatures.push(await checked(ctx, file, all, index));
  if (spoiltSignatures(file, all.length) > 0) signatures.push(spoilt(all.length));
  const { title, custom, at } = readPdfSelf(file);
  // What was said behind the end of a signature came later, with the picture of a further one for instance.
  const labelled = all.every(({ range }) => at < range[2] + range[3]);
  const proof = await judgeProof?.(ctx, embeddedFiles(file, "application/json"));
  const verdict = ofFile(signatures, proof);
  return {
    format: "pdf",
    verdict,
    reason: decidedBy(signatures, proof),
    remarks: [],
    title,
    custom: custom.slice(0, 30),
    labelled,
    pages: [],
    signatures,
    proof,
  };
}
