import { Type } from "@sinclair/typebox";
import { issuedFile } from "#proof/document";
import { getDocument, listDocuments } from "#matter/matter";
import { viewMatter } from "#matter/view";
import { json, type Route } from "#kernel/http";

const Matter = Type.String({ format: "uuid" });

export const documentRoutes: Route[] = [
  {
    method: "GET",
    path: "/api/v1/matters/:matter/documents",
    who: "party",
    site: "api",
    summary: "The documents a matter has issued: receipt, 补正告知书, 受理通知书, decision.",
    schema: { params: Type.Object({ matter: Matter }) },
    async handle({ params }, ctx) {
      const { matter } = await viewMatter(ctx, params["matter"]!);
      const documents = await listDocuments(ctx, matter.matterId);
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
      const view = await viewMatter(ctx, params["matter"]!);
      const document = await getDocument(ctx, view.matter.matterId, params["document"]!);
      const { content, type, name, sealed } = await issuedFile(ctx, view, document, query["format"] === "ofd" ? "ofd" : "pdf");
      return { kind: "bytes", content, type, name, headers: { "x-sealed": sealed ? "yes" : "no" } };
    },
  },
];
