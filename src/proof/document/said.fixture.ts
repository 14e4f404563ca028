import type { Item } from "#content/pack";
import type { Matter } from "#matter/matter";
import type { MatterView } from "#matter/view";
import { organisationNow } from "#people/duty";
import type { Paper } from "#drawing/paper";
import type { Ctx } from "#kernel/ctx";
import { newId } from "#values/ids";
import { paperOfDocument } from "./index.ts";

/** A document as it was kept before papers had words of their own, and how its matter and item differ from those of the view. */
export interface Written {
  kind: string;
  data?: Record<string, unknown>;
  item?: Partial<Item>;
  matter?: Partial<Matter>;
  addressee?: string;
}

/** Its paper. */
export async function paperOf(ctx: Ctx, view: MatterView, { kind, data = {}, item, matter, addressee = "云州小满餐饮有限公司" }: Written): Promise<Paper> {
  const { blueprint } = view;
  const { version } = blueprint;
  const definition = { ...version.definition, item: { ...version.definition.item, ...item } };
  const seen = {
    ...view,
    matter: { ...view.matter, number: "11990100MB0000001T400013100000202611180007", ...matter },
    blueprint: { ...blueprint, version: { ...version, definition } },
  };
  const name = blueprint.papers.find(({ id }) => id === kind)!.name;
  const document = { documentId: newId(), matterId: view.matter.matterId, kind, name, number: "一号", issuedAt: new Date("2026-11-26T10:00:00+08:00"), data };
  return paperOfDocument(ctx, { view: seen, document, addressee, organisation: await organisationNow(ctx) });
}

/** All its words, line by line; a row of a table is a line. */
export function wordsOf({ title, addressee, body }: Paper): string {
  const lines = body.flatMap((block) => {
    if (block.type === "paragraph") return [block.text];
    if (block.type === "list") return block.items;
    return [`[${block.widths?.join(" ")}]`, ...[block.head, ...block.rows].map((row) => row.join(" | "))];
  });
  return [title, `${addressee}：`, ...lines].join("\n");
}
