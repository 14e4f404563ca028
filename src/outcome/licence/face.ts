import { mask, type PersonalKind } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { admitUnmasking, realReason, recordLook } from "#kernel/trace";
import { holderIdOf } from "./holder.ts";
import type { FaceLine, Licence } from "./licence.ts";
import { getLicence } from "./queries.ts";
import { mustReachFace } from "./reach.ts";

// A face is frozen text without classes, so what a line holds is told by its label.
const KINDS: [PersonalKind, RegExp][] = [
  ["id-number", /身份证?号|证件号|公民身份号码/],
  ["phone", /电话|手机/],
  ["address", /住址|住所|地址/],
  ["name", /姓名|母亲|父亲|监护人|持证人/],
];

/** The face as staff see it: lines about a person masked. What an organisation shows in its window stays as it is, but for numbers of people. */
export function maskedFace({ holder, face }: Pick<Licence, "holder" | "face">): FaceLine[] {
  return face.map(({ label, value }) => {
    if (value === holder.number && holder.kind === "person") return { label, value: mask("id-number", value) };
    if (value === holder.name && holder.kind === "person") return { label, value: mask("name", value) };
    const kind = KINDS.find(([, words]) => words.test(label))?.[0];
    if (!kind || (holder.kind === "organisation" && kind !== "id-number")) return { label, value };
    return { label, value: mask(kind, value) };
  });
}

/** The whole face of a licence, for a reason that its holder will read in their trace. Refuses (403) whoever has nothing to do with it. */
export async function unmaskFace(ctx: Ctx, licenceId: string, reason: string): Promise<Licence> {
  const purpose = realReason(reason);
  const licence = await getLicence(ctx, licenceId);
  await mustReachFace(ctx, licence);
  const { matterId } = licence;
  await admitUnmasking(ctx, { what: `${licence.name}全部内容`, reason: purpose, thingId: licenceId, ...(matterId && { matterId }) });
  await recordLook(ctx, {
    subjectId: (await holderIdOf(ctx, licence)) ?? licenceId,
    fields: [`${licence.name}全部内容`],
    purpose,
    ...(matterId && { matterId }),
  });
  return licence;
}
