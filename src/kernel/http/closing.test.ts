import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { anonymous, silent, type Ctx } from "#kernel/ctx";
import type { FastifyInstance } from "fastify";
import { json } from "./route.ts";
import { buildServer } from "./server.ts";

let app: FastifyInstance;
afterEach(async () => app.close());

async function listening(work: () => Promise<void>): Promise<number> {
  app = await buildServer({
    routes: [
      {
        method: "POST",
        path: "/api/v1/slow",
        who: "anyone",
        site: "api",
        async handle() {
          await work();
          return json({ done: true });
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
    deadlines: { halfSent: 200, all: 1500 },
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  return (app.server.address() as { port: number }).port;
}

interface Caller {
  socket: Socket;
  said(): string;
  closed: Promise<number>;
}

function caller(port: number, text: string): Promise<Caller> {
  const socket = connect(port, "127.0.0.1");
  let said = "";
  socket.on("data", (data) => (said += data.toString()));
  socket.on("error", () => {});
  const closed = new Promise<number>((done) => socket.once("close", () => done(performance.now())));
  return new Promise((done) => socket.once("connect", () => socket.write(text, () => done({ socket, said: () => said, closed }))));
}

const pause = (time: number): Promise<void> => new Promise((resume) => setTimeout(resume, time));
const WHOLE = "POST /api/v1/slow HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";

test("a stop waits for work in hand and for nobody who has sent half a request, or nothing", async () => {
  const port = await listening(() => pause(700));
  const callers = await Promise.all([
    caller(port, ""),
    caller(port, "POST /api/v1/slow HTTP/1.1\r\nho"),
    caller(port, WHOLE.slice(0, -1)),
    caller(port, "POST /api/v1/slow HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 5000\r\n\r\n--b"),
    caller(port, WHOLE),
  ]);
  await pause(100);
  const begun = performance.now();
  await app.close();
  const ends = await Promise.all(callers.map(({ closed }) => closed));
  expect(ends.map((end) => end - begun < 500)).toEqual([true, true, true, true, false]);
  expect(callers.at(-1)!.said()).toContain('{"done":true}');
  expect(performance.now() - begun).toBeLessThan(1400);
});

test("and not for ever for work that does not end", async () => {
  const port = await listening(() => pause(20_000));
  await caller(port, WHOLE);
  await pause(100);
  const begun = performance.now();
  await app.close();
  expect(performance.now() - begun).toBeLessThan(3000);
});
