import { Type } from "@sinclair/typebox";
import { actFor, endSession, findPersonByIdNumber, listAgenciesOfPerson, openSession, signInStaff } from "#base/identity";
import { badInput } from "#kernel/errors";
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

export const sessionRoutes: Route[] = [
  {
    method: "POST",
    path: "/api/v1/sessions",
    who: "anyone",
    site: "api",
    summary: "Open a session: a person by the demo identity, or staff by password and code. Gives a bearer token.",
    schema: { body: Type.Union([PersonSession, StaffSession]) },
    async handle({ body, address }, ctx) {
      if (body["kind"] === "person") {
        const person = await findPersonByIdNumber(ctx, String(body["id_number"]));
        if (!person) throw badInput("SIGN_IN", "没有这个身份证号码的演示账号。");
        return json({ token: await openSession(ctx, { kind: "person", id: person.personId }, address, true) }, 201);
      }
      const staffId = await signInStaff(ctx, { username: String(body["username"]), password: String(body["password"]), code: String(body["code"]) });
      return json({ token: await openSession(ctx, { kind: "staff", id: staffId }, address, true) }, 201);
    },
  },
  {
    method: "DELETE",
    path: "/api/v1/session",
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
    summary: "Act for an organisation from now on; an empty body acts for oneself again.",
    schema: {
      body: Type.Object(
        { organisation_id: Type.Optional(Type.String({ format: "uuid" })), agency_id: Type.Optional(Type.String({ format: "uuid" })) },
        { additionalProperties: false },
      ),
    },
    async handle({ body }, ctx) {
      const given = typeof body["organisation_id"] === "string" && typeof body["agency_id"] === "string";
      await actFor(ctx, given ? { organisationId: String(body["organisation_id"]), agencyId: String(body["agency_id"]) } : undefined);
      return json({ acting: given });
    },
  },
];
