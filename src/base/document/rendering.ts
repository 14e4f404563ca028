import { organisationNow } from "#base/duty";
import { applicantDetails, type IssuedDocument, type MatterView } from "#base/matter";
import { renderPaper } from "#base/paper";
import type { Ctx } from "#kernel/ctx";
import { lookAtDocument } from "./looking.ts";
import { paperOfDocument } from "./paper-of.ts";

/**
 * The PDF of a document as it was issued, with the applicant's name in full. Who may see the matter may have it: the caller has asked
 * by taking the view. Staff leave a look in the applicant's trace.
 * @throws Refusal CHARACTER_MISSING when a name has a character that cannot be printed.
 */
export async function renderDocument(ctx: Ctx, view: MatterView, document: IssuedDocument): Promise<Buffer> {
  const applicant = applicantDetails(ctx, view.matter).name;
  const pdf = await renderPaper(paperOfDocument({ view, document, applicant, organisation: await organisationNow(ctx) }));
  await lookAtDocument(ctx, view, document);
  return pdf;
}
