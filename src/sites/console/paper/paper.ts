import { archivedFile, issuedFile } from "#proof/document";
import { getDocument } from "#matter/matter";
import { viewAsStaff } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";

/** A document of the matter with the seal of the body that issued it, as PDF or OFD; or its copy for the archive. */
export function paper(format: "pdf" | "ofd" | "archive"): { get(incoming: Incoming, ctx: Ctx): Promise<Reply> } {
  return {
    async get({ params }, ctx) {
      const view = await viewAsStaff(ctx, params["matter"]!);
      const document = await getDocument(ctx, view.matter.matterId, params["document"]!);
      const { content, type, name } = await (format === "archive" ? archivedFile(ctx, view, document) : issuedFile(ctx, view, document, format));
      return { kind: "bytes", content, type, name, inline: format === "pdf" };
    },
  };
}
