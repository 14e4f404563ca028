import { Type } from "@sinclair/typebox";
import { issuedFile } from "#proof/document";
import { openedBy } from "#matter/delivery";
import { getDocument, listDocuments, type IssuedDocument } from "#matter/matter";
import { papersFor, viewAsStaff, viewFollowed, type FollowedView, type MatterView } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { forbidden } from "#values/errors";
import { json, type Route } from "#kernel/http";

const Matter = Type.String({ format: "uuid" });

/** The papers of a matter that whoever asks may have: staff all of it, a party those that are for them. */
async function papersOf(ctx: Ctx, matterId: string): Promise<{ view: MatterView; followed?: FollowedView; papers: IssuedDocument[] }> {
  if (ctx.actor.kind === "staff") return { view: await viewAsStaff(ctx, matterId), papers: await listDocuments(ctx, matterId) };
  const view = await viewFollowed(ctx, matterId);
  return { view, followed: view, papers: await papersFor(ctx, view) };
}

export const documentRoutes: Route[] = [
  {
    method: "GET",
    path: "/api/v1/matters/:matter/documents",
    who: "party",
    site: "api",
    summary: "The documents a matter has issued, for a party those that are theirs.",
    schema: { params: Type.Object({ matter: Matter }) },
    async handle({ params }, ctx) {
      const { papers: documents } = await papersOf(ctx, params["matter"]!);
      return json({
        documents: documents.map(({ documentId: id, kind, name, number, issuedAt }) => ({
          id,
          kind,
          name,
          number,
          issued_at: issuedAt,
          formats: ["pdf", "ofd"],
        })),
      });
    },
  },
  {
    method: "GET",
    path: "/api/v1/matters/:matter/documents/:document",
    who: "party",
    site: "api",
    summary: "A document, sealed: as PDF, or as OFD with ?format=ofd. Where the issuing body has no seal now, the PDF comes unsealed (header `x-sealed: no`).",
    schema: {
      params: Type.Object({ matter: Matter, document: Type.String({ format: "uuid" }) }),
      query: Type.Object({ format: Type.Optional(Type.Union([Type.Literal("pdf"), Type.Literal("ofd")])) }),
    },
    async handle({ params, query }, ctx) {
      const { view, followed, papers } = await papersOf(ctx, params["matter"]!);
      const document = await getDocument(ctx, view.matter.matterId, params["document"]!);
      if (!papers.some(({ documentId }) => documentId === document.documentId)) throw forbidden("这份文书不是给您的。");
      const { content, type, name, sealed } = await issuedFile(ctx, view, document, query["format"] === "ofd" ? "ofd" : "pdf");
      // Whoever agreed to be delivered to so has it now.
      if (followed) await openedBy(ctx, followed, document);
      return { kind: "bytes", content, type, name, headers: { "x-sealed": sealed ? "yes" : "no" } };
    },
  },
];
