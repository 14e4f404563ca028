import type { Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { listDocuments, type Act, type IssuedDocument } from "#matter/matter";
import { addresseesOf, provedPaper, type Addressee, type Seen } from "./addressees.ts";

/** What the act of a delivery keeps of it; everything personal stands in the receipt alone. */
export interface Delivered {
  document: string;
  /** Which of the papers of the kind. */
  paper: string;
  party: number;
  role: string | null;
  /** The word of the way, as it was. */
  way: string;
  /** The day on which it was done, and the day on which it counts as delivered. */
  on: Day;
  counts: Day;
  /** The receipt. */
  receipt: string;
  /** Files that prove it. */
  files: readonly string[];
}

/** A document whose delivery is proved, and how it stands with each to whom it goes. */
export interface DeliveryStanding {
  document: IssuedDocument;
  to: (Addressee & { delivered?: Delivered; agreed: boolean })[];
}

/** The delivery that an act is; undefined for any other. */
export function deliveryIn({ kind, data }: Pick<Act, "kind" | "data">): Delivered | undefined {
  return kind === "delivered" && typeof data["document"] === "string" ? (data as unknown as Delivered) : undefined;
}

/** Whether somebody agreed to be delivered to electronically, by what they last said. */
export function hasAgreed(acts: readonly Pick<Act, "kind" | "data">[], party: number): boolean {
  const last = acts.findLast(({ kind, data }) => (kind === "delivery-agreed" || kind === "delivery-ended") && data["party"] === party);
  return last?.kind === "delivery-agreed";
}

/** How the documents of a matter stand whose delivery is proved, in the order in which they were issued. */
export async function deliveriesOf(
  ctx: Ctx,
  { acts, ...seen }: Seen & { acts: readonly Act[] },
  documents?: readonly IssuedDocument[],
): Promise<DeliveryStanding[]> {
  const done = acts.flatMap((act) => deliveryIn(act) ?? []);
  const found: DeliveryStanding[] = [];
  if (!seen.blueprint.papers.some(({ receipt }) => receipt)) return found;
  for (const document of documents ?? (await listDocuments(ctx, seen.matter.matterId))) {
    const paper = provedPaper(seen.blueprint, document);
    if (!paper) continue;
    const to = (await addresseesOf(ctx, seen, document, paper)).map((addressee) => {
      const delivered = done.find((each) => each.document === document.documentId && each.party === addressee.partyNo);
      return { ...addressee, agreed: hasAgreed(acts, addressee.partyNo), ...(delivered && { delivered }) };
    });
    found.push({ document, to });
  }
  return found;
}
