import { assets } from "#ui";
import Fastify from "fastify";
import { serve } from "../src/city.ts";
import { rate, tell } from "./figure.ts";
import { inCity } from "./place.ts";

const GUIDE = "/items/food-licence";
const REQUESTS = 6000;
const WORKERS = 32;

/** Requests a second over kept-alive connections to a page; every answer must be whole. */
async function load(url: string): Promise<number> {
  const expected = (await (await fetch(url)).text()).length;
  const once = async (): Promise<void> => {
    const text = await (await fetch(url)).text();
    if (text.length !== expected) throw new Error(`${url} answered ${text.length} characters, not ${expected}`);
  };
  await rate(500, WORKERS, once);
  return rate(REQUESTS, WORKERS, once);
}

await inCity(async (city) => {
  const app = await serve(city);
  await app.listen({ port: 0, host: "127.0.0.1" });
  const plain = Fastify();
  const base = `http://127.0.0.1:${(app.server.address() as { port: number }).port}`;
  const html = await (await fetch(`${base}${GUIDE}`)).text();
  // The baseline sends the very same bytes from memory: what is left of the difference is ours.
  plain.get("/", (_request, reply) => reply.type("text/html; charset=utf-8").send(html));
  await plain.listen({ port: 0, host: "127.0.0.1" });
  const baseline = await load(`http://127.0.0.1:${(plain.server.address() as { port: number }).port}/`);
  const guide = await load(`${base}${GUIDE}`);
  tell({ name: "guide.requests", value: guide, unit: "pages/s", baseline });
  const linked = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1]!);
  let bytes = Buffer.byteLength(html);
  for (const path of new Set(linked))
    bytes +=
      assets().get(path)?.brotli?.length ?? (await (await fetch(`${base}${path}`, { headers: { "accept-encoding": "br, gzip" } })).arrayBuffer()).byteLength;
  tell({ name: "guide.first-visit", value: bytes / 1024, unit: "KB" });
  await plain.close();
  await app.close();
});
