import { CONTENT_TYPE, headersOf, MESSAGES, MOST_BYTES, receive, sign } from "#matter/exchange";
import type { Limit, Route } from "#kernel/http";

// Eight photographs at once are held in memory; nobody but a counterpart sends more than a few words.
const LIMIT: Limit = { name: "exchange", atOnce: 4, perMinute: 240 };

/** Where counterparts outside send their messages: one address. Who they are is said by their signature; the answer is signed as well. */
export const exchangeRoutes: Route[] = [
  {
    method: "POST",
    path: MESSAGES,
    who: "anyone",
    site: "api",
    key: "none",
    limit: LIMIT,
    raw: { type: CONTENT_TYPE, most: MOST_BYTES },
    summary: "Exchange: a signed message of a counterpart; the answer is a signed receipt, or why not.",
    // What stands before the message was read: signed by nobody, so it is no answer to it.
    refused: ({ status, code, message }) => ({ status, type: "application/json; charset=utf-8", content: JSON.stringify({ code, say: message }) }),
    async handle({ raw, header }, ctx) {
      const { status, bytes } = await receive(ctx, { bytes: raw!, header });
      return { kind: "bytes", content: bytes, type: CONTENT_TYPE, inline: true, status, headers: headersOf(await sign(ctx, bytes)) };
    },
  },
];
