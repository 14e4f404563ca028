import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anonymous, silent, type Ctx } from "#kernel/ctx";
import { unauthenticated } from "#values/errors";
import { writtenProperly } from "./client-error.ts";
import { buildServer } from "./server.ts";

type App = Awaited<ReturnType<typeof buildServer>>;
let app: App;
let port: number;
beforeAll(async () => {
  const page = (path: string): object => ({
    method: "GET",
    path,
    who: "anyone",
    site: "portal",
    handle: ({ query }: { query: { q?: string } }) => ({ kind: "page", html: query.q ?? "" }),
  });
  const closed = (path: string, site: string): object => ({ method: "GET", path, who: "person", site, handle: () => Promise.reject(unauthenticated()) });
  app = await buildServer({
    routes: [page("/search"), closed("/my", "portal"), closed("/api/v1/me", "api")] as never,
    secureCookies: false,
    tokenKey: Buffer.alloc(32),
    makeCtx: () => ({ actor: anonymous, log: silent }) as unknown as Ctx,
    authenticate: async () => anonymous,
    grants: () => false,
    errorPage: (site, refusal) => `<p lang="zh-CN">${site} ${refusal.message}</p>`,
    healthy: async () => true,
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  port = (app.server.address() as { port: number }).port;
});
afterAll(() => app.close());

/** Sends bytes as they are and gives the whole answer. */
function sent(bytes: Buffer | string): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(port, "127.0.0.1");
    let answer = "";
    socket.on("data", (chunk: Buffer) => (answer += chunk.toString()));
    socket.on("close", () => done(answer));
    socket.on("error", fail);
    socket.write(bytes);
  });
}

describe("what the reader of HTTP cannot read", () => {
  test("a search whose letters were sent as bytes is led to the address as it ought to be", async () => {
    const answer = await sent("GET /search?q=公积金&page=2 HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 303 /);
    const location = /location: (.*)\r\n/.exec(answer)![1]!;
    expect(location).toBe("/search?q=%E5%85%AC%E7%A7%AF%E9%87%91&page=2");
    expect((await app.inject({ url: location })).body).toBe("公积金");
  });

  test("bytes of GB 18030 are read as such", async () => {
    const gbk = Buffer.from([0xb9, 0xab, 0xbb, 0xfd, 0xbd, 0xf0]); // 公积金
    expect(await sent(Buffer.concat([Buffer.from("GET /search?q="), gbk, Buffer.from(" HTTP/1.1\r\nHost: x\r\n\r\n")]))).toContain(
      "location: /search?q=%E5%85%AC%E7%A7%AF%E9%87%91\r\n",
    );
  });

  test.each([
    ["a method that is none", "HOLEN / HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["no HTTP at all", "\x16\x03\x01\x02\x00\x01\r\n\r\n"],
    ["a post with such an address", "POST /search?q=公积金 HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"],
    ["a header without a name", "GET /search HTTP/1.1\r\n: x\r\n\r\n"],
  ])("%s is answered by our page in Chinese", async (_what, bytes) => {
    const answer = await sent(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain("text/html; charset=utf-8");
    expect(answer).toContain("portal 这个请求不完整");
    expect(answer).toContain("content-security-policy: ");
  });

  test("headers too large are told as such, to a program as a problem", async () => {
    const answer = await sent(`GET /api/v1/me HTTP/1.1\r\nHost: x\r\nCookie: ${"a".repeat(20_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain("application/problem+json");
    expect(JSON.parse(answer.split("\r\n\r\n")[1]!)).toMatchObject({ status: 431, title: expect.stringContaining("Cookie") });
  });

  test("nobody is led to another host", () => {
    const read = (line: string): string | undefined => writtenProperly(Object.assign(new Error(), { code: "HPE_INVALID_URL", rawPacket: Buffer.from(line) }));
    expect(read("GET //evil.example/公 HTTP/1.1\r\n")).toBeUndefined();
    expect(read("GET /\\evil.example/公 HTTP/1.1\r\n")).toBeUndefined();
    expect(read("GET https://evil.example/公 HTTP/1.1\r\n")).toBeUndefined();
    expect(read("GET /search?q=a HTTP/1.1\r\n")).toBeUndefined();
  });
});

describe("who is not signed in", () => {
  test("is told by the API how to, and nothing of it is kept by a cache", async () => {
    const { statusCode, headers } = await app.inject({ url: "/api/v1/me" });
    expect([statusCode, headers["www-authenticate"], headers["cache-control"]]).toEqual([401, "Bearer", "no-store"]);
  });

  test.each(["GET", "HEAD"] as const)("is led to the sign-in by a page, asked by %s", async (method) => {
    const { statusCode, headers } = await app.inject({ method, url: "/my" });
    expect([statusCode, headers.location, headers["cache-control"]]).toEqual([303, "/sign-in?back=%2Fmy", "no-store"]);
  });
});
