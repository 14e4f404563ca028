import type { FastifyInstance } from "fastify";
import { codeNow } from "#people/identity";
import { DEMO_PASSWORD, DEMO_TOTP } from "../src/seed/people.ts";
import type { TestCity } from "./city.ts";

export { DEMO_PASSWORD, DEMO_TOTP } from "../src/seed/people.ts";
export { serve } from "../src/city.ts";

export interface Answer {
  status: number;
  html: string;
  location: string;
}

/** A browser of one member of staff: keeps cookies, sends the token of the last page with every form. */
export class ConsoleBrowser {
  readonly cookies = new Map<string, string>();
  token = "";
  readonly app: FastifyInstance;

  constructor(app: FastifyInstance) {
    this.app = app;
  }

  async send(method: "GET" | "POST", url: string, body?: Record<string, string>): Promise<Answer> {
    const reply = await this.app.inject({
      method,
      url,
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(body && { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(body && { payload: new URLSearchParams({ _token: this.token, ...body }).toString() }),
    });
    for (const { name, value } of reply.cookies) this.cookies.set(name, value);
    this.token = /name="_token" value="([^"]+)"/.exec(reply.payload)?.[1] ?? this.token;
    return { status: reply.statusCode, html: reply.payload, location: String(reply.headers.location ?? "") };
  }

  /** A form with a file. */
  async upload(url: string, file: { name: string; content: Buffer }): Promise<Answer> {
    const mark = "-----part";
    const part = (head: string, content: Buffer | string): Buffer =>
      Buffer.concat([Buffer.from(`--${mark}\r\n${head}\r\n\r\n`), Buffer.from(content as Buffer), Buffer.from("\r\n")]);
    const payload = Buffer.concat([
      part('content-disposition: form-data; name="_token"', this.token),
      part(`content-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: application/octet-stream`, file.content),
      Buffer.from(`--${mark}--\r\n`),
    ]);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const reply = await this.app.inject({ method: "POST", url, headers: { cookie, "content-type": `multipart/form-data; boundary=${mark}` }, payload });
    this.token = /name="_token" value="([^"]+)"/.exec(reply.payload)?.[1] ?? this.token;
    return { status: reply.statusCode, html: reply.payload, location: "" };
  }

  get(url: string): Promise<Answer> {
    return this.send("GET", url);
  }

  post(url: string, body: Record<string, string>): Promise<Answer> {
    return this.send("POST", url, body);
  }
}

/** Signs a member of staff in; each time half a minute later, since a code works once. */
export async function signedIn(city: TestCity, app: FastifyInstance, username: string): Promise<ConsoleBrowser> {
  city.now = new Date(city.now.getTime() + 30_000);
  const browser = new ConsoleBrowser(app);
  await browser.get("/console/sign-in");
  const { status, html } = await browser.post("/console/sign-in", { username, password: DEMO_PASSWORD, code: codeNow(city.ctx(), DEMO_TOTP) });
  if (status !== 303) throw new Error(`${username} could not sign in: ${html.slice(0, 200)}`);
  return browser;
}
