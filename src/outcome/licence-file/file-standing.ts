import { organisationNow } from "#people/duty";
import { checkCopy, findLicence, standingOfCopy, type CopyStanding, type Licence } from "#outcome/licence";
import type { CheckedFile, CheckedSignature } from "#trust/original";
import type { Ctx } from "#kernel/ctx";
import { COPY_NUMBER, IDENTIFIER } from "./metadata.ts";

/** What a checked file says of itself, whether its signatures protect that, and whose they are. */
export type SealedWords = Pick<CheckedFile, "custom" | "labelled"> & { signatures: readonly Pick<CheckedSignature, "verdict" | "seal">[] };

/** The licence that a file is of, as it stands today; with the copy, when it is one. */
export interface FileStanding {
  licence: Licence;
  copy?: CopyStanding;
}

/**
 * How the licence stands today whose original, or whose 加注件, somebody shows as a file: a seal proves what was so when it was set.
 * Undefined when the file is of no licence of this city, or does not bear the seal of the body that issued it: then its words prove nothing
 * about the licence, and neither where one signature does not hold, or nobody can tell: a further one may bring other words along. The holder of a copy
 * reads that it was checked.
 */
export async function standingOfFile(ctx: Ctx, { custom, labelled, signatures }: SealedWords): Promise<FileStanding | undefined> {
  if (!labelled || signatures.some(({ verdict }) => verdict !== "valid")) return undefined;
  const word = (name: string): string => custom.find((each) => each.name === name)?.value ?? "";
  const number = word(COPY_NUMBER);
  const licence = number ? (await standingOfCopy(ctx, { number }))?.licence : await findLicence(ctx, word(IDENTIFIER));
  if (!licence) return undefined;
  const issuer = (await organisationNow(ctx)).bodyOf(licence.issuer)?.name ?? licence.issuerName;
  if (!signatures.some(({ seal }) => seal === issuer)) return undefined;
  const copy = number ? await checkCopy(ctx, number) : undefined;
  return { licence, ...(copy && { copy }) };
}
