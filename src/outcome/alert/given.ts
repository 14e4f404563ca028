import type { Message } from "./message.ts";

/** What a message says, as flows see it: by the names of the answers it was made of. */
export function givenOf({ identifier, content }: Message): Record<string, unknown> {
  const { level, certainty, headline, effective, expires, scope, areas, polygon, cautions, measures } = content;
  return {
    identifier,
    level,
    certainty,
    headline,
    effective,
    expires,
    scope,
    areas: areas.map(({ code }) => ({ area: code })),
    polygon: polygon.length > 0 ? polygon.map(([longitude, latitude]) => `${longitude} ${latitude}`).join("\n") : null,
    system: polygon.length > 0 ? "cgcs2000" : null,
    cautions,
    measures,
  };
}
