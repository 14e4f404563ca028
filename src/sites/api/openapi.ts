import { version } from "#kernel/config";
import { json, type Route } from "#kernel/http";
import { takesKey } from "./keyed.ts";
import type { TSchema } from "@sinclair/typebox";

const PROBLEM = {
  description: "A problem in plain Chinese (RFC 9457)",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

function parameters(place: "path" | "query", schema: TSchema | undefined): object[] {
  const { properties = {}, required = [] } = (schema ?? {}) as { properties?: Record<string, TSchema>; required?: string[] };
  return Object.entries(properties).map(([name, each]) => ({ name, in: place, required: place === "path" || required.includes(name), schema: each }));
}

function operation(route: Route): object {
  const { params, query, body, response } = route.schema ?? {};
  const file = { type: "string", format: "binary" };
  // Only what is handed in for a matter is handed in for one of its materials.
  const form = params ? { material: { type: "string" }, file } : { file };
  const content =
    route.upload || route.admit
      ? { "multipart/form-data": { schema: { type: "object", properties: form, required: Object.keys(form) } } }
      : body && { "application/json": { schema: body } };
  const key = {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    schema: { type: "string", minLength: 8, maxLength: 100 },
    description: "Of the caller and whom they act for: the same key gives the same answer and does nothing twice; for another request it is refused.",
  };
  return {
    summary: route.summary,
    "x-who": route.who,
    ...(route.who !== "anyone" && { security: [{ bearer: [] }] }),
    parameters: [...parameters("path", params), ...parameters("query", query), ...(takesKey(route) ? [key] : [])],
    ...(content && { requestBody: { required: true, content } }),
    responses: { "2XX": { description: "Done", content: { "application/json": response ? { schema: response } : {} } }, default: PROBLEM },
  };
}

/** The OpenAPI 3.1 description of a list of routes, from the very schemas that check their input. */
export function describe(routes: Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(route);
  }
  const Problem = {
    type: "object",
    properties: {
      type: { type: "string" },
      title: { type: "string" },
      status: { type: "integer" },
      code: { type: "string" },
      fields: { type: "object", additionalProperties: { type: "string" } },
    },
    required: ["type", "title", "status", "code"],
  };
  return {
    openapi: "3.1.0",
    info: { title: "一网 Yiwang", version: version(), description: "Everything in the main job, from application to licence, by token." },
    paths,
    components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } }, schemas: { Problem } },
  };
}

/** The route that serves the description; made once. */
export function openapiRoute(routes: Route[]): Route {
  const description = describe(routes);
  return { method: "GET", path: "/openapi.json", who: "anyone", site: "api", summary: "This description.", handle: () => json(description) };
}
