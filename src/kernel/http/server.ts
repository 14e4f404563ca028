import formbody from "@fastify/formbody";
import cookie from "@fastify/cookie";
import multipart from "@fastify/multipart";
import addFormats from "ajv-formats";
import localize from "ajv-i18n/localize/zh/index.js";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { anonymous, type Actor, type Ctx } from "#kernel/ctx";
import { forbidden, notFound, Refusal, unauthenticated } from "#values/errors";
import { MAX_FILE_SIZE } from "#kernel/files";
import { watchConnections, type Deadlines } from "./closing.ts";
import { answerRaw, type ClientError, declinedOf, unreadable, writtenProperly } from "./client-error.ts";
import { refusalOf } from "./fault.ts";
import { openGate, withoutPort, type Gate, type Visit } from "./gate.ts";
import { securityHeaders } from "./headers.ts";
import { askedOf, incomingOf, mayBringFiles, onlyText, onlyOwnContent, takeContent, typedOnly } from "./incoming.ts";
import type { Incoming, Reply, Route } from "./route.ts";
import { send } from "./sending.ts";
import type { Stocks } from "./stock.ts";
import { FORM_COOKIE, formToken, KEPT_COOKIE, sameText, SESSION_COOKIE, WAS_COOKIE } from "./token.ts";
import { openSending } from "./upload.ts";

/** What the composition root hands to the server. */
export interface ServerOptions {
  routes: Route[];
  secureCookies: boolean;
  /** Proxies whose X-Forwarded-For is believed, addresses or networks. */
  trustedProxies?: readonly string[];
  /** Key of form tokens. */
  tokenKey: Buffer;
  /** Calls of limited routes, counted for all processes; without it each counts its own. */
  stocks?: Stocks;
  /** Makes the ctx of a request for who asks. */
  makeCtx(actor: Actor): Ctx;
  /** Who stands behind a session cookie or a bearer token; anonymous when nobody. */
  authenticate(ctx: Ctx, credential: { session?: string; bearer?: string }): Promise<Actor>;
  /** Whether the duties of a member of staff grant a permission. */
  grants(actor: Actor, permission: string): boolean;
  /** The one error page, in the look of the site it happened on. `asked` may lack body and files: they are read last. */
  errorPage(site: Route["site"], refusal: Refusal, asked: Incoming, actor: Actor): string;
  /** Keeps what somebody typed whose login had ended; gives a token for their browser, undefined when nobody is known. */
  keepTyped?(
    ctx: Ctx,
    who: { session?: string; was?: string },
    typed: { path: string; fields: Record<string, unknown>; files: boolean },
  ): Promise<string | undefined>;
  /** The page with what its reader typed before; undefined when it is not the page, or not the reader. */
  giveBack?(ctx: Ctx, token: string, html: string): Promise<string | undefined>;
  /** How long a stop waits for whom. */
  deadlines?: Deadlines;
  /** Whether the database answers. */
  healthy(): Promise<boolean>;
}

const PROBLEM = { "content-type": "application/problem+json; charset=utf-8", "cache-control": "no-store" };

/** A refusal as the API tells it (RFC 9457). */
function problemOf({ code, message, status, fields, see }: Refusal): string {
  return JSON.stringify({ type: `urn:yiwang:${code}`, title: message, status, code, ...(fields && { fields }), ...(see && { see }) });
}

const SITES: readonly [RegExp, Route["site"]][] = [
  [/^\/api\//, "api"],
  [/^\/console/, "console"],
  [/^\/field(?![^/?])/, "field"],
];

function mayCall(actor: Actor, route: Route, options: ServerOptions): void {
  const { who } = route;
  if (who === "anyone") return;
  if (actor.kind === "anonymous") throw unauthenticated();
  if (who === "party") return;
  if (who === "person" && actor.kind !== "person") throw forbidden("这里是给办事群众和企业用的，请用个人账号登录。");
  if (who === "staff" && actor.kind !== "staff") throw forbidden("这里是工作人员使用的页面。");
  if (who.startsWith("may:") && (actor.kind !== "staff" || !options.grants(actor, who.slice(4)))) throw forbidden();
}

/** Builds the server; the caller listens. Every route goes the same way: who, token, schema, handler, reply. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const headers = securityHeaders(options.secureCookies);
  const siteOf = (url: string): Route["site"] => SITES.find(([start]) => start.test(url))?.[1] ?? "portal";
  const app = Fastify({
    // An address that the router cannot read is answered like any other that is wrong; cookies are not read by then, so no form token.
    frameworkErrors(error, request, reply) {
      const asked = Object.defineProperty(askedOf(request, reply, options), "formToken", { value: "" });
      void fail(error, { site: siteOf(request.url) }, request, reply.headers(headers), asked);
    },
    // What Node's reader of HTTP declines before there is a request.
    clientErrorHandler(given, socket) {
      const error = given as unknown as ClientError; // Fastify's types describe the packet as JSON has it
      const proper = writtenProperly(error);
      if (proper) return answerRaw(socket, 303, "See Other", { ...headers, location: proper }, "");
      const [declined, asked] = [declinedOf(error), unreadable(error)];
      const site = siteOf(asked.url);
      if (site === "api") return answerRaw(socket, declined.status, "Error", { ...headers, ...PROBLEM }, problemOf(declined));
      answerRaw(
        socket,
        declined.status,
        "Error",
        { ...headers, "content-type": "text/html; charset=utf-8" },
        options.errorPage(site, declined, asked, anonymous),
      );
    },
    // Some proxies name the caller as ip:port: each connection would be another caller.
    rewriteUrl(request) {
      const forwarded = request.headers["x-forwarded-for"];
      if (forwarded !== undefined) request.headers["x-forwarded-for"] = [forwarded].flat().join(",").split(",").map(withoutPort).join(",");
      return request.url ?? "/";
    },
    bodyLimit: 1024 * 1024,
    // Who sends and never ends is cut off; five minutes do for ten large files on a poor line.
    requestTimeout: 300_000,
    ...(options.trustedProxies?.length && { trustProxy: [...options.trustedProxies] }),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    forceCloseConnections: "idle",
    ajv: { customOptions: { allErrors: true, coerceTypes: true, removeAdditional: false }, plugins: [addFormats.default as never] },
    schemaErrorFormatter(errors) {
      localize(errors as never);
      return Object.assign(new Error("validation"), { validation: errors });
    },
  });
  const cutConnections = watchConnections(app.server, options.deadlines);
  app.addHook("preClose", (done) => {
    // After the server has stopped listening: who connects meanwhile is refused, and not cut off.
    setImmediate(cutConnections);
    done();
  });
  await app.register(cookie);
  takeContent(app, options.routes);
  await app.register(formbody, { bodyLimit: 256 * 1024 });
  await app.register(multipart, { limits: { fileSize: MAX_FILE_SIZE, files: 10, fields: 200, fieldSize: 64 * 1024 } });
  app.addHook("onRequest", async (_request, reply) => void reply.headers(headers));

  const gates = new Map<string, Gate>();
  const gateOf = ({ limit }: Route): Gate | undefined => {
    if (limit && !gates.has(limit.name)) gates.set(limit.name, openGate(limit));
    return limit && gates.get(limit.name);
  };
  const sending = openSending();
  const actors = new WeakMap<FastifyRequest, Actor>();

  const mayKeep = ({ cookies }: FastifyRequest, { site, method, scripted }: Route, actor: Actor): boolean =>
    options.keepTyped !== undefined &&
    actor.kind === "anonymous" &&
    site !== "api" &&
    !scripted &&
    method !== "GET" &&
    (cookies[SESSION_COOKIE] ?? cookies[WAS_COOKIE]) !== undefined;

  /** A form of somebody who is signed in no more: kept for them, and they are told. Nothing that goes wrong here is worse than before. */
  async function keep(request: FastifyRequest, reply: FastifyReply, asked: Incoming): Promise<void> {
    const [session, was] = [request.cookies[SESSION_COOKIE], request.cookies[WAS_COOKIE]];
    if (!options.keepTyped || (!session && !was)) return;
    const ctx = options.makeCtx(anonymous);
    try {
      const path = request.url;
      const token = await options.keepTyped(ctx, { ...(session && { session }), ...(was && { was }) }, { path, ...(await typedOnly(request)) });
      if (!token) return;
      reply.setCookie(KEPT_COOKIE, token, { path: "/", httpOnly: true, sameSite: "lax", secure: options.secureCookies, maxAge: 1800 });
      const from = URL.parse(request.headers.referer ?? "");
      asked.kept = { back: from?.host === request.host ? `${from.pathname}${from.search}` : path };
    } catch (error) {
      ctx.log.error({ err: error }, "what was typed could not be kept");
    }
  }

  /** A page for somebody who has typed something before: with that in it, once. */
  async function given(request: FastifyRequest, answer: Reply, ctx: Ctx): Promise<Reply> {
    const token = request.cookies[KEPT_COOKIE];
    if (!token || !options.giveBack || request.method !== "GET" || answer.kind !== "page" || ctx.actor.kind === "anonymous") return answer;
    const html = await options.giveBack(ctx, token, answer.html);
    return html === undefined ? answer : { ...answer, html, cookies: [...(answer.cookies ?? []), { name: KEPT_COOKIE, value: "" }] };
  }

  async function fail(
    error: unknown,
    { site, scripted, refused }: Pick<Route, "site"> & Partial<Route>,
    request: FastifyRequest,
    reply: FastifyReply,
    incoming?: Incoming,
  ): Promise<FastifyReply> {
    const refusal = refusalOf(error);
    const actor = actors.get(request) ?? anonymous;
    // Not what was asked for: codes that licences and copies are verified by, and names that are searched for, stand behind the question mark.
    if (!refusal) options.makeCtx(actor).log.error({ err: error, url: request.url.split("?", 1)[0] }, "fault");
    else if (refusal.status === 503) options.makeCtx(actor).log.error({ err: error, url: request.url.split("?", 1)[0] }, "unavailable");
    const said = refusal ?? new Refusal(500, "FAULT", "这一步没有办成，您填写的内容没有丢失。请稍后再试；如果一直这样，请拨打 12345。");
    if (said.status === 503 || said.status === 429) reply.header("retry-after", said.code === "BUSY" ? "5" : "60");
    if (refused) {
      const { status, type, content } = refused(said);
      return reply.code(status).type(type).header("cache-control", "no-store").send(content);
    }
    if (site === "api" || scripted) {
      if (said.status === 401 && site === "api") reply.header("www-authenticate", "Bearer");
      return reply.code(said.status).headers(PROBLEM).send(problemOf(said));
    }
    // In the field a page that says so: it clears the phone of what it kept.
    if (said.status === 401 && site !== "field" && (request.method === "GET" || request.method === "HEAD")) {
      return reply
        .code(303)
        .header("location", `${site === "console" ? "/console/sign-in" : "/sign-in"}?back=${encodeURIComponent(request.url)}`)
        .header("cache-control", "no-store")
        .send();
    }
    const asked = incoming ?? askedOf(request, reply, options);
    if (said.status === 401) await keep(request, reply, asked);
    return reply
      .code(said.status)
      .type("text/html; charset=utf-8")
      .header("cache-control", "no-store")
      .send(options.errorPage(site, said, asked, actor));
  }

  for (const route of options.routes) {
    const { params, query, body, response } = route.schema ?? {};
    app.route({
      method: route.method,
      url: route.path,
      ...(route.raw && { bodyLimit: route.raw.most }),
      schema: {
        ...(params && { params }),
        ...(query && { querystring: query }),
        ...(body && { body }),
        ...(response && { response: { 200: response } }),
        ...(route.summary && { summary: route.summary }),
      },
      attachValidation: true,
      errorHandler: (error, request, reply) => fail(error, route, request, reply),
      // Fastify's own serialiser is not used: replies are already text.
      serializerCompiler: () => (data) => data as string,
      // Before anything of the body is read: who may not call sends for nothing.
      async onRequest(request) {
        const session = route.site === "api" ? undefined : request.cookies[SESSION_COOKIE];
        const bearer = /^Bearer (.{16,200})$/.exec(request.headers.authorization ?? "")?.[1];
        const actor =
          session || bearer
            ? await options.authenticate(options.makeCtx(anonymous), { ...(session && { session }), ...(bearer && route.site === "api" && { bearer }) })
            : anonymous;
        actors.set(request, actor);
        onlyOwnContent(request, route);
        if (!mayKeep(request, route, actor)) mayCall(actor, route, options);
      },
      // A form of somebody who was signed in is read first: what they typed is kept.
      async preValidation(request) {
        mayCall(actors.get(request)!, route, options);
      },
      async handler(request, reply) {
        const actor = actors.get(request)!;
        const session = request.cookies[SESSION_COOKIE];
        let incoming: Incoming | undefined;
        let visit: Visit | undefined;
        let sent: (() => void) | undefined;
        try {
          const held = request.cookies[FORM_COOKIE];
          incoming = askedOf(request, reply, options);
          visit = gateOf(route)?.enter(request.ip, performance.now());
          if (route.limit) await options.stocks?.spend(route.limit, request.ip);
          const ctx = options.makeCtx(actor);
          mayBringFiles(request, route);
          if (request.isMultipart()) sent = sending.enter(actor, request.ip);
          if (request.isMultipart() && route.admit) {
            if (request.validationError) throw request.validationError;
            await route.admit(incoming, ctx);
          }
          await incomingOf(request, incoming, route, ctx.files);
          onlyText(incoming);
          visit?.begin();
          if (route.site !== "api" && route.method !== "GET") {
            const given = incoming.body["_token"];
            if (!held || typeof given !== "string" || !sameText(given, formToken(options.tokenKey, held, session))) {
              throw new Refusal(403, "FORM_EXPIRED", "这个页面放得太久或是从别处打开的，为了安全没有提交。请返回上一页刷新后再试，填写的内容不会丢。");
            }
            delete incoming.body["_token"];
          }
          if (request.validationError) throw request.validationError;
          return send(reply, await given(request, await route.handle(incoming, ctx), ctx), options.secureCookies);
        } catch (error) {
          return fail(error, route, request, reply, incoming);
        } finally {
          sent?.();
          visit?.leave();
          for (const { received } of incoming?.brought ?? []) await received?.drop();
        }
      },
    });
  }

  app.get("/healthz", async (_request, reply) => {
    const ok = await options.healthy().catch(() => false);
    if (!ok) reply.header("retry-after", "10");
    return reply.code(ok ? 200 : 503).send({ status: ok ? "ok" : "unavailable" });
  });
  app.setNotFoundHandler((request, reply) => fail(notFound("页面"), { site: siteOf(request.url) }, request, reply));
  app.setErrorHandler((error, request, reply) => fail(error, { site: siteOf(request.url) }, request, reply));
  return app;
}
