import { renderDocument, sealedDocument } from "#base/document";
import { DOCUMENTS, getDocument, readEntry, viewOwn } from "#base/matter";
import { notFound } from "#kernel/errors";
import type { Route } from "#kernel/http";
import { isId } from "#kernel/ids";

/** Documents that were issued, as PDF and as sealed OFD, and the files the applicant handed in. */
export const documentRoutes: Route[] = [
  {
    method: "GET",
    path: "/my/matters/:matter/documents/:document",
    who: "person",
    site: "portal",
    async handle({ params }, ctx) {
      const view = await viewOwn(ctx, params["matter"]!);
      const document = await getDocument(ctx, view.matter.matterId, params["document"]!);
      return {
        kind: "bytes",
        content: await renderDocument(ctx, view, document),
        type: "application/pdf",
        name: `${DOCUMENTS[document.kind] ?? "文书"} ${document.number}.pdf`,
        inline: true,
      };
    },
  },
  {
    method: "GET",
    path: "/my/matters/:matter/documents/:document/ofd",
    who: "person",
    site: "portal",
    async handle({ params }, ctx) {
      const view = await viewOwn(ctx, params["matter"]!);
      const document = await getDocument(ctx, view.matter.matterId, params["document"]!);
      return {
        kind: "bytes",
        content: await sealedDocument(ctx, view, document, "ofd"),
        type: "application/ofd",
        name: `${DOCUMENTS[document.kind] ?? "文书"} ${document.number}.ofd`,
      };
    },
  },
  {
    method: "GET",
    path: "/my/matters/:matter/files/:entry",
    who: "person",
    site: "portal",
    async handle({ params }, ctx) {
      const { matter } = await viewOwn(ctx, params["matter"]!);
      if (!isId(params["entry"])) throw notFound("文件");
      const { name, type, content } = await readEntry(ctx, matter.matterId, params["entry"]);
      return { kind: "bytes", content, type, name };
    },
  },
];
