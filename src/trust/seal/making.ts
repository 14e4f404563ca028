import { encodeSeal, encodeSealStatement } from "#trust/signature";
import { cityCertificate, issueBelow } from "#trust/certificate";
import { organisationNow } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { move } from "./application.ts";
import { drawSealPicture } from "./picture.ts";
import { KINDS } from "./seal.ts";

const YEARS = 5;

/**
 * Makes an approved seal: key and certificate for it, the picture, and SESeal signed by the city's maker (GB/T 38540-2020 §5). Valid five years and
 * never beyond its certificate.
 */
export function makeSeal(ctx: Ctx, sealId: string, reason = "按批准的申请制作"): Promise<void> {
  return move(ctx, sealId, "made", reason, async (inner, seal) => {
    const organisation = await organisationNow(inner);
    const body = organisation.bodyOf(seal.unit);
    const subject = { country: "CN", organisation: body?.name ?? seal.name, unit: seal.code, commonName: seal.name };
    const issued = await issueBelow(inner, seal.unit, { kind: "seal", subject });
    const maker = await cityCertificate(inner, "maker");
    const { svg, png, size } = drawSealPicture(seal);
    const validFrom = issued.certificate.validFrom;
    const wanted = new Date(validFrom);
    wanted.setUTCFullYear(wanted.getUTCFullYear() + YEARS);
    const validUntil = wanted < issued.certificate.validUntil ? wanted : issued.certificate.validUntil;
    const statement = encodeSealStatement({
      vendor: "yiwang",
      esId: seal.esId,
      type: KINDS[seal.kind].type,
      name: `${seal.name}${seal.note}`,
      certificates: [issued.certificate.der],
      createdAt: validFrom,
      validFrom,
      validUntil,
      picture: { type: "png", data: png, width: size, height: size },
    });
    const data = encodeSeal(statement, maker.certificate.der, await inner.keys.sign(maker.keyId, statement));
    await inner.db.query("insert into seal.makings (seal_id, certificate_id, data, svg, png, valid_from, valid_until) values ($1, $2, $3, $4, $5, $6, $7)", [
      sealId,
      issued.certificateId,
      data,
      svg,
      png,
      validFrom,
      validUntil,
    ]);
  });
}
