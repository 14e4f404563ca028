import { organisationNow } from "#people/duty";
import { ownerDetails } from "#matter/party";
import type { IssuedDocument } from "#matter/matter";
import type { MatterView } from "#matter/view";
import type { OriginalWish } from "#trust/original";
import { PURPOSES, type SealPurpose } from "#trust/seal";
import { layPaper, type Paper } from "#drawing/paper";
import type { Ctx } from "#kernel/ctx";
import { paperOfDocument } from "./paper-of.ts";
import { proofFile, receiptProof, recordedIn } from "./receipt-proof.ts";

// What is not a decision about the application is a paper of its course.
const COURSE = new Set(["receipt", "supplement", "acceptance", "special", "inspection-record"]);

/** Whether the kind says that a paper bears no seal. */
export function isUnsealed({ blueprint }: MatterView, { kind }: IssuedDocument): boolean {
  return blueprint.papers.find(({ id }) => id === kind)?.seal === "none";
}

/** What its seal is for: as the kind says; else by what the paper is. */
function purposeOf({ blueprint }: MatterView, { kind }: IssuedDocument): SealPurpose {
  const said = blueprint.papers.find(({ id }) => id === kind)?.seal ?? "";
  return Object.hasOwn(PURPOSES, said) ? (said as SealPurpose) : COURSE.has(kind) ? "receipt" : "decision";
}

/** A document of a matter as the wish for its original, and its paper. A receipt carries its proof: that may take some seconds, or be refused. */
export async function wishOf(ctx: Ctx, view: MatterView, document: IssuedDocument): Promise<{ wish: OriginalWish; paper: () => Paper }> {
  const { matter } = view;
  const organisation = await organisationNow(ctx);
  const name = document.name;
  const proof = document.kind === "receipt" ? await receiptProof(ctx, view, document) : undefined;
  const recorded = proof && recordedIn(ctx, proof);
  const paper = () => paperOfDocument(ctx, { view, document, addressee: ownerDetails(ctx, matter).name, organisation, ...(recorded && { recorded }) });
  const wish: OriginalWish = {
    subjectId: document.documentId,
    matterId: matter.matterId,
    body: organisation.bodyOf(matter.unit)?.unit ?? matter.unit,
    purpose: purposeOf(view, document),
    name: `${name} ${document.number}`,
    lay: () => layPaper(paper(), { seal: "room" }),
    custom: { 文书编号: document.number, 办件编号: matter.number ?? "", 文书种类: name },
    ...(proof && { attachments: [proofFile(proof)] }),
  };
  return { wish, paper };
}
