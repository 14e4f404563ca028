import { expect, test } from "vitest";
import { anonymous, silent, type Ctx } from "#kernel/ctx";
import { json } from "./index.ts";
import { depthOf } from "./nesting.ts";
import { buildServer } from "./server.ts";

test.each<[string, number]>([
  ["1", 0],
  ["[]", 1],
  ['{"a":[{"b":1}]}', 3],
  ['{"a":"[[[{{{","b":"\\"[[["}', 1],
  ["[".repeat(5000), 5000],
])("the depth of %j is %i", (text, depth) => expect(depthOf(text)).toBe(depth));

test("JSON nested deeper than any form is refused in words before anything walks it", async () => {
  const app = await buildServer({
    routes: [{ method: "POST", path: "/api/v1/echo", who: "anyone", site: "api", handle: async ({ body }) => json(body) }],
    secureCookies: false,
    tokenKey: Buffer.alloc(32),
    makeCtx: () => ({ actor: anonymous, log: silent }) as unknown as Ctx,
    authenticate: async () => anonymous,
    grants: () => false,
    errorPage: () => "",
    healthy: async () => true,
  });
  const post = (payload: string) => app.inject({ method: "POST", url: "/api/v1/echo", headers: { "content-type": "application/json" }, payload });
  const nested = (levels: number): string => `{"a":${"[".repeat(levels)}${"]".repeat(levels)}}`;
  expect((await post(nested(99))).statusCode).toBe(200);
  for (const levels of [100, 5000, 200_000]) {
    const answer = await post(nested(levels));
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, "TOO_DEEP"]);
  }
  // What the server's own parser refuses it still refuses.
  expect((await post('{"__proto__":{"a":1}}')).statusCode).toBe(400);
  expect((await post("{")).statusCode).toBe(400);
  await app.close();
});
