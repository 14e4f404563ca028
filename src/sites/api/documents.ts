import { Type } from "@sinclair/typebox";
import { renderDocument } from "#base/document";
import { DOCUMENTS, getDocument, listDocuments, viewMatter } from "#base/matter";
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
        documents: documents.map(({ documentId: id, kind, number, issuedAt }) => ({ id, kind, name: DOCUMENTS[kind] ?? kind, number, issued_at: issuedAt })),
      });
    },
  },
  {
    method: "GET",
    path: "/api/v1/matters/:matter/documents/:document",
    who: "party",
    site: "api",
    summary: "A document as PDF.",
    schema: { params: Type.Object({ matter: Matter, document: Type.String({ format: "uuid" }) }) },
    async handle({ params }, ctx) {
      const view = await viewMatter(ctx, params["matter"]!);
      const document = await getDocument(ctx, view.matter.matterId, params["document"]!);
      return {
        kind: "bytes",
        content: await renderDocument(ctx, view, document),
        type: "application/pdf",
        name: `${DOCUMENTS[document.kind] ?? document.kind}.pdf`,
      };
    },
  },
];
