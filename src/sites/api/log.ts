import { Type } from "@sinclair/typebox";
import { checkpointAt, latestCheckpoint, proveConsistency } from "#proof/log";
import { json, type Route } from "#kernel/http";

const Size = Type.String({ pattern: "^[1-9][0-9]{0,14}$" });

/** The log as anybody may watch it: signed roots and the way between them, nothing of any matter. */
export const logRoutes: Route[] = [
  {
    method: "GET",
    path: "/api/v1/log/checkpoint",
    who: "anyone",
    site: "api",
    summary: "The newest signed root of the log of all acts and looks.",
    async handle(_incoming, ctx) {
      return json(await latestCheckpoint(ctx));
    },
  },
  {
    method: "GET",
    path: "/api/v1/log/checkpoints/:size",
    who: "anyone",
    site: "api",
    summary: "The signed root at exactly this size.",
    schema: { params: Type.Object({ size: Size }) },
    async handle({ params }, ctx) {
      return json(await checkpointAt(ctx, Number(params["size"])));
    },
  },
  {
    method: "GET",
    path: "/api/v1/log/consistency",
    who: "anyone",
    site: "api",
    summary: "Hashes that prove the log of one size to be the beginning of that of another (RFC 9162 §2.1.4).",
    schema: { query: Type.Object({ older: Size, newer: Size }, { additionalProperties: false }) },
    async handle({ query }, ctx) {
      const [older, newer] = [Number(query["older"]), Number(query["newer"])];
      return json({ older, newer, path: await proveConsistency(ctx, older, newer) });
    },
  },
];
