import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { badInput, Refusal } from "#values/errors";
import type { Files } from "#kernel/files";
import type { Incoming, Route } from "./route.ts";
import { depthOf, MOST_NESTED } from "./nesting.ts";
import { FORM_COOKIE, formToken, newFormCookie, SESSION_COOKIE } from "./token.ts";
import { partsOf, readForm } from "./upload.ts";

/** What was typed into a form, and whether files came with it; the files themselves are let go. */
export async function typedOnly(request: FastifyRequest): Promise<{ fields: Record<string, unknown>; files: boolean }> {
  if (!request.isMultipart()) return { fields: (request.body ?? {}) as Record<string, unknown>, files: false };
  const fields: Record<string, unknown> = {};
  let files = false;
  for await (const part of partsOf(request)) {
    if (part.type === "file") {
      files ||= part.filename !== "";
      part.file.resume();
    } else {
      const seen = fields[part.fieldname];
      fields[part.fieldname] = seen === undefined ? part.value : [...(Array.isArray(seen) ? seen : [seen]), part.value];
    }
  }
  return { fields, files };
}

/** A form that breaks off or is ill-formed is a plain Error of its parser without a code, and the sender's to mend. */
function brokenForm(error: unknown): never {
  if (error instanceof Error && !("code" in error)) throw new Refusal(400, "MALFORMED", "上传没有完成，可能是网络中断了，请重新选择文件再上传。");
  throw error;
}

/** What is known of a request before its body is read: enough for an error page. The form cookie is set only when a page asks for its token. */
export function askedOf(request: FastifyRequest, reply: FastifyReply, options: { tokenKey: Buffer; secureCookies: boolean }): Incoming {
  let held = request.cookies?.[FORM_COOKIE];
  const session = request.cookies?.[SESSION_COOKIE];
  return {
    params: (request.params ?? {}) as Record<string, string>,
    query: (request.query ?? {}) as Record<string, string>,
    body: {},
    files: [],
    brought: [],
    get formToken() {
      if (!held) {
        held = newFormCookie();
        reply.setCookie(FORM_COOKIE, held, { path: "/", httpOnly: true, sameSite: "lax", secure: options.secureCookies });
      }
      return formToken(options.tokenKey, held, session);
    },
    url: request.url,
    mode: { elder: request.cookies?.["yw_mode"] === "elder", theme: /^(dark|light)$/.exec(request.cookies?.["yw_theme"] ?? "")?.[0] ?? "" },
    address: request.ip,
    cookies: request.cookies ?? {},
    acceptEncoding: String(request.headers["accept-encoding"] ?? ""),
    header(name) {
      const value = request.headers[name];
      return typeof value === "string" ? value : undefined;
    },
    idempotencyKey: typeof request.headers["idempotency-key"] === "string" ? request.headers["idempotency-key"] : undefined,
  };
}

/** Reads a request, its form and files, into what handlers take. `files` is where those go that are to be kept. */
export async function incomingOf(request: FastifyRequest, asked: Incoming, route: Route, files: Files): Promise<Incoming> {
  asked.body = {};
  if (Buffer.isBuffer(request.body)) {
    if (!route.raw) throw new Refusal(415, "CONTENT_TYPE", "这里不接收这种内容，请核对地址和 Content-Type。");
    asked.raw = request.body;
    return asked;
  }
  if (!request.isMultipart()) asked.body = { ...((request.body ?? {}) as Record<string, unknown>) };
  else await readForm(request, asked, files, route.admit ? "disk" : "memory").catch(brokenForm);
  return asked;
}

/** Whether a text within a value is one that no database holds: it has a NUL, or half of a character. */
function isOdd(value: unknown): boolean {
  if (typeof value === "string") return value.includes("\0") || !value.isWellFormed();
  if (Array.isArray(value)) return value.some(isOdd);
  return typeof value === "object" && value !== null && Object.entries(value).some(([name, each]) => isOdd(name) || isOdd(each));
}

/** Refuses what was sent when the database could not keep it: it would quote it in its log. JSON is no deeper than `MOST_NESTED`. */
export function onlyText({ params, query, body }: Incoming): void {
  if ([params, query, body].some(isOdd)) throw badInput("BAD_INPUT", "提交的内容里有无法识别的字符，没有保存任何内容，请检查后再试。");
}

/** Refuses a form with files where none are taken. */
export function mayBringFiles(request: FastifyRequest, route: Route): void {
  if (request.isMultipart() && !route.upload && !route.admit) throw badInput("BAD_INPUT", "这里不接收文件。");
}

/** Refuses, before anything of it is read, another type of content than the one that a route with `raw` takes: its limit is large. */
export function onlyOwnContent({ headers }: FastifyRequest, { raw }: Route): void {
  if (raw && headers["content-type"]?.split(";", 1)[0]!.trim().toLowerCase() !== raw.type)
    throw new Refusal(415, "CONTENT_TYPE", `这里只收一种内容，Content-Type 要写 ${raw.type}。`);
}

/** Takes JSON that is not too deep, and of routes with `raw` the bytes as they came: what is signed is read by nobody on the way. */
export function takeContent(app: FastifyInstance, routes: readonly Route[]): void {
  const parseJson = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    // Before anything walks it: a text of brackets alone makes every function that calls itself run out of stack.
    if (depthOf(String(body)) > MOST_NESTED) return done(new Refusal(400, "TOO_DEEP", `请求内容嵌套太深，最多 ${MOST_NESTED} 层。`));
    parseJson(request, String(body), done);
  });
  for (const type of new Set(routes.flatMap(({ raw }) => raw?.type ?? [])))
    app.addContentTypeParser(type, { parseAs: "buffer" }, (_request, body, done) => done(null, body));
}
