import type { FastifyInstance } from "fastify";
import { SaxesParser } from "saxes";
import type { TestCity } from "./city.ts";
import { multipart } from "./callers.ts";

// A client of Open311 GeoReport v2 as tests have it.

const BASE = "/open311/v2";
export const LAMP = { service_code: "event-lamp", lat: "26.65", long: "118.12" };

/** The number that an answer gives. */
export const idOf = (answer: { json(): unknown }): string => (answer.json() as { service_request_id: string }[])[0]!.service_request_id;

/** Calls of a client by its key. */
export function clientOf(city: TestCity, app: FastifyInstance, key: string) {
  let [asked, day] = [0, 0];
  // Another address with every sixty calls: nobody here calls oftener than a client may.
  const remoteAddress = (): string => `10.0.0.${1 + Math.floor(asked++ / 60)}`;
  const send = (path: string, payload: string | Buffer, type: string) =>
    app.inject({ method: "POST", url: `${BASE}${path}`, payload, headers: { "content-type": type }, remoteAddress: remoteAddress() });
  const get = (path: string) => app.inject({ method: "GET", url: `${BASE}${path}`, remoteAddress: remoteAddress() });
  const form = (path: string, fields: Record<string, string | string[]>, api: string | null = key) => {
    const written = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...(api !== null && { api_key: api }), ...fields }))
      for (const one of [value].flat()) written.append(name, one);
    return send(path, written.toString(), "application/x-www-form-urlencoded");
  };
  return {
    get,
    form,
    asJson: async <T = Record<string, unknown>[]>(path: string): Promise<T> => (await get(path)).json<T>(),
    /** Sends a report; each on a day of its own, so that none is joined to another. */
    post(fields: Record<string, string | string[]>, { format = "json", api = key as string | null, joined = false } = {}) {
      if (!joined) city.now = new Date(`2026-${String(1 + Math.floor(day / 28)).padStart(2, "0")}-${String(1 + (day++ % 28)).padStart(2, "0")}T10:00:00+08:00`);
      return form(`/requests.${format}`, fields, api);
    },
    /** Sends a form with a file. */
    sendFile(path: string, fields: Record<string, string>, file: Parameters<typeof multipart>[1]) {
      const { payload, "content-type": type } = multipart({ api_key: key, ...fields }, file);
      return send(path, payload, type);
    },
  };
}

/** An answer in XML as JSON has it: elements of a list as an array, text as text. */
export function read(xml: string): unknown {
  type Node = { name: string; children: Node[]; text: string };
  const root: Node = { name: "", children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name }) => {
    const node = { name, children: [], text: "" };
    open.at(-1)!.children.push(node);
    open.push(node);
  });
  parser.on("text", (text) => void (open.at(-1)!.text += text));
  parser.on("closetag", () => void open.pop());
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(xml).close();
  const lists = new Set(["services", "service_requests", "service_request_updates", "errors", "attributes", "values", "formats", "endpoints"]);
  const plain = ({ name, children, text }: Node): unknown =>
    lists.has(name)
      ? children.map(plain)
      : children.length === 0
        ? text === ""
          ? null
          : text
        : Object.fromEntries(children.map((child) => [child.name, plain(child)]));
  return plain(root.children[0]!);
}
