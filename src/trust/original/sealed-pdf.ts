import type { Drawing } from "#drawing/layout";
import { attachCms, preparePdfSignature, printPdf } from "#drawing/pdf";
import { cmsWithSeal } from "#trust/seal";
import type { Ctx } from "#kernel/ctx";
import { inPoints, placesOf } from "./places.ts";
import type { OriginalWish, ReadySeal, Sealed } from "./wish.ts";

/** A drawing as PDF with the picture of the seal and, in the field that shows it, a signature by the seal's certificate (GB/T 35275-2017). */
export async function sealedPdf(ctx: Ctx, drawing: Drawing, seal: ReadySeal, wish: OriginalWish): Promise<Sealed> {
  const { custom, attachments = [], purpose, name: document, matterId } = wish;
  const [field, ...others] = placesOf(drawing, seal).map(({ page, area, clip }) => ({ page, box: inPoints(area), ...(clip && { clip: inPoints(clip) }) }));
  if (!field) throw new Error(`no room for a seal on ${drawing.title}`);
  const prepared = preparePdfSignature(await printPdf(drawing, { custom, attachments }), {
    page: field.page,
    box: field.box,
    also: others,
    picture: seal.png,
    name: seal.name,
    reason: document,
    time: ctx.now,
  });
  const value = await cmsWithSeal(ctx, seal.sealId, { dataHash: prepared.hash, purpose, document, ...(matterId && { matterId }) });
  return { file: attachCms(prepared, value), value };
}
