import { archiveOfd, openOfd, type SignatureSummary } from "#drawing/ofd";
import { readSignature, type SignatureData } from "#trust/signature";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import { checkFile } from "./checking.ts";

const FORMATS: Record<string, NonNullable<SignatureSummary["picture"]>["format"]> = { png: "PNG", jpg: "JPEG", jpeg: "JPEG" };

function dataOf(value: Buffer | undefined): SignatureData | undefined {
  try {
    return value && readSignature(value);
  } catch (error) {
    // What cannot be read has been told as such among the findings.
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/**
 * The copy of a sealed OFD for the archive, OFD-A (GB/T 42133-2022): its signatures are judged one last time, then taken out; what their seals showed
 * stays as pictures, what was found stays as a summary, with the SM3 of the original. Refuses what `checkFile` refuses, and a font that is not
 * embedded (ARCHIVE_FONT_MISSING).
 */
export async function archiveCopy(ctx: Ctx, ofd: Buffer): Promise<Buffer> {
  const { signatures: checked } = await checkFile(ctx, ofd);
  const summaries = new Map<string, SignatureSummary>();
  for (const [i, { path, value }] of openOfd(ofd)
    .documents.flatMap(({ signatures }) => signatures)
    .entries()) {
    const { verdict, steps, seal: name } = checked[i]!;
    const seal = dataOf(value)?.seal;
    const format = FORMATS[seal?.picture.type.toLowerCase() ?? ""];
    summaries.set(path, {
      signer: seal?.name ?? name ?? "签章人不明",
      ...(seal && { seal: `${seal.name} ${seal.esId}` }),
      held: verdict === "valid",
      findings: steps.filter(({ holds }) => holds !== true).map(({ name, says }) => `${name}：${says}`),
      ...(seal && format && { picture: { format, content: Buffer.from(seal.picture.data) } }),
    });
  }
  return archiveOfd(ofd, summaries);
}
