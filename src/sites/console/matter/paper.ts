import { renderDocument } from "#base/document";
import { DOCUMENTS, getDocument, viewAsStaff } from "#base/matter";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";

/** A document of the matter as PDF. */
export async function get({ params }: Incoming, ctx: Ctx): Promise<Reply> {
  const view = await viewAsStaff(ctx, params["matter"]!);
  const document = await getDocument(ctx, view.matter.matterId, params["document"]!);
  return {
    kind: "bytes",
    content: await renderDocument(ctx, view, document),
    type: "application/pdf",
    name: `${DOCUMENTS[document.kind] ?? "文书"} ${document.number}.pdf`,
    inline: true,
  };
}
