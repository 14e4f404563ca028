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

test.each<[string, unknown, number]>([
  ["a full disk", Object.assign(new Error("no space left"), { code: "ENOSPC" }), 503],
  ["a disk that may only be read", Object.assign(new Error("x"), { code: "EROFS" }), 503],
  ["a full disk of the database", Object.assign(new Error("x"), { code: "53100" }), 503],
  ["a database that starts", Object.assign(new Error("x"), { code: "57P03" }), 503],
  ["a connection that broke", new Error("Client has encountered a connection error and is not queryable"), 503],
  ["a connection that ended", new Error("Connection terminated unexpectedly"), 503],
  ["one that nobody got", new Error("timeout exceeded when trying to connect"), 503],
  ["what lies behind an error", new Error("the file was not kept", { cause: Object.assign(new Error("x"), { code: "EDQUOT" }) }), 503],
  ["one of several addresses", new AggregateError([Object.assign(new Error("x"), { code: "ECONNREFUSED" })]), 503],
  ["a mistake of ours", new TypeError("x is not a function"), 500],
  ["a broken rule of a table", Object.assign(new Error("x"), { code: "23514" }), 500],
])("%s is answered as what it is, with a time to come back", async (_what, error, status) => {
  const app = await buildServer({
    routes: [
      {
        method: "GET",
        path: "/api/v1/thing",
        who: "anyone",
        site: "api",
        handle: () => {
          throw error;
        },
      },
    ],
    secureCookies: false,
    tokenKey: Buffer.alloc(32),
    makeCtx: () => ({ actor: anonymous, log: silent }) as unknown as Ctx,
    authenticate: async () => anonymous,
    grants: () => false,
    errorPage: () => "",
    healthy: async () => true,
  });
  const answer = await app.inject({ url: "/api/v1/thing" });
  await app.close();
  expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([status, status === 503 ? "60" : undefined]);
});
