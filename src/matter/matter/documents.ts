import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { notFound } from "#values/errors";
import { isId } from "#values/ids";

/** 文书 by kind, in the law's names. */
export const DOCUMENTS: Record<string, string> = {
  receipt: "收件凭证",
  supplement: "补正告知书",
  acceptance: "受理通知书",
  "non-acceptance": "不予受理决定书",
  special: "特别程序告知书",
  "inspection-record": "现场核查记录",
  grant: "准予决定书",
  refusal: "不予许可决定书",
  termination: "终止办理告知书",
};

/** A document as it was issued. */
export interface IssuedDocument {
  documentId: string;
  matterId: string;
  kind: string;
  number: string;
  issuedAt: Date;
  data: Record<string, unknown>;
}

interface Row extends Omit<IssuedDocument, "data"> {
  data: string;
}

const SELECT = `select document_id as "documentId", matter_id as "matterId", kind, number, issued_at as "issuedAt", data from matter.documents`;

function opened(ctx: Ctx, row: Row): IssuedDocument {
  return { ...row, data: JSON.parse(ctx.personal.decrypt(row.data)) as Record<string, unknown> };
}

/** The documents of a matter, in order. Who may see the matter may see them: the caller has asked. */
export async function listDocuments(ctx: Ctx, matterId: string): Promise<IssuedDocument[]> {
  return (await ctx.db.query<Row>(`${SELECT} where matter_id = $1 order by issued_at, document_id`, [matterId])).map((row) => opened(ctx, row));
}

/** One document of a matter; NotFound when there is none. */
export async function getDocument(ctx: Ctx, matterId: string, documentId: string): Promise<IssuedDocument> {
  const row = isId(documentId) ? await first<Row>(ctx.db, `${SELECT} where matter_id = $1 and document_id = $2`, [matterId, documentId]) : undefined;
  if (!row) throw notFound("文书");
  return opened(ctx, row);
}
