import { Type } from "@sinclair/typebox";
import {
  answerStatus,
  fileName,
  findAuthority,
  findRevocationList,
  fingerprintOf,
  listAuthorities,
  listRevocations,
  nameLine,
  pemOf,
  revocationListNow,
  standingAt,
} from "#trust/certificate";
import { badInput, notFound } from "#values/errors";
import { json, type Reply, type Route } from "#kernel/http";

const Authority = Type.String({
  pattern: "^[0-9A-Fa-f-]{36,40}$",
  description: "Its id, or the identifier of its key (hex), as a certificate below it names it.",
});
const Format = Type.Optional(Type.Union([Type.Literal("der"), Type.Literal("pem")], { default: "der" }));
const Moment = Type.Optional(Type.String({ format: "date-time", description: "A moment that has come; now unless told." }));
const State = Type.Union([Type.Literal("good"), Type.Literal("held"), Type.Literal("revoked"), Type.Literal("unknown")]);
const Instant = Type.String({ format: "date-time" });

const Authorities = Type.Object({
  authorities: Type.Array(
    Type.Object({
      id: Type.String({ format: "uuid" }),
      kind: Type.Union([Type.Literal("root"), Type.Literal("authority")]),
      issuer: Type.String({ format: "uuid" }),
      subject: Type.String(),
      serial: Type.String({ description: "Hex." }),
      key: Type.String({ description: "Identifier of its key, hex." }),
      sm3: Type.String({ description: "Fingerprint of the certificate." }),
      valid_from: Instant,
      valid_until: Instant,
      state: State,
      since: Type.Union([Instant, Type.Null()]),
    }),
  ),
});

const Status = Type.Object({
  answer: Type.Object(
    {
      issuer: Type.String({ format: "uuid" }),
      serial: Type.String(),
      state: State,
      since: Type.Union([Instant, Type.Null()]),
      reason: Type.Union([Type.String(), Type.Null()]),
      at: Instant,
      produced_at: Instant,
    },
    { description: "What is signed: this object as JSON with its names in order and no spaces." },
  ),
  signer: Type.String({ description: "The issuer's certificate, DER, base64." }),
  signature: Type.String({ description: "SM2 with SM3, r ‖ s, base64." }),
});

function momentOf(text: string | undefined, now: Date): Date {
  const at = text === undefined ? now : new Date(text);
  if (Number.isNaN(at.getTime())) throw badInput("STATUS", "请把时间写成 2026-11-21T09:30:00+08:00 这样。", { at: "请填写时间。" });
  return at;
}

// Certificates and lists are for everybody's programs: DER as it is, or as text.
function file(der: Buffer, pem: boolean, label: "CERTIFICATE" | "X509 CRL", type: string, name: string): Reply {
  const ending = label === "CERTIFICATE" ? "cer" : "crl";
  return pem
    ? { kind: "bytes", content: pemOf(label, der), type: "application/x-pem-file", name: `${name}.pem` }
    : { kind: "bytes", content: der, type, name: `${name}.${ending}` };
}

/** The city's certificates as anybody may check them: whom they go back to, what was revoked, how one stood at any moment. */
export const certificateRoutes: Route[] = [
  {
    method: "GET",
    path: "/api/v1/certificates",
    who: "anyone",
    site: "api",
    summary: "The city's root and the authorities of its public bodies, from which every seal's certificate comes.",
    schema: { response: Authorities },
    async handle(_incoming, ctx) {
      const authorities = await listAuthorities(ctx);
      const history = await listRevocations(
        ctx,
        authorities.map(({ certificateId }) => certificateId),
      );
      return json({
        authorities: authorities.map(({ certificateId, kind, issuerId, serial, certificate }) => {
          const own = history.filter((each) => each.certificateId === certificateId);
          const { state, since } = standingAt(own, ctx.now);
          return {
            id: certificateId,
            kind,
            issuer: issuerId,
            subject: nameLine(certificate.subject),
            serial,
            key: certificate.extensions.subjectKey?.toString("hex") ?? "",
            sm3: fingerprintOf(certificate.der).replaceAll(" ", "").toLowerCase(),
            valid_from: certificate.validFrom,
            valid_until: certificate.validUntil,
            state,
            since: since ?? null,
          };
        }),
      });
    },
  },
  {
    method: "GET",
    path: "/api/v1/certificates/:certificate/file",
    who: "anyone",
    site: "api",
    summary: "The certificate of the root or of an authority, X.509 as DER or PEM.",
    schema: { params: Type.Object({ certificate: Authority }), query: Type.Object({ format: Format }, { additionalProperties: false }) },
    async handle({ params, query }, ctx) {
      const authority = await findAuthority(ctx, params["certificate"]!);
      return file(authority.certificate.der, query["format"] === "pem", "CERTIFICATE", "application/pkix-cert", fileName(authority));
    },
  },
  {
    method: "GET",
    path: "/api/v1/certificates/:certificate/revocation-list",
    who: "anyone",
    site: "api",
    summary: "What the root or an authority has revoked or put on hold: the newest list (CRL v2, DER or PEM), or the one that counted at a moment of the past.",
    schema: { params: Type.Object({ certificate: Authority }), query: Type.Object({ format: Format, at: Moment }, { additionalProperties: false }) },
    async handle({ params, query }, ctx) {
      const authority = await findAuthority(ctx, params["certificate"]!);
      const { certificateId } = authority;
      const at = query["at"];
      const list = at === undefined ? await revocationListNow(ctx, certificateId) : await findRevocationList(ctx, certificateId, momentOf(at, ctx.now));
      if (!list) throw notFound("吊销列表");
      return file(list, query["format"] === "pem", "X509 CRL", "application/pkix-crl", `${fileName(authority)} 吊销列表`);
    },
  },
  {
    method: "GET",
    path: "/api/v1/certificates/:certificate/status/:serial",
    who: "anyone",
    site: "api",
    summary: "How the certificate with a serial number of this issuer stood at a moment that has come, signed by the issuer: what OCSP answers, as JSON.",
    schema: {
      params: Type.Object({ certificate: Authority, serial: Type.String({ pattern: "^[0-9A-Fa-f]{1,40}$" }) }),
      query: Type.Object({ at: Moment }, { additionalProperties: false }),
      response: Status,
    },
    async handle({ params, query }, ctx) {
      const { certificateId } = await findAuthority(ctx, params["certificate"]!);
      return json(await answerStatus(ctx, certificateId, params["serial"]!, momentOf(query["at"], ctx.now)));
    },
  },
];
