import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { notFound } from "#values/errors";
import { isId } from "#values/ids";
import { blueprintOf, type Frozen } from "./blueprint.ts";

/** A paper in words, as it was when it was issued: its formulas have become text. */
export interface SaidPaper {
  name: string;
  /** What stands above it, where that is another than its name. */
  title?: string;
  /** To whom it goes, where the kind says that; empty: to nobody by name. */
  to?: string;
  /** How it is laid out, where the kind says that. */
  layout?: string;
  blocks: (
    | { type: "paragraph"; text: string }
    | { type: "list"; title?: string; items: string[] }
    | { type: "table"; head: string[]; rows: string[][]; widths?: number[] }
  )[];
}

/** A document as it was issued. */
export interface IssuedDocument {
  documentId: string;
  matterId: string;
  /** Which of the papers of its kind of matter, and what that is called. */
  kind: string;
  name: string;
  number: string;
  issuedAt: Date;
  data: Record<string, unknown>;
}

interface Row extends Omit<IssuedDocument, "data" | "name">, Frozen {
  kind: string;
  data: string;
  matterKind: string;
}

const SELECT = `
  select d.document_id as "documentId", d.matter_id as "matterId", d.kind, d.number, d.issued_at as "issuedAt", d.data,
    m.item_id as "itemId", m.item_version as "itemVersion", m.kind as "matterKind", m.kind_version as "kindVersion"
  from matter.documents d join matter.matters m using (matter_id)`;

async function opened(ctx: Ctx, { itemId, itemVersion, matterKind, kindVersion, ...row }: Row): Promise<IssuedDocument> {
  const data = JSON.parse(ctx.personal.decrypt(row.data)) as Record<string, unknown>;
  const { papers } = await blueprintOf(ctx, { itemId, itemVersion, kind: matterKind, kindVersion });
  const name = typeof data["name"] === "string" && "blocks" in data ? data["name"] : (papers.find(({ id }) => id === row.kind)?.name ?? row.kind);
  return { ...row, name, data };
}

/** The documents of a matter, in order. Who may see the matter may see them: the caller has asked. */
export async function listDocuments(ctx: Ctx, matterId: string): Promise<IssuedDocument[]> {
  const rows = await ctx.db.query<Row>(`${SELECT} where d.matter_id = $1 order by d.issued_at, d.document_id`, [matterId]);
  return Promise.all(rows.map((row) => opened(ctx, row)));
}

/** One document of a matter; NotFound when there is none. */
export async function getDocument(ctx: Ctx, matterId: string, documentId: string): Promise<IssuedDocument> {
  const row = isId(documentId) ? await first<Row>(ctx.db, `${SELECT} where d.matter_id = $1 and d.document_id = $2`, [matterId, documentId]) : undefined;
  if (!row) throw notFound("文书");
  return opened(ctx, row);
}
