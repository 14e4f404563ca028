import { Type } from "@sinclair/typebox";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Limit, Reply, Route } from "#kernel/http";
import { notFound } from "#values/errors";
import { moment, written, type Format, type Value } from "./format.ts";
import { refused } from "./refused.ts";
import { report } from "./report.ts";
import { listRequests, listUpdates, requestBy } from "./requests.ts";
import { update } from "./update.ts";
import { definitionOf, listServices } from "./offered.ts";

const BASE = "/open311/v2";
const FORMATS: readonly Format[] = ["xml", "json"];
/** When what is answered here last changed its shape. */
const CHANGED = new Date("2026-11-30T00:00:00+08:00");
// A client asks every few minutes; one that fetches a year by pages has room too.
const LIMIT: Limit = { name: "open311", atOnce: 4, perMinute: 120 };
const EVERYBODY = { "access-control-allow-origin": "*" };
// What clients send beside what we read is theirs to send: FixMyStreet and others add parameters of their own.
const Anything = Type.Record(Type.String(), Type.Unknown());

interface Call {
  method: "GET" | "POST";
  path: string;
  root: string;
  summary: string;
  answer(incoming: Incoming, ctx: Ctx): Promise<Value> | Value;
}

async function discovery(ctx: Ctx): Promise<Value> {
  const changeset = moment(CHANGED);
  const formats = { of: "format", items: ["text/xml", "application/json"] };
  const endpoint = { specification: "http://wiki.open311.org/GeoReport_v2", url: `${ctx.publicUrl}${BASE}`, changeset, type: "production", formats };
  const contact = "密钥请向城市运行平台的管理员申请；有问题请拨打 12345。";
  return { changeset, contact, key_service: contact, endpoints: { of: "endpoint", items: [endpoint] } };
}

const CALLS: readonly Call[] = [
  { method: "GET", path: "/discovery", root: "discovery", summary: "Open311: what is offered here.", answer: (_incoming, ctx) => discovery(ctx) },
  { method: "GET", path: "/services", root: "services", summary: "Open311: what may be reported.", answer: (_incoming, ctx) => listServices(ctx) },
  {
    method: "GET",
    path: "/services/:code",
    root: "service_definition",
    summary: "Open311: what is asked for a service.",
    answer: ({ params }, ctx) => definitionOf(ctx, params["code"]!),
  },
  { method: "GET", path: "/requests", root: "service_requests", summary: "Open311: what was reported.", answer: ({ query }, ctx) => listRequests(ctx, query) },
  {
    method: "POST",
    path: "/requests",
    root: "service_requests",
    summary: "Open311: report something; by key.",
    answer: (incoming, ctx) => report(ctx, incoming),
  },
  {
    method: "GET",
    path: "/requests/:id",
    root: "service_requests",
    summary: "Open311: one report.",
    answer: ({ params }, ctx) => requestBy(ctx, params["id"]!),
  },
  {
    method: "GET",
    path: "/tokens/:token",
    root: "service_requests",
    summary: "Open311: every report gets its number at once, so there are no tokens.",
    answer: () => {
      throw notFound("凭据");
    },
  },
  {
    method: "GET",
    path: "/servicerequestupdates",
    root: "service_request_updates",
    summary: "Open311: steps of what was reported.",
    answer: ({ query }, ctx) => listUpdates(ctx, query),
  },
  {
    method: "POST",
    path: "/servicerequestupdates",
    root: "service_request_updates",
    summary: "Open311: something more of what was reported; by the same key.",
    answer: (incoming, ctx) => update(ctx, incoming),
  },
];

/** The addresses of Open311 GeoReport v2: each call in each format. */
export const open311Routes: Route[] = CALLS.flatMap(({ method, path, root, summary, answer }) =>
  FORMATS.map((format): Route => ({
    method,
    path: `${BASE}${path}.${format}`,
    who: "anyone",
    site: "api",
    key: "none",
    limit: LIMIT,
    summary,
    schema: method === "GET" ? { query: Anything } : {},
    refused: refused(format),
    // A key stands in the form itself: what came is forgotten where it is none. How much may come is the limit's to hold.
    ...(method === "POST" && { admit: () => Promise.resolve() }),
    async handle(incoming, ctx): Promise<Reply> {
      const { type, content } = written(format, root, await answer(incoming, ctx));
      return { kind: "bytes", type, content, inline: true, headers: EVERYBODY };
    },
  })),
);
