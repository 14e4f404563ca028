import { Type } from "@sinclair/typebox";
import { actFor, admitAttempt, agencyHolds, endSession, findPersonByIdNumber, listAgenciesOfPerson, openSession, signInStaff } from "#people/identity";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { badInput, forbidden } from "#values/errors";
import { json, type Route } from "#kernel/http";

const PersonSession = Type.Object({ kind: Type.Literal("person"), id_number: Type.String({ minLength: 18, maxLength: 18 }) }, { additionalProperties: false });
const StaffSession = Type.Object(
  {
    kind: Type.Literal("staff"),
    username: Type.String({ maxLength: 40 }),
    password: Type.String({ maxLength: 200 }),
    code: Type.String({ pattern: "^\\d{6}$" }),
  },
  { additionalProperties: false },
);

const Nobody = Type.Object({}, { additionalProperties: false });
const Represented = Type.Object(
  { organisation_id: Type.String({ format: "uuid" }), agency_id: Type.Optional(Type.String({ format: "uuid" })) },
  { additionalProperties: false },
);

/** The one agency in force by which the actor may act for an organisation. */
async function soleAgency(ctx: Ctx, organisationId: string): Promise<string> {
  const held = (await listAgenciesOfPerson(ctx, ctx.actor.id)).filter(
    (agency) => agency.organisationId === organisationId && agencyHolds(agency, dayOf(ctx.now)),
  );
  if (held.length > 1) throw badInput("AGENCY", "这个单位给您的有效授权不止一份，请在 agency_id 里写明用哪一份。", { agency_id: "请写明用哪一份授权。" });
  if (!held[0]) throw forbidden("您没有得到这个单位的有效授权。");
  return held[0].agencyId;
}

export const sessionRoutes: Route[] = [
  {
    method: "POST",
    path: "/api/v1/sessions",
    key: "none",
    who: "anyone",
    site: "api",
    summary: "Open a session: a person by the demo identity, or staff by password and code. Gives a bearer token.",
    schema: { body: Type.Union([PersonSession, StaffSession]) },
    async handle({ body, address }, ctx) {
      if (body["kind"] === "person") {
        const attempt = await admitAttempt(ctx, `person:${String(body["id_number"])}`, address);
        const person = await findPersonByIdNumber(ctx, String(body["id_number"]));
        if (!person) throw badInput("SIGN_IN", "没有这个身份证号码的演示账号。");
        await attempt.right();
        return json({ token: await openSession(ctx, { kind: "person", id: person.personId }, address, true) }, 201);
      }
      const [username, password, code] = [String(body["username"]), String(body["password"]), String(body["code"])];
      const { staffId, enrols } = await signInStaff(ctx, { username, password, code, address });
      if (enrols) throw forbidden("这是初始密码，请先在工作台登录一次，设置自己的密码和动态口令。");
      return json({ token: await openSession(ctx, { kind: "staff", id: staffId }, address, true) }, 201);
    },
  },
  {
    method: "DELETE",
    path: "/api/v1/session",
    key: "none",
    who: "party",
    site: "api",
    summary: "End the session of the token.",
    async handle(_incoming, ctx) {
      await endSession(ctx);
      return json({ ended: true });
    },
  },
  {
    method: "GET",
    path: "/api/v1/me",
    who: "party",
    site: "api",
    summary: "Who the token belongs to, and for whom they may act.",
    async handle(_incoming, ctx) {
      const { kind, id, name, onBehalf, duties } = ctx.actor;
      const agencies = kind === "person" ? await listAgenciesOfPerson(ctx, id) : [];
      return json({ kind, id, name, on_behalf: onBehalf ?? null, duties: duties ?? [], agencies });
    },
  },
  {
    method: "PUT",
    path: "/api/v1/session/agency",
    who: "person",
    site: "api",
    summary: "Act for an organisation from now on, by its agency in force, named where there are several; an empty body acts for oneself again.",
    schema: { body: Type.Union([Nobody, Represented]) },
    async handle({ body }, ctx) {
      if (body["organisation_id"] === undefined) {
        await actFor(ctx, undefined);
        return json({ acting: false });
      }
      const organisationId = String(body["organisation_id"]);
      await actFor(ctx, { organisationId, agencyId: body["agency_id"] === undefined ? await soleAgency(ctx, organisationId) : String(body["agency_id"]) });
      return json({ acting: true });
    },
  },
];
