import { saidOf } from "#matter/act";
import type { IssuedDocument } from "#matter/matter";
import type { MatterView } from "#matter/view";
import { paperOf, type Head, type LayoutName, type Paper } from "#drawing/paper";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Organisation } from "#people/duty";
import { notFound } from "#values/errors";
import { paperAddress } from "./public-address.ts";
import { recordedWords, type Recorded } from "./receipt-proof.ts";

interface Issued {
  view: Pick<MatterView, "matter" | "blueprint">;
  document: IssuedDocument;
  /** Whom the paper speaks to, in full, where its kind does not say that. */
  addressee: string;
  organisation: Organisation;
  /** Of a paper that bears its proof: where it stands in the log, which is known only after it was issued. */
  recorded?: Recorded;
}

function headOf(ctx: Ctx, { view, document, organisation }: Issued): Head {
  const { consult } = view.blueprint.version.definition.item;
  const issuer = organisation.bodyOf(view.matter.unit)?.name ?? organisation.unitName(view.matter.unit);
  return {
    number: document.number,
    issuer,
    date: dayOf(document.issuedAt),
    ...(consult && { contact: `${issuer}，电话 ${consult}` }),
    url: paperAddress(ctx, document),
  };
}

/** The paper of an issued document, in the words of its kind. NotFound for a paper that nobody has words for. */
export async function paperOfDocument(ctx: Ctx, issued: Issued): Promise<Paper> {
  const { view, document, recorded } = issued;
  const said = await saidOf(ctx, view, document);
  if (!said) throw notFound("文书");
  const addressee = said.to ?? issued.addressee;
  const head = { ...headOf(ctx, issued), ...(addressee !== "" && { addressee }) };
  // One that the drawing does not know is laid out as all papers are.
  const layout = said.layout as LayoutName | undefined;
  return {
    ...paperOf(said.title ?? document.name, head, said.blocks),
    ...(layout !== undefined && { layout }),
    ...(recorded && { check: recordedWords(recorded) }),
  };
}
