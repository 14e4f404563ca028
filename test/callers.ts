import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { actFor, actorOf, openSession } from "#people/identity";
import { hmacSm3 } from "#crypto/crypto";
import { secretFile } from "#kernel/db";
import { SESSION_COOKIE, type Route } from "#kernel/http";
import { FORM_COOKIE, formToken, newFormCookie } from "../src/kernel/http/token.ts";
import { serve } from "../src/city.ts";
import type { TestCity } from "./city.ts";

/** Everybody who may knock: nobody in particular, a person, a person for their firm, and one member of staff of each role. */
export const CALLERS = {
  anonymous: undefined,
  person: { person: "wu-shouchang" },
  agent: { person: "jiang-li", organisation: "jiali-market" },
  acceptor: { staff: "linjing" },
  reviewer: { staff: "zhouwen" },
  inspector: { staff: "tanglei" },
  decider: { staff: "gaojian" },
  supervisor: { staff: "sujin" },
  administrator: { staff: "admin" },
  auditor: { staff: "shenji" },
  "security-administrator": { staff: "anlan" },
  "flow-administrator": { staff: "xuran" },
  "seal-keeper": { staff: "yinhe" },
  seat: { staff: "sunli" },
  handler: { staff: "liuhong" },
  dispatcher: { staff: "zhaoyun" },
  watcher: { staff: "qinsi" },
} as const satisfies Record<string, { person: string; organisation?: string } | { staff: string } | undefined>;

export type CallerName = keyof typeof CALLERS;

/** Who somebody is to the server: a session as cookie, another as bearer token, a form cookie. */
export interface Credentials {
  session?: string;
  bearer?: string;
  form: string;
}

/** What a request brings besides its credentials. */
export interface Knock {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
  headers?: Record<string, string>;
  /** The hidden field; the right one unless named, none when null. */
  token?: string | null;
  /** A file that comes with the form. */
  file?: { name: string; content: Buffer; field?: string };
  /** Where it comes from. */
  address?: string;
}

/** A form with a file, as a browser sends it. */
export function multipart(
  fields: Record<string, string>,
  file: { name: string; content: Buffer; field?: string },
  field = file.field ?? "file",
): { payload: Buffer; "content-type": string } {
  const boundary = "yiwang-test-boundary";
  const parts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  );
  const head = Buffer.from(
    `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
  );
  return {
    payload: Buffer.concat([...parts, head, file.content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    "content-type": `multipart/form-data; boundary=${boundary}`,
  };
}

/** The city's server without a port, and keys to it. */
export interface Doors {
  app: FastifyInstance;
  credentials(who: { person: string; organisation?: string } | { staff: string } | undefined): Promise<Credentials>;
  tokenFor(credentials: Credentials): string;
  knock(route: Route, credentials: Credentials, knock?: Knock): Promise<LightMyRequestResponse>;
}

/** An address of a route with its parameters filled in; those not named are ids of nothing. */
export function addressOf(route: Route, params: Record<string, string> = {}): string {
  return route.path.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(params[name] ?? "01890000-0000-7000-8000-000000000000"));
}

/** Opens the doors of a test city. */
export async function openDoors(city: TestCity): Promise<Doors> {
  const app = await serve(city);
  const key = hmacSm3(Buffer.from(secretFile(city.config.masterKeyFile), "hex"), "form token");
  const tokenFor = ({ form, session }: Credentials): string => formToken(key, form, session);

  async function session(ctx: Awaited<ReturnType<TestCity["person"]>>, bearer: boolean): Promise<string> {
    const { kind, id, onBehalf } = ctx.actor;
    const secret = await openSession(city.ctx(), { kind: kind as "person" | "staff", id }, "127.0.0.1", bearer);
    if (onBehalf) await actFor(city.ctx(await actorOf(city.ctx(), secret, bearer)), onBehalf);
    return secret;
  }

  return {
    app,
    tokenFor,
    async credentials(who) {
      if (!who) return { form: newFormCookie() };
      const ctx = "staff" in who ? await city.staff(who.staff) : await city.person(who.person, who.organisation);
      return { session: await session(ctx, false), bearer: await session(ctx, true), form: newFormCookie() };
    },
    knock(route, credentials, { params, query = {}, body = {}, headers = {}, token = tokenFor(credentials), file, address } = {}) {
      const sends = route.method !== "GET";
      const fields = { ...body, ...(route.site !== "api" && token !== null && { _token: token }) } as Record<string, string>;
      const { payload, "content-type": type } = file
        ? multipart(fields, file)
        : route.site === "api"
          ? { payload: JSON.stringify(body), "content-type": "application/json" }
          : { payload: new URLSearchParams(fields).toString(), "content-type": "application/x-www-form-urlencoded" };
      return app.inject({
        method: route.method,
        url: addressOf(route, params),
        ...(address && { remoteAddress: address }),
        query,
        headers: {
          ...(sends && { "content-type": type }),
          ...(route.site === "api" && credentials.bearer && { authorization: `Bearer ${credentials.bearer}` }),
          ...headers,
        },
        ...(route.site !== "api" && { cookies: { [FORM_COOKIE]: credentials.form, ...(credentials.session && { [SESSION_COOKIE]: credentials.session }) } }),
        ...(sends && { payload }),
      });
    },
  };
}

/** Every row of the city as one fingerprint a table, so that "nothing was written" can be held to the letter. */
export async function fingerprint(city: TestCity): Promise<Record<string, string>> {
  const { rows } = await city.database.owner.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname <> all ('{information_schema,graphile_worker,public,kernel,http}') and n.nspname !~ '^pg_' order by 1`,
  );
  // The database reckons them: the rows themselves would be megabytes each time.
  const prints = rows.map(
    ({ name }) =>
      `select '${name}' as name, count(*) || ' rows ' || left(encode(sha256(convert_to(coalesce(string_agg(t::text, E'\\n' order by t::text collate "C"), ''), 'UTF8')), 'hex'), 12) as print from ${name} t`,
  );
  const found = await city.database.owner.query<{ name: string; print: string }>(prints.join(" union all "));
  return Object.fromEntries(found.rows.map(({ name, print }) => [name, print]));
}
