import { organisationNow } from "#people/duty";
import { COPY_STATES, LICENCE_STATES, unmaskFace, verifyAddress, type CopyStanding, type Licence } from "#outcome/licence";
import { originalOf, type Format } from "#trust/original";
import { layLicence, type LicenceFace } from "#drawing/paper";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { conflict } from "#values/errors";
import { copyMetadata, licenceMetadata } from "./metadata.ts";

function faceOf(ctx: Ctx, { name, number, identifier, face, issuerName, issuedDay, validFrom, validUntil }: Licence): LicenceFace {
  return {
    name,
    number,
    identifier,
    fields: face,
    issuer: issuerName,
    issuedOn: issuedDay,
    validFrom,
    validUntil,
    verifyUrl: verifyAddress(ctx, identifier),
  };
}

/** The body of this city that seals a licence; undefined for one collected from elsewhere, which has no original here. */
export async function sealingBody(ctx: Ctx, { issuer }: Pick<Licence, "issuer">): Promise<string | undefined> {
  return (await organisationNow(ctx)).bodyOf(issuer)?.unit;
}

async function mustSeal(ctx: Ctx, licence: Licence): Promise<string> {
  const body = await sealingBody(ctx, licence);
  if (!body) throw conflict("NO_ORIGINAL", `这本证照由${licence.issuerName}颁发，不是本市单位颁发的，这里没有盖章的原件。请向发证机关索取。`);
  return body;
}

/**
 * The original of a licence, OFD or PDF, with the seal of the body that issued it. Who may have it, the caller has asked.
 * @throws Refusal NOT_VALID: a paper looks the same whatever has happened since, so none is handed out of a licence without force.
 * @throws Refusal NO_ORIGINAL of a licence that no body of this city issued; NO_SEAL when its body has no seal for licences.
 */
export async function licenceOriginal(ctx: Ctx, licence: Licence, format: Format): Promise<Buffer> {
  const { licenceId, matterId, name, number, state } = licence;
  if (state !== "valid") throw conflict("NOT_VALID", `这本证照${LICENCE_STATES[state].label}，不能下载。`);
  return originalOf(ctx, format, {
    subjectId: licenceId,
    ...(matterId && { matterId }),
    body: await mustSeal(ctx, licence),
    purpose: "licence",
    name: `${name} ${number}`,
    lay: () => layLicence(faceOf(ctx, licence), { seal: "room" }),
    custom: licenceMetadata(licence),
  });
}

/** The original, for staff and for a reason that its holder will read: a paper names them in full. Nothing is on record of what was refused. */
export function unmaskOriginal(ctx: Ctx, licenceId: string, format: Format, reason: string): Promise<{ licence: Licence; content: Buffer }> {
  return transaction(ctx, async (inner) => {
    const licence = await unmaskFace(inner, licenceId, reason);
    return { licence, content: await licenceOriginal(inner, licence, format) };
  });
}

/**
 * The original of a copy, OFD or PDF: the face with the annotation on it, under the seal of the body that issued the licence.
 * @throws Refusal NOT_VALID of a copy that may not be relied on now; NO_ORIGINAL and NO_SEAL as above.
 */
export async function copyOriginal(ctx: Ctx, { copy, licence, state }: CopyStanding, format: Format): Promise<Buffer> {
  const { copyId, matterId, use, recipient, untilDay, number } = copy;
  if (state !== "valid") throw conflict("NOT_VALID", `这份加注件${COPY_STATES[state]}，不能下载。`);
  const annotation = { use, recipient, until: untilDay, number };
  return originalOf(ctx, format, {
    subjectId: copyId,
    ...(matterId && { matterId }),
    body: await mustSeal(ctx, licence),
    purpose: "licence",
    // The copy's own number would tell the keepers of seals what its holder does with it.
    name: `${licence.name}加注件 ${licence.number}`,
    lay: () => layLicence({ ...faceOf(ctx, licence), verifyUrl: verifyAddress(ctx, number), annotation }, { seal: "room" }),
    custom: copyMetadata({ copy, licence }),
  });
}
