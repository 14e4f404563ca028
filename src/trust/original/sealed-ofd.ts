import type { Drawing } from "#drawing/layout";
import { attachSignedValue, prepareSeal, writeOfd } from "#drawing/ofd";
import { signWithSeal } from "#trust/seal";
import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { placesOf } from "./places.ts";
import type { OriginalWish, ReadySeal, Sealed } from "./wish.ts";

/** A drawing as OFD, sealed (GB/T 38540-2020) with a time stamp. */
export async function sealedOfd(ctx: Ctx, drawing: Drawing, seal: ReadySeal, wish: OriginalWish): Promise<Sealed> {
  const { custom, attachments = [], purpose, name: document, matterId } = wish;
  const prepared = prepareSeal(writeOfd(drawing, { custom, attachments }), {
    stamps: placesOf(drawing, seal),
    provider: { name: "yiwang" },
    time: ctx.now,
    seal: seal.data,
  });
  const { signatureXml, path } = prepared;
  const value = await signWithSeal(ctx, seal.sealId, {
    dataHash: sm3(signatureXml),
    propertyInfo: path,
    purpose,
    document,
    ...(matterId && { matterId }),
    timeStamp: true,
  });
  return { file: attachSignedValue(prepared.ofd, path, value), value };
}
