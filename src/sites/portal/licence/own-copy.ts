import { standingOfCopy, type CopyStanding } from "#outcome/licence";
import type { Ctx } from "#kernel/ctx";
import { notFound } from "#values/errors";
import type { Incoming } from "#kernel/http";
import { ownLicence } from "../my/party.ts";

/** A copy of a licence of the one who asks, or of whom they act for; NotFound for a copy of another licence. */
export async function ownCopy({ params }: Pick<Incoming, "params">, ctx: Ctx): Promise<CopyStanding> {
  const { licenceId } = await ownLicence(ctx, params["licence"]!);
  const standing = await standingOfCopy(ctx, { copyId: params["copy"]! });
  if (standing?.licence.licenceId !== licenceId) throw notFound("加注件");
  return standing;
}
