import { organisationNow } from "#people/duty";
import { drawSpecimen, type SealFace, listHoldersOf, KINDS as SEAL_KINDS, type SealKind, viewSeal } from "#trust/seal";
import type { Ctx } from "#kernel/ctx";
import { badInput } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { firstGraphemes } from "#values/graphemes";

const TYPES = { svg: "image/svg+xml", png: "image/png" } as const;

// Looked at as a page of its own it runs nothing and asks for nothing.
const SANDBOX = { "content-security-policy": "default-src 'none'; sandbox" };

function pictureOf(face: SealFace, as: keyof typeof TYPES, inline: boolean): Reply {
  const drawn = drawSpecimen(face);
  return { kind: "bytes", content: drawn[as], type: TYPES[as], name: `${face.name}${face.note} 图样.${as}`, inline, headers: SANDBOX };
}

/** The picture of a seal, marked as one: to be looked at in place, or kept with `?keep=1`. */
async function picture({ params, query }: Incoming, ctx: Ctx, as: keyof typeof TYPES): Promise<Reply> {
  return pictureOf(await viewSeal(ctx, params["seal"]!), as, query["keep"] !== "1");
}

export const svg = { get: (incoming: Incoming, ctx: Ctx): Promise<Reply> => picture(incoming, ctx, "svg") };
export const png = { get: (incoming: Incoming, ctx: Ctx): Promise<Reply> => picture(incoming, ctx, "png") };

/** What a seal that is applied for would bear: the unit's own name, or the person's; no code yet. Undefined until enough is chosen. */
export async function faceOf(ctx: Ctx, value: (name: string) => string): Promise<SealFace | undefined> {
  const kind = value("kind");
  const unit = (await organisationNow(ctx)).units.get(value("unit"));
  if (!Object.hasOwn(SEAL_KINDS, kind)) return undefined;
  const { shape, note } = SEAL_KINDS[kind as SealKind];
  if (!unit) return undefined;
  const holders = shape === "square" ? await listHoldersOf(ctx, [unit.unit]) : [];
  const name = shape === "square" ? holders.find(({ holderId }) => holderId === value("holder"))?.name : unit.name;
  if (!name) return undefined;
  return { kind: kind as SealKind, name, note: firstGraphemes(value("note").trim() || note, 8), code: `${unit.area.slice(0, 6)}0000000` };
}

/** The picture that an application would lead to. */
export const preview = {
  async get({ query }: Incoming, ctx: Ctx): Promise<Reply> {
    const face = await faceOf(ctx, (name) => (typeof query[name] === "string" ? firstGraphemes(query[name], 40) : ""));
    if (!face) throw badInput("SEAL", "选好种类和单位，就能看到图样。");
    return pictureOf(face, "svg", true);
  },
};
