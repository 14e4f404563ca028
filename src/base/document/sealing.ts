import { organisationNow } from "#base/duty";
import { applicantDetails, DOCUMENTS, type IssuedDocument, type MatterView } from "#base/matter";
import { originalOf, type Format } from "#base/original";
import { layPaper } from "#base/paper";
import type { Ctx } from "#kernel/ctx";
import { lookAtDocument } from "./looking.ts";
import { paperOfDocument } from "./paper-of.ts";

// What is not a decision about the application is a paper of its course.
const COURSE = new Set(["receipt", "supplement", "acceptance", "special"]);

/**
 * The original of a document in a format, with the seal of the body that issued it: the same bytes for everybody (`originalOf`). Who may see the
 * matter may have it: the caller has asked by taking the view. Staff leave a look in the applicant's trace.
 * @throws Refusal NO_SEAL when the body has no active seal for such a document, CHARACTER_MISSING when a name cannot be printed.
 */
export async function sealedDocument(ctx: Ctx, view: MatterView, document: IssuedDocument, format: Format): Promise<Buffer> {
  const { matter } = view;
  const organisation = await organisationNow(ctx);
  const name = DOCUMENTS[document.kind] ?? document.kind;
  const file = await originalOf(ctx, format, {
    subjectId: document.documentId,
    matterId: matter.matterId,
    body: organisation.bodyOf(matter.unit)?.unit ?? matter.unit,
    purpose: COURSE.has(document.kind) ? "receipt" : "decision",
    name: `${name} ${document.number}`,
    lay: () => layPaper(paperOfDocument({ view, document, applicant: applicantDetails(ctx, matter).name, organisation }), { seal: "room" }),
    custom: { 文书编号: document.number, 办件编号: matter.number ?? "", 文书种类: name },
  });
  await lookAtDocument(ctx, view, document);
  return file;
}
