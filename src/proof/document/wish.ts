import { organisationNow } from "#people/duty";
import type { Paper as PaperOfKind } from "#content/kind";
import { paperIn } from "#matter/act";
import { ownerDetails } from "#matter/party";
import type { IssuedDocument } from "#matter/matter";
import type { MatterView } from "#matter/view";
import type { OriginalWish } from "#trust/original";
import { PURPOSES, type SealPurpose } from "#trust/seal";
import { layPaper, type Paper } from "#drawing/paper";
import type { Ctx } from "#kernel/ctx";
import { paperOfDocument } from "./paper-of.ts";
import { proofFile, receiptProof, recordedIn } from "./receipt-proof.ts";

// What the seal of a paper is for, where its kind does not say that.
const ORDINARY: SealPurpose = "decision";

/** What its seal is for, as the kind says; undefined for one that bears none. */
function purposeOf({ seal = ORDINARY }: Pick<PaperOfKind, "seal"> = {}): SealPurpose | undefined {
  return seal === "none" ? undefined : Object.hasOwn(PURPOSES, seal) ? (seal as SealPurpose) : ORDINARY;
}

/** A document of a matter as it is asked for. */
export interface Wished {
  wish: OriginalWish;
  paper: Paper;
  /** Whether its kind says that it bears a seal. */
  sealed: boolean;
}

/** A document of a matter as the wish for its original, and its paper. One that bears its proof may take some seconds, or be refused. */
export async function wishOf(ctx: Ctx, view: MatterView, document: IssuedDocument): Promise<Wished> {
  const { matter, blueprint } = view;
  const [organisation, kept] = await Promise.all([organisationNow(ctx), paperIn(ctx, blueprint, document.kind)]);
  const { name, number } = document;
  const proof = kept?.proof ? await receiptProof(ctx, view, document) : undefined;
  const recorded = proof && recordedIn(ctx, proof);
  const paper = await paperOfDocument(ctx, { view, document, addressee: ownerDetails(ctx, matter).name, organisation, ...(recorded && { recorded }) });
  const purpose = purposeOf(kept);
  const wish: OriginalWish = {
    subjectId: document.documentId,
    matterId: matter.matterId,
    body: organisation.bodyOf(matter.unit)?.unit ?? matter.unit,
    purpose: purpose ?? ORDINARY,
    name: `${name} ${number}`,
    lay: () => layPaper(paper, { seal: "room" }),
    custom: { 文书编号: number, [`${blueprint.kind.name}编号`]: matter.number ?? "", 文书种类: name },
    ...(proof && { attachments: [proofFile(view, proof)] }),
  };
  return { wish, paper, sealed: purpose !== undefined };
}
