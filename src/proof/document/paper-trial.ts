import { organisationNow } from "#people/duty";
import { ownerDetails } from "#matter/party";
import type { PaperTrial } from "#matter/matter";
import { layPaper } from "#drawing/paper";
import { paperOfDocument } from "./paper-of.ts";

/** Lays the paper of a document out as `issuedFile` will, without seal and proof; gives nothing and keeps nothing. */
export const tryPaper: PaperTrial = async (ctx, { matter, blueprint, document }) => {
  const organisation = await organisationNow(ctx);
  layPaper(await paperOfDocument(ctx, { view: { matter, blueprint }, document, addressee: ownerDetails(ctx, matter).name, organisation }), {
    seal: "room",
    trial: true,
  });
};
