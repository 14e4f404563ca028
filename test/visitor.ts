import type { FastifyInstance } from "fastify";
import { serve } from "../src/city.ts";
import { demoCast } from "../src/seed/people.ts";
import type { TestCity } from "./city.ts";

/** An answer of the city: status, page, and where it leads. */
export interface Answer {
  status: number;
  html: string;
  to: string;
}

/** Somebody with a browser: keeps cookies, carries the form token back. */
export interface Visitor {
  get(path: string): Promise<Answer>;
  post(path: string, fields?: Record<string, string | string[]>): Promise<Answer>;
  /** A form with a file. */
  send(path: string, fields: Record<string, string>, file: { field: string; name: string; content: string | Buffer }): Promise<Answer>;
  cookies: Record<string, string>;
}

/** The portal as people come to it. */
export interface Portal {
  visitor(): Visitor;
  /** A person of people.yaml, signed in. */
  signedIn(id: string): Promise<Visitor>;
  /** 陈小满, acting for her restaurant. */
  owner(): Promise<Visitor>;
  close(): Promise<void>;
}

/** Addresses of visitors: each comes from a place of their own. */
let places = 0;

function visitorOf(app: FastifyInstance): Visitor {
  const remoteAddress = `198.51.100.${(places = (places % 250) + 1)}`;
  const cookies: Record<string, string> = {};
  let token = "";
  async function call(method: "GET" | "POST", url: string, payload?: string | Buffer, type = "application/x-www-form-urlencoded"): Promise<Answer> {
    const answer = await app.inject({ method, url, cookies, remoteAddress, ...(payload !== undefined && { payload, headers: { "content-type": type } }) });
    for (const { name, value } of answer.cookies) cookies[name] = value;
    token = /name="_token" value="([^"]+)"/.exec(answer.body)?.[1] ?? token;
    return { status: answer.statusCode, html: answer.body, to: String(answer.headers.location ?? "") };
  }
  return {
    cookies,
    get: (path) => call("GET", path),
    post(path, fields = {}) {
      const body = new URLSearchParams({ _token: token });
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
      return call("POST", path, body.toString());
    },
    send(path, fields, file) {
      const mark = "-----part";
      const parts = Object.entries({ _token: token, ...fields }).map(
        ([name, value]) => `--${mark}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      );
      const head = `--${mark}\r\ncontent-disposition: form-data; name="${file.field}"; filename="${file.name}"\r\ncontent-type: application/pdf\r\n\r\n`;
      const payload = Buffer.concat([Buffer.from(parts.join("") + head), Buffer.from(file.content as string), Buffer.from(`\r\n--${mark}--\r\n`)]);
      return call("POST", path, payload, `multipart/form-data; boundary=${mark}`);
    },
  };
}

/** Serves a city's portal to visitors. Close it before the city. */
export async function openPortal(city: TestCity): Promise<Portal> {
  const app = await serve(city);
  const visitor = (): Visitor => visitorOf(app);
  async function signedIn(id: string): Promise<Visitor> {
    const { name, id_number } = demoCast().people.get(id)!;
    const person = visitor();
    await person.get("/sign-in");
    const { to } = await person.post("/sign-in", { name, id_number, back: "/agency" });
    await person.get(to);
    return person;
  }
  return {
    visitor,
    signedIn,
    async owner() {
      const person = await signedIn("chen-xiaoman");
      const { html } = await person.get("/agency");
      await person.post("/agency", { party: /name="party" value="([^"]+\.[^"]+)"/.exec(html)![1]! });
      return person;
    },
    close: () => app.close(),
  };
}
