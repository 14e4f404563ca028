import { Type } from "@sinclair/typebox";
import {
  annotateCopy,
  COPY_STATES,
  getLicence,
  listCopies,
  listCopyUses,
  mustHold,
  revokeCopy,
  standingOfCopy,
  type CopyStanding,
  type CopyWish,
  type Licence,
} from "#outcome/licence";
import { copyOriginal, licenceOriginal } from "#outcome/licence-file";
import type { Ctx } from "#kernel/ctx";
import { notFound } from "#values/errors";
import { json, type Route } from "#kernel/http";

const Id = Type.String({ format: "uuid" });
const OfLicence = Type.Object({ licence: Id });
const OfCopy = Type.Object({ licence: Id, copy: Id });
const InFormat = Type.Object({ format: Type.Optional(Type.Union([Type.Literal("pdf"), Type.Literal("ofd")])) }, { additionalProperties: false });
const Wish = Type.Object(
  { use: Type.String({ maxLength: 200 }), recipient: Type.String({ maxLength: 200 }), until: Type.String({ format: "date" }) },
  { additionalProperties: false },
);

const TYPES = { ofd: "application/ofd", pdf: "application/pdf" } as const;
const formatOf = (query: Record<string, string | undefined>): "ofd" | "pdf" => (query["format"] === "ofd" ? "ofd" : "pdf");

async function own(ctx: Ctx, licenceId: string): Promise<Licence> {
  const licence = await getLicence(ctx, licenceId);
  await mustHold(ctx, licence);
  return licence;
}

async function ownCopy(ctx: Ctx, params: Record<string, string>): Promise<CopyStanding> {
  const { licenceId } = await own(ctx, params["licence"]!);
  const standing = await standingOfCopy(ctx, { copyId: params["copy"]! });
  if (standing?.copy.licenceId !== licenceId) throw notFound("加注件");
  return standing;
}

/** A copy as programs read it. */
export function copyShape({ copy, state }: Pick<CopyStanding, "copy" | "state">): object {
  const { copyId: id, number, use, recipient, matterId: matter, madeAt, untilDay: until, revoked } = copy;
  return { id, number, use, recipient, matter, made_at: madeAt, until, state, state_label: COPY_STATES[state], revoked_at: revoked?.at ?? null };
}

/** Sealed files of one's licences, and copies of them with a purpose and an end (加注件). */
export const copyRoutes: Route[] = [
  {
    method: "GET",
    path: "/api/v1/licences/:licence/original",
    who: "person",
    site: "api",
    summary: "The original of one's licence with the seal of the body that issued it: PDF, or OFD with ?format=ofd.",
    schema: { params: OfLicence, query: InFormat },
    async handle({ params, query }, ctx) {
      const licence = await own(ctx, params["licence"]!);
      const format = formatOf(query);
      const content = await licenceOriginal(ctx, licence, format);
      return { kind: "bytes", content, type: TYPES[format], name: `${licence.name} ${licence.number}.${format}` };
    },
  },
  {
    method: "GET",
    path: "/api/v1/licences/:licence/copies",
    who: "person",
    site: "api",
    summary: "The copies (加注件) of one's licence, newest first, with how each stands.",
    schema: { params: OfLicence },
    async handle({ params }, ctx) {
      return json({ copies: (await listCopies(ctx, await own(ctx, params["licence"]!))).map(copyShape) });
    },
  },
  {
    method: "POST",
    path: "/api/v1/licences/:licence/copies",
    who: "person",
    site: "api",
    summary: "Make a copy: what for, for whom, and its last day.",
    schema: { params: OfLicence, body: Wish },
    async handle({ params, body }, ctx) {
      const { use, recipient, until } = body as { use: string; recipient: string; until: string };
      const wish: CopyWish = { use, recipient, untilDay: until };
      const { copyId: id, number } = await annotateCopy(ctx, params["licence"]!, wish);
      return json({ id, number }, 201);
    },
  },
  {
    method: "GET",
    path: "/api/v1/licences/:licence/copies/:copy",
    who: "person",
    site: "api",
    summary: "A copy, how it stands, and who relied on it.",
    schema: { params: OfCopy },
    async handle({ params }, ctx) {
      const standing = await ownCopy(ctx, params);
      const uses = await listCopyUses(ctx, standing.copy);
      return json({ ...copyShape(standing), uses: uses.map(({ at, by, unit, matterId: matter, standing: then }) => ({ at, by, unit, matter, state: then })) });
    },
  },
  {
    method: "GET",
    path: "/api/v1/licences/:licence/copies/:copy/original",
    who: "person",
    site: "api",
    summary: "The sealed file of a copy: PDF, or OFD with ?format=ofd.",
    schema: { params: OfCopy, query: InFormat },
    async handle({ params, query }, ctx) {
      const standing = await ownCopy(ctx, params);
      const format = formatOf(query);
      const content = await copyOriginal(ctx, standing, format);
      return { kind: "bytes", content, type: TYPES[format], name: `${standing.licence.name}加注件 ${standing.copy.number}.${format}` };
    },
  },
  {
    method: "POST",
    path: "/api/v1/licences/:licence/copies/:copy/revocation",
    who: "person",
    site: "api",
    summary: "Take a copy back for good.",
    schema: { params: OfCopy },
    async handle({ params }, ctx) {
      await revokeCopy(ctx, params["licence"]!, params["copy"]!);
      return json({ revoked: true }, 201);
    },
  },
];
