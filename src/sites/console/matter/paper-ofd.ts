import { issuedFile } from "#base/document";
import { getDocument, viewAsStaff } from "#base/matter";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";

/** A document of the matter as OFD, with the seal of the body that issued it. */
export async function get({ params }: Incoming, ctx: Ctx): Promise<Reply> {
  const view = await viewAsStaff(ctx, params["matter"]!);
  const document = await getDocument(ctx, view.matter.matterId, params["document"]!);
  const { content, type, name } = await issuedFile(ctx, view, document, "ofd");
  return { kind: "bytes", content, type, name };
}
