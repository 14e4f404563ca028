import { expect, test } from "vitest";
import { anonymous, silent, type Ctx } from "#kernel/ctx";
import { json } from "./route.ts";
import { buildServer } from "./server.ts";

test.each<[string, number]>([
  ['{"form":{"a":"x\\u0000y"}}', 422],
  ['{"form":{"a":["\\ud800"]}}', 422],
  ['{"form":{"\\u0000":1}}', 422],
  ['{"form":{"a":"𠮷\\n\\t"}}', 200],
])("text that no database holds never reaches one: %s", async (payload, status) => {
  let reached = false;
  const app = await buildServer({
    routes: [{ method: "POST", path: "/api/v1/things", who: "anyone", site: "api", handle: () => ((reached = true), json({})) }],
    secureCookies: false,
    tokenKey: Buffer.alloc(32),
    makeCtx: () => ({ actor: anonymous, log: silent }) as unknown as Ctx,
    authenticate: async () => anonymous,
    grants: () => false,
    errorPage: () => "",
    healthy: async () => true,
  });
  const answer = await app.inject({ method: "POST", url: "/api/v1/things", headers: { "content-type": "application/json" }, payload });
  await app.close();
  expect([answer.statusCode, reached]).toEqual([status, status === 200]);
});
