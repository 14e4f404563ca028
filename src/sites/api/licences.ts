import { Type } from "@sinclair/typebox";
import { cancelLicence, LICENCE_STATES, liftSuspension, listWallet, suspendLicence, verify } from "#outcome/licence";
import { getOrganisation, getPerson } from "#people/identity";
import { json, type Limit, type Route } from "#kernel/http";
import { notFound } from "#values/errors";
import { listNotices } from "#matter/notice";
import { listOwnLooks, partyOf } from "#matter/party";

const LicenceId = Type.Object({ licence: Type.String({ format: "uuid" }) });
const Grounds = Type.Object({ reason: Type.String({ maxLength: 1000 }), basis: Type.String({ maxLength: 300 }) }, { additionalProperties: false });

// Numbers run in sequence: nobody shall walk through them all. The pages share it.
const LOOK_UPS: Limit = { name: "look-up", atOnce: 30, perMinute: 120 };

export const licenceRoutes: Route[] = [
  {
    method: "GET",
    path: "/api/v1/licences",
    who: "person",
    site: "api",
    summary: "The wallet of the actor or of the organisation they act for.",
    async handle(_incoming, ctx) {
      const party = partyOf(ctx.actor);
      const number = party.kind === "organisation" ? (await getOrganisation(ctx, party.id)).uscc : (await getPerson(ctx, party.id)).idNumber;
      const licences = await listWallet(ctx, number);
      return json({
        licences: licences.map(({ licenceId: id, type, name, number: printed, identifier, issuerName, issuedDay, validFrom, validUntil, state, face }) => ({
          id,
          type,
          name,
          number: printed,
          identifier,
          issuer: issuerName,
          issued: issuedDay,
          from: validFrom,
          until: validUntil,
          state,
          face,
        })),
      });
    },
  },
  {
    method: "GET",
    path: "/api/v1/verification",
    who: "anyone",
    site: "api",
    limit: LOOK_UPS,
    summary: "Verify a licence by number, identifier or shown code, or a copy (加注件) by its number. Only what holds now is valid.",
    schema: { query: Type.Object({ code: Type.String({ minLength: 4, maxLength: 160 }) }, { additionalProperties: false }) },
    async handle({ query }, ctx) {
      const { licence, copy } = await verify(ctx, query["code"]!);
      if (!licence) throw notFound("证照");
      return json({
        valid: (copy?.state ?? licence.state) === "valid",
        state: LICENCE_STATES[licence.state].code,
        state_label: LICENCE_STATES[licence.state].label,
        name: licence.name,
        number: licence.number,
        identifier: licence.identifier,
        holder: licence.holder.label,
        issuer: licence.issuerName,
        from: licence.validFrom,
        until: licence.validUntil,
        ...(copy && {
          copy: { number: copy.copy.number, use: copy.copy.use, recipient: copy.copy.recipient, until: copy.copy.untilDay, state: copy.state },
        }),
      });
    },
  },
  {
    method: "POST",
    path: "/api/v1/licences/:licence/suspension",
    who: "may:licence.suspend",
    site: "api",
    summary: "Suspend a licence, with reason and basis.",
    schema: { params: LicenceId, body: Grounds },
    async handle({ params, body }, ctx) {
      await suspendLicence(ctx, params["licence"]!, body as { reason: string; basis: string });
      return json({ suspended: true }, 201);
    },
  },
  {
    method: "DELETE",
    path: "/api/v1/licences/:licence/suspension",
    who: "may:licence.suspend",
    site: "api",
    summary: "Lift a suspension.",
    schema: { params: LicenceId },
    async handle({ params }, ctx) {
      await liftSuspension(ctx, params["licence"]!);
      return json({ suspended: false });
    },
  },
  {
    method: "POST",
    path: "/api/v1/licences/:licence/cancellation",
    who: "may:licence.cancel",
    site: "api",
    summary: "Cancel (注销), withdraw (撤销) or revoke (吊销) a licence for good.",
    schema: {
      params: LicenceId,
      body: Type.Composite([Grounds, Type.Object({ kind: Type.Union([Type.Literal("cancelled"), Type.Literal("withdrawn"), Type.Literal("revoked")]) })], {
        additionalProperties: false,
      }),
    },
    async handle({ params, body }, ctx) {
      const { kind, reason, basis } = body as { kind: "cancelled" | "withdrawn" | "revoked"; reason: string; basis: string };
      await cancelLicence(ctx, params["licence"]!, kind, { reason, basis });
      return json({ cancelled: true }, 201);
    },
  },
  {
    method: "GET",
    path: "/api/v1/notices",
    who: "person",
    site: "api",
    summary: "What the actor was told, newest first.",
    async handle(_incoming, ctx) {
      return json({ notices: await listNotices(ctx) });
    },
  },
  {
    method: "GET",
    path: "/api/v1/looks",
    who: "person",
    site: "api",
    summary: "Who looked at the actor's data, when and why.",
    async handle(_incoming, ctx) {
      return json({
        looks: (await listOwnLooks(ctx)).map(({ at, actor, fields, purpose }) => ({
          at,
          by: { name: actor.name, unit: actor.unit ?? null },
          fields,
          purpose,
        })),
      });
    },
  },
];
