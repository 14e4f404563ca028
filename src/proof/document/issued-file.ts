import type { IssuedDocument } from "#matter/matter";
import type { MatterView } from "#matter/view";
import { archiveCopy, findOriginal, originalOf, type Format } from "#trust/original";
import { layPaper } from "#drawing/paper";
import { printPdf } from "#drawing/pdf";
import type { Ctx } from "#kernel/ctx";
import { conflict, Refusal } from "#values/errors";
import { lookAtDocument } from "./looking.ts";
import { wishOf } from "./wish.ts";

/** A document as a file for download. */
export interface IssuedFile {
  content: Buffer;
  /** Media type. */
  type: string;
  /** "受理通知书 云食〔2026〕12号.pdf" */
  name: string;
  /** False only of a PDF: the body has no seal for it now, and the paper says so. */
  sealed: boolean;
}

const TYPES: Record<Format, string> = { ofd: "application/ofd", pdf: "application/pdf" };

/** Sealed, or for PDF without a seal where there is none to set. */
async function made(ctx: Ctx, view: MatterView, document: IssuedDocument, format: Format): Promise<Pick<IssuedFile, "content" | "sealed">> {
  const { wish, paper, sealed } = await wishOf(ctx, view, document);
  const { custom, attachments = [] } = wish;
  const bare = async () => ({ content: await printPdf(layPaper(paper, { seal: "none" }), { custom, attachments }), sealed: false });
  if (!sealed) {
    if (format !== "pdf") throw conflict("NO_SEAL", "这份文书不盖章，没有 OFD 原件，请下载 PDF。");
    return bare();
  }
  try {
    return { content: await originalOf(ctx, format, wish), sealed: true };
  } catch (error) {
    if (format !== "pdf" || !(error instanceof Refusal) || error.code !== "NO_SEAL") throw error;
    return bare();
  }
}

/**
 * A document in a format, with the seal of the body that issued it: the same bytes for everybody (`originalOf`). A receipt carries the proof that the hand-in
 * is in the city's log. Where the body has no active seal for it, the PDF comes without one, says so on each page, and is not kept. Who may see the
 * matter may have it: the caller has asked by taking the view. Staff leave a look in the owner's trace.
 * @throws Refusal NO_SEAL, for OFD only; UNAVAILABLE (503) for a receipt while the log lags; NotFound for a
 * kind of document without words.
 */
export async function issuedFile(ctx: Ctx, view: MatterView, document: IssuedDocument, format: Format): Promise<IssuedFile> {
  const kept = await findOriginal(ctx, format, document.documentId);
  const { content, sealed } = kept ? { content: kept, sealed: true } : await made(ctx, view, document, format);
  await lookAtDocument(ctx, view, document);
  const title = `${document.name} ${document.number}`;
  return { content, type: TYPES[format], name: `${title}${sealed ? "" : "（没有盖章）"}.${format}`, sealed };
}

/**
 * The copy of a document for the archive, OFD-A (GB/T 42133-2022): what its seal showed and what was found of it, without the signature. Made from the
 * sealed OFD, and refused where there is none.
 */
export async function archivedFile(ctx: Ctx, view: MatterView, document: IssuedDocument): Promise<IssuedFile> {
  const { content, type, name, sealed } = await issuedFile(ctx, view, document, "ofd");
  return { content: await archiveCopy(ctx, content), type, name: name.replace(/[.]ofd$/, "（归档副本）.ofd"), sealed };
}
