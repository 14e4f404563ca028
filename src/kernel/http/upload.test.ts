import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { silent, type Actor, type Ctx } from "#kernel/ctx";
import type { FastifyInstance } from "fastify";
import { json } from "./route.ts";
import { buildServer } from "./server.ts";

let app: FastifyInstance;
afterEach(async () => app.close());

const pause = (time: number): Promise<void> => new Promise((resume) => setTimeout(resume, time));
const worker: Actor = { kind: "staff", id: "sangye", name: "桑叶" };
const HEAD = "POST /api/v1/files HTTP/1.1\r\nhost: x\r\nauthorization: Bearer 0123456789abcdef\r\ncontent-type: multipart/form-data; boundary=b\r\n";
const PART = '--b\r\ncontent-disposition: form-data; name="note"\r\n\r\nx\r\n';

/** A server that takes its time to say who may bring files. */
async function listening(admitting: number): Promise<number> {
  app = await buildServer({
    routes: [
      {
        method: "POST",
        path: "/api/v1/files",
        who: "anyone",
        site: "api",
        admit: () => pause(admitting),
        handle: ({ body }) => json({ note: body["note"] }),
      },
    ],
    secureCookies: false,
    tokenKey: Buffer.alloc(32),
    makeCtx: (actor) => ({ actor, log: silent, files: {} }) as unknown as Ctx,
    authenticate: async () => worker,
    grants: () => true,
    errorPage: () => "",
    healthy: async () => true,
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  return (app.server.address() as { port: number }).port;
}

/** Sends half a form and is gone after a while. */
async function breakOff(port: number, after: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  await new Promise<void>((done) => socket.once("connect", () => done()));
  socket.write(`${HEAD}content-length: 5000\r\n\r\n${PART}`);
  await pause(after);
  socket.destroy();
}

test("whose line broke while the server asked whether they may send takes nobody's place: the next form is read", async () => {
  const port = await listening(150);
  for (const after of [20, 60, 100, 140, 200, 250]) await breakOff(port, after);
  await pause(400);
  const whole = `${PART}--b--\r\n`;
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/files`, {
    method: "POST",
    headers: { authorization: "Bearer 0123456789abcdef", "content-type": "multipart/form-data; boundary=b" },
    body: whole,
  });
  expect([answer.status, await answer.json()]).toEqual([200, { note: "x" }]);
});
