import { issuedFile } from "#proof/document";
import { openedBy } from "#matter/delivery";
import { getDocument } from "#matter/matter";
import { readEntry } from "#matter/intake";
import { papersFor, viewFollowed, viewOwn } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { forbidden, notFound } from "#values/errors";
import type { Incoming, Route } from "#kernel/http";
import { isId } from "#values/ids";

async function file({ params }: Incoming, ctx: Ctx, format: "ofd" | "pdf") {
  const view = await viewFollowed(ctx, params["matter"]!);
  const document = await getDocument(ctx, view.matter.matterId, params["document"]!);
  if (!(await papersFor(ctx, view)).some(({ documentId }) => documentId === document.documentId)) throw forbidden("这份文书不是给您的。");
  const { content, type, name } = await issuedFile(ctx, view, document, format);
  await openedBy(ctx, view, document);
  return { kind: "bytes", content, type, name } as const;
}

/** Documents that were issued, as sealed PDF and OFD, and the files the owner handed in. */
export const documentRoutes: Route[] = [
  {
    method: "GET",
    path: "/my/matters/:matter/documents/:document",
    who: "person",
    site: "portal",
    handle: async (incoming, ctx) => ({ ...(await file(incoming, ctx, "pdf")), inline: true }),
  },
  {
    method: "GET",
    path: "/my/matters/:matter/documents/:document/ofd",
    who: "person",
    site: "portal",
    handle: (incoming, ctx) => file(incoming, ctx, "ofd"),
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
