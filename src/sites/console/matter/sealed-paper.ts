import { sealedDocument } from "#base/document";
import { DOCUMENTS, getDocument, viewAsStaff } from "#base/matter";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";

/** A document of the matter as OFD, with the seal of the body that issued it. */
export async function get({ params }: Incoming, ctx: Ctx): Promise<Reply> {
  const view = await viewAsStaff(ctx, params["matter"]!);
  const document = await getDocument(ctx, view.matter.matterId, params["document"]!);
  return {
    kind: "bytes",
    content: await sealedDocument(ctx, view, document, "ofd"),
    type: "application/ofd",
    name: `${DOCUMENTS[document.kind] ?? "文书"} ${document.number}.ofd`,
  };
}
