import { expect, test } from "vitest";
import { anonymous, silent, type Ctx } from "#kernel/ctx";
import { buildServer } from "./server.ts";

test("a fault is written down with its address, and without what was asked for", async () => {
  const written: string[] = [];
  const log = { ...silent, error: (facts: object) => void written.push(JSON.stringify(facts)) };
  const handle = (): never => {
    throw new Error("the disk is full");
  };
  const app = await buildServer({
    routes: [{ method: "GET", path: "/api/v1/verification", who: "anyone", site: "api", handle }],
    secureCookies: false,
    tokenKey: Buffer.alloc(32),
    makeCtx: () => ({ actor: anonymous, log }) as unknown as Ctx,
    authenticate: async () => anonymous,
    grants: () => false,
    errorPage: () => "",
    healthy: async () => true,
  });
  const answer = await app.inject({ url: "/api/v1/verification?code=JZ-7K2M-9QXA-0B3C-TT5W" });
  await app.close();
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain("disk");
  expect(written).toEqual([expect.stringContaining('"url":"/api/v1/verification"')]);
  expect(written.join()).not.toContain("7K2M");
});
