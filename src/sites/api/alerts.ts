import { json, type Route } from "#kernel/http";
import { LEVELS, listShown } from "#outcome/alert";

/** Alarms as everybody may read them; each message is a CAP file besides. Begun by programs as any matter is: POST /api/v1/matters. */
export const alertRoutes: Route[] = [
  {
    method: "GET",
    path: "/api/v1/alerts",
    who: "anyone",
    site: "api",
    summary:
      "Alarms that hold, the gravest first, and those that were taken back or ran out within a day; `standing` says which. `cap`: the message as CAP 1.2.",
    async handle(_incoming, ctx) {
      const alerts = (await listShown(ctx)).map(({ identifier, kind, standing, sentAt, firstAt, content }) => ({
        identifier,
        kind,
        standing,
        event: content.event,
        event_name: content.eventName,
        level: content.level,
        level_name: LEVELS[content.level].word,
        headline: content.headline,
        effective: content.effective,
        expires: content.expires,
        scope: content.scope,
        areas: content.areas,
        polygon: content.polygon,
        cautions: content.cautions,
        measures: content.measures,
        issuer: content.issuer,
        issuer_name: content.issuerName,
        published: firstAt,
        sent: sentAt,
        reason: content.reason,
        cap: `${ctx.publicUrl}/alerts/${identifier}.cap`,
      }));
      return json({ alerts });
    },
  },
];
