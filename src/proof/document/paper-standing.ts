import { organisationNow } from "#people/duty";
import { getDocument, getMatter } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import { readPaperCode } from "./paper-code.ts";

/** What the city knows of a paper that somebody holds: enough to compare, nothing that is not on it. */
export interface PaperStanding {
  /** "受理通知书" */
  name: string;
  number: string;
  issuer: string;
  issuedAt: Date;
  item: string;
  matter: string;
  /** Masked where it is a person's. */
  owner: string;
}

/** The paper with a code, or undefined: this city issued none such. */
export async function standingOfPaper(ctx: Ctx, code: string): Promise<PaperStanding | undefined> {
  const named = readPaperCode(code);
  if (!named) return undefined;
  try {
    const { matter } = await getMatter(ctx, named.matterId);
    const { name, number, issuedAt } = await getDocument(ctx, named.matterId, named.documentId);
    const organisation = await organisationNow(ctx);
    return {
      name,
      number,
      issuer: organisation.bodyOf(matter.unit)?.name ?? organisation.unitName(matter.unit),
      issuedAt,
      item: matter.itemName,
      matter: matter.number ?? "",
      owner: matter.owner.label,
    };
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return undefined;
    throw error;
  }
}
