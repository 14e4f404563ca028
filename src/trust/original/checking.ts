import type { Ctx } from "#kernel/ctx";
import { badInput } from "#values/errors";
import { checkOfd } from "./checking-ofd.ts";
import { checkPdf } from "./checking-pdf.ts";
import type { CheckedFile, ProofJudge } from "./checked.ts";

/** Which of the two a file is, by its content: its name and media type are anybody's words. */
function formatOf(file: Buffer): CheckedFile["format"] | undefined {
  if (file.toString("latin1", 0, 4) === "PK\u0003\u0004") return "ofd";
  // ISO 32000-1, annex H: programs accept the head anywhere in the first 1024 bytes.
  if (file.subarray(0, 1024).includes("%PDF-")) return "pdf";
  // A package tells itself by its end; mail programs and gateways put lines before it.
  return file.subarray(-0xff_ff).includes("PK\u0005\u0006") ? "ofd" : undefined;
}

/**
 * Judges a sealed OFD or PDF of anybody: each signature step by step, whether what it covers is as it was, and what the file says. Keeps nothing.
 * @throws Refusal 422 of what is neither, cannot be opened, or is too large to be checked.
 */
export async function checkFile(ctx: Ctx, file: Buffer, judgeProof?: ProofJudge): Promise<CheckedFile> {
  if (file.length === 0) throw badInput("FILE_EMPTY", "这个文件是空的，没有内容可以核验。请重新下载或者向对方再要一份。");
  const format = formatOf(file);
  if (format === "ofd") return checkOfd(ctx, file, judgeProof);
  if (format === "pdf") return checkPdf(ctx, file, judgeProof);
  throw badInput("UNKNOWN_FORMAT", "这个文件不是 OFD，也不是 PDF，不能核验。照片、扫描件和打印件都不行，请用原来下载的文件。");
}
